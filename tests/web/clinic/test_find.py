import io
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from rarekin.api.making.release import current
from rarekin.web.clinic.signs_form import MAX_CHARACTERS, MAX_SIGNS, read_signs
from rarekin.web.clinic.signs_marks import cut

WORDS = "She has an osteoma cutis. She is not obese. Her toe is short."
OSTEOMA = "HP:0025027"
OBESITY = "HP:0001513"
SHORT = "HP:0004322"


@pytest.fixture
def client(toy_release):
    return Client(raise_request_exception=False)


def page(response, status=200):
    assert response.status_code == status, response.content.decode()[:3000]
    return response.content.decode()


def answers(html):
    return dict(re.findall(r'name="state-(HP:\d{7})" value="(\w+)" checked', html))


def test_find__reads_words_into_signs_to_correct(client):
    html = page(client.post("/find", {"do": "read", "words": WORDS}))
    assert answers(html)[OSTEOMA] == "present"
    assert re.search(r'<mark class="read present"[^>]*>osteoma cutis</mark>', html)


def test_find__a_text_without_signs_keeps_the_words(client):
    html = page(client.post("/find", {"do": "read", "words": "Hello <b>world</b>"}), 400)
    assert "could not find a sign" in html
    assert "Hello &lt;b&gt;world&lt;/b&gt;</textarea>" in html


def test_find__empty_words_are_asked_for(client):
    html = page(client.post("/find", {"do": "read", "words": "  "}), 400)
    assert "describe the signs in the box first" in html


def test_find__ten_kilobytes_are_refused_and_kept(client):
    words = "osteoma cutis " * 720
    html = page(client.post("/find", {"do": "read", "words": words}), 400)
    assert f"{MAX_CHARACTERS:,}" in html
    assert words.strip() in html


def test_find__an_answer_given_before_outlives_a_new_reading(client):
    data = {"do": "read", "words": WORDS, "term": OSTEOMA, f"state-{OSTEOMA}": "excluded"}
    assert answers(page(client.post("/find", data)))[OSTEOMA] == "excluded"


def test_find__a_sign_taken_off_stays_off_and_can_come_back(client):
    data = {"do": "read", "words": WORDS, "term": OSTEOMA, f"state-{OSTEOMA}": "removed"}
    html = page(client.post("/find", data))
    assert answers(html)[OSTEOMA] == "removed"
    assert "Signs you took off the list" in html
    assert ">osteoma cutis</mark>" not in html


def test_find__a_sign_is_added_by_its_name(client):
    html = page(client.post("/find", {"do": "add", "add": "Short stature"}))
    assert answers(html) == {SHORT: "present"}


def test_find__a_sign_is_added_by_its_id(client):
    html = page(client.post("/find", {"do": "add", "add": "hp:0004322"}))
    assert answers(html) == {SHORT: "present"}


def test_find__a_sign_nobody_knows_is_said_and_kept(client):
    html = page(client.post("/find", {"do": "add", "add": "xyzzyx"}), 400)
    assert "We know no sign called “xyzzyx”" in html
    assert 'value="xyzzyx"' in html


def test_find__ticked_choices_join_the_list(client):
    data = {"do": "edit", "term": OSTEOMA, f"state-{OSTEOMA}": "present", "choose": [SHORT]}
    assert answers(page(client.post("/find", data))) == {OSTEOMA: "present", SHORT: "present"}


def test_find__forged_fields_are_named_and_the_rest_is_kept(client):
    data = {
        "do": "rank",
        "words": "my words",
        "term": ["HP:9999999", "<script>", OSTEOMA, SHORT],
        f"state-{OSTEOMA}": "present",
        f"state-{SHORT}": "perhaps",
        "sex": "robot",
        "age": "4",
    }
    html = page(client.post("/find", data), 400)
    assert "We left out “HP:9999999”" in html
    assert "We left out “&lt;script&gt;”" in html
    assert answers(html) == {OSTEOMA: "present", SHORT: "unknown"}
    assert "my words</textarea>" in html


@pytest.mark.parametrize("age", ["-1", "131", "four", "nan", "inf", "1e999"])
def test_find__an_impossible_age_is_asked_for_again(client, age):
    data = {"do": "rank", "term": OSTEOMA, f"state-{OSTEOMA}": "present", "age": age}
    html = page(client.post("/find", data), 400)
    assert "is not an age we can use" in html
    assert f'value="{age}"' in html


def test_find__months_become_years(toy_release):
    form = read_signs(QueryDict("age=18&age_unit=months"))
    assert (form.age_years, form.age_text) == (1.5, "1.5")


def test_find__without_a_yes_there_is_nothing_to_rank(client):
    data = {"do": "rank", "term": OSTEOMA, f"state-{OSTEOMA}": "excluded"}
    assert "mark at least one sign" in page(client.post("/find", data), 400)


@pytest.mark.parametrize("warnings", [(), ("no biopsy",)])
def test_find__what_could_harm_is_named_where_a_disease_warns(client, monkeypatch, warnings):
    monkeypatch.setattr("rarekin.web.clinic.ranking_page.warnings_about", lambda _id: warnings)
    data = {"do": "rank", "term": OSTEOMA, f"state-{OSTEOMA}": "present"}
    html = page(client.post("/find", data))
    assert ("#safety" in html) == ("read first what could harm" in html) == bool(warnings)


def test_find__ranking_explains_and_carries_the_form(client):
    data = {
        "do": "rank",
        "words": "my words",
        "term": [OSTEOMA, SHORT],
        f"state-{OSTEOMA}": "present",
        f"state-{SHORT}": "excluded",
        "sex": "female",
        "age": "4",
    }
    html = page(client.post("/find", data))
    assert "None of these:" in html
    assert "<strong>Yes:</strong> Osteoma cutis" in html
    assert "<strong>No:</strong> Short stature" in html
    assert "It explains" in html
    assert "not a diagnosis" in html
    for name, value in (
        ("words", "my words"),
        ("sex", "female"),
        ("age", "4"),
        ("term", OSTEOMA),
        (f"state-{SHORT}", "excluded"),
    ):
        assert f'<input type="hidden" name="{name}" value="{value}">' in html


def test_find__an_answered_question_joins_the_signs_and_an_open_one_does_not(client):
    data = {
        "do": "edit",
        "term": OSTEOMA,
        f"state-{OSTEOMA}": "present",
        "ask": [SHORT, OBESITY],
        f"ask-{SHORT}": "excluded",
        f"ask-{OBESITY}": "unknown",
    }
    html = page(client.post("/find", data))
    assert answers(html) == {OSTEOMA: "present", SHORT: "excluded"}


def test_find__a_list_too_long_is_said(toy_release):
    ids = [t.id for t in toy_release.terms()]
    form = read_signs(QueryDict("&".join(f"term={i}" for i in ids)))
    assert len(form.signs) == min(len(ids), MAX_SIGNS)


def test_find__saved_signs_open_again(client):
    data = {
        "words": "my “words”",
        "with_words": "1",
        "sex": "female",
        "age": "4.5",
        "term": [OSTEOMA, SHORT, OBESITY],
        f"state-{OSTEOMA}": "present",
        f"state-{SHORT}": "excluded",
        f"state-{OBESITY}": "removed",
    }
    saved = client.post("/find/save", data)
    assert saved["Content-Disposition"] == 'attachment; filename="signs.json"'
    packet = json.loads(saved.content)
    assert packet["subject"]["timeAtLastEncounter"]["age"]["iso8601duration"] == "P4Y6M"
    file = io.BytesIO(saved.content)
    html = page(client.post("/find/open", {"file": file}))
    assert answers(html) == {OSTEOMA: "present", SHORT: "excluded"}
    assert "my “words”</textarea>" in html
    assert 'name="age" inputmode="decimal" autocomplete="off" maxlength="20" value="4.5"' in html
    assert '<option value="female" selected>' in html


def test_find__words_are_saved_only_where_asked_for_and_hpo_states_its_own_version(client):
    data = {"words": "my words", "term": OSTEOMA, f"state-{OSTEOMA}": "present"}
    saved = client.post("/find/save", data)
    assert b"my words" not in saved.content
    [resource] = json.loads(saved.content)["metaData"]["resources"]
    versions = {source.name: source.version for source in current().sources}
    assert (resource["namespacePrefix"], resource["version"]) == ("HP", versions["hpo"])


@pytest.mark.parametrize(
    "content",
    [b"", b"garbage", b"\xff\xd8\xff", b"[1, 2", b"[" * 50_000, b"null", b'{"a": 1}'],
    ids=["empty", "text", "image", "cut", "deep", "null", "other"],
)
def test_find__a_damaged_file_is_refused_on_the_page(client, content):
    response = client.post("/find/open", {"file": io.BytesIO(content)})
    html = page(response, 400)
    assert 'id="file-problem"' in html


def test_find__a_notice_about_a_file_is_no_error(client):
    features = [{"type": {"id": i}} for i in (OSTEOMA, "HP:0000118")]
    packet = {"id": "a", "phenotypicFeatures": features}
    file = io.BytesIO(json.dumps(packet).encode())
    html = page(client.post("/find/open", {"file": file}))
    assert answers(html) == {OSTEOMA: "present"}
    assert "HP:0000118" in html


def test_find__a_file_of_several_people_is_named(client):
    packet = {"id": "a", "phenotypicFeatures": [{"type": {"id": OSTEOMA}}]}
    file = io.BytesIO(json.dumps({"id": "c", "members": [packet, packet]}).encode())
    html = page(client.post("/find/open", {"file": file}), 400)
    assert "GA4GH Cohort with 2 members" in html


def test_find__no_file_is_said(client):
    assert "choose a file first" in page(client.post("/find/open", {}), 400)


def test_find__speaks_the_language_of_the_address(client):
    assert 'lang="fr"' in page(client.get("/fr/find"))


@given(st.text(max_size=60))
def test_cut__joins_to_the_words_again(words):
    assert "".join(p.text for p in cut(words, ())) == words


def test_suggest__lists_signs_while_somebody_types(client):
    response = client.post("/find/suggest", {"add": "osteoma"})
    html = response.content.decode()
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert 'role="option"' in html
    assert 'data-term="HP:0025027"' in html


@pytest.mark.parametrize("typed", ["", " ", "x", "\x00", "<script>", "a" * 10_000, "%" * 300])
def test_suggest__takes_any_words(client, typed):
    response = client.post("/find/suggest", {"add": typed})
    assert response.status_code == 200
    assert b"<script>" not in response.content


def test_suggest__is_no_address_that_says_a_sign(client):
    assert client.get("/find/suggest?add=osteoma").status_code == 405
    foreign = client.post("/find/suggest", {"add": "x"}, headers={"sec-fetch-site": "cross-site"})
    assert foreign.status_code == 403


def test_find__a_chosen_suggestion_joins_the_list(client):
    html = client.post("/find", {"do": "add", "add": "", "choose": "HP:0025027"}).content.decode()
    assert 'name="state-HP:0025027"' in html
    assert " autofocus" in html


def test_find__says_before_typing_and_after_reading_which_languages_are_read(client):
    assert "read in English, Spanish and French" in page(client.get("/find"))
    words = "Il bambino non ha convulsioni"
    html = page(client.post("/find", {"do": "read", "words": f"{words}, ha {SHORT}"}))
    assert "look like another language" in html
    assert answers(html)[SHORT] != "present"
    html = page(client.post("/find", {"do": "read", "words": words}), 400)
    assert "look like another language" in html


def test_find__takes_age_and_sex_from_the_words_and_says_so(client):
    words = "Mi hijo de 4 años tiene talla baja"
    html = page(client.post("/es/find", {"do": "read", "words": words}))
    assert '<option value="male" selected>' in html
    assert 'value="4"' in html
    assert "Hemos tomado de sus palabras: el sexo, la edad." in html
    assert "estatura baja" in html
    assert answers(html)[SHORT] == "present"


def test_find__keeps_the_age_and_sex_that_were_given(client):
    given = {
        "do": "read",
        "words": "My 4 year old son has short stature",
        "age": "6",
        "sex": "female",
    }
    html = page(client.post("/find", given))
    assert '<option value="female" selected>' in html
    assert 'value="6"' in html
    assert "We took from your words" not in html


def test_find__takes_the_beginning_from_the_words_and_lets_it_be_changed(client):
    words = "Mi hija de 4 años tiene talla baja desde bebé."
    html = page(client.post("/es/find", {"do": "read", "words": words}))
    assert '<option value="HP:0003593" selected>' in html
    assert "cuándo empezó" in html
    given = {"do": "read", "words": words, "onset": "HP:0003577"}
    html = page(client.post("/es/find", given))
    assert '<option value="HP:0003577" selected>' in html
    assert "cuándo empezó" not in html


def test_find__carries_the_beginning_to_the_ranking_and_into_the_file(client):
    given = {"term": SHORT, f"state-{SHORT}": "present", "onset": "HP:0003621"}
    html = page(client.post("/find", {"do": "rank", **given}))
    assert '<input type="hidden" name="onset" value="HP:0003621">' in html
    saved = client.post("/find/save", given)
    upload = SimpleUploadedFile("signs.json", saved.content)
    html = page(client.post("/find/open", {"file": upload}))
    assert '<option value="HP:0003621" selected>' in html


def test_find__a_forged_beginning_is_no_beginning(client):
    html = page(client.post("/find", {"do": "read", "words": "short stature", "onset": "HP:1"}))
    assert 'value="HP:1"' not in html


@pytest.mark.parametrize(
    ("language", "words", "said"),
    [
        ("", "short stature and a glucose of 35", "“glucose of 35” was not taken up"),
        ("/es", "talla baja y hemoglobina de 14 g/dl", "no se ha tenido en cuenta"),
        ("/fr", "Il a une petite taille et une hémoglobine à 7,2 g/dl", "en dessous de"),
    ],
)
def test_find__says_what_became_of_a_laboratory_value(client, language, words, said):
    html = page(client.post(f"{language}/find", {"do": "read", "words": words}))
    assert said in html


@pytest.mark.parametrize(
    ("page_language", "words", "said"),
    [
        ("", "Mi hija tiene talla baja y no tiene fiebre.", "We read your words as Spanish."),
        ("/es", "She has short stature.", "Hemos leído sus palabras en inglés."),
        ("/fr", "Mi hija tiene talla baja.", "Nous avons lu vos mots en espagnol."),
    ],
)
def test_find__says_where_the_words_are_in_another_language(client, page_language, words, said):
    html = page(client.post(f"{page_language}/find", {"do": "read", "words": words}))
    assert said in html


def test_find__is_silent_where_the_words_are_in_the_language_of_the_page(client):
    html = page(client.post("/find", {"do": "read", "words": "She has short stature."}))
    assert "We read your words as" not in html
