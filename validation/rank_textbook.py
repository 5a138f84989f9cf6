"""Where do textbook children stand? Much-published diseases must not drown in their own cases.

    python -m validation.rank_textbook

The signs are those any textbook names first; each line is a child, its disease and its place.
"""

from __future__ import annotations

from rarekin.api.ranking.rank import rank_case
from rarekin.api.ranking.ranker import ranker
from rarekin.errors import RarekinError
from rarekin.model.case import Case, Finding
from rarekin.model.identifiers import Curie

CHILDREN: tuple[tuple[str, str, str], ...] = (
    ("STXBP1", "OMIM:612164", "HP:0001250 HP:0001263 HP:0001252 HP:0001249 HP:0012469 HP:0001251"),
    ("STXBP1, infancy", "OMIM:612164", "HP:0200134 HP:0012469 HP:0001263 HP:0008947"),
    ("NF1", "OMIM:162200", "HP:0000957 HP:0000997 HP:0009737 HP:0001067 HP:0001328"),
    ("NF1, school age", "OMIM:162200", "HP:0000957 HP:0000997 HP:0009737"),
    ("SMA", "OMIM:253300", "HP:0001252 HP:0003324 HP:0001284 HP:0002398 HP:0001319"),
    ("SMA, tongue", "OMIM:253300", "HP:0002380 HP:0001252 HP:0001284 HP:0003324 HP:0007340"),
    ("SMA, short list", "OMIM:253300", "HP:0008947 HP:0001265 HP:0002380 HP:0003323"),
)


def main() -> None:
    try:
        engine = ranker()
    except RarekinError as error:
        raise SystemExit(f"{error} {error.hint}") from error
    for name, disease, signs in CHILDREN:
        case = Case(name, tuple(Finding(Curie(sign)) for sign in signs.split()))
        ranked = rank_case(case, top=len(engine.ids)).diseases
        place = next((d.rank for d in ranked if Curie(disease) in d.ids), None)
        print(f"{name:<18}{place or 'not ranked'} of {len(ranked)}; first: {ranked[0].name}")


if __name__ == "__main__":
    main()
