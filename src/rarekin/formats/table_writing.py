"""Families written as tables: PED, CSV and TSV with headings, Madeline 2."""

from __future__ import annotations

from collections.abc import Callable

from rarekin.formats.family_losses import OF_PEOPLE, Written, affected_at_all, losses, plain_ids
from rarekin.model.case import Sex, State
from rarekin.model.family import Family
from rarekin.model.person import AFFECTED, Person

_PED_LOSES = (
    *("ages", "ages at onset", "who has died", "which disease", "gene tests", "identical twins"),
    *("the proband", "labels", "pregnancies"),
)
_SEX_CODE = {Sex.MALE: "1", Sex.FEMALE: "2", Sex.UNKNOWN: "0"}
_STATE_CODE = {State.PRESENT: "2", State.EXCLUDED: "1", State.UNKNOWN: "0"}


def write_ped(family: Family) -> Written:
    r"""Write a family as PED: one column for whether somebody has any of the diseases.

    Parameters
    ----------
    family
        Any family.

    Returns
    -------
    data, issues
        And what PED has no room for.

    Examples
    --------
    >>> write_ped(Family((Person("a", Sex.MALE),), id="f1"))[0].decode()
    'f1\ta\t0\t0\t1\t0\n'
    """
    ids, changed = plain_ids(family, "PED")
    name = "_".join(family.id.split()) or "family"
    lines = []
    for p in family.people:
        row = (name, ids[p.id], ids.get(p.father or "", "0"), ids.get(p.mother or "", "0"))
        code = _STATE_CODE[affected_at_all(p)]
        lines.append("\t".join((*row, _SEX_CODE[p.sex], code)) + "\n")
    return "".join(lines).encode(), (*losses(family, "PED", _PED_LOSES), *changed)


_COLUMNS: dict[str, Callable[[Person], str]] = {
    "sex": lambda p: p.sex.value,
    "affected": lambda p: p.phenotypes[AFFECTED].state.value if AFFECTED in p.phenotypes else "",
    "onset": lambda p: _years(p.phenotypes[AFFECTED].age_years) if AFFECTED in p.phenotypes else "",
    "age": lambda p: _years(p.age_years),
    "deceased": lambda p: "yes" if p.deceased else "",
    "proband": lambda p: "yes" if p.proband else "",
    "unborn": lambda p: "yes" if p.unborn else "",
    "twin": lambda p: p.twin_group,
    "label": lambda p: p.label,
    "test": lambda p: p.tests[0].result.value if p.tests else "",
}
_SELDOM: dict[str, Callable[[Person], str]] = {
    "consultand": lambda p: "yes" if p.consultand else "",
    "birth_group": lambda p: p.birth_group,
    "fraternal": lambda p: "yes" if p.fraternal else "",
    "loss": lambda p: p.loss,
    "gender identity": lambda p: p.gender,
    "adopted": lambda p: p.adopted,
    "role": lambda p: p.role,
}
"""Columns of tables in which somebody needs them."""


def _years(age: float | None) -> str:
    return "" if age is None else f"{age:.10g}"


def write_table(family: Family, mark: str = ",") -> Written:
    r"""Write a family as a table with headings, to be opened in a spreadsheet.

    Parameters
    ----------
    family
        Any family.
    mark
        What stands between two columns.

    Returns
    -------
    data, issues
        And what the table has no room for.

    Examples
    --------
    >>> write_table(Family((Person("a", Sex.MALE),), id="f1"))[0].decode().splitlines()[1]
    'f1,a,,,male,,,,,,,,,'
    """
    ids, changed = plain_ids(family, "The table", allowed=r"[^\r\n\t\"]+")
    keys = sorted({k for p in family.people for k in p.phenotypes} - {AFFECTED})
    seldom = {
        **_SELDOM,
        "raised_by": lambda p: "+".join(ids.get(i, i) for i in p.raised_by),
        "carried_by": lambda p: ids.get(p.carried_by or "", ""),
    }
    columns = _COLUMNS | {k: of for k, of in seldom.items() if any(map(of, family.people))}
    headings = ["family", "id", "father", "mother", *columns]
    headings += [name for key in keys for name in (f"has:{key}", f"age of {key}")]
    lines = [headings]
    for p in family.people:
        row = [family.id, ids[p.id], ids.get(p.father or "", ""), ids.get(p.mother or "", "")]
        row += [column(p) for column in columns.values()]
        for key in keys:
            told = p.phenotypes.get(key)
            row += ["", ""] if told is None else [told.state.value, _years(told.age_years)]
        lines.append(row)
    text = "".join(mark.join(_quoted(cell, mark) for cell in row) + "\n" for row in lines)
    lost = losses(
        family, "The table", ("the accuracy, copy or count of a test",), carries=OF_PEOPLE
    )
    return text.encode(), (*lost, *changed)


def _quoted(cell: str, mark: str) -> str:
    plain = " ".join(cell.split())
    # A spreadsheet takes what starts with one of these for a formula.
    plain = "'" + plain if plain[:1] in "=+@" and plain else plain
    return f'"{plain.replace(chr(34), chr(34) * 2)}"' if mark in plain or '"' in plain else plain


def write_madeline(family: Family) -> Written:
    """Write a family for Madeline 2.

    Parameters
    ----------
    family
        Any family.

    Returns
    -------
    data, issues
        And what Madeline has no room for.

    Examples
    --------
    >>> write_madeline(Family((Person("a", Sex.MALE),)))[0].splitlines()[1].split()[:3]
    [b'family', b'a', b'M']
    """
    ids, changed = plain_ids(family, "Madeline")
    sexes = {Sex.MALE: "M", Sex.FEMALE: "F", Sex.UNKNOWN: "."}
    states = {State.PRESENT: "Y", State.EXCLUDED: "N", State.UNKNOWN: "."}
    heading = "FamilyId IndividualId Gender Father Mother Deceased Proband MZTwin Affected"
    lines = ["\t".join(heading.split())]
    for p in family.people:
        row = ["_".join(family.id.split()) or "family", ids[p.id], sexes[p.sex]]
        row += [ids.get(p.father or "", "."), ids.get(p.mother or "", ".")]
        row += ["Y" if p.deceased else "N", "Y" if p.proband else "N"]
        row += ["_".join(p.twin_group.split()) or ".", states[affected_at_all(p)]]
        lines.append("\t".join(row))
    cannot = ("ages", "ages at onset", "which disease", "gene tests", "labels", "pregnancies")
    data = "\n".join(lines) + "\n"
    return data.encode(), (*losses(family, "Madeline", cannot), *changed)
