import pytest

from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Term
from rarekin.text.lexicon_making import compile_lexicon
from rarekin.text.recognise import Recogniser

ROOT = Curie("HP:0000118")
TOY = (
    ("HP:0001250", "Seizure", ("Epileptic seizure",)),
    ("HP:0001252", "Hypotonia", ("Muscle hypotonia", "Low muscle tone")),
    ("HP:0004322", "Short stature", ()),
    ("HP:0009381", "Short finger", ("Short fingers",)),
    ("HP:0001831", "Short toe", ("Short toes",)),
    ("HP:0000077", "Abnormality of the kidney", ()),
    ("HP:0000175", "Cleft palate", ()),
    ("HP:0000365", "Hearing impairment", ("Hearing loss",)),
    ("HP:0000252", "Microcephaly", ()),
    ("HP:0001511", "Intrauterine growth retardation", ("IUGR",)),
    ("HP:0001344", "Absent speech", ("Lack of speech",)),
    ("HP:0002540", "Inability to walk", ()),
    ("HP:0011987", "Ectopic ossification in muscle tissue", ()),
    ("HP:0100543", "Cognitive impairment", ()),
    ("HP:0000098", "Tall stature", ()),
)


@pytest.fixture(scope="session")
def toy_terms():
    terms = [Term(Curie("HP:0000001"), "All", "toy"), Term(ROOT, "Phenotypic abnormality", "toy")]
    for id_, label, synonyms in TOY:
        exact = tuple((text, "exact", False) for text in synonyms)
        terms.append(Term(Curie(id_), label, "toy", synonyms=exact, parents=(ROOT,)))
    terms.append(Term(Curie("HP:0003577"), "Congenital onset", "toy", parents=(terms[0].id,)))
    terms.append(Term(Curie("HP:0009999"), "Retired", "toy", parents=(ROOT,), obsolete=True))
    return terms


@pytest.fixture(scope="session")
def toy_arrays(toy_terms):
    return compile_lexicon(toy_terms)


@pytest.fixture(scope="session")
def toy(toy_arrays):
    return Recogniser(toy_arrays)


@pytest.fixture(scope="session")
def read(toy):
    def labels_and_states(text):
        return [(m.label, m.state.value) for m in toy.read(text).mentions]

    return labels_and_states


@pytest.fixture(scope="session")
def real_arrays(full_release_folder):
    import numpy as np

    from rarekin.text.lexicon import ARRAY_NAMES

    found = {p.stem: p for p in full_release_folder.rglob("*.npy")}
    return {name: np.load(found[name], mmap_mode="r") for name in ARRAY_NAMES}


@pytest.fixture(scope="session")
def real(real_arrays):
    return Recogniser(real_arrays)


@pytest.fixture(scope="session")
def full_reader(full_release_folder):
    """Return the reader of a language, made of the full release."""
    from functools import cache

    import numpy as np

    from rarekin.text.lexicon import ARRAY_NAMES, stored_as

    found = {p.stem: p for p in full_release_folder.rglob("*.npy")}

    @cache
    def of(code):
        named = {n: found[stored_as(n, code)] for n in ARRAY_NAMES}
        return Recogniser({n: np.load(p, mmap_mode="r") for n, p in named.items()}, code)

    return of
