"""Families written as CanRisk 4 and as BOADICEA 4."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from rarekin.formats.canrisk import CANCERS, GENES, PATHOLOGY, columns_of
from rarekin.formats.family_gathering import Gathering
from rarekin.formats.family_losses import Written, losses, plain_ids
from rarekin.model.case import Sex, State
from rarekin.model.family import Family
from rarekin.model.issues import Issue
from rarekin.model.person import AFFECTED, Person, TestResult
from rarekin.model.sentences import sentence

_BOADICEA = "BOADICEA import pedigree file format 4.0"
_OLD_NAMES = dict(zip(CANCERS, ("1stBrCa", "2ndBrCa", "OvCa", "ProCa", "PanCa"), strict=True))
_OLD_GENES = ("BRCA1", "BRCA2", "PALB2", "ATM", "CHEK2")
_EMPTY = dict.fromkeys(GENES, "0:0") | {PATHOLOGY: "0:0:0:0:0"}


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
    rows, issues = _rows(family, gene, "CanRisk")
    columns = columns_of(4)
    lines = ["##CanRisk 4.0", "##" + "\t".join(columns)]
    lines += ["\t".join(row.get(c) or _EMPTY.get(c, "0") for c in columns) for row in rows]
    return ("\n".join(lines) + "\n").encode(), issues


def write_boadicea(family: Family, gene: str = "BRCA1") -> Written:
    r"""Write a family as BOADICEA 4, which CanRisk reads too.

    Parameters
    ----------
    family
        Any family.
    gene
        Whose columns take the tests: one of the five that BOADICEA 4 knows.

    Returns
    -------
    data, issues
        And what BOADICEA has no room for.

    Examples
    --------
    >>> write_boadicea(Family((Person("a", Sex.MALE),)))[0].splitlines()[0]
    b'BOADICEA import pedigree file format 4.0'
    """
    rows, issues = _rows(family, gene, "BOADICEA")
    columns = columns_of(4)[: columns_of(4).index("Ashkn") + 1]
    heading = [_OLD_NAMES.get(c, c) for c in columns]
    heading += [f"{g}{end}" for g in _OLD_GENES for end in "tr"] + PATHOLOGY.split(":")
    lines = [_BOADICEA, "\t".join(heading)]
    for row in rows:
        tests = [row.get(g, "0:0").replace("HET", "P").replace("HOM", "P") for g in _OLD_GENES]
        cells = [row.get(c) or "0" for c in columns]
        cells += [part for test in tests for part in test.split(":")] + ["0"] * 5
        lines.append("\t".join(cells))
    return ("\n".join(lines) + "\n").encode(), issues


def _rows(family: Family, gene: str, name: str) -> tuple[list[dict[str, str]], tuple[Issue, ...]]:
    family = _by_their_names(family)
    whole = family.everybody()
    ids, changed = plain_ids(whole, name, allowed=r"[A-Za-z0-9_-]+", most=7)
    twins = {g: str(n % 10) for n, g in enumerate(
        dict.fromkeys(p.twin_group for p in whole.people if p.twin_group), 1
    )}  # fmt: skip
    family_id = re.sub(r"\W", "_", family.id)[:13] or "XXXX"
    rows = [
        _own_cells(p, ids, twins) | {gene: _result(p), "FamID": family_id} for p in whole.people
    ]
    cannot = (
        *("parts of a year", "affected, not known by what"),
        *("the accuracy, copy or count of a test", "pregnancies", "an unknown sex"),
        "a single parent",
        *(["who is free of the disease"] if not all(map(_keeps_free, family.people)) else []),
    )
    found = Gathering()
    _note_losses(family, gene, name, found)
    return rows, (*losses(family, name, cannot), *found.issues, *changed)


def _by_their_names(family: Family) -> Family:
    """Call cancers as the file does: models write them with hyphens."""
    named = [
        replace(p, phenotypes={re.sub("[-_]", " ", k): s for k, s in p.phenotypes.items()})
        for p in family.people
    ]
    return replace(family, people=tuple(named))


def _keeps_free(p: Person) -> bool:
    """Tell whether all of which somebody is free, is a cancer of the file, up to the age now."""
    free = {k: s for k, s in p.phenotypes.items() if s.state is State.EXCLUDED}
    until = {s.age_years for s in free.values()}
    known = set(CANCERS.values()) - {CANCERS["BC2"]}
    return not free or (
        free.keys() <= known and p.age_years is not None and until <= {None, p.age_years}
    )


def _says_nothing(p: Person) -> bool:
    """Tell whether a file that writes 0 for unaffected says more of somebody than is known."""
    own = [n for c, n in CANCERS.items() if c in ("BC1", "PAN") or c == _OF_SEX.get(p.sex)]
    return p.age_years is not None and not set(own) <= p.phenotypes.keys()


_OF_SEX = {Sex.FEMALE: "OC", Sex.MALE: "PRO"}


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


def _note_losses(family: Family, gene: str, name: str, found: Gathering) -> None:
    others = {k for p in family.people for k in p.phenotypes} - {*CANCERS.values(), AFFECTED}
    if others:
        found.warning(
            "file",
            sentence(
                "%(format)s has no room for %(what)s.",
                format=name,
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
        sentence("Years of birth are not known here; %(format)s asks for them.", format=name),
        "",
        "format-loses",
    )
    silent = [p.id for p in family.people if _says_nothing(p)]
    if silent:
        found.warning(
            ", ".join(silent[:5]),
            sentence(
                "%(format)s has no word for not known: a cancer nobody spoke of is written as 0, "
                "which means free of it.",
                format=name,
            ),
            sentence("Set the age to 0 there for whoever was not asked."),
            "format-says-more",
        )
