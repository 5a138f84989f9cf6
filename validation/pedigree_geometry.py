"""Is a drawn family tree true and clean? Read back from the picture alone.

The checker knows nothing of the layout. It takes the finished SVG, joins lines that meet or cross,
and asks of every bundle of lines whose symbols it touches: from the side a parent, from above a
child. That must be the family, person by person. Then it looks for blemishes: a line through a
symbol or a caption, anything outside the picture, symbols or captions that overlap.

    .venv/bin/python -m validation.pedigree_geometry 2000 ["one kind"]
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from xml.etree import ElementTree

from validation.family_kinds import KINDS, make

from rarekin.draw.pedigree import PedigreeMarks, PersonMarks, draw_pedigree
from rarekin.draw.svg import text_width
from rarekin.model.family import Family

SVG = "{http://www.w3.org/2000/svg}"
LINES = ("couple", "related", "donor", "descent", "sibship", "child", "twin", "identical")
TOUCH = 1.2
NUMBER = re.compile(r"[MLHVhva]|-?[\d.]+")


@dataclass
class Picture:
    """Lines, symbols and texts of one SVG."""

    width: float
    height: float
    lines: list = field(default_factory=list)  # (class, x1, y1, x2, y2)
    one: list = field(default_factory=list)  # numbers of lines of one path, over a jump
    jumps: list = field(default_factory=list)  # (x, y, radius): half circles over another line
    symbols: list = field(default_factory=list)  # (person, x1, y1, x2, y2)
    texts: list = field(default_factory=list)  # (x1, y1, x2, y2)


def read(svg: str) -> Picture:
    root = ElementTree.fromstring(svg)
    _, _, width, height = map(float, root.get("viewBox").split())
    picture = Picture(width, height)
    for node in root.iter(f"{SVG}path"):
        kind = (node.get("class") or "").removeprefix("pedigree-")
        if kind in LINES:
            first = len(picture.lines)
            for part in path_parts(node.get("d"), picture.jumps):
                picture.lines += [(kind, *a, *b) for a, b in pairwise(part)]
            picture.one.append(range(first, len(picture.lines)))
    for group in root.iter(f"{SVG}g"):
        if not (group.get("class") or "").startswith("pedigree-person"):
            continue
        symbol = next(n for n in group if n.get("class") == "pedigree-symbol")
        picture.symbols.append((group.find(f"{SVG}title").text, *box_of(symbol)))
        for text in group.iter(f"{SVG}text"):
            if (text.get("class") or "").startswith("pedigree-"):
                picture.texts.append(text_box(text))
    return picture


def path_points(d: str) -> list:
    return path_parts(d, [])[0]


def path_parts(d: str, jumps: list) -> list:
    """Return the points of a path, parted where it jumps over another line."""
    parts, x, y, tokens = [[]], 0.0, 0.0, NUMBER.findall(d)
    i = 0
    while i < len(tokens):
        command = tokens[i]
        if command in "ML":
            x, y = float(tokens[i + 1]), float(tokens[i + 2])
            i += 3
        elif command == "a":
            radius, wide = float(tokens[i + 1]), float(tokens[i + 6])
            jumps.append((x + wide / 2, y, radius))
            x += wide
            parts.append([])
            i += 8
        else:
            value = float(tokens[i + 1])
            x, y = (value, y) if command == "H" else (x, value)
            i += 2
        parts[-1].append((x, y))
    return parts


def box_of(node) -> tuple:
    if node.tag == f"{SVG}circle":
        x, y, r = (float(node.get(k)) for k in ("cx", "cy", "r"))
        return x - r, y - r, x + r, y + r
    if node.tag == f"{SVG}rect":
        x, y, w, h = (float(node.get(k)) for k in ("x", "y", "width", "height"))
        return x, y, x + w, y + h
    points = path_points(node.get("d").rstrip("Z"))
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def text_box(node) -> tuple:
    x, y, half = float(node.get("x")), float(node.get("y")), text_width(node.text) / 2
    return x - half, y - 9, x + half, y + 2


def meets(a, b, gap: float) -> bool:
    """Tell whether two straight lines come closer than a gap."""
    if max(a[1], a[3]) + gap < min(b[1], b[3]) or max(b[1], b[3]) + gap < min(a[1], a[3]):
        return False
    if max(a[2], a[4]) + gap < min(b[2], b[4]) or max(b[2], b[4]) + gap < min(a[2], a[4]):
        return False
    if is_straight(a) and is_straight(b):
        return True
    return crosses(a, b) or any(
        near(p, other, gap)
        for line, other in ((a, b), (b, a))
        for p in ((line[1], line[2]), (line[3], line[4]))
    )


def is_straight(a) -> bool:
    return abs(a[1] - a[3]) < 0.01 or abs(a[2] - a[4]) < 0.01


def side(p, q, r) -> float:
    return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])


def crosses(a, b) -> bool:
    p, q, r, s = (a[1], a[2]), (a[3], a[4]), (b[1], b[2]), (b[3], b[4])
    return side(p, q, r) * side(p, q, s) < 0 and side(r, s, p) * side(r, s, q) < 0


def near(p, line, gap: float) -> bool:
    x1, y1, x2, y2 = line[1:]
    length = (x2 - x1) ** 2 + (y2 - y1) ** 2
    t = 0 if length == 0 else ((p[0] - x1) * (x2 - x1) + (p[1] - y1) * (y2 - y1)) / length
    t = min(1, max(0, t))
    return (p[0] - x1 - t * (x2 - x1)) ** 2 + (p[1] - y1 - t * (y2 - y1)) ** 2 <= gap * gap


class Union:
    """Numbers joined into groups."""

    def __init__(self, n: int) -> None:
        self.root = list(range(n))

    def find(self, i: int) -> int:
        while self.root[i] != i:
            self.root[i] = self.root[self.root[i]]
            i = self.root[i]
        return i

    def join(self, i: int, j: int) -> None:
        self.root[self.find(i)] = self.find(j)


def bundles(picture: Picture) -> list:
    """Join lines that meet, and those of one path; two lines of a double line are one."""
    lines, union = picture.lines, Union(len(picture.lines))
    order = sorted(range(len(lines)), key=lambda i: min(lines[i][1], lines[i][3]))
    for n, i in enumerate(order):
        right = max(lines[i][1], lines[i][3]) + 4.5
        for j in order[n + 1 :]:
            if min(lines[j][1], lines[j][3]) > right:
                break
            kinds = lines[i][0], lines[j][0]
            gap = 4.2 if kinds == ("related", "related") else 2.2 if "related" in kinds else TOUCH
            if meets(lines[i], lines[j], gap):
                union.join(i, j)
    for path in picture.one:
        for i in path:
            union.join(i, path[0])
    groups: dict = {}
    for i, line in enumerate(lines):
        groups.setdefault(union.find(i), []).append(line)
    return list(groups.values())


def touched(bundle, picture: Picture) -> tuple:
    """Return whom a bundle touches from the side or the head, as parents, and as children."""
    parents, children = set(), set()
    for kind, x1, y1, x2, y2 in bundle:
        for x, y in ((x1, y1), (x2, y2)):
            for person, left, top, right, bottom in picture.symbols:
                if not (left - 1.5 <= x <= right + 1.5 and top - 1.5 <= y <= bottom + 1.5):
                    continue
                if kind in ("couple", "related", "donor"):
                    parents.add(person)
                elif kind in ("child", "twin") and abs(y - top) < 1.5:
                    children.add(person)
    return frozenset(parents), frozenset(children)


def parentage(picture: Picture) -> Counter:
    told = Counter()
    for bundle in bundles(picture):
        parents, children = touched(bundle, picture)
        if parents or children:
            told[parents, children] += 1
    return told


def expected(family: Family) -> Counter:
    children: dict = {}
    for p in family.people:
        if p.father and p.mother:
            children.setdefault(frozenset((p.father, p.mother)), set()).add(p.id)
        elif len(p.raised_by) == 2:
            children.setdefault(frozenset(p.raised_by), set()).add(p.id)
    for tie in family.partners:
        children.setdefault(frozenset(tie.people), set())
    together: dict = {}
    for p in family.people:
        if p.born_with and p.is_founder and not p.raised_by:
            together.setdefault(p.born_with, set()).add(p.id)
    alone = Counter((frozenset(), frozenset(ids)) for ids in together.values() if len(ids) > 1)
    return alone + Counter((parents, frozenset(kids)) for parents, kids in children.items())


def blemishes(picture: Picture) -> list:
    found = []
    for kind, x1, y1, x2, y2 in picture.lines:
        if min(x1, x2) < 0 or min(y1, y2) < 0 or max(x1, x2) > picture.width:
            found.append(f"{kind} outside")
        if max(y1, y2) > picture.height:
            found.append(f"{kind} outside")
        line = (kind, x1, y1, x2, y2)
        # Two units inside a symbol: a line that ends at its edge does not count.
        found += [
            f"{kind} through {who}"
            for who, *box in picture.symbols
            if enters(line, [box[0] + 3, box[1] + 3, box[2] - 3, box[3] - 3])
        ]
        found += [f"{kind} through a caption" for box in picture.texts if enters(line, box)]
    found += [
        f"a jump at {x:g} over nothing" for x, y, r in picture.jumps if not jumped(x, y, r, picture)
    ]
    found += [
        f"symbols overlap: {a[0]}" for a, b in close(picture.symbols, 1) if apart(a[1:], b[1:])
    ]
    texts = [("text", *t) for t in picture.texts]
    found += ["captions overlap" for a, b in close(texts, 1) if apart(a[1:], b[1:])]
    found += ["caption outside" for t in picture.texts if t[0] < 0 or t[2] > picture.width]
    return found


def jumped(x: float, y: float, radius: float, picture: Picture) -> bool:
    """Tell whether exactly one line passes under a half circle, through its middle."""
    under = [
        (x1 + x2) / 2
        for _, x1, y1, x2, y2 in picture.lines
        if min(y1, y2) < y - radius and max(y1, y2) > y + 1 and x - radius - 1 < (x1 + x2) / 2
        and (x1 + x2) / 2 < x + radius + 1
    ]  # fmt: skip
    return len(under) == 1 and abs(under[0] - x) < 0.6


def close(boxes, left: int):
    ordered = sorted(boxes, key=lambda b: b[left])
    for n, a in enumerate(ordered):
        for b in ordered[n + 1 :]:
            if b[left] > a[left + 2]:
                break
            yield a, b


def apart(a, b) -> bool:
    return min(a[2], b[2]) - max(a[0], b[0]) > 0.5 and min(a[3], b[3]) - max(a[1], b[1]) > 0.5


def enters(line, box) -> bool:
    _, x1, y1, x2, y2 = line
    left, top, right, bottom = box
    if max(x1, x2) <= left or min(x1, x2) >= right or max(y1, y2) <= top or min(y1, y2) >= bottom:
        return False
    if is_straight(line):
        return True
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    edges = [("", *a, *b) for a, b in zip(corners, [*corners[1:], corners[0]], strict=True)]
    return any(crosses(line, edge) for edge in edges)


def drawn(family: Family) -> Picture:
    """Draw a family with everybody's id as tooltip and a full caption beneath."""
    people = {p.id: PersonMarks((), (p.id, "carrier", "100%"), p.id) for p in family.people}
    return read(draw_pedigree(family, PedigreeMarks(people)).svg)


def check(family: Family) -> tuple[bool, list]:
    """Return whether the picture tells the right parentage, and its blemishes."""
    picture = drawn(family)
    return parentage(picture) == expected(family), blemishes(picture)


def main(total: int, only: str = "") -> int:
    each = max(1, total // len(KINDS))
    kinds = [kind for kind in KINDS if not only or kind == only]
    print("| kind | families | right parentage | clean | drawn twice |")
    print("|---|---|---|---|---|")
    n_wrong = n_all = n_clean = 0
    kinds_of_blemish: Counter = Counter()
    for kind in kinds:
        right = clean = twice = 0
        for seed in range(each):
            family = make(kind, seed)
            is_true, marks = check(family)
            right += is_true
            clean += is_true and not marks
            kinds_of_blemish.update({m.split(" through ")[0].split(":")[0] for m in marks})
            twice += len(drawn(family).symbols) - len(family)
            if not is_true or marks:
                print("   ", kind, seed, is_true, marks[:3], file=sys.stderr)
        print(f"| {kind} | {each} | {right} | {clean} | {twice / each:.2f} |")
        n_wrong, n_all, n_clean = n_wrong + each - right, n_all + each, n_clean + clean
    print(
        f"\n{n_clean} of {n_all} clean ({n_clean / n_all:.2%}), {n_wrong} with a wrong parentage."
    )
    print(dict(kinds_of_blemish))
    return 1 if n_wrong or n_clean < 0.99 * n_all else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000, *sys.argv[2:3]))
