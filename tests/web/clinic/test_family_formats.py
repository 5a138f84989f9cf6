# ruff: noqa: E501
"""Open a file of another program, see the tree, answer by a tap, take it away."""

import html
import io
import re

import pytest
from django.test import Client
from validation.pedigree_geometry import check

from rarekin.api.family.families import read_family
from rarekin.model.case import Sex
from rarekin.model.family import Family
from rarekin.model.person import GeneticTest, Person, TestResult
from rarekin.web.clinic.family_growth import RELATIVES, grown

CANRISK = "##CanRisk 2.0\n" + "\n".join(
    "\t".join(row)
    for row in (
        ["F", "pa", "0", "m1", "0", "0", "M", "0", "0", "66", "0", *"000000", *["0:0"] * 9, "0:0:0:0:0"],
        ["F", "ma", "0", "f1", "0", "0", "F", "0", "0", "64", "0", "45", *"00000", "T:P", *["0:0"] * 8, "0:0:0:0:0"],
        ["F", "me", "1", "c1", "m1", "f1", "F", "0", "0", "35", "0", *"000000", *["0:0"] * 9, "0:0:0:0:0"],
    )
)  # fmt: skip
GEDCOM = "0 HEAD\n0 @I1@ INDI\n1 SEX M\n0 @I2@ INDI\n1 SEX F\n0 @I3@ INDI\n1 SEX F\n0 @F1@ FAM\n1 HUSB @I1@\n1 WIFE @I2@\n1 CHIL @I3@\n0 TRLR\n"


@pytest.fixture
def client(toy_release):
    return Client(raise_request_exception=False)


def upload(client, text, **more):
    return client.post("/family/open", {"file": io.BytesIO(text.encode()), **more})


def page(response):
    return response.content.decode()


def hidden(text, name="opened"):
    return html.unescape(re.search(f'name="{name}" value="([^"]*)"', text, re.DOTALL)[1])


@pytest.mark.parametrize("text", [CANRISK, GEDCOM])
def test_family__a_file_is_drawn_before_anybody_asks_for_a_model(client, text):
    response = upload(client, text)
    assert response.status_code == 200
    assert page(response).count('class="pedigree-symbol"') == 3
    assert 'name="model"' in page(response)


def test_family__from_a_canrisk_file_to_a_gedcom_file(client):
    opened = hidden(page(upload(client, CANRISK)))
    computed = page(client.post("/family", {"model": "ad", "opened": opened}))
    assert 'href="#row-2"' in computed
    assert 'id="row-2"' in computed
    answered = page(
        client.post("/family", {"model": "ad", "opened": hidden(computed), "answer": "2:not-found"})
    )
    assert "test −" in answered
    family, _ = read_family(hidden(answered).encode())
    assert family.person("c1").tests == (GeneticTest(TestResult.NEGATIVE),)
    taken = client.post(
        "/family/save", {"model": "ad", "opened": hidden(answered), "format": "gedcom"}
    )
    assert taken["Content-Disposition"] == 'attachment; filename="family.ged"'
    again, _ = read_family(taken.content)
    assert [(p.father, p.mother) for p in again.people][2] == ("m1", "f1")
    undone = page(
        client.post(
            "/family",
            {
                "model": "ad",
                "opened": hidden(answered),
                "do": "undo",
                "before": hidden(answered, "before"),
            },
        )
    )
    assert read_family(hidden(undone).encode())[0].person("c1").tests == ()


def test_family__what_each_format_leaves_behind_is_on_the_page(client):
    opened = hidden(page(upload(client, CANRISK)))
    text = page(client.post("/family", {"model": "ad", "opened": opened}))
    assert "PED has no room for ages." in text
    spanish = page(client.post("/es/family", {"model": "ad", "opened": opened}))
    assert "PED no puede guardar: las edades." in spanish
    assert "has no room for" not in spanish


def test_family__of_several_families_one_is_chosen(client):
    text = "F1 a 0 0 1 1\nF2 b 0 0 2 2\nF2 c 0 0 1 1\n"
    asked = page(upload(client, text))
    assert "F2 (2 people)" in asked
    response = client.post("/family/open", {"text": hidden(asked, "text"), "which": "F2"})
    assert page(response).count('class="pedigree-symbol"') == 2


def test_family__parents_without_a_line_are_added_by_a_button(client):
    text = page(upload(client, "F1 kid dad mum 1 2\n"))
    assert "add-parents" in text
    response = client.post("/family", {"opened": hidden(text), "do": "add-parents"})
    assert page(response).count('class="pedigree-symbol"') == 3


def test_family__a_damaged_file_is_named(client):
    response = upload(client, "%PDF-1.4")
    assert response.status_code == 400
    assert "a PDF document" in page(response)


def test_family__more_than_600_people_give_numbers_without_a_picture(client):
    kids = "".join(f"F k{i} dad mum 1 1\n" for i in range(610))
    response = upload(client, "F dad 0 0 1 2\nF mum 0 0 2 1\n" + kids, model="ad")
    assert response.status_code == 200
    assert "too large for a picture" in page(response)
    assert page(response).count('class="chance-list"') > 600


def test_family__the_form_goes_on_from_the_tree(client):
    text = page(client.post("/family", {"model": "ad", "do": "tree", "person": ["me"]}))
    family, _ = read_family(hidden(text).encode())
    assert [p.id for p in family.people] == ["mother", "father", "me"]
    more = page(
        client.post(
            "/family", {"model": "ad", "opened": hidden(text), "do": "grow", "row-0-grow": "sister"}
        )
    )
    family, _ = read_family(hidden(more).encode())
    assert len(family) == 6


@pytest.mark.parametrize("relative", [word for word, _ in RELATIVES])
def test_grown__every_relative_makes_a_sound_family(relative):
    family = Family((Person("a", Sex.FEMALE),))
    more = grown(grown(family, "a", relative), "a", relative)
    assert more.issues == ()
    assert len(more) > 1
    assert check(more) == (True, [])


def test_grown__a_cousin_and_her_child_are_three_steps_away():
    family = grown(Family((Person("me", Sex.FEMALE),)), "me", "parents")
    mother = family.person("me").mother
    family = grown(family, mother, "sister")
    aunt = family.people[-1].id
    family = grown(family, aunt, "child")
    cousin = family.people[-1]
    assert cousin.mother == aunt
    assert family.person(aunt).mother == family.person(mother).mother


KINDS = {"pdf": b"%PDF-", "png": b"\x89PNG", "svg": b"<?xml"}


@pytest.mark.parametrize("kind", KINDS)
def test_picture__is_taken_away_with_the_chances_and_without(client, kind):
    drawn = page(upload(client, CANRISK))
    opened = hidden(drawn)
    assert f'name="kind" value="{kind}"' in drawn
    for more in ({}, {"model": "ad"}):
        response = client.post("/family/picture", {"opened": opened, "kind": kind, **more})
        assert response.content.startswith(KINDS[kind])
        assert response["Content-Disposition"] == f'attachment; filename="family.{kind}"'
        if kind == "svg":
            assert (b"pat 50%" in response.content) == bool(more)


def test_picture__of_the_form_shows_what_was_typed(client):
    fields = {
        "model": "ar",
        "person": ["me", "mother", "father"],
        "kind": "svg",
        "has-me": "affected",
    }
    response = client.post("/family/picture", fields)
    assert response.content.count(b'class="pedigree-symbol"') == 3
    assert client.post("/family/picture", {**fields, "kind": "gif"}).status_code == 400


def test_family__a_tap_leads_to_the_person_and_back_to_the_tree(client):
    computed = page(
        client.post("/family", {"model": "ad", "opened": hidden(page(upload(client, CANRISK)))})
    )
    for target in set(re.findall(r'href="#(row-\d+)"', computed)):
        box = computed[computed.index(f'id="{target}"') :]
        assert 'href="#result"' in box[: box.index("</fieldset>")]
    assert computed.count('class="pedigree-touch"') == 3
    assert computed.count("pedigree-asked") == 1
