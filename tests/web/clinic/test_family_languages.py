"""Families read Spanish and French: no sentence of an engine or a reader is left English."""

import html as markup
import io
import re

import pytest
from django.test import Client

from rarekin.api.family import family_answers
from rarekin.api.family.families import open_families, with_named_parents
from rarekin.api.family.risk import (
    drawing_of_family,
    family_risk,
    models,
    read_family,
    refuse_unread,
)
from rarekin.errors import InputError
from rarekin.web.clinic.family_form import example_form

LANGUAGES = ("es", "fr")
SAME_IN_EVERY_LANGUAGE = {"Osteoma cutis", "SDHAF2: paraganglioma"}
COUSINS = "f a 0 0 1 2\nf b 0 0 2 1\nf c a b 1 1\nf d x y 2 2\n"
PEOPLE = '{"people": [%s]}'
WRONG = {
    "empty": "",
    "blank": "   \n",
    "prose": "my aunt was ill and nobody knows why",
    "pdf": "%PDF-1.4 rubbish",
    "html": "<html><body>tree</body></html>",
    "broken json": '{"people": [',
    "a number": "17",
    "a list": "[]",
    "no people": '{"patients": []}',
    "newer": '{"rarekin_family": 9, "people": []}',
    "nobody": '{"people": []}',
    "no person": PEOPLE % '7, {"id": "a"}',
    "no id": PEOPLE % '{"sex": "male"}',
    "sex": PEOPLE % '{"id": "a", "sex": "mail"}',
    "age": PEOPLE % '{"id": "a", "age_years": "old"}',
    "age beyond": PEOPLE % '{"id": "a", "age_years": 200}',
    "flag": PEOPLE % '{"id": "a", "deceased": "perhaps"}',
    "field": PEOPLE % '{"id": "a", "colour": "blue"}',
    "adopted": PEOPLE % '{"id": "a", "adopted": true}',
    "donor": PEOPLE % '{"id": "a", "donor": true}',
    "twice": PEOPLE % '{"id": "a"}, {"id": "a"}',
    "own mother": PEOPLE % '{"id": "a", "mother": "a", "father": "a"}',
    "unknown mother": PEOPLE % '{"id": "a", "mother": "zoe"}',
    "male mother": PEOPLE % '{"id": "m", "sex": "male"}, {"id": "a", "mother": "m"}',
    "child older": PEOPLE % '{"id": "m", "sex": "female", "age_years": 9}, '
    '{"id": "a", "mother": "m", "age_years": 30}',
    "test": PEOPLE % '{"id": "a", "tests": [{"result": "perhaps"}]}',
    "sensitivity": PEOPLE % '{"id": "a", "tests": [{"result": "negative", "sensitivity": 99}]}',
    "copies": PEOPLE % '{"id": "a", "tests": [{"result": "positive", "copies": 9}]}',
    "marker": PEOPLE % '{"id": "a", "tests": [{"marker": "3/4"}]}',
    "phenotype list": PEOPLE % '{"id": "a", "phenotypes": ["poh"]}',
    "unheard of": PEOPLE % '{"id": "a", "phenotypes": {"gout": "present"}}',
    "later than now": PEOPLE % '{"id": "a", "age_years": 20, "phenotypes": '
    '{"affected": {"state": "excluded", "age_years": 60}}}',
    "twin alone": PEOPLE % '{"id": "a", "twin_group": "t"}',
    "twins apart": PEOPLE % '{"id": "a", "sex": "male", "twin_group": "t", "age_years": 3}, '
    '{"id": "b", "sex": "female", "twin_group": "t", "age_years": 9}',
    "contradiction": PEOPLE % '{"id": "a", "tests": ["positive", "negative"]}',
    "people": PEOPLE % '{"id": "a", "ancestry": "Martian", "carrier_frequency": 0.9}',
    "ped parents": COUSINS,
    "ped phenotype": "f a 0 0 1 perhaps",
    "ped sex": "f a 0 0 purple 2",
    "ped mixed": "f a 0 0 1 2\nf\tb\t0\t0\t2\t1\nf c  a\tb 1 1",
    "ped controls": "f a 0 0 1 1\nf b 0 0 2 0",
    "ped short": "f a 0 0\nf b 0 0 1 2",
    "ped no family": "id father mother sex affected\na 0 0 1 2",
    "ped several": "f a 0 0 1 2\ng b 0 0 2 1\nh c 0 0 2 1",
    "canrisk": "##CanRisk 4.0\n",
    "canrisk columns": "##CanRisk 4.0\n##FamID\tName\tTarget\nF\ta\n",
    "gedcom": "0 HEAD\n0 TRLR\n",
    "gedcom child": "0 HEAD\n0 @I1@ INDI\n1 SEX M\n0 @F1@ FAM\n1 HUSB @I1@\n1 CHIL @I9@\n0 TRLR",
    "gedcom notes": "0 HEAD\n0 @I1@ INDI\n1 SEX M\n1 NOTE ill\n0 TRLR",
    "ga4gh": '{"individuals": [{"sex": "M"}]}',
    "phenopacket": '{"proband": {}, "pedigree": {}}',
    "fhir": '{"resourceType": "Bundle", "entry": []}',
    "pedigreejs": '[{"sex": "M"}]',
}  # fmt: skip
WORDS = re.compile(r"[A-Za-z]{3,}(?: [A-Za-z]+){2,}")


def english(text):
    """The runs of English words of a message that its values cannot have brought along."""
    template = getattr(text, "template", "")
    parts = getattr(text, "parts", ())
    if parts:
        return {run for part in parts for run in english(part)}
    runs = set(WORDS.findall(re.sub(r"%\(\w+\)s", "|", template or str(text))))
    inside = getattr(text, "values", {}).values() if template else ()
    return runs | {run for value in inside if isinstance(value, str) for run in english(value)}


def told_of(data, slug):
    """Every message and hint that the door has for a file."""
    try:
        file = open_families(data)
        family, issues = read_family(data)
        messages = [t for i in (*file.issues, *issues) for t in (i.message, i.hint)]
        try:
            refuse_unread(issues)
            risk = family_risk(family, slug)
            messages += [t for i in risk.issues for t in (i.message, i.hint)]
        except InputError as error:
            messages += [error.message, error.hint]
    except InputError as error:
        messages = [error.message, error.hint]
    return messages


def seen(client, language, path, data, status=(200,)):
    response = client.post(f"/{language}{path}", data)
    assert response.status_code in status, response.status_code
    found = markup.unescape(response.content.decode())
    # What is kept in the form is the reader's own file.
    found = re.sub(r"<textarea.*?</textarea>|value=\"[^\"]*\"", "", found, flags=re.S)
    # Works are cited in the language they were written in.
    return re.sub(r"<(cite|a)\b.*?</\1>", "", found, flags=re.S)


@pytest.fixture
def client(toy_release):
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", WRONG)
def test_a_file_that_cannot_be_used__is_told_in_the_readers_language(client, language, name):
    data = WRONG[name].encode()
    for model in ("ad", ""):
        found = seen(
            client, language, "/family/open", {"model": model, "file": io.BytesIO(data)}, (200, 400)
        )
        left = {run for text in told_of(data, "ad") for run in english(text) if run in found}
        assert left == set(), (model, left)


def words_of(model):
    """Everything the engine says of an example family, and of the same with a relative tested."""
    family = with_named_parents(example_form(model).family())
    risk = family_risk(family, model.slug)
    yield from risk.notes
    yield from (t for i in risk.issues for t in (i.message, i.hint))
    yield from (e for pair in risk.comparisons for e in pair)
    for person in risk.people:
        yield from person.notes
        yield from family_answers.letter(risk, person.person)
        yield from (p.title for p in person.phenotypes)
    yield drawing_of_family(family, risk).text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", models(), ids=lambda m: m.slug)
def test_an_answer__is_told_in_the_readers_language(client, language, model):
    found = seen(client, language, "/family", {"model": model.slug, "do": "example"})
    left = {run for text in words_of(model) for run in english(text) if run in found}
    assert left == set()
    marked = re.findall('<span lang="en">(.*?)</span>', found)
    assert not [text for text in marked if not any(name in text for name in SAME_IN_EVERY_LANGUAGE)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_model__is_refused_in_the_readers_language(client, language):
    found = seen(client, language, "/family", {"model": "unheard-of"}, (404,))
    assert "There is no" not in found
    assert "There are" not in found
