"""What the family page says of somebody who was examined and is well, and when a letter is due."""

import pytest
from django.test import Client

from rarekin.web.clinic.wording import about

ME = {"do": "compute", "person": ["me", "mother", "father"], "sex-me": "male", "age-me": "40"}


@pytest.fixture
def client(toy_release):
    return Client(raise_request_exception=False)


def told(client, **data):
    response = client.post("/family", {**ME, **data})
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("slug", ["ar", "ad", "xr"])
def test_no_letter__where_nobody_has_anything(client, slug):
    assert "Dear relative" not in told(client, model=slug)
    assert "Dear relative" in told(client, model=slug, **{"has-mother": "affected"})


@pytest.mark.parametrize("slug", ["haemophilia-a", "duchenne", "becker", "xr"])
def test_an_ill_mother_and_a_healthy_son__is_never_certain(client, slug):
    html = told(client, model=slug, **{"has-mother": "affected", "has-me": "healthy"})
    answer = html.split('class="answer"')[1].split("</p>")[0]
    assert "certain" not in answer


@pytest.mark.parametrize("slug", ["tuberous-sclerosis", "polycystic-kidney"])
def test_health_alone__clears_nobody(client, slug):
    html = told(client, model=slug, **{"has-mother": "affected", "has-me": "healthy"})
    assert "you do not carry it" not in html
    assert "unlikely, since nothing was found" in html
    assert "A doctor looked" not in html


def test_what_does_not_fit__stands_above_the_answer(client):
    ill = {"has-mother": "affected", "has-father": "affected", "has-me": "healthy"}
    html = told(client, model="ar", **ill)
    assert "does not fit together" in html.split('class="answer"')[0]


@pytest.mark.parametrize(
    ("p", "words"),
    [
        (0.13, "about 1 in 8"),
        (0.17, "about 1 in 6"),
        (0.014, "about 1 in 71"),
        (0.2, "about 2 in 10"),
    ],
)
def test_about__is_the_chance_that_stands_beside_it(p, words):
    assert about(p) == words


def test_parents_who_were_looked_at__are_not_told_a_chance_to_have_what_they_carry(client):
    well = {"has-mother": "healthy", "has-father": "healthy"}
    html = told(client, model="ar", **{"has-me": "affected"}, **well)
    assert html.count("unlikely, since nothing was found") >= 2
