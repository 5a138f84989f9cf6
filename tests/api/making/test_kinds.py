"""Which diseases are one: by the hierarchy, by their names, by gene and group."""

import pytest

from rarekin.api.making.kinds import Kinds
from rarekin.knowledge.identity import Identity
from rarekin.model.disease import GeneLink, Level, Name, NameKind
from rarekin.model.identifiers import Curie

LABELS = {
    "MONDO:1": "Prader-Willi syndrome",
    "MONDO:2": "Prader-Willi syndrome due to imprinting mutation",
    "MONDO:3": "Huntington disease",
    "MONDO:4": "Huntington disease-like 2",
    "MONDO:5": "ciliary dyskinesia, primary, 46",
    "MONDO:6": "ciliary dyskinesia, primary, 49, without situs inversus",
    "MONDO:7": "Duchenne muscular dystrophy",
    "MONDO:8": "Becker muscular dystrophy",
    "MONDO:9": "frontotemporal dementia and/or amyotrophic lateral sclerosis 6",
    "MONDO:10": "amyotrophic lateral sclerosis",
    "MONDO:11": "Marfan syndrome",
    "MONDO:12": "cystic fibrosis",
}
GROUP = Curie("MONDO:99")
IDENTITY = Identity(
    labels={Curie(id_): label for id_, label in LABELS.items()},
    levels={GROUP: Level.GROUP, Curie("MONDO:1"): Level.DISORDER},
    parents={
        Curie("MONDO:2"): (Curie("MONDO:1"),),
        **{Curie(f"MONDO:{n}"): (GROUP,) for n in (7, 8, 11, 12)},
    },
)
GENES = [GeneLink(Curie(f"OMIM:{n}"), "DMD", "toy", relation="disease-causing") for n in (7, 8)]
CANONICAL = {Curie(f"OMIM:{n}"): Curie(f"MONDO:{n}") for n in (7, 8)}
NAMES = [
    Name(Curie(f"MONDO:{n}"), f"primary ciliary dyskinesia {4 + n}", NameKind.EXACT, "toy")
    for n in (5, 6)
]


@pytest.fixture(scope="module")
def kinds():
    IDENTITY.canonical.update(CANONICAL)
    return Kinds(IDENTITY, (), NAMES, GENES)


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        ("MONDO:1", "MONDO:2", True),
        ("MONDO:3", "MONDO:4", False),
        ("MONDO:5", "MONDO:6", True),
        ("MONDO:7", "MONDO:8", True),
        ("MONDO:9", "MONDO:10", True),
        ("MONDO:11", "MONDO:12", False),
    ],
)
def test_are_one__form_number_gene_and_name(kinds, one, other, are_one):
    assert kinds.are_one(Curie(one), Curie(other)) is are_one
    assert kinds.are_one(Curie(other), Curie(one)) is are_one


def test_is_above__only_a_form_and_its_whole(kinds):
    assert kinds.is_above(Curie("MONDO:1"), Curie("MONDO:2"))
    assert not kinds.is_above(Curie("MONDO:7"), Curie("MONDO:8"))
