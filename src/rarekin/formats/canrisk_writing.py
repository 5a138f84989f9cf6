"""Families written as CanRisk 4."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rarekin.formats.canrisk import CANCERS, GENES, PATHOLOGY, columns_of
from rarekin.formats.family_gathering import Gathering
from rarekin.formats.family_losses import Written, losses, plain_ids
from rarekin.model.case import Sex, State
from rarekin.model.family import Family
from rarekin.model.person import AFFECTED, Person, TestResult
from rarekin.model.sentences import sentence


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
    columns = columns_of(4)
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


_EMPTY = dict.fromkeys(GENES, "0:0") | {PATHOLOGY: "0:0:0:0:0"}


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
