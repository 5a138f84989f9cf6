import pytest

from rarekin.api.family.risk import model, models, models_for
from rarekin.errors import CatalogError, UnknownId
from rarekin.model.identifiers import Curie
from rarekin.risk.model_file import parse_model
from rarekin.risk.models import Basis
from rarekin.risk.sentences import chance_words

TOY = """
slug = "toy"
title = "Toy"
summary = "A toy."
locus = "autosomal"
reviewed = 2026-11-22
[parameter.reach]
label = "reach"
explain = "How often."
basis = "assumed"
default = 0.5
[[phenotype]]
slug = "toy"
title = "Toy disease"
chance = {both = "reach"}
"""


@pytest.mark.parametrize(
    "broken",
    [
        "slug = ",
        "",
        TOY.replace('"reach"}', '"grasp"}'),
        TOY.replace("autosomal", "z"),
        TOY.replace("both", "most"),
        TOY.replace("0.5", '"half"'),
        TOY.replace("2026-11-22", "1"),
        TOY.replace("chance = {both", 'part_of = "toy"\nchance = {both'),
        TOY.replace('basis = "assumed"', 'basis = "guess"'),
        TOY.replace("[[phenotype]]", "[[other]]"),
        "\ud800".encode("utf-8", "surrogatepass"),
    ],
)
def test_parse_model__names_the_file_that_is_wrong(broken):
    data = broken if isinstance(broken, bytes) else broken.encode()
    with pytest.raises(CatalogError, match=r"toy\.toml"):
        parse_model(data, name="toy.toml")


def test_parse_model__reads_a_correct_file():
    assert parse_model(TOY.encode()).values({"reach": 0.25}) == {"reach": 0.25}


@pytest.mark.parametrize("each", models(), ids=lambda m: m.slug)
def test_catalogue__every_measured_figure_names_its_source(each):
    for parameter in each.parameters:
        if parameter.basis in (Basis.MEASURED, Basis.DERIVED):
            assert parameter.citations
        assert parameter.explain.endswith(".")
    for work in each.citations:
        assert work.link
        assert work.why


@pytest.mark.parametrize("each", models(), ids=lambda m: m.slug)
def test_catalogue__never_says_imprinted(each):
    told = " ".join(
        [each.title, each.summary, each.expressed_allele, *(n.text for n in each.notes)]
    )
    assert "imprinted" not in told
    assert each.disease_when_inherited_from in {"either", "mother", "father", "differs"}


def test_models_for__finds_the_disease():
    assert [m.slug for m in models_for(Curie("MONDO:0008153"))] == ["gnas"]
    assert models_for(Curie("MONDO:0000001")) == ()


def test_model__unknown_slug_lists_the_others():
    with pytest.raises(UnknownId) as caught:
        model("nothing")
    assert "gnas" in caught.value.hint


@pytest.mark.parametrize(
    ("p", "words"),
    [
        (0.5, "about 1 in 2 (50 %)"),
        (0.49, "about 1 in 2 (49 %)"),
        (2 / 3, "about 2 in 3 (67 %)"),
        (0.9, "about 9 in 10 (90 %)"),
        (0.97, "about 97 in 100 (97 %)"),
        (0.999, "almost certain (over 99 %)"),
        (1 / 150, "about 1 in 150 (0.7 %)"),
        (1e-6, "about 1 in 1,000,000"),
    ],
)
def test_chance_words__speak_as_people_do(p, words):
    assert chance_words(p) == words
