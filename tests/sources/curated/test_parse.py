import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekin.errors import SourceError
from rarekin.model.citations import Checked
from rarekin.model.corrections import Correction
from rarekin.model.disease import Fact, Name, NameKind, Organisation, Section
from rarekin.model.mentions import Mention
from rarekin.sources.curated import shape
from rarekin.sources.curated.document import ROOT
from rarekin.sources.curated.parse import parse
from rarekin.sources.declaration import read_declaration

FOLDER = Path("src/rarekin/sources/curated").absolute()
SAMPLE = {"example.toml": (FOLDER / "sample" / "example.toml").read_bytes()}

HEAD = 'disease = "MONDO:0008153"\nreviewed = 2026-11-22\n'
CITE = '[cite.a]\ntitle = "A work"\npmid = "1"\n'


def parsed(text: str):
    return said(parse({"x.toml": text.encode()}))


def said(records):
    return [record for record in records if not isinstance(record, Mention)]


def refused(text: str) -> SourceError:
    with pytest.raises(SourceError) as caught:
        parsed(text)
    assert caught.value.hint
    return caught.value


def test_parse__reads_one_of_each_from_the_sample():
    name, title, other, *said_of_both, cause, imprinting, advice, organisation, word = said(
        parse(SAMPLE)
    )
    assert isinstance(name, Name)
    assert (title.language, title.kind, other.kind) == ("es", NameKind.LABEL, NameKind.EXACT)
    assert [(n.disease, n.text, n.kind, n.language) for n in said_of_both] == [
        ("MONDO:0008153", "hueso en la piel", NameKind.LAY, "es"),
        ("MONDO:0007606", "hueso en la piel", NameKind.LAY, "es"),
    ]
    assert (name.text, name.kind) == ("POH", NameKind.ABBREVIATION)
    assert isinstance(cause, Fact)
    assert cause.section is Section.CAUSES
    assert cause.text == "Of 18 people with POH, 13 had a change in GNAS."
    assert cause.citations[0].locator == "results"
    assert cause.as_of == datetime.date(2002, 1, 10)
    assert imprinting.checked is Checked.UNVERIFIED
    assert imprinting.text == ""
    assert imprinting.citations[0].locator == "abstract"
    assert imprinting.value["expressed_allele"]["thyroid"] == "maternal"
    assert (advice.disease, advice.as_of) == ("MONDO:0007606", datetime.date(2026, 11, 22))
    assert isinstance(organisation, Organisation)
    assert organisation.diseases == ("MONDO:0008153",)
    assert (word.disease, word.kind, word.value["also"]) == (ROOT, "glossary", ["bone formation"])


def test_parse__skips_the_declaration_and_what_is_not_toml():
    declared = (FOLDER / "source.toml").read_bytes()
    assert list(parse({"source.toml": declared, "curated/source.toml": b"[", "a.txt": b"["})) == []


def test_parse__reads_files_by_name_whatever_their_order():
    one = f'{HEAD}[[name]]\ntext = "one"\n'.encode()
    two = f'{HEAD}[[name]]\ntext = "two"\n'.encode()
    texts = [record.text for record in said(parse({"b.toml": two, "a.toml": one}))]
    assert texts == ["one", "two"]


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("a = ", "x.toml", "not a TOML file"),
        ('disease = "MONDO:0008153"\n', "x.toml", "reviewed"),
        (f'{HEAD}diseas = "x"\n', "x.toml", "unknown key 'diseas'"),
        (f"{HEAD}[cite.a]\npmid = '1'\n", "line 3: cite.a", "no title"),
        (f"{HEAD}[cite.a]\ntitle = 'A'\n", "line 3: cite.a", "no identifier"),
        (
            f"{HEAD}[cite.a]\ntitle = 'A'\npmd = '1'\n",
            "line 3: cite.a",
            "unknown key 'pmd'",
        ),
        (f"{HEAD}[[name]]\nkind = 'exact'\n", "line 3: name[0]", "no text"),
        (f"{HEAD}[[name]]\ntext = 'A'\nkind = 'nick'\n", "line 3: name[0]", "unknown kind"),
        (
            "reviewed = 2026-11-22\n[[name]]\ntext = 'A'\n",
            "line 2: name[0]",
            "no valid disease",
        ),
        (
            f"{HEAD}[[organisation]]\nname = 'A'\n",
            "line 3: organisation[0]",
            "no last_checked",
        ),
        (
            f"{HEAD}[[organisation]]\nname = 'A'\nlast_checked = 'lately'\n",
            "line 3: organisation[0]",
            "no last_checked",
        ),
        (f"{HEAD}fact = 1\n", "x.toml", "fact has the wrong form"),
        (f"{HEAD}cite = 1\n", "x.toml", "cite has the wrong form"),
        (f"{HEAD}[[name]]\ntext = 1\n", "line 3: name[0]", "text has the wrong form"),
        (
            f"{HEAD}[cite.a]\ntitle = 'A'\nyear = '2008'\n",
            "line 3: cite.a",
            "the year '2008'",
        ),
        (f"{HEAD}[[glossary]]\nterm = 'A'\n", "line 3: glossary[0]", "no text"),
    ],
)
def test_parse__names_file_and_place_of_a_mistake(text, place, says):
    error = refused(text)
    assert error.where == (f"x.toml, {place}" if place.startswith("line") else place)
    assert place in str(error)
    assert says in str(error)


@pytest.mark.parametrize(
    ("fact", "says"),
    [
        ('section = "causes"\ntext = "A."', "cites nothing"),
        ('section = "causes"\ntext = "A."\ncite = ["b"]', "not in [cite]"),
        ('section = "reasons"\ntext = "A."\ncite = ["a"]', "unknown section 'reasons'"),
        ('text = "A."\ncite = ["a"]', "unknown section ''"),
        ('section = "causes"\ntext = " "\ncite = ["a"]', "has no text"),
        ('section = "causes"\ntext = "A."\ncite = ["a"]\nkind = "poem"', "unknown kind 'poem'"),
        ('section = "causes"\ntext = "A."\ncite = ["a"]\nstatus = "sure"', "unknown status"),
        ('section = "causes"\ntext = "A."\ncite = ["a"]\nas_of = "2020"', "as_of"),
        ('section = "causes"\ntext = "A."\ncite = ["a"]\nnote = "B"', "unknown key 'note'"),
        ('section = "causes"\ntext = "A."\ncite = "a"', "cite has the wrong form"),
        ('section = "causes"\ntext = "A."\ncite = ["a"]\nvalue = 1', "value has the wrong form"),
        ('section = "treatment"\ntext = "A."\ncite = ["a"]\nkind = "treatment"', "value.evidence"),
    ],
)
def test_parse__refuses_a_fact_that(fact, says):
    error = refused(
        f"{HEAD}{CITE}[[fact]]\nsection = 'causes'\ntext = 'Good.'\ncite = ['a']\n"
        f"[[fact]]\n{fact}\n"
    )
    assert error.where == "x.toml, line 10: fact[1]"
    assert says in str(error)


def test_parse__lets_only_our_own_general_words_go_without_a_citation():
    advice = 'section = "first_steps"\nkind = "advice"\ntext = "Ask."'
    (fact,) = parsed(f"{HEAD}[[fact]]\n{advice}\n")
    assert fact.citations == ()


LEAVES = st.sampled_from(
    ["1", "true", '"a"', "2026-11-22", "[]", "[1]", '["a"]', "{}", "{ a = 1 }", "[{}]", "1.5"]
)
KEYS = sorted(
    shape.DOCUMENT_KEYS | shape.FACT_KEYS | shape.GLOSSARY_KEYS | shape.CITATION_KEYS
    | shape.ORGANISATION_KEYS
)  # fmt: skip
HEADS = st.sampled_from(
    ["", "[cite.a]", "[[name]]", "[[fact]]", "[[organisation]]", "[[glossary]]", "[[gloss]]"]
)
BODY = st.dictionaries(st.sampled_from(KEYS), LEAVES, max_size=6)


@given(HEADS, BODY)
def test_parse__answers_any_toml_with_records_or_a_source_error(head, body):
    lines = "\n".join(f"{key} = {leaf}" for key, leaf in body.items())
    try:
        records = list(parse({"x.toml": f"reviewed = 2026-11-22\n{head}\n{lines}".encode()}))
    except SourceError as error:
        places = [error.where]
    else:
        places = ["x.toml"] * (len(records) + 1)
    assert all(place.startswith("x.toml") for place in places)


@given(st.binary(max_size=200))
def test_parse__answers_any_bytes_with_records_or_a_source_error(content):
    try:
        places = ["x.toml" for _ in parse({"x.toml": content})]
    except SourceError as error:
        places = [error.where]
    assert all(place.startswith("x.toml") for place in places)


def test_declaration__is_readable_and_finds_the_review_date():
    declaration = read_declaration("curated", (FOLDER / "source.toml").read_text("utf-8"))
    assert declaration.default
    assert declaration.licence.name == "CC BY 4.0"
    assert [file.packaged for file in declaration.files] == [
        "self:*.toml",
        "self:pages/*.toml",
        "home:overlay/*.jsonl",
    ]


CORRECTION = """
reviewed = 2026-11-30
[cite.a]
title = "A report"
url = "https://example.org/1"
[[correction]]
id = "NORD:7"
taken_from = "MONDO:0008153"
belongs_to = "MONDO:0007947"
text = "It is another page."
cite = ["a"]
"""


def test_parse__reads_a_correction_with_who_found_it():
    (correction,) = (r for r in parsed(CORRECTION) if isinstance(r, Correction))
    assert (correction.id, correction.taken_from) == ("NORD:7", "MONDO:0008153")
    assert correction.citations[0].title == "A report"
    assert "citation" in str(refused(CORRECTION.replace('cite = ["a"]', "")))


def test_parse__says_why_a_disease_is_seldom_inherited():
    row = '[[seldom_inherited]]\nwhy = "single"\ncite = ["a"]\ndiseases = ["MONDO:1", "MONDO:2"]\n'
    facts = parsed(f"reviewed = 2026-11-30\n{CITE}{row}")
    assert [(f.disease, f.kind, f.value) for f in facts] == [
        ("MONDO:0000001", "seldom_inherited", {"why": "single"}),
        ("MONDO:0000002", "seldom_inherited", {"why": "single"}),
    ]
    assert all(f.citations[0].pmid == "1" for f in facts)


@pytest.mark.parametrize("broken", [('"single"', '"often"'), ('cite = ["a"]\n', "")])
def test_parse__refuses_a_reason_it_does_not_know_and_one_without_a_source(broken):
    row = '[[seldom_inherited]]\nwhy = "single"\ncite = ["a"]\ndiseases = ["MONDO:1"]\n'
    refused(f"reviewed = 2026-11-30\n{CITE}{row.replace(*broken)}")
