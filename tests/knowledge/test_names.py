import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekin.knowledge.name_kinds import judged, kind_of_name
from rarekin.knowledge.names import calm_title, name_key
from rarekin.model.disease import Name, NameKind


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Birt-Hogg-Dubé syndrome", "birt hogg dube SYNDROME"),
        ("Behçet disease", "Behcet's disease"),
        ("Sjögren–Larsson", "sjogren larsson"),
        ("type 1A", "Type  1a"),
    ],
)
def test_name_key__spellings_of_one_name_are_equal(one, other):
    assert name_key(one) == name_key(other)


@given(st.text(max_size=60))
def test_name_key__is_stable_and_has_no_query_characters(text):
    key = name_key(text)
    assert name_key(key) == key
    assert not set(key) & set("\"'*():^-+{}[]")
    assert "  " not in key


def test_name_key__keeps_other_scripts():
    assert name_key("進行性骨化性線維異形成症") == "進行性骨化性線維異形成症"


@pytest.mark.parametrize(
    ("shouted", "calm"),
    [
        ("NEUROFIBROMATOSIS, TYPE I; NF1", "Neurofibromatosis, type I"),
        ("CHARCOT-MARIE-TOOTH DISEASE, TYPE 1A", "Charcot-marie-tooth disease, type 1A"),
        ("Marfan syndrome", "Marfan syndrome"),
        ("SCKL5", "SCKL5"),
        ("", ""),
    ],
)
def test_calm_title__stops_shouting(shouted, calm):
    assert calm_title(shouted) == calm


# Somebody once read La, Lid, Lin and Lip as numbers of Rome: 50 and A, 51 and D.
@pytest.mark.parametrize(
    "name",
    [
        "Gilles De 50A Tourette syndrome",
        "De 50A Chapelle dysplasia",
        "craniosynostosis with 51D anomalies",
        "Cleft 51P With or Without Cleft Palate, Nonsyndromic, 8",
        "fragile 10 syndrome",
        "marker 10 syndrome",
    ],
)
def test_kind_of_name__a_word_read_as_a_roman_number_makes_no_name(name):
    assert kind_of_name(name, "a disease")[0] is NameKind.NOT_A_NAME


@pytest.mark.parametrize("name", ["immunodeficiency 50", "SPG50A", "retinitis pigmentosa 51"])
def test_kind_of_name__a_true_number_stays(name):
    assert kind_of_name(name, "a disease")[0] is not NameKind.NOT_A_NAME


def test_kind_of_name__the_words_of_a_code_make_no_name():
    text = "giant cell tumor NOS (morphologic abnormality)"
    assert kind_of_name(text, "giant cell tumor")[0] is NameKind.NOT_A_NAME


TITLES = {"X:1": "multiple system atrophy", "X:2": "pure autonomic failure", "X:3": "complex 1, 3"}


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("autonomic failure, pure", NameKind.EXACT, NameKind.RELATED),
        ("autonomic failure, pure", NameKind.RELATED, NameKind.NOT_A_NAME),
        ("complex 3, 1", NameKind.EXACT, NameKind.EXACT),
    ],
)
def test_judged__the_title_of_another_disease_in_any_order_is_no_name(text, kind, expected):
    titled = [Name(id_, title, NameKind.LABEL, "toy") for id_, title in TITLES.items()]
    listed = Name("X:1", text, kind, "toy")
    found = judged([*titled, listed], lambda id_: id_, lambda id_: TITLES.get(id_, ""))
    assert found[-1].kind is expected
