"""Who stands where in each row of a family tree, so that no line crosses another.

Every step keeps one promise: the rows, read from left to right, can be drawn without a crossing.
A new family is only put where the lines of its neighbours leave room (`Rows.place`). Somebody who
would have to stand in two places at once is drawn twice, which never says anything false.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from rarekin.draw.pedigree_plan import Plan
from rarekin.draw.pedigree_rows import COPY, Couple, Rows, is_passing, person_of
from rarekin.draw.pedigree_spans import Span, fits
from rarekin.model.family import Family

_MOST_JUMPS = 6  # over as many lines to other people may a line between partners pass
_DEEPEST = 40  # generations brought along above somebody; beyond, a copy is drawn


class Seating:
    """Seats a family, one tree after the other."""

    def __init__(self, family: Family, couples: Sequence[Couple]) -> None:
        self.family = family
        self.rows = Rows()
        self.waiting = list(couples)
        self.of_parent: dict[str, list[Couple]] = {}
        self.of_child: dict[str, Couple] = {}
        for couple in couples:
            for parent in dict.fromkeys(couple.parents):
                self.of_parent.setdefault(parent, []).append(couple)
            self.of_child |= dict.fromkeys(couple.children, couple)
        self.done: set[tuple[str, str]] = set()
        plan = Plan(couples, self.of_parent, self.of_child)
        self.side, self.neighbours = plan.side, plan.neighbours
        self.leader: dict[str, str] = {}
        self.refused: set[tuple[str, str]] = set()
        self.n_copies = 0

    def seat_all(self) -> Rows:
        """Seat everybody."""
        for root in self._roots():
            if root in self.rows.row:
                continue
            row = min(self.rows.seats, default=0)
            at = len(self.rows.seats.get(row, []))
            self._grow(row, at, self._chains([root]), at_end=True)
            while self._join_one():
                pass
        return self.rows

    def _roots(self) -> list[str]:
        """Return founders, those with the most generations below them first, then the rest."""
        depth: dict[str, int] = {}
        order = [p.id for p in self.family.people]
        for _ in range(len(order)):
            before = dict(depth)
            for couple in self.waiting:
                below = 1 + max((depth.get(c, 0) for c in couple.children), default=-1)
                for parent in couple.parents:
                    depth[parent] = max(depth.get(parent, 0), below)
            if depth == before:
                break
        place = {id_: i for i, id_ in enumerate(order)}
        heads = [i for i in order if i not in self.of_child and not self._marries_in(i)]
        heads.sort(key=lambda i: (-depth.get(i, 0), place[i]))
        return [*heads, *(i for i in order if i not in self.of_child)]

    def _marries_in(self, id_: str) -> bool:
        partners = [self._partner(c, id_) for c in self.of_parent.get(id_, ())]
        return any(p in self.of_child for p in partners)

    @staticmethod
    def _partner(couple: Couple, id_: str) -> str:
        return couple.mother if couple.father == id_ else couple.father

    def _siblings(self, couple: Couple) -> list[str]:
        kids = sorted(couple.children, key=lambda c: self.side.get(c, 0))
        for one, other in self.neighbours.items():
            if one in kids and other in kids and not self.side.get(one):
                kids.remove(one)
                kids.insert(kids.index(other), one)
        return self._twins_together(kids)

    def _twins_together(self, kids: Sequence[str]) -> list[str]:
        done: dict[str, None] = {}
        for kid in kids:
            group = self._born_with(kid)
            same = [k for k in kids if group and self._born_with(k) == group]
            done |= dict.fromkeys([*same] if same else [kid])
        return list(done)

    def _born_with(self, seat: str) -> str:
        return self.family.by_id[person_of(seat)].born_with

    # --- growing downward

    def _chain(self, id_: str, taken: set[str]) -> list[str]:
        """Return a person with the partners who belong to nobody else's family, side by side.

        A partner of a partner stands further out; whoever has no place beside is left for later.
        """
        chain = [id_]
        taken.add(id_)
        self._beside(id_, chain, taken)
        for end in (0, -1):
            here = chain[end]
            while here != id_ and self._extend(here, chain, taken, end):
                here = chain[end]
        return chain

    def _chains(self, ids: Iterable[str]) -> list[list[str]]:
        taken: set[str] = set()
        return [self._chain(id_, taken) for id_ in ids]

    def _free_partners(self, id_: str, taken: set[str]) -> list[str]:
        partners = [self._partner(c, id_) for c in self.of_parent.get(id_, ())]
        return [
            p
            for p in dict.fromkeys(partners)
            if p not in taken and p not in self.of_child and p not in self.rows.row
        ]

    def _beside(self, id_: str, chain: list[str], taken: set[str]) -> None:
        side = self.side.get(id_, 0)
        is_mother = bool(self.of_parent.get(id_)) and self.of_parent[id_][0].mother == id_
        go_right = side < 0 or (side == 0 and not is_mother)
        # Who has partners of their own stands outermost, where those can follow.
        partners = sorted(
            self._free_partners(id_, taken), key=lambda p: len(self.of_parent.get(p, ()))
        )
        for n, partner in enumerate(partners):
            right = go_right if side or n % 2 == 0 else not go_right
            chain.insert(len(chain) if right else 0, partner)
            taken.add(partner)
            self.leader[partner] = id_

    def _extend(self, id_: str, chain: list[str], taken: set[str], end: int) -> bool:
        more = self._free_partners(id_, taken)
        for partner in more:
            chain.insert(0 if end == 0 else len(chain), partner)
            taken.add(partner)
            self.leader[partner] = id_
        return bool(more)

    def _new_couples(self, chain: Sequence[str]) -> list[Couple]:
        """Return the couples of a chain that are not drawn yet, in the order of their drops."""
        place = {seat: i for i, seat in enumerate(chain)}
        found: list[tuple[float, Couple]] = []
        for outer in chain:
            if is_passing(outer) and (below := self.of_parent[outer][0]).is_line:
                found.append((place[outer], below))
            inner = self.leader.get(outer, "")
            if inner not in place:
                continue
            drop = place[outer] + (-0.5 if place[inner] < place[outer] else 0.5)
            found += [
                (drop, replace(couple, outer=outer))
                for couple in self.of_parent.get(outer, ())
                if inner in couple.parents and _key(couple) not in self.done
            ]
        return [couple for _, couple in sorted(found, key=lambda pair: pair[0])]

    def _grow(self, row: int, at: int, chains: list[list[str]], *, at_end: bool = False) -> bool:
        """Seat chains beside each other and everybody below them; False where no room is left."""
        new: list[Couple] = []
        for chain in chains:
            self.rows.insert(row, at, chain)
            at += len(chain)
            new += self._new_couples(chain)
        return self._hang(row, at, new, at_end=at_end)

    def _hang(self, row: int, at: int, new: list[Couple], *, at_end: bool = False) -> bool:
        """Seat the children of new couples of one row, and everybody below them."""
        while new:
            row += 1
            end = len(self.rows.seats.get(row, []))
            below = end if at_end else self.rows.place(row - 1, at, below=True)
            kids = [kid for couple in new for kid in self._siblings(couple)]
            if below is None or any(kid in self.rows.row for kid in kids):
                return False
            self.done |= {_key(c) for c in new}
            self.rows.couples += new
            at = below
            chains, new = self._chains(kids), []
            for chain in chains:
                self.rows.insert(row, at, chain)
                at += len(chain)
                new += self._new_couples(chain)
        return True

    # --- joining what is drawn

    def _join_one(self) -> bool:
        """Draw one more couple of whom at least one has a seat; False where none is left."""
        self.waiting = [c for c in self.waiting if _key(c) not in self.done]
        row = self.rows.row
        open_ = [c for c in self.waiting if c.father in row or c.mother in row]
        ways = (self._side_by_side, self._bring_family, self._bridge, self._draw_twice)
        return any(way(couple) for way in ways for couple in open_)

    def _attempt(self, step: Callable[[], bool]) -> bool:
        """Do something to the rows, or nothing at all where it fails."""
        before = self.rows.copy(), set(self.done)
        if step():
            return True
        self.rows, self.done = before
        return False

    def _ends(self, seat: str) -> tuple[bool, bool]:
        """Tell whether a seat is the first, and the last, of its chain, with room beside it."""
        row = self.rows.seats[self.rows.row[seat]]
        at = row.index(seat)
        chain = self.rows.chain
        first = at == 0 or chain[row[at - 1]] != chain[seat]
        last = at + 1 == len(row) or chain[row[at + 1]] != chain[seat]
        for couple in self.rows.couples:
            if couple.is_bridge and couple.outer == seat:  # its children hang there
                is_left = row.index(couple.inner) < at
                first, last = first and not is_left, last and is_left
        return first, last

    def _side_by_side(self, couple: Couple) -> bool:
        row_of = self.rows.row
        if row_of.get(couple.father, -99) != row_of.get(couple.mother, -98):
            return False
        row = self.rows.seats[row_of[couple.father]]
        left, right = sorted((couple.father, couple.mother), key=row.index)
        if row.index(right) != row.index(left) + 1:
            return False
        if not (self._ends(left)[1] and self._ends(right)[0]):
            return False
        return self._attempt(lambda: self._marry(left, right, couple))

    def _marry(self, left: str, right: str, couple: Couple) -> bool:
        """Draw the line between two neighbours and hang their children from it."""
        row = self.rows.row[left]
        gone, stays = self.rows.chain[right], self.rows.chain[left]
        self.rows.chain = {s: stays if c == gone else c for s, c in self.rows.chain.items()}
        seats = {_first(left): left, _first(right): right}
        drawn = replace(
            couple, father=seats[couple.father], mother=seats[couple.mother], outer=right
        )
        return self._hang(row, self.rows.seats[row].index(right), [drawn])

    def _bridge(self, couple: Couple) -> bool:
        """Draw the line between two who stand in one row over the heads of those in between."""
        row_of = self.rows.row
        if row_of.get(couple.father, -99) != row_of.get(couple.mother, -98):
            return False
        left, right = sorted((couple.father, couple.mother), key=self._place)
        for outer in (right, left):
            here = self.rows.seats[row_of[outer]]
            if self._ends(outer)[0 if outer == right else 1] and self._may_pass(
                here[self._place(left) : self._place(right) + 1]
            ):
                drawn = replace(couple, outer=outer, is_bridge=True)
                spans = [s for c in self.rows.couples if (s := self._span(c, row_of[outer]))]
                span = self._span(drawn, row_of[outer])
                at = self._place(outer) + (outer == left)
                if (
                    span
                    and fits(span, spans)
                    and self._attempt(
                        lambda d=drawn, a=at: self._hang(row_of[d.outer], a, [d])  # type: ignore[misc]
                    )
                ):
                    return True
        return False

    def _place(self, seat: str) -> int:
        return self.rows.seats[self.rows.row[seat]].index(seat)

    def _may_pass(self, seats: Sequence[str]) -> bool:
        """Tell whether a line may jump over the lines that come down to these people."""
        people = [self.family.by_id[person_of(s)] for s in seats]
        n_lines = sum(s in self.of_child for s in seats[1:-1])
        is_plain = not any(p.born_with or p.loss or p.unborn for p in people)
        return is_plain and n_lines <= _MOST_JUMPS

    def _span(self, couple: Couple, row: int) -> Span | None:
        """Return the line between two partners who are no neighbours, by places in their row."""
        if self.rows.row[couple.father] != row:
            return None
        inner, outer = self._place(couple.inner), self._place(couple.outer)
        left, right = sorted((inner, outer))
        if right - left < 2:
            return None
        drop = outer + (-0.5 if inner < outer else 0.5)
        return Span(left, right, drop, couple.is_bridge, couple.related)

    def _nested(self, siblings: list[str], side: int) -> list[str]:
        """Order those who come along so that lines to partners in the row lie in each other."""

        def partner(sibling: str) -> int:
            known = (self._partner(c, sibling) for c in self.of_parent.get(sibling, ()))
            return max((self._place(p) for p in known if p in self.rows.row), default=-1)

        near = sorted((s for s in siblings if partner(s) >= 0), key=partner, reverse=True)
        far = [s for s in siblings if s not in near]
        return self._twins_together([*near, *far] if side else [*far, *near])

    def _bring_family(self, couple: Couple) -> bool:
        here, new = couple.father, couple.mother
        if here not in self.rows.row:
            here, new = new, here
        if new in self.rows.row or _key(couple) in self.refused:
            return False
        first, last = self._ends(here)
        # Room that is not there now seldom comes: asking once keeps tangled families quick.
        self.refused.add(_key(couple))
        return (last and self._attempt(lambda: self._bring(here, new, couple, 1))) or (
            first and self._attempt(lambda: self._bring(here, new, couple, 0))
        )

    def _bring(self, here: str, new: str, couple: Couple, side: int) -> bool:
        row = self.rows.row[here]
        self.rows.insert(row, self.rows.seats[row].index(here) + side, [new])
        pair = (here, new) if side else (new, here)
        return self._marry(*pair, couple) and self._bring_parents(new, side)

    def _bring_parents(self, id_: str, side: int, depth: int = 0) -> bool:
        """Seat the brothers and sisters on the far side, and the parents above."""
        above = self.of_child.get(id_)
        if above is None:
            return True
        others = self._nested([s for s in self._siblings(above) if s != id_], side)
        if any(s in self.rows.row for s in (*above.parents, *others)):
            return False
        row = self.rows.row[id_]
        at = self.rows.seats[row].index(id_) + side
        up = self.rows.place(row, at, below=False)
        if up is None or self._cuts(self.rows.seats.get(row - 1, []), up):
            return False
        self.rows.insert(row - 1, up, list(dict.fromkeys(above.parents)))
        self.done.add(_key(above))
        self.rows.couples.append(replace(above, outer=above.mother))
        if not self._grow(row, at, self._chains(others)):
            return False
        if above.is_line:  # it has to come from somewhere
            return depth < _DEEPEST and self._bring_parents(above.father, side, depth + 1)
        self._bring_grandparents(above, depth)
        return True

    def _bring_grandparents(self, couple: Couple, depth: int) -> None:
        """Bring the families of two parents along, or show that they stand elsewhere."""
        for parent, side in ((couple.father, 0), (couple.mother, 1)):
            if parent not in self.of_child:
                continue
            fits = depth < _DEEPEST and self._attempt(
                lambda p=parent, s=side: self._bring_parents(p, s, depth + 1)  # type: ignore[misc]
            )
            if not fits:
                self.rows.rename(parent, self._new_copy(parent))

    def _cuts(self, row: Sequence[str], at: int) -> bool:
        """Tell whether a place lies inside a chain."""
        chain = self.rows.chain
        return 0 < at < len(row) and chain[row[at - 1]] == chain[row[at]]

    def _draw_twice(self, couple: Couple) -> bool:
        """Seat a copy of one partner beside the other, or both as copies where there is room."""
        pairs = ((couple.father, couple.mother), (couple.mother, couple.father))
        for one, other in pairs:
            for side in (1, 0):
                if one not in self.rows.row or not self._ends(one)[side]:
                    continue
                if self._attempt(lambda o=one, p=other, s=side: self._copy(o, p, s, couple)):  # type: ignore[misc]
                    return True
        return self._both_as_copies(couple)

    def _new_copy(self, id_: str) -> str:
        self.n_copies += 1
        return f"{id_}{COPY}{self.n_copies}"

    def _copy(self, one: str, other: str, side: int, couple: Couple) -> bool:
        copy, row = self._new_copy(other), self.rows.row[one]
        self.rows.insert(row, self.rows.seats[row].index(one) + side, [copy])
        return self._marry(*((one, copy) if side else (copy, one)), couple)

    def _both_as_copies(self, couple: Couple) -> bool:
        known = couple.father if couple.father in self.rows.row else couple.mother
        row = self.rows.row[known]
        at = len(self.rows.seats[row])
        seated = {*self.rows.row, *self.of_child}
        pair = [self._new_copy(i) if i in seated else i for i in couple.parents]
        self.rows.insert(row, at, pair)
        drawn = replace(couple, father=pair[0], mother=pair[1], outer=pair[1])
        return self._hang(row, at + 1, [drawn], at_end=True)


def _key(couple: Couple) -> tuple[str, str]:
    return _first(couple.father), _first(couple.mother)


def _first(seat: str) -> str:
    """Return the seat of which another may be a copy."""
    return seat.partition(COPY)[0]
