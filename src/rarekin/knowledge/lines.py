"""What lies above and below a disease in a release, however far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from rarekin.knowledge.release import Release

_BELOW = (
    "WITH RECURSIVE below(i) AS (SELECT disease FROM parent WHERE parent = ? UNION "
    "SELECT p.disease FROM parent p JOIN below b ON p.parent = b.i LIMIT ?) SELECT i FROM below"
)
_BELOW_BY_TOP = (
    "WITH RECURSIVE below(top, i) AS (SELECT disease, disease FROM parent WHERE parent = ? UNION "
    "SELECT below.top, parent.disease FROM below JOIN parent ON parent.parent = below.i) "
    "SELECT top, i FROM below LIMIT ?"
)
_ALL = -1  # SQLite's word for no limit
_ABOVE = (
    "WITH RECURSIVE above(i) AS (SELECT parent FROM parent WHERE disease = ? UNION "
    "SELECT p.parent FROM parent p JOIN above a ON p.disease = a.i) SELECT i FROM above"
)

_STEPS_ABOVE = (
    "WITH RECURSIVE above(i, n) AS (SELECT parent, 1 FROM parent WHERE disease = ? UNION "
    "SELECT p.parent, a.n + 1 FROM parent p JOIN above a ON p.disease = a.i WHERE a.n < ?) "
    "SELECT i, MIN(n) FROM above GROUP BY i ORDER BY MIN(n), i"
)


def below(release: Release, number: int, most: int) -> frozenset[int]:
    """Return what lies below a disease: its forms, and theirs.

    Parameters
    ----------
    release
        Where it is.
    number
        Its row number.
    most
        How many are looked for; a heading that sorts diseases has thousands.

    Returns
    -------
    numbers
        Row numbers, at most so many.

    Examples
    --------
    The forms of Marfan syndrome::

        below(current(), current().number_of(page.ref.id), 150)
    """
    return frozenset(row[0] for row in release.rows(_BELOW, (number, most)))


def below_by_top(release: Release, number: int, most: int = _ALL) -> Mapping[int, Collection[int]]:
    """Return what lies below a disease, with the entries right below it that take each in.

    Parameters
    ----------
    release
        Where it is.
    number
        Its row number.
    most
        How many pairs are looked for; by default all.

    Returns
    -------
    tops
        By row number; an entry right below takes itself in.

    Examples
    --------
    Which forms of a group each entry belongs to::

        below_by_top(current(), current().number_of(page.ref.id))
    """
    tops: dict[int, list[int]] = defaultdict(list)
    for top, i in release.rows(_BELOW_BY_TOP, (number, most)):
        tops[i].append(top)
    return tops


def above(release: Release, number: int) -> frozenset[int]:
    """Return what lies above a disease: what it is a form of, and every group.

    Parameters
    ----------
    release
        Where it is.
    number
        Its row number.

    Returns
    -------
    numbers
        Row numbers.

    Examples
    --------
    Every group that Marfan syndrome belongs to::

        above(current(), current().number_of(page.ref.id))
    """
    return frozenset(row[0] for row in release.rows(_ABOVE, (number,)))


def steps_above(release: Release, number: int, most: int) -> Mapping[int, int]:
    """Return what lies above a disease with the fewest steps that lead there.

    Parameters
    ----------
    release
        Where it is.
    number
        Its row number.
    most
        How many steps are gone at most.

    Returns
    -------
    steps
        By row number, the nearest first.

    Examples
    --------
    The diseases that Usher syndrome type 2A is a form of, and those above them::

        steps_above(current(), current().number_of(page.ref.id), 2)
    """
    return dict(release.rows(_STEPS_ABOVE, (number, most)))
