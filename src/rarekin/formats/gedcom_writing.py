"""Families written as GEDCOM 5.5.1 and 7."""

from __future__ import annotations

from collections.abc import Mapping

from rarekin.formats.family_losses import COUPLES, Written, losses, plain_ids
from rarekin.formats.gedcom import FACT, OWN_ID
from rarekin.model.case import Sex, State
from rarekin.model.family import Family
from rarekin.model.issues import Issue
from rarekin.model.person import Person

_Pair = tuple[str | None, str | None]


def write_gedcom(family: Family, version: str = "5.5.1") -> Written:
    """Write a family as GEDCOM.

    Parameters
    ----------
    family
        Any family.
    version
        ``5.5.1`` or ``7.0``.

    Returns
    -------
    data, issues
        And what GEDCOM has no room for.

    Examples
    --------
    >>> write_gedcom(Family((Person("a", Sex.MALE),)))[0].decode().splitlines()[-3:]
    ['0 @a@ INDI', '1 SEX M', '0 TRLR']
    """
    modern = version.startswith("7")
    # Version 7 knows capitals, digits and underscores; other ids stand beside, as a reference.
    allowed = r"[A-Z0-9][A-Z0-9_]*" if modern else r"[A-Za-z0-9][A-Za-z0-9_-]*"
    ids, _changed = plain_ids(family, "GEDCOM", allowed=allowed, most=20)
    lines = ["0 HEAD", "1 SOUR RAREKIN", "1 GEDC", f"2 VERS {version}"]
    if not modern:
        lines += ["2 FORM LINEAGE-LINKED", "1 CHAR UTF-8", "1 SUBM @SUBM@"]
        lines += ["0 @SUBM@ SUBM", "1 NAME Rarekin"]
    unions = _unions(family)
    start = next(f for f in ("F", "FAM", "UNION", "U_") if not any(f"{f}{n}" in ids.values()
        for n in range(1, len(unions) + 1)))  # fmt: skip
    names = {pair: f"{start}{n}" for n, pair in enumerate(unions, 1)}
    parted = {frozenset(tie.people) for tie in family.partners if tie.separated}
    for p in family.people:
        lines += _written(p, ids)
        for pair, children in unions.items():
            if p.id in children:
                lines.append(f"1 FAMC @{names[pair]}@")
                is_own = (p.father, p.mother) == pair
                lines += [] if is_own else [f"2 PEDI {'ADOPTED' if modern else 'adopted'}"]
        lines += [f"1 FAMS @{names[pair]}@" for pair in unions if p.id in pair]
    for pair, children in unions.items():
        lines.append(f"0 @{names[pair]}@ FAM")
        lines += [f"1 {tag} @{ids[i]}@" for tag, i in zip(("HUSB", "WIFE"), pair, strict=True) if i]
        lines += [f"1 CHIL @{ids[c]}@" for c in children]
        lines += ["1 DIV Y"] if frozenset(pair) in parted else []
    data = "\n".join([*lines, "0 TRLR"]) + "\n"
    return data.encode(), _lost(family)


def _unions(family: Family) -> dict[_Pair, list[str]]:
    """Return who hangs from whom, adopted people too, and couples without children."""
    unions: dict[_Pair, list[str]] = {}
    for p in family.people:
        if not p.is_founder:
            unions.setdefault((p.father, p.mother), []).append(p.id)
    raised = [(_pair(family, p.raised_by), p.id) for p in family.people if p.raised_by]
    for pair, child in raised:
        unions.setdefault(pair, []).append(child)
    for tie in family.partners:
        unions.setdefault(_pair(family, tie.people), [])
    return unions


def _pair(family: Family, ids: tuple[str, ...]) -> _Pair:
    """Return one or two people as husband and wife; who is a man first."""
    known = [i for i in ids if i in family.by_id][:2]
    men_first = sorted(known, key=lambda i: family.by_id[i].sex is not Sex.MALE)
    if len(men_first) == 1:
        alone = men_first[0]
        return (alone, None) if family.by_id[alone].sex is Sex.MALE else (None, alone)
    return (men_first[0], men_first[1]) if men_first else (None, None)


def _lost(family: Family) -> tuple[Issue, ...]:
    cannot = ["ages", "gene tests", "identical twins", "the proband", "labels", "pregnancies"]
    # Adopted into a family is told by its adoptive parents; who has none listed is not told.
    told = all(p.adopted == "in" and p.raised_by for p in family.people if p.adopted)
    plain = not any(tie.childless or tie.related for tie in family.partners)
    carries = ["adoptive parents", *(["who was adopted"] if told else [])]
    carries += [COUPLES] if plain else []
    return losses(family, "GEDCOM", cannot, carries=carries)


def _written(p: Person, ids: Mapping[str, str]) -> list[str]:
    lines = [f"0 @{ids[p.id]}@ INDI", f"1 SEX {_SEX[p.sex]}"]
    if ids[p.id] != p.id:
        lines += [f"1 REFN {' '.join(p.id.split())}", f"2 TYPE {OWN_ID}"]
    lines += ["1 DEAT Y"] if p.deceased else []
    for key, told in p.phenotypes.items():
        if told.state is not State.UNKNOWN:
            lines += [f"1 FACT {told.state.value}", f"2 TYPE {FACT}{' '.join(key.split())}"]
            lines += [] if told.age_years is None else [f"2 AGE {_age(told.age_years)}"]
    return lines


def _age(years: float) -> str:
    """Write an age in whole years and months, as the standard wants it."""
    months = round(years * 12)
    return f"{months // 12}y" + (f" {months % 12}m" if months % 12 else "")


_SEX = {Sex.MALE: "M", Sex.FEMALE: "F", Sex.UNKNOWN: "U"}
