"""CanRisk 1 to 4 and BOADICEA 4: families with breast, ovarian, prostate or pancreatic cancer.

Columns as pedigreejs (CCGE-BOADICEA, ``es/canrisk_file.js``, 2023) writes versions 1 to 3;
version 4 adds HOXB13. What each column is, the heading line of the file says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rarekin.errors import FormatError
from rarekin.formats.family_gathering import Gathering, Read, id_or_none
from rarekin.formats.family_losses import Written, losses, plain_ids
from rarekin.formats.family_text import text_of
from rarekin.model.case import Sex, State
from rarekin.model.family import Family
from rarekin.model.person import AFFECTED, GeneticTest, Person, Phenotype, TestResult
from rarekin.model.sentences import sentence

CANCERS = {
    "BC1": "breast cancer",
    "BC2": "second breast cancer",
    "OC": "ovarian cancer",
    "PRO": "prostate cancer",
    "PAN": "pancreatic cancer",
}
GENES = ["BRCA1", "BRCA2", "PALB2", "ATM", "CHEK2", "BARD1", "RAD51D", "RAD51C", "BRIP1", "HOXB13"]
_FIRST = [
    "FamID",
    "Name",
    "Target",
    "IndivID",
    "FathID",
    "MothID",
    "Sex",
    "MZtwin",
    "Dead",
    "Age",
    "Yob",
]
_V1 = [g for g in GENES if g not in ("BARD1", "HOXB13")]
_GENES_OF = {1: _V1, 2: GENES[:-1], 3: GENES[:-1], 4: GENES}
_PATHOLOGY = "ER:PR:HER2:CK14:CK56"
# BOADICEA 4 calls the same columns otherwise.
_OLD = {"1stBrCa": "BC1", "2ndBrCa": "BC2", "OvCa": "OC", "ProCa": "PRO", "PanCa": "PAN"}
_NOT_CARRIED = {
    "Yob": sentence("years of birth"),
    "Ashkn": sentence("Ashkenazi origin"),
    **dict.fromkeys(
        (_PATHOLOGY, "ER", "PR", "HER2", "CK14", "CK56"), sentence("pathology of tumours")
    ),
}
_START = re.compile(r"\s*(?:##\s*CanRisk\s+(\d+)|BOADICEA\s+import\s+pedigree\s+file)", re.I)


def looks_like_canrisk(text: str) -> bool:
    """Tell whether text is a CanRisk or BOADICEA file.

    Examples
    --------
    >>> looks_like_canrisk("##CanRisk 2.0"), looks_like_canrisk("f a 0 0 1 2")
    (True, False)
    """
    return _START.match(text) is not None


def read_canrisk(data: bytes) -> Read:
    r"""Read a CanRisk or BOADICEA file.

    Parameters
    ----------
    data
        With its first line and its heading.

    Returns
    -------
    families, issues
        A cancer column of 0 is written also where nobody asked, and says nothing here. Tests
        count of the one gene in which most people have a change; other genes are named.

    Raises
    ------
    FormatError
        If it is no such file, or lists nobody.

    Examples
    --------
    >>> text = "##CanRisk 2.0\n" + "\t".join(["F", "me", "1", "3", "0", "0", "F", "0", "0", "40",
    ...     "1980", "35", *["0"] * 5, "S:P", *["0:0"] * 8, "0:0:0:0:0"])
    >>> (family,), _ = read_canrisk(text.encode())
    >>> family.people[0].phenotypes["breast cancer"].age_years, family.people[0].tests[0].result
    (35.0, <TestResult.POSITIVE: 'positive'>)
    """
    text, noticed = text_of(data)
    start = _START.match(text)
    if start is None:
        raise FormatError(
            sentence("This is no CanRisk file."),
            hint=sentence("Its first line is '##CanRisk 4.0' or the like."),
        )
    found = Gathering(list(noticed))
    columns = _columns_of(int(start[1]) if start[1] else None)
    genes: dict[str, list[tuple[str, GeneticTest]]] = {}
    for n_line, line in enumerate(text.splitlines()[1:], 2):
        row = _cells(line)
        if not row:
            continue
        if row[0].lstrip("#").lower() == "famid":
            columns = [_OLD.get(c, c) for c in (row[0].lstrip("#"), *row[1:])]
        elif line.startswith("##"):
            found.leave_out(
                sentence("%(name)s (a risk factor)", name=line[2:].split("=")[0].strip()),
                f"line {n_line}",
            )
        elif len(row) != len(columns):
            found.error(
                f"line {n_line}",
                sentence(
                    "This line has %(n)s columns, the heading has %(of)s.",
                    n=len(row),
                    of=len(columns),
                ),
                sentence("Export the family again."),
            )
        else:
            _line(dict(zip(columns, row, strict=True)), f"line {n_line}", found, genes)
    if not found.people:
        raise FormatError(
            sentence("This CanRisk file lists nobody."), hint=sentence("Export the family again.")
        )
    _take_tests(genes, found)
    return found.read()


def _cells(line: str) -> list[str]:
    parts = line.split("\t") if "\t" in line else line.split()
    return [p.strip() for p in parts] if any(p.strip() for p in parts) else []


def _columns_of(version: int | None) -> list[str]:
    genes = _GENES_OF.get(version or 4, GENES)
    return [*_FIRST, *CANCERS, "Ashkn", *genes, _PATHOLOGY]


def _line(
    cell: Mapping[str, str],
    where: str,
    found: Gathering,
    genes: dict[str, list[tuple[str, GeneticTest]]],
) -> None:
    id_ = cell.get("IndivID", "")
    if not id_:
        found.error(
            where, sentence("This line names no person."), sentence("Export the family again.")
        )
        return
    for column, what in _NOT_CARRIED.items():
        if cell.get(column, "0").replace(":", "").strip("0"):
            found.leave_out(what, where)
    label = cell.get("Name", "")
    age = cell.get("Age", "0")
    found.add(
        cell.get("FamID") or "family",
        Person(
            id=id_,
            sex=found.sex(cell.get("Sex", ""), where),
            father=id_or_none(cell.get("FathID")),
            mother=id_or_none(cell.get("MothID")),
            age_years=None if age == "0" else found.number(age, where, sentence("age")),
            deceased=cell.get("Dead") == "1",
            phenotypes=_cancers(cell, where, found),
            twin_group=id_or_none(cell.get("MZtwin")) or "",
            proband=cell.get("Target") == "1",
            label="" if label in ("", "NA", "0") else label,
        ),
    )
    for gene, test in _tests(cell, where, found):
        genes.setdefault(gene, []).append((id_, test))


def _cancers(cell: Mapping[str, str], where: str, found: Gathering) -> dict[str, Phenotype]:
    had = {}
    for column, name in CANCERS.items():
        word = cell.get(column, "0")
        if word in ("0", ""):
            continue
        is_open = word.upper() == "AU"
        years = (
            None
            if is_open
            else found.number(word, where, sentence("age at onset of %(disease)s", disease=name))
        )
        had[name] = Phenotype(State.PRESENT, years)
    return had


def _tests(cell: Mapping[str, str], where: str, found: Gathering) -> list[tuple[str, GeneticTest]]:
    if cell.get("Mutn", "0") not in ("0", "", "N"):  # BOADICEA 4: one column for all genes
        return [(cell["Mutn"].upper(), GeneticTest(TestResult.POSITIVE))]
    tests = []
    for gene in GENES:
        kind, _, result = cell.get(gene, "0:0").partition(":")
        words = {"P": TestResult.POSITIVE, "N": TestResult.NEGATIVE}
        words |= {"HET": TestResult.HETEROZYGOUS, "HOM": TestResult.HOMOZYGOUS}
        if result in words:
            tests.append((gene, GeneticTest(words[result])))
        elif (kind, result) not in (("0", "0"), ("0", ""), ("", "")):
            message = sentence(
                "The test of %(gene)s is %(result)s.", gene=gene, result=f"{kind}:{result}"
            )
            found.error(where, message, sentence("Write S:P, S:N, T:P, T:N or 0:0."))
    return tests


def _take_tests(genes: Mapping[str, Sequence[tuple[str, GeneticTest]]], found: Gathering) -> None:
    """Give people the tests of the gene that has a change in this family, and say so."""
    changed = Counter(
        gene for gene, tests in genes.items() for _, t in tests if t.result.value != "negative"
    )
    if not changed:
        for gene, tests in genes.items():
            found.leave_out(
                sentence("tests of %(gene)s: nobody here has a change in it", gene=gene),
                ", ".join(i for i, _ in tests),
            )
        return
    family_gene = changed.most_common(1)[0][0]
    for gene, tests in genes.items():
        if gene != family_gene:
            found.leave_out(
                sentence(
                    "tests of %(gene)s, only those of %(family_gene)s",
                    gene=gene,
                    family_gene=family_gene,
                ),
                ", ".join(i for i, _ in tests),
            )
    of = dict(genes[family_gene])
    for name, people in found.people.items():
        found.people[name] = [replace(p, tests=(of[p.id],)) if p.id in of else p for p in people]


def write_canrisk(family: Family, gene: str = "BRCA1") -> Written:
    r"""Write a family as CanRisk 4.

    Parameters
    ----------
    family
        Any family.
    gene
        Whose column takes the tests.

    Returns
    -------
    data, issues
        And what CanRisk has no room for: every disease but its four cancers.

    Examples
    --------
    >>> write_canrisk(Family((Person("a", Sex.MALE),)))[0].splitlines()[0]
    b'##CanRisk 4.0'
    """
    whole = family.with_both_parents()
    ids, changed = plain_ids(whole, "CanRisk", allowed=r"[A-Za-z0-9_-]+", most=7)
    twins = {g: str(n % 10) for n, g in enumerate(
        dict.fromkeys(p.twin_group for p in whole.people if p.twin_group), 1
    )}  # fmt: skip
    columns = _columns_of(4)
    lines = ["##CanRisk 4.0", "##" + "\t".join(columns)]
    for p in whole.people:
        cell = _own_cells(p, ids, twins) | {gene: _result(p)}
        cell["FamID"] = re.sub(r"\W", "_", family.id)[:13] or "XXXX"
        lines.append("\t".join(cell.get(c) or _EMPTY.get(c, "0") for c in columns))
    cannot = (
        *("parts of a year", "who is free of the disease", "affected, not known by what"),
        *("the accuracy, copy or count of a test", "pregnancies", "an unknown sex"),
        "a single parent",
    )
    found = Gathering()
    _note_losses(family, gene, found)
    return ("\n".join(lines) + "\n").encode(), (
        *losses(family, "CanRisk", cannot),
        *found.issues,
        *changed,
    )


_EMPTY = dict.fromkeys(GENES, "0:0") | {_PATHOLOGY: "0:0:0:0:0"}


def _own_cells(p: Person, ids: Mapping[str, str], twins: Mapping[str, str]) -> dict[str, str]:
    cell = {
        "Name": re.sub(r"\s+", "_", p.label or p.id)[:8],
        "Target": "1" if p.proband else "0",
        "IndivID": ids[p.id],
        "FathID": ids.get(p.father or "", "0"),
        "MothID": ids.get(p.mother or "", "0"),
        "Sex": {Sex.MALE: "M", Sex.FEMALE: "F"}.get(p.sex, "U"),
        "MZtwin": twins.get(p.twin_group, "0"),
        "Dead": "1" if p.deceased else "0",
        "Age": "0" if p.age_years is None else str(int(p.age_years)),
    }
    for column, name in CANCERS.items():
        had = p.phenotypes.get(name)
        if had is not None and had.state is State.PRESENT:
            cell[column] = "AU" if had.age_years is None else str(int(had.age_years))
    return cell


def _result(p: Person) -> str:
    words = {TestResult.POSITIVE: "T:P", TestResult.NEGATIVE: "T:N"}
    words |= {TestResult.HETEROZYGOUS: "T:HET", TestResult.HOMOZYGOUS: "T:HOM"}
    return words.get(p.tests[-1].result, "0:0") if p.tests else "0:0"


def _note_losses(family: Family, gene: str, found: Gathering) -> None:
    others = {k for p in family.people for k in p.phenotypes} - {*CANCERS.values(), AFFECTED}
    if others:
        found.warning(
            "file",
            sentence(
                "%(format)s has no room for %(what)s.",
                format="CanRisk",
                what=", ".join(sorted(others)),
            ),
            sentence("Keep a copy in our own format, which carries everything."),
            "format-loses",
        )
    if any(p.tests for p in family.people):
        found.warning(
            "file",
            sentence("The tests are written as tests of %(gene)s.", gene=gene),
            sentence("If it is another gene, move them to its column."),
            "gene-assumed",
        )
    found.warning(
        "file",
        sentence("Years of birth are not known here; CanRisk asks for them."),
        "",
        "format-loses",
    )
