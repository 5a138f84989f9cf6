import gzip
from pathlib import Path

import pytest

import rarekin.sources.doid as package
from rarekin.errors import SourceError
from rarekin.model.disease import Fact, IdMapping
from rarekin.model.issues import Issue
from rarekin.sources.doid.parse import parse

NAME = "DO_rare_slim.obo"
SAMPLE = {NAME: (Path(package.__path__[0]) / "sample" / NAME).read_bytes()}


def _facts(records):
    return [record for record in records if isinstance(record, Fact)]


def test_parse__quotes_definitions_with_spaces_for_underscores():
    (fact,) = _facts(parse(SAMPLE))
    assert fact.quoted
    assert fact.text == (
        'A made-up definition, "quoted", of a disease that has symptom bone in the skin.'
    )
    assert str(fact.as_of) == "2026-07-31"


def test_parse__names_the_works_a_definition_rests_on():
    (fact,) = _facts(parse(SAMPLE))
    assert fact.value["rests_on"] == [
        "https://example.org/one",
        "http://example.org/two?a=b%28c%29",
    ]


def test_parse__a_stated_relation_beats_a_bare_reference():
    found = {m.object: m.predicate for m in parse(SAMPLE) if isinstance(m, IdMapping)}
    assert found["ORPHA:2762"] == "skos:exactMatch"
    assert found["OMIM:166350"] == "oboInOwl:hasDbXref"


def test_parse__reads_a_phenotypic_series_as_such_and_drops_what_is_no_number():
    found = [m.object for m in parse(SAMPLE) if isinstance(m, IdMapping)]
    assert "OMIMPS:163950" in found
    assert not any("not-a-number" in o or "SNOMED" in o for o in found)


def test_parse__leaves_out_retired_terms():
    assert all("retired" not in fact.text for fact in _facts(parse(SAMPLE)))


def test_parse__reads_windows_line_ends():
    turned = {NAME: SAMPLE[NAME].replace(b"\n", b"\r\n")}
    assert list(parse(turned)) == list(parse(SAMPLE))


def test_parse__reports_a_term_with_an_unknown_kind_of_id():
    (found,) = parse({NAME: b"[Term]\nid: nothing\nname: x\n"})
    assert isinstance(found, Issue)


@pytest.mark.parametrize("data", [b"", b"format-version: 1.2\n", b"<html></html>"])
def test_parse__refuses_a_file_without_terms(data):
    with pytest.raises(SourceError, match="holds no term"):
        list(parse({NAME: data}))


@pytest.mark.data
def test_parse__finds_every_definition_of_2026(data_folder):
    text = gzip.decompress((data_folder / "doid" / f"{NAME}.gz").read_bytes())
    records = list(parse({NAME: text}))
    # 3,283 definitions, two of them of retired terms.
    assert len(_facts(records)) == 3_281
    assert not any(isinstance(record, Issue) for record in records)
    assert not any("has_" in fact.text for fact in _facts(records))
