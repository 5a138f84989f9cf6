"""What two people who descend from the same ancestors are to each other, in a counsellor's words.

Counted from the nearest ancestors they share: one step up on both sides makes siblings, two first
cousins, two and three first cousins once removed. Of ancestors above those nothing is counted.
"""

from __future__ import annotations

from collections.abc import Mapping

from rarekin.model.person import Person
from rarekin.model.sentences import Sentence, sentence

_PLAIN = {
    (0, 1): (sentence("parent and child"), sentence("parent and child")),
    (0, 2): (sentence("grandparent and grandchild"), sentence("grandparent and grandchild")),
    (1, 1): (sentence("siblings"), sentence("half-siblings")),
    (1, 2): (
        sentence("uncle or aunt, and niece or nephew"),
        sentence("half-uncle or half-aunt, and niece or nephew"),
    ),
    (1, 3): (
        sentence("great-uncle or great-aunt, and great-niece or great-nephew"),
        sentence("half-great-uncle or half-great-aunt, and great-niece or great-nephew"),
    ),
    (2, 2): (sentence("first cousins"), sentence("half first cousins")),
    (2, 3): (sentence("first cousins once removed"), sentence("half first cousins once removed")),
    (2, 4): (sentence("first cousins twice removed"), sentence("half first cousins twice removed")),
    (3, 3): (sentence("second cousins"), sentence("half second cousins")),
    (3, 4): (sentence("second cousins once removed"), sentence("half second cousins once removed")),
    (4, 4): (sentence("third cousins"), sentence("half third cousins")),
}
"""By steps up on both sides: where both nearest shared ancestors are a couple, or one person."""

_DOUBLE = sentence("double first cousins")
_TWINS = sentence("identical twins")


def relationship(people: Mapping[str, Person], one: str, other: str) -> Sentence | None:
    """Name how two people are related by descent.

    Parameters
    ----------
    people
        By id.
    one, other
        Ids.

    Returns
    -------
    words
        None where they share no ancestor who is listed.

    Examples
    --------
    >>> people = {p.id: p for p in (
    ...     Person("gm"), Person("gf"), Person("a", mother="gm", father="gf"),
    ...     Person("b", mother="gm", father="gf"), Person("x", mother="a"),
    ...     Person("y", mother="b"))}
    >>> relationship(people, "x", "y"), relationship(people, "x", "b")
    ('first cousins', 'uncle or aunt, and niece or nephew')
    """
    up, down = _steps(people, one), _steps(people, other)
    shared = {id_: (up[id_], down[id_]) for id_ in up.keys() & down.keys()}
    if not shared:
        return None
    if one == other or shared.get(_key(people, one)) == (0, 0):
        return _TWINS
    # An ancestor of a shared ancestor is shared too, and tells nothing new.
    above = {a for id_ in shared for a in _parents(people, id_)}
    nearest = sorted(sorted(steps) for id_, steps in shared.items() if id_ not in above)
    closest = nearest[0]
    same = [steps for steps in nearest if steps == closest]
    if tuple(closest) == (2, 2) and len(same) == 4:
        return _DOUBLE
    words = _PLAIN.get((closest[0], closest[1]))
    if words is None:
        return sentence("related over %(n)s generations", n=sum(closest))
    return words[len(same) % 2 == 1 and closest[0] > 0]


def _key(people: Mapping[str, Person], id_: str) -> str:
    """Return one name for identical twins, who pass on the same."""
    person = people.get(id_)
    return f"\0{person.twin_group}" if person is not None and person.twin_group else id_


def _parents(people: Mapping[str, Person], key: str) -> list[str]:
    person = people.get(key) or next(
        (p for p in people.values() if key == f"\0{p.twin_group}"), None
    )
    ids = () if person is None else (person.mother, person.father)
    return [_key(people, i) for i in ids if i is not None]


def _steps(people: Mapping[str, Person], id_: str) -> dict[str, int]:
    """Return everybody somebody descends from, with the fewest steps up."""
    found = {_key(people, id_): 0}
    queue = list(found)
    for here in queue:
        for parent in _parents(people, here):
            if parent not in found:
                found[parent] = found[here] + 1
                queue.append(parent)
    return found
