"""Which children stand first, last or beside each other, before anybody has a seat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rarekin.draw.pedigree_rows import Couple


class Plan:
    """Wishes for the seats of children who marry into families of their own.

    Attributes
    ----------
    side
        1 for who should stand last among brothers and sisters, -1 for first.
    neighbours
        Who should stand right before whom.
    """

    def __init__(
        self,
        couples: Sequence[Couple],
        of_parent: Mapping[str, Sequence[Couple]],
        of_child: Mapping[str, Couple],
    ) -> None:
        self.side: dict[str, int] = {}
        self.neighbours: dict[str, str] = {}
        self._of_parent, self._of_child = of_parent, of_child
        for couple in couples:
            if couple.father in of_child and couple.mother in of_child:
                self._plan_cousins(couple)
        for couple in couples:
            self._plan_ends(couple)

    def _plan_cousins(self, couple: Couple) -> None:
        lines = [self._line_up(couple.father), self._line_up(couple.mother)]
        shared = next((c for c in lines[0] if c in lines[1]), None)
        if shared is None:
            return
        cuts = [list(line)[: list(line).index(shared)] for line in lines]
        paths = [[line[c] for c in [*cut, shared]] for line, cut in zip(lines, cuts, strict=True)]
        if len(paths[0]) != len(paths[1]) or paths[0][-1] == paths[1][-1]:
            return
        tops = paths[0][-1], paths[1][-1]
        wanted = [(id_, 1) for id_ in paths[0][:-1]] + [(id_, -1) for id_ in paths[1][:-1]]
        is_free = all(self.side.get(id_, side) == side for id_, side in wanted)
        if is_free and not {*tops} & {*self.neighbours, *self.neighbours.values()}:
            self.side |= dict(wanted)
            self.side |= {couple.father: 1, couple.mother: -1}
            self.neighbours[tops[0]] = tops[1]

    def _line_up(self, id_: str) -> dict[Couple, str]:
        """Return every couple somebody descends from, nearest first, with the child in between."""
        line: dict[Couple, str] = {}
        queue = [id_]
        for here in queue:
            couple = self._of_child.get(here)
            if couple is not None and couple not in line:
                line[couple] = here
                queue += [couple.father, couple.mother]
        return line

    def _plan_ends(self, couple: Couple) -> None:
        """Let a child stand last, or else first, who brings another family along."""
        taken = {self.side.get(c, 0) for c in couple.children}
        for child in couple.children:
            outside = [
                p
                for c in self._of_parent.get(child, ())
                if (p := c.mother if c.father == child else c.father) in self._of_child
                and self._of_child[p] is not couple
            ]
            for side in (1, -1):
                if outside and not self.side.get(child) and side not in taken:
                    taken.add(side)
                    self.side[child] = side
