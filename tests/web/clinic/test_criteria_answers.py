"""Answers that point to an item without settling it, and values that nobody can have."""

import re

import pytest
from django.test import Client
from tests.web.clinic.test_criteria import checked, page


@pytest.fixture
def client(toy_release):
    return Client(raise_request_exception=False)


def test_check__a_sign_that_only_points_to_an_item_is_kept_and_asked_about_first(client):
    spots = {"do": "check", "term": "HP:0000957", "state-HP:0000957": "present"}
    html = page(client.post("/criteria/nf1", spots))
    assert "That points to it but does not settle it." in html
    below = html[html.index('id="next"') :]
    assert re.search(r'name="item-(\w+)"', below)[1] == "cafe_au_lait"
    answered = page(client.post("/criteria/nf1", {**spots, "item-cafe_au_lait": "excluded"}))
    assert checked(answered)["cafe_au_lait"] == "excluded"


def test_check__a_value_nobody_can_have_is_refused_at_its_field(client):
    html = page(client.post("/criteria/marfan", {"do": "check", "measured-aortic_z": "34"}), 400)
    assert "“34” cannot be meant here: it is no value from -10 to 15." in html
    assert "The rule is met" not in html
