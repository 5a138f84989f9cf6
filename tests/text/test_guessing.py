"""What is only guessed, and that a guess never counts."""

import tomllib

import pytest

from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Term
from rarekin.text.compositions import levels
from rarekin.text.lexicon_making import compile_lexicon, key_tokens
from rarekin.text.plainwords import FOLDER
from rarekin.text.recognise import Recogniser
from rarekin.text.tongues import readable, tongue

ROOT = Term(Curie("HP:0000118"), "Phenotypic abnormality", "toy")
DROP = Term(Curie("HP:0031189"), "Wrist drop", "toy", parents=(ROOT.id,))
KNEE = Term(Curie("HP:0005085"), "Limited knee flexion", "toy", parents=(ROOT.id,))


@pytest.fixture(scope="module")
def toy():
    return Recogniser(compile_lexicon([ROOT, DROP, KNEE]))


def guessed(reader, text):
    return [g.label for g in reader.read(text, guess=True).guesses]


def test_guess__is_never_a_finding(toy):
    reading = toy.read("His wrist just sags down.", guess=True)
    assert [g.label for g in reading.guesses] == ["Wrist drop"]
    assert reading.findings == ()
    assert reading.mentions == ()


def test_guess__only_where_it_is_asked_for(toy):
    assert toy.read("His wrist just sags down.").guesses == ()


@pytest.mark.parametrize(
    "text",
    [
        "His knee just sags down.",  # another part of the body
        "Her father's wrist just sags down.",  # another person
        "If his wrist sags down, call us.",  # nobody has seen it
        "His wrist does not sag down.",  # it is denied
        "His wrist sags down fine.",
        "We live near the sea and have two dogs.",
    ],
)
def test_guess__needs_part_person_and_direction(toy, text):
    assert guessed(toy, text) == []


@pytest.mark.parametrize("code", readable())
def test_levels__say_more_than_the_name_of_what_is_measured(code):
    speech = tongue(code)
    table = tomllib.loads((FOLDER / "analytes.toml").read_text(encoding="utf-8"))
    names = [word for analyte in table["analytes"] for word in analyte.get(code, ())]
    bare = {frozenset(key_tokens(name, speech)[0]) for name in names}
    for _, phrase in levels(code, ("low", "high", "any")):
        assert frozenset(key_tokens(phrase, speech)[0]) not in bare


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("his calcium was in his boots", "HP:0002901"),
        ("her ammonia was through the roof", "HP:0001987"),
        ("platelets through the floor", "HP:0001873"),
    ],
)
def test_levels__are_read(real, text, term):
    assert [m.term for m in real.read(text).mentions if m.state.value == "present"] == [term]


def test_levels__a_name_alone_is_none(real):
    assert real.read("We gave him calcium and factor nine.").mentions == ()
