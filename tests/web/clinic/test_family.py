import io
import json
import re

import pytest
from django.http import QueryDict
from django.test import Client

from rarekin.api.family.risk import model, models, read_family
from rarekin.model.case import Sex
from rarekin.web.clinic.family_form import (
    MAX_PEOPLE,
    add_relative,
    check_form,
    empty_form,
    example_form,
    read_family_form,
)
from rarekin.web.clinic.relatives import RELATIONS, relation_of, with_ancestors

WITH_CHILD = {
    "model": "gnas",
    "do": "compute",
    "person": ["me", "mother", "father", "partner", "child-1"],
    "sex-me": "female",
    "has-me": "poh",
    "test-me": "found",
    "age-me": "31",
}


@pytest.fixture
def client(toy_release):
    return Client(raise_request_exception=False)


def page(response, status=200):
    assert response.status_code == status, response.content.decode()[:3000]
    return response.content.decode()


def people(html):
    return re.findall(r'name="person" value="([\w-]+)"', html)


def test_family__starts_with_the_person_and_both_parents(client):
    html = page(client.get("/family?model=gnas"))
    assert people(html) == ["mother", "father", "me"]
    assert "Show me an example family" in html


def test_family__without_a_model_it_asks_and_computes_nothing(client):
    html = page(client.get("/family"))
    assert " selected" not in html
    assert '<option value="ar">Autosomal recessive</option>' in html
    assert not people(html)
    told = page(client.post("/family", {"do": "compute", "person": ["me"]}), 400)
    assert "say first how the disease is inherited" in told


def test_family__an_unknown_model_is_not_found(client):
    page(client.get("/family?model=unheard"), 404)
    page(client.post("/family", {"model": "unheard"}), 404)


def test_family__a_relative_is_added_with_those_who_link_him(client):
    data = {
        "model": "gnas",
        "do": "add",
        "person": ["me", "mother", "father"],
        "add": "aunt",
        "age-me": "31",
    }
    html = page(client.post("/family", data))
    assert people(html) == ["mm", "mf", "mother", "father", "aunt-1", "me"]
    assert 'name="age-me" inputmode="decimal" autocomplete="off" maxlength="20" value="31"' in html


def test_family__a_relative_can_be_taken_off(client):
    data = {
        "model": "gnas",
        "do": "add",
        "add": "partner",
        "person": ["me", "sibling-1", "sibling-2"],
        "leave-sibling-1": "on",
        "leave-me": "on",
    }
    html = page(client.post("/family", data))
    assert people(html) == ["mother", "father", "me", "sibling-2", "partner"]


def test_family__a_mothers_child_has_textbook_and_measured_chance(client):
    html = page(client.post("/family", WITH_CHILD))
    assert "<svg" in html
    assert "50\u00a0%, textbook" in html
    assert "59\u00a0%" in html
    assert people(html) == ["mother", "father", "me", "partner", "child-1"]


def test_family__the_example_computes(client):
    html = page(client.post("/family", {"model": "gnas", "do": "example"}))
    assert "<svg" in html
    assert "Daughter" in html


@pytest.mark.parametrize("chosen", [m.slug for m in models()])
def test_example__fits_every_model(chosen):
    form = example_form(model(chosen))
    assert not check_form(form).problems
    assert not form.family().errors


def test_family__contradictions_are_said_and_the_form_is_kept(client):
    data = {
        **WITH_CHILD,
        "sex-partner": "female",
        "age-father": "61",
    }
    html = page(client.post("/family", data), 400)
    assert "the two who gave the egg and the sperm" in html
    assert 'value="61"' in html


def test_family__children_of_nobodys_sex_are_asked_about(client):
    data = {**WITH_CHILD, "sex-me": ""}
    assert "Please say the sex" in page(client.post("/family", data), 400)


@pytest.mark.parametrize("age", ["-3", "200", "old", "nan"])
def test_family__an_impossible_age_is_said_at_the_person(client, age):
    html = page(client.post("/family", {**WITH_CHILD, "age-me": age}), 400)
    assert 'id="age-me-problem"' in html
    assert "This person: “" in html


@pytest.mark.parametrize(
    ("text", "is_taken"), [("0.6", True), ("0,6", True), ("7", False), ("x", False)]
)
def test_family__a_number_of_ones_own_is_used_or_refused(client, text, is_taken):
    data = {**WITH_CHILD, "parameter-transmission_mother": text}
    html = page(client.post("/family", data), 200 if is_taken else 400)
    assert f'value="{text}"' in html
    assert ("Computed with your own numbers" in html) is is_taken


def test_family__forged_fields_are_dropped(client):
    data = {
        **WITH_CHILD,
        "person": [*WITH_CHILD["person"], "<script>", "mother-7", "sibling-x", "child-1"],
        "sex-me": "female",
        "has-mother": "dragon",
        "test-mother": "maybe",
        "sex-child-1": "robot",
    }
    plain = page(client.post("/family", WITH_CHILD))
    assert page(client.post("/family", data)) == plain


def test_family__saved_family_opens_again(client):
    saved = client.post("/family/save", WITH_CHILD)
    assert saved["Content-Disposition"] == 'attachment; filename="family.json"'
    family, issues = read_family(saved.content)
    assert not issues
    assert family.person("child-1").mother == "me"
    html = page(client.post("/family/open", {"model": "gnas", "file": io.BytesIO(saved.content)}))
    assert people(html) == people(page(client.post("/family", WITH_CHILD)))
    assert "59\u00a0%" in html
    opened = client.post("/family/save", {"model": "gnas", "opened": saved.content.decode()})
    assert read_family(opened.content)[0] == family


def test_family__a_ped_file_opens(client):
    ped = b"fam dad 0 0 1 1\nfam mum 0 0 2 2\nfam kid dad mum 1 0\n"
    html = page(client.post("/family/open", {"model": "gnas", "file": io.BytesIO(ped)}))
    assert "<svg" in html


def test_family__a_file_cannot_smuggle_markup(client):
    document = {"people": [{"id": "a", "label": "<script>alert(1)</script>", "sex": "male"}]}
    file = io.BytesIO(json.dumps(document).encode())
    assert "<script>alert" not in page(client.post("/family/open", {"model": "gnas", "file": file}))


@pytest.mark.parametrize(
    "content",
    [b"", b"garbage", b"\xff\xd8\xff", b"[" * 50_000, b"null", b'{"people": []}', b'{"a": 1}'],
    ids=["empty", "text", "image", "deep", "null", "nobody", "other"],
)
def test_family__a_damaged_file_is_refused_on_the_page(client, content):
    html = page(client.post("/family/open", {"model": "gnas", "file": io.BytesIO(content)}), 400)
    assert 'id="family-problem"' in html


def test_family__a_file_that_contradicts_itself_is_refused(client):
    document = {"people": [{"id": "a", "mother": "b"}, {"id": "b", "mother": "a"}]}
    file = io.BytesIO(json.dumps(document).encode())
    html = page(client.post("/family/open", {"model": "gnas", "file": file}), 400)
    assert "own ancestor" in html


def test_family__no_file_is_said(client):
    assert "choose a file first" in page(client.post("/family/open", {"model": "gnas"}), 400)


def test_family_form__has_room_for_so_many(toy_release):
    form = empty_form()
    for _ in range(MAX_PEOPLE + 5):
        form = add_relative(form, "sibling")
    assert len(form.relatives) == MAX_PEOPLE
    assert form.problems


def test_family_form__a_father_is_the_father_of_his_children():
    data = QueryDict("person=me&person=child-1&sex-me=male")
    child = read_family_form(model("gnas"), data).family().person("child-1")
    assert (child.mother, child.father) == ("partner", "me")


@pytest.mark.parametrize("slug", RELATIONS)
def test_relatives__every_relation_gives_a_sound_family(slug):
    form = add_relative(empty_form(), slug)
    me = form.relatives[[r.id for r in form.relatives].index("me")]
    assert not form.family().errors
    assert me.sex is Sex.UNKNOWN


@pytest.mark.parametrize(
    "text", ["", "me-1", "mother-2", "child", "child-0", "child-²", "child-100"]
)
def test_relatives__ids_that_are_none_of_ours(text):
    assert relation_of(text) is None


def test_relatives__stand_oldest_first():
    assert with_ancestors(["child-2", "child-1", "ff"]) == (
        "ff", "mother", "father", "me", "partner", "child-1", "child-2",
    )  # fmt: skip


def test_family__a_healthy_child_of_20_of_a_mother_with_huntington_disease_is_told_nearly_half(
    client,
):
    data = {
        "model": "huntington",
        "do": "compute",
        "person": ["me", "mother", "father"],
        "has-mother": "huntington",
        "has-me": "healthy",
        "age-me": "20",
    }
    html = page(client.post("/family", data))
    mine = html.split("<h3>This person</h3>")[1].split("</li></ul>")[0]
    # 49.6 % in the table of Harper and Newcombe, for carrying it and for falling ill.
    assert mine.count("50\u00a0%") >= 2
    assert "What would change it: a gene test, or time." in html
    # 47.6, 31.5 and 6.2 % in the same table.
    assert "(48 %) at 30 years" in html
    assert "(32 %) at 50 years" in html
    assert "(6.2 %) at 70 years" in html


def test_family__no_age_is_no_evidence_and_its_owner_is_named(client):
    data = {
        "model": "gnas",
        "do": "compute",
        "person": ["me", "mother", "father"],
        "test-mother": "found-mother",
        "test-father": "not-found",
        "has-me": "healthy",
    }
    html = page(client.post("/family", data))
    assert "1.9\u00a0% – 50\u00a0%" in html
    assert "at an age we do not know: This person" in html


def test_family__a_general_model_asks_for_the_figures_of_the_disease(client):
    html = page(client.get("/family?model=ad"))
    assert '<details class="more" open>' in html
    assert "These figures belong to your disease" in html
    assert "These figures belong to your disease" not in page(
        client.get("/family?model=huntington")
    )


@pytest.mark.parametrize("about", ["angelman", "prader-willi", "chromosome", "fragile-x"])
def test_family__what_is_published_is_told_by_cause(client, about):
    html = page(client.get(f"/family?about={about}"))
    assert "Next child:" in html
    assert "<form" not in html.split("<main")[1].split("</main>")[0]


def test_family__angelman_tells_a_deletion_from_a_change_of_the_gene(client):
    html = page(client.get("/family?about=angelman"))
    deletion = html.split("A missing piece at 15q11-q13")[1].split("</li>")[0]
    change = html.split("A UBE3A change")[1].split("</li>")[0]
    assert "less than 1 in 100" in deletion
    assert "?model=ube3a" not in deletion
    assert "1 in 2 if the mother carries it" in change
    assert "?model=ube3a" in change
    page(client.get("/family?about=nothing"), 404)


def test_family__answers_stand_beneath_the_chances(client):
    data = {
        "model": "myotonic-dystrophy-1",
        "do": "compute",
        "person": ["me", "mother", "father", "child-1"],
        "sex-me": "male",
        "test-mother": "found",
    }
    html = page(client.post("/family", data))
    assert "Whose gene test would tell most about" in html
    assert "The calculation by hand" in html
    assert "Before: from all other relatives" in html
    assert "A letter to this relative" in html
    assert "Dear relative," in html


def test_family__a_range_gets_no_table_that_would_feign_one_number(client):
    data = {"model": "ad", "do": "compute", "person": ["me", "mother"], "has-mother": "disease"}
    data |= {"sex-me": "male", "has-me": "healthy"}
    html = page(client.post("/family", data))
    assert "between about" in html
    assert "The calculation by hand" not in html


def test_family__sons_and_daughters_apart_and_the_years_ahead(client):
    data = {
        "model": "lhon",
        "do": "compute",
        "person": ["me", "mother"],
        "sex-me": "female",
        "has-me": "healthy",
        "age-me": "20",
        "test-mother": "found",
    }
    html = page(client.post("/family", data))
    assert "A daughter – Loss of vision" in html
    assert "A son – Loss of vision" in html
    assert "within 5 years:" in html


def test_family__a_curve_of_ones_own_is_used_or_refused(client):
    data = {"model": "ad", "do": "compute", "person": ["me", "mother", "father"], "sex-me": "male"}
    data |= {"test-mother": "carrier", "test-father": "not-found", "has-me": "healthy"}
    data |= {"age-me": "60", "curve": "40 20%\n60 60%"}
    html = page(client.post("/family", data))
    assert "29\u00a0%" in html  # .4 / 1.4
    assert "40 20%" in html
    wrong = page(client.post("/family", {**data, "curve": "forty"}), 400)
    assert "cannot be read" in wrong
    assert "forty" in wrong


def test_family__no_test_is_offered_where_nothing_is_open(client):
    data = {"model": "marfan", "do": "compute", "person": ["me", "mother", "father"]}
    data |= {"sex-me": "male", "test-me": "found", "has-me": "marfan", "test-mother": "not-found"}
    html = page(client.post("/family", data))
    assert "Whose gene test would tell most" not in html


def test_family__only_what_stands_beside_a_measured_figure_is_called_textbook(client):
    data = {"model": "lhon", "do": "compute", "person": ["me", "mother"], "sex-me": "male"}
    html = page(client.post("/family", {**data, "test-mother": "found"}))
    assert "figures long taught" in html
    assert "textbook" not in html.split('id="result"')[1].split("What else can be said")[0]


def test_family__who_certainly_carries_it_gets_no_letter_about_a_chance(client):
    data = {"model": "lhon", "do": "compute", "person": ["me"], "test-me": "found"}
    html = page(client.post("/family", {**data, "sex-me": "female"}))
    # Of both parents the chance is open, for a change can be new.
    assert html.count("Dear relative") == 2
