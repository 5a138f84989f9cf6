"""CanRisk 1 to 4 and BOADICEA 4 read: families with breast, ovarian, prostate or pancreatic cancer.

Columns as pedigreejs (CCGE-BOADICEA, ``es/canrisk_file.js``, 2023) writes versions 1 to 3;
version 4 adds HOXB13. What each column is, the heading line of the file says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rarekin.errors import FormatError
from rarekin.formats.family_gathering import MISSING, Gathering, Read, id_or_none
from rarekin.formats.family_text import text_of
from rarekin.formats.life_dates import check_dates
from rarekin.model.case import Sex, State
from rarekin.model.person import GeneticTest, Person, Phenotype, TestResult
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
_NEEDED = ("IndivID", "FathID", "MothID", "Sex")
_V1 = [g for g in GENES if g not in ("BARD1", "HOXB13")]
_GENES_OF = {1: _V1, 2: GENES[:-1], 3: GENES[:-1], 4: GENES}
PATHOLOGY = "ER:PR:HER2:CK14:CK56"
# BOADICEA 4 calls the same columns otherwise.
_OF_ONE_SEX = {"OC": Sex.FEMALE, "PRO": Sex.MALE}
_OLD = {"1BrCa": "BC1", "2BrCa": "BC2", "Twin": "MZtwin"}
_OLD |= {"1stBrCa": "BC1", "2ndBrCa": "BC2", "OvCa": "OC", "ProCa": "PRO", "PanCa": "PAN"}
_NOT_CARRIED = {
    "Yob": sentence("years of birth"),
    "Ashkn": sentence("Ashkenazi origin"),
    **dict.fromkeys(
        (PATHOLOGY, "ER", "PR", "HER2", "CK14", "CK56"), sentence("pathology of tumours")
    ),
}
_START = re.compile(r"\s*(?:##\s*CanRisk\b[ \t]*(\d+)?|BOADICEA\s+import\s+pedigree\s+file)", re.I)


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
        A cancer column of 0 is "unaffected" by the guide of BOADICEA 3 and CanRisk's own program:
        free of it up to the age in the file, and nothing where that has no age. Tests count of the
        one gene in which most people have a change; other genes are named.

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
    told = _Told(found, columns_of(int(start[1]) if start[1] else None))
    n_first = text[: start.end()].count("\n") + 1
    for n_line, line in enumerate(text.splitlines()[n_first:], n_first + 1):
        row = _cells(line)
        where = f"line {n_line}"
        if row and row[0].lstrip("#").lower() == "famid":
            told.heading(row, where)
        elif line.startswith("##"):
            name = line[2:].split("=")[0].strip()
            found.leave_out(sentence("%(name)s (a risk factor)", name=name), where)
        elif row:
            told.person(row, "\t" in line, where)
    if not found.people:
        raise FormatError(
            sentence("This CanRisk file lists nobody."), hint=sentence("Export the family again.")
        )
    _take_tests(told.genes, found)
    _check_years(found, told.years)
    targets = [p.id for people in found.people.values() for p in people if p.proband]
    if len(targets) > len(found.people):
        found.warning(
            "Target",
            sentence("Several people are marked as target: %(ids)s.", ids=", ".join(targets[:5])),
            sentence("CanRisk counts for one person; the first is taken."),
            "targets-several",
        )
    return found.read()


class _Told:
    """What the lines of a file say, beside the people: tests by gene, years of birth."""

    def __init__(self, found: Gathering, columns: list[str]) -> None:
        self.found, self.columns, self.has_heading = found, columns, False
        self.genes: dict[str, list[tuple[str, GeneticTest]]] = {}
        self.years: dict[str, float] = {}

    def heading(self, row: Sequence[str], where: str) -> None:
        """Take the names of the columns."""
        self.columns = [_column(c) for c in (row[0].lstrip("#"), *row[1:])]
        self.has_heading = True
        missing = [c for c in _NEEDED if c not in self.columns]
        if missing:
            self.found.error(
                where,
                sentence("The heading has no column %(columns)s.", columns=", ".join(missing)),
                sentence("Export the family again."),
            )

    def person(self, row: Sequence[str], has_tabs: bool, where: str) -> None:
        """Take one person, where the line fits the heading."""
        by_width = {len(columns_of(v)): columns_of(v) for v in (1, 3, 4)}
        if not self.has_heading and len(row) in by_width:  # a version we have never seen
            self.columns = by_width[len(row)]
        values = {"n": len(row), "of": len(self.columns)}
        again = sentence("Export the family again.")
        # Tabs keep empty columns apart, so that only the last ones can be missing.
        if has_tabs and len(_FIRST) <= len(row) < len(self.columns):
            text = sentence(
                "This line has %(n)s columns, the heading has %(of)s; the last ones are read as "
                "not said.",
                **values,
            )
            self.found.warning(where, text, again, "columns-missing")
        elif len(row) != len(self.columns):
            text = sentence("This line has %(n)s columns, the heading has %(of)s.", **values)
            self.found.error(where, text, again)
            return
        cell = dict(zip(self.columns, row, strict=False))
        _line(cell, where, self.found, self.genes, self.years)


def _check_years(found: Gathering, years: Mapping[str, float]) -> None:
    """Look at years of birth, and at years of death where somebody died at a known age."""
    for people in found.people.values():
        by_id = {p.id: p for p in people}
        born = {i: y for i, y in years.items() if i in by_id}
        died = {
            i: born[i] + (age or 0.0)
            for i, p in by_id.items()
            if p.deceased and i in born and (age := p.age_years) is not None
        }
        check_dates(by_id, born, died, found)


def _column(name: str) -> str:
    """Return a column by the name we use, whatever its case."""
    known = {c.lower(): c for c in (*_FIRST, *CANCERS, *GENES, "Ashkn")}
    known |= {old.lower(): new for old, new in _OLD.items()}
    return known.get(name.lower(), name)


def _cells(line: str) -> list[str]:
    # A spreadsheet that opened the file may have saved it with a separator of its own.
    mark = next((m for m in "\t;," if line.count(m) >= len(_NEEDED)), None)
    parts = line.split(mark)
    return [p.strip() for p in parts] if any(p.strip() for p in parts) else []


def columns_of(version: int | None) -> list[str]:
    """Return the columns of a version, the newest where none is named."""
    genes = _GENES_OF.get(version or 4, GENES)
    return [*_FIRST, *CANCERS, "Ashkn", *genes, PATHOLOGY]


def _line(
    cell: Mapping[str, str],
    where: str,
    found: Gathering,
    genes: dict[str, list[tuple[str, GeneticTest]]],
    years: dict[str, float],
) -> None:
    id_ = cell.get("IndivID", "")
    if not id_:
        found.error(
            where, sentence("This line names no person."), sentence("Export the family again.")
        )
        return
    for column, what in _NOT_CARRIED.items():
        if cell.get(column, "0").upper().replace(":", "").replace("NA", "").strip("0"):
            found.leave_out(what, where)
    if re.fullmatch(r"[12]\d{3}", cell.get("Yob", "")):
        years[id_] = float(cell["Yob"])
    label = cell.get("Name", "")
    age = cell.get("Age", "0")
    sex = found.sex(cell.get("Sex", ""), where)
    found.add(
        cell.get("FamID") or "family",
        Person(
            id=id_,
            sex=sex,
            father=id_or_none(cell.get("FathID")),
            mother=id_or_none(cell.get("MothID")),
            age_years=None if age == "0" else found.number(age, where, sentence("age")),
            deceased=cell.get("Dead") == "1",
            phenotypes=_cancers(cell, sex, where, found),
            twin_group=id_or_none(cell.get("MZtwin")) or "",
            proband=cell.get("Target") == "1",
            label="" if label in ("", "NA", "0") else label,
        ),
    )
    for gene, test in _tests(cell, where, found):
        genes.setdefault(gene, []).append((id_, test))


def _cancers(
    cell: Mapping[str, str], sex: Sex, where: str, found: Gathering
) -> dict[str, Phenotype]:
    told = {}
    has_age = cell.get("Age", "0").lower() not in MISSING
    for column, name in CANCERS.items():
        word = cell.get(column, "NA")
        is_free = word == "0" and has_age and column != "BC2"
        if is_free and _OF_ONE_SEX.get(column, sex) is sex:
            told[name] = Phenotype(State.EXCLUDED)
        if word.lower() in MISSING:
            continue
        is_open = word.upper() == "AU"
        years = (
            None
            if is_open
            else found.number(word, where, sentence("age at onset of %(disease)s", disease=name))
        )
        told[name] = Phenotype(State.PRESENT, years)
    return told


def _result(cell: Mapping[str, str], gene: str) -> tuple[str, str]:
    """Return the kind and the result of a test; BOADICEA has a column for each."""
    if f"{gene}t" in cell or f"{gene}r" in cell:
        kind, result = cell.get(f"{gene}t", "0"), cell.get(f"{gene}r", "0")
        kind, result = kind.split(":")[0], result.split(":")[-1]
    else:
        kind, _, result = cell.get(gene, "0:0").partition(":")
    return kind.upper().replace("NA", "0"), result.upper().replace("NA", "0")


def _tests(cell: Mapping[str, str], where: str, found: Gathering) -> list[tuple[str, GeneticTest]]:
    if cell.get("Mutn", "0").upper() not in (
        "0",
        "",
        "N",
        "NA",
    ):  # BOADICEA 4: one column for all genes
        return [(cell["Mutn"].upper(), GeneticTest(TestResult.POSITIVE))]
    tests = []
    for gene in GENES:
        kind, result = _result(cell, gene)
        words = {"P": TestResult.POSITIVE, "N": TestResult.NEGATIVE}
        words |= {"HET": TestResult.HETEROZYGOUS, "HOM": TestResult.HOMOZYGOUS}
        if result in words:
            tests.append((gene, GeneticTest(words[result])))
        elif result not in ("0", "") or (not result and kind not in ("0", "")):
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
