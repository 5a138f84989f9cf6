"""What lies above and below a disease in a release, however far."""

from __future__ import annotations

from rarekin.knowledge.release import Release

_BELOW = (
    "WITH RECURSIVE below(i) AS (SELECT disease FROM parent WHERE parent = ? UNION "
    "SELECT p.disease FROM parent p JOIN below b ON p.parent = b.i LIMIT ?) SELECT i FROM below"
)
_ABOVE = (
    "WITH RECURSIVE above(i) AS (SELECT parent FROM parent WHERE disease = ? UNION "
    "SELECT p.parent FROM parent p JOIN above a ON p.disease = a.i) SELECT i FROM above"
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
