"""LINKAGE files after ``makeped``: three columns of pointers between the parents and the sex."""

from __future__ import annotations

from collections.abc import Sequence

HEADINGS = ("family", "id", "father", "mother", "", "", "", "sex", "linkage-proband", "affected")
"""Of the columns; the pointers to children and siblings say nothing that parents do not."""


def is_made_ped(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether a table without headings went through ``makeped``.

    Its fifth to seventh column name the first child and the next half-siblings. Without them
    taken as that, a pointer would be read as a sex and a sex as genotypes.

    Parameters
    ----------
    rows
        Cells of each line.

    Returns
    -------
    is_made
        Where every pointer leads to a child of that person, or to a child of the same parent.

    Examples
    --------
    >>> is_made_ped([["1", "1", "0", "0", "3", "0", "0", "1", "0", "1"],
    ...              ["1", "3", "1", "0", "0", "0", "0", "2", "1", "2"]])
    True
    >>> is_made_ped([["F", "d", "0", "0", "1", "1", "1", "2", "1", "1"]])
    False
    """
    long = [row for row in rows if len(row) >= 10]
    if not long or len(long) < len(rows):
        return False
    parents = {(row[0], row[1]): (row[2], row[3]) for row in long}
    n_pointers = 0
    for row in long:
        for column, parent in ((4, row[1]), (5, row[2]), (6, row[3])):
            pointer = row[column]
            if pointer == "0":
                continue
            n_pointers += 1
            if parent not in parents.get((row[0], pointer), ()):
                return False
    return n_pointers > 0
