"""What fits the signs, as the page says it: reasons, families, genes, filters."""

import dataclasses
import re

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from rarekin.api.ranking.rank import (
    Contribution,
    Family,
    NextQuestion,
    RankedDisease,
    Ranking,
    ToldApart,
)
from rarekin.model.case import State
from rarekin.web.clinic.ranking_page import describe
from rarekin.web.clinic.wording import about, fit, percent

OSTEOMA = "HP:0025027"
RANKED = {"do": "rank", "term": OSTEOMA, f"state-{OSTEOMA}": "present"}


@pytest.fixture
def client(toy_release):
    return Client(raise_request_exception=False)


def page(response, status=200):
    assert response.status_code == status, response.content.decode()[:3000]
    return response.content.decode()


def contribution(how, log_lr, label="Fever", via=None):
    state = State.UNKNOWN if via else State.PRESENT
    return Contribution("HP:0001945", label, state, log_lr, how, via, f"{label} via", 0.5)


def told(*contributions, name="one disease"):
    disease = RankedDisease(1, "MONDO:1", ("MONDO:1",), name, 0.5, 1.0, contributions)
    return Ranking("r", (disease,), 2, 0.5, ())


def test_describe__a_sign_of_similar_diseases_is_not_explained(toy_release):
    (shown,) = describe(told(contribution("lookalikes", 1.0)), ()).diseases
    assert [r.text for r in shown.speaks_against] == [
        "not described in it, but in diseases that are like it"
    ]
    assert (shown.explains, shown.share) == ((), "explains 0 of 1 signs")


@pytest.mark.parametrize(("log_lr", "word"), [(2.0, "Moved up"), (-2.0, "Moved down")])
def test_describe__what_the_whole_picture_adds_is_said(toy_release, log_lr, word):
    whole = dataclasses.replace(contribution("whole_picture", log_lr), via=None, via_label="kin")
    (shown,) = describe(told(whole), ()).diseases
    assert f"{word} for: how well diseases closely related to it fit." in shown.besides
    (shown,) = describe(told(contribution("exact", log_lr)), ()).diseases
    assert "Moved" not in shown.besides


def test_describe__asks_what_was_not_told(toy_release):
    asked = [NextQuestion(f"HP:000000{n}", f"sign {n}", 0.5, ("one",)) for n in range(3)]
    ranking = dataclasses.replace(told(), questions=tuple(asked))
    page = describe(ranking, {"HP:0000001"})
    assert [q.label for q in page.questions] == ["sign 0", "sign 2"]


def test_describe__a_family_of_one_is_not_repeated(toy_release):
    one, other = told().diseases[0], dataclasses.replace(told().diseases[0], rank=2, name="two")
    families = (
        Family("MONDO:9", "both", 0.7, 5, (1, 2)), Family("MONDO:8", "alone", 0.1, 1, (3,))
    )  # fmt: skip
    page = describe(Ranking("r", (one, other), 2, 0.1, (), families), ())
    assert [(f.name, f.members) for f in page.families] == [("both", ("one disease", "two"))]


@given(st.floats(0, 1))
def test_chances__are_never_said_as_certain_unless_they_are(p):
    assert (about(p) == "certain") == (p == 1)
    assert (about(p) == "none") == (p == 0)
    assert percent(p).endswith("%")
    assert fit(p)


@given(st.floats(0.0095, 0.94))
def test_chances__as_counts_are_within_a_tenth_step(p):
    n, of = (int(w.replace(",", "")) for w in re.findall(r"[\d,]+", about(p)))
    assert abs(n / of - p) <= 0.5 / of + 1e-9
    assert n > 0


def test_find__ranks_genes_and_leads_to_their_pages(client):
    html = page(client.post("/find", RANKED))
    assert '<h2 id="genes">Genes</h2>' in html
    for symbol in re.findall(r'href="(/gene/[^"]+)"', html):
        assert client.get(symbol).status_code == 200


def test_find__filters_say_what_they_hide_and_stay_filled_in(client):
    html = page(client.post("/find", {**RANKED, "only_genes": "GNAS", "only_mode": "HP:0000006"}))
    assert 'name="only_genes" maxlength="400" autocomplete="off" value="GNAS"' in html
    assert '<option value="HP:0000006" selected>' in html
    nothing = page(client.post("/find", {**RANKED, "only_genes": "NOSUCH"}))
    assert "No disease is left that the filters show." in nothing
    assert "hidden now" in nothing


def test_find__offers_the_age_filter_only_where_the_beginning_is_known(client):
    assert "Only diseases that can begin" not in page(client.post("/find", RANKED))
    html = page(client.post("/find", {**RANKED, "onset": "HP:0003593", "only_onset": "1"}))
    assert "Only diseases that can begin in the first year of life" in html
    assert 'name="only_onset" value="1" checked' in html


@pytest.mark.parametrize(
    "forged",
    [{"only_mode": "HP:1"}, {"only_system": "<script>"}, {"only_genes": "<b>" * 200}],
)
def test_find__forged_filters_count_for_nothing(client, forged):
    html = page(client.post("/find", {**RANKED, **forged}))
    assert "<script>" not in html.replace("<script src", "")
    assert "<b><b>" not in html


def apart_page(shares, genes, term="HP:0025027"):
    first = told().diseases[0]
    two = dataclasses.replace(first, rank=2, name="two")
    apart = ToldApart((1, 2), term, "Osteoma cutis" if term else "", shares, genes)
    family = Family("MONDO:9", "both", 0.7, 5, (1, 2), apart)
    return describe(Ranking("r", (first, two), 2, 0.1, (), (family,)), ()).families[0].apart


def test_describe__says_what_tells_a_family_apart(toy_release):
    found = apart_page((0.9, 0.0), (("GNAS",), ("PRKAR1A",)))
    assert found.lines == (
        "one disease: about 9 in 10 people with it have this", "two: not described in it",
    )  # fmt: skip
    assert found.genes == ("one disease: GNAS", "two: PRKAR1A")


def test_describe__the_same_gene_tells_nothing_apart(toy_release):
    assert apart_page((None, 0.0), (("GNAS",), ("GNAS",))).genes == ()
    assert apart_page((), (("GNAS",), ("GNAS",)), None) is None


def test_describe__asks_in_everyday_words(toy_release):
    asked = [NextQuestion("HP:0001250", "Seizure", 0.5, ("one disease",))]
    (question,) = describe(dataclasses.replace(told(), questions=tuple(asked)), ()).questions
    assert (question.label, question.plain) == ("Seizure", "fits")
    assert question.explained == "A sudden burst of activity in the brain that causes a fit."
