"""The couples of a family tree: parents, adoptive parents, and couples without children."""

from __future__ import annotations

from collections.abc import Mapping

from rarekin.draw.pedigree_rows import Couple
from rarekin.model.case import Sex
from rarekin.model.family import Family
from rarekin.model.partnership import Partnership
from rarekin.model.person import Person

_Pair = tuple[str, str]


def couples_of(family: Family) -> tuple[Couple, ...]:
    """Return every couple, with the children who hang from it and whether the two are related.

    Parameters
    ----------
    family
        Without errors, with both parents or none for everybody.

    Returns
    -------
    couples
        Parents first, in the order of their first child; somebody without parents here hangs
        from the adoptive ones.

    Examples
    --------
    >>> family = Family((Person("a"), Person("b"), Person("c", raised_by=("a", "b"))))
    >>> [(c.father, c.mother, c.children, c.raised) for c in couples_of(family)]
    [('a', 'b', ('c',), ('c',))]
    """
    children: dict[_Pair, list[str]] = {}
    for person in family.people:
        if person.father is not None and person.mother is not None:
            children.setdefault((person.father, person.mother), []).append(person.id)
    raised = _adoptive(family, children)
    ties = {frozenset(tie.people): tie for tie in family.partners}
    for tie in family.partners:
        pair = _oriented(family, tie.people, children)
        if pair is not None:
            children.setdefault(pair, [])
    known: dict[str, set[str]] = {}
    return tuple(
        _couple(family, pair, kids, raised, ties.get(frozenset(pair)), known)
        for pair, kids in children.items()
    )


def _couple(
    family: Family,
    pair: _Pair,
    kids: list[str],
    raised: set[str],
    tie: Partnership | None,
    known: dict[str, set[str]],
) -> Couple:
    order = {p.id: i for i, p in enumerate(family.people)}
    above = [_ancestors(family, id_, known) for id_ in pair]
    return Couple(
        *pair,
        tuple(sorted(kids, key=order.__getitem__)),
        not above[0].isdisjoint(above[1]) or bool(tie and tie.related),
        raised=tuple(k for k in kids if k in raised),
        separated=bool(tie and tie.separated),
        childless=tie.childless if tie and not kids else "",
        said=tie.related if tie else "",
        donor=next((i for i in pair if kids and family.by_id[i].role == "donor"), ""),
    )


def _oriented(
    family: Family, ids: tuple[str, ...], children: Mapping[_Pair, list[str]]
) -> _Pair | None:
    """Return two ids as the pair is known, or else a man before a woman."""
    if len(ids) != 2 or ids[0] == ids[1] or not all(i in family.by_id for i in ids):
        return None
    one, other = ids
    if (other, one) in children:
        return other, one
    is_turned = family.by_id[other].sex is Sex.MALE and family.by_id[one].sex is not Sex.MALE
    return (other, one) if is_turned and (one, other) not in children else (one, other)


def _adoptive(family: Family, children: dict[_Pair, list[str]]) -> set[str]:
    """Hang adopted people from the couple that raised them; return who they are."""
    partners: dict[str, list[str]] = {}
    for pair in [*children, *(tie.people for tie in family.partners)]:
        for one, other in (pair, pair[::-1]):
            partners.setdefault(one, []).append(other)
    raised: set[str] = set()
    for person in family.people:
        ids = person.raised_by
        if len(ids) == 1 and len(set(partners.get(ids[0], ()))) == 1:
            ids = (ids[0], partners[ids[0]][0])
        raising = _oriented(family, ids, children)
        if raising is None or not person.is_founder or _descends(children, raising, person.id):
            continue
        children.setdefault(raising, []).append(person.id)
        raised.add(person.id)
    return raised


def _descends(children: Mapping[_Pair, list[str]], pair: _Pair, id_: str) -> bool:
    """Tell whether one of a pair hangs below somebody, who could then not hang below the pair."""
    found, queue = {id_}, [id_]
    while queue:
        here = queue.pop()
        below = [k for parents, kids in children.items() if here in parents for k in kids]
        queue += [k for k in below if k not in found]
        found.update(below)
    return not found.isdisjoint(pair)


def _ancestors(family: Family, id_: str, known: dict[str, set[str]]) -> set[str]:
    """Return a person and all ancestors, without recursion: a lineage may be very long."""
    stack = [id_]
    while stack:
        here = stack[-1]
        person = family.by_id[here]
        parents = _parents(person)
        waiting = [p for p in parents if p not in known]
        if waiting:
            stack += waiting
            continue
        # Identical twins carry the same genes: whoever descends from one is kin of the other.
        own = {here, f"twins {person.twin_group}"} if person.twin_group else {here}
        known[stack.pop()] = own.union(*(known[p] for p in parents))
    return known[id_]


def _parents(person: Person) -> list[str]:
    return [p for p in (person.father, person.mother) if p is not None]
