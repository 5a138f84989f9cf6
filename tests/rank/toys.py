from hypothesis import strategies as st

from rarekin.model.disease import Annotation
from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Ontology, Term

CLASSES = [Curie(f"HP:004028{i}") for i in range(6)]


def term_id(i: int) -> Curie:
    return Curie("HP:0000118") if i == 0 else Curie(f"HP:00010{i:02d}")


@st.composite
def ontologies(draw) -> Ontology:
    terms = [Term(term_id(0), "Phenotypic abnormality", "toy")]
    for i in range(1, draw(st.integers(2, 14))):
        parents = draw(st.sets(st.integers(0, i - 1), min_size=1, max_size=3))
        terms.append(
            Term(term_id(i), f"Term {i}", "toy", parents=tuple(map(term_id, sorted(parents))))
        )
    return Ontology.from_terms(terms)


@st.composite
def annotations(draw, ontology: Ontology) -> Annotation:
    kind = draw(st.sampled_from(["counts", "class", "share", "silent", "not"]))
    denominator = draw(st.integers(1, 30))
    return Annotation(
        disease=Curie(f"OMIM:{draw(st.integers(1, 6))}"),
        term=draw(st.sampled_from(ontology.ids)),
        source=draw(st.sampled_from(["hpoa", "phenopacket_store"])),
        excluded=kind == "not",
        numerator=draw(st.integers(0, denominator)) if kind == "counts" else None,
        denominator=denominator if kind == "counts" else None,
        frequency=draw(st.floats(0, 1)) if kind == "share" else None,
        frequency_term=draw(st.sampled_from(CLASSES)) if kind == "class" else None,
    )


@st.composite
def knowledge(draw) -> tuple[Ontology, list[Annotation]]:
    ontology = draw(ontologies())
    certain = Annotation(Curie("OMIM:1"), draw(st.sampled_from(ontology.ids)), "hpoa")
    return ontology, [certain, *draw(st.lists(annotations(ontology), max_size=25))]


def richest(engine) -> tuple[int, list[str]]:
    """Index of the disease with the most annotations, and its findings."""
    profiles = engine.profiles
    sizes = profiles.direct_indptr[1:] - profiles.direct_indptr[:-1]
    i = int(sizes.argmax())
    rows = profiles.direct_row[profiles.direct_indptr[i] : profiles.direct_indptr[i + 1]]
    return i, [engine.ontology.ids[t] for t in profiles.term_of[rows]]
