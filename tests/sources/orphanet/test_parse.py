import re
import tarfile
from collections import Counter
from pathlib import Path

import pytest

import rarekin.sources.orphanet as package
from rarekin.errors import SourceError
from rarekin.model.disease import Annotation, Disease, Fact, GeneLink, IdMapping, Level, Name
from rarekin.model.issues import Issue
from rarekin.sources.orphanet.parse import parse

_FOLDER = Path(package.__path__[0]) / "sample"
SAMPLE = {path.name: path.read_bytes() for path in _FOLDER.iterdir()}
PACKETS = {name: data for name, data in SAMPLE.items() if name.endswith(".json")}


def _of(kind, records):
    return [record for record in records if isinstance(record, kind)]


def _facts(kind, records):
    return [fact for fact in _of(Fact, records) if fact.kind == kind]


def test_parse__tells_groups_disorders_and_subtypes_apart():
    levels = {entry.id: entry.level for entry in _of(Disease, parse(PACKETS))}
    assert levels == {
        "ORPHA:2762": Level.DISORDER,
        "ORPHA:93450": Level.GROUP,
        "ORPHA:284963": Level.SUBTYPE,
    }


def test_parse__reads_parents_as_list_and_as_dictionary():
    parents = {entry.id: entry.parents for entry in _of(Disease, parse(PACKETS))}
    assert parents["ORPHA:2762"] == ("ORPHA:93450", "ORPHA:79381")
    assert parents["ORPHA:284963"] == ("ORPHA:558",)


def test_parse__reads_links_flat_and_wrapped_and_only_exact_is_an_identity():
    found = [(m.subject, m.object, m.predicate) for m in _of(IdMapping, parse(PACKETS))]
    assert sorted(found) == [
        ("ORPHA:2762", "OMIM:166350", "skos:exactMatch"),
        ("ORPHA:284963", "OMIM:135100", "oboInOwl:hasDbXref"),
        ("ORPHA:284963", "OMIM:154700", "skos:exactMatch"),
        ("ORPHA:284963", "OMIM:163950", "skos:narrowMatch"),
        ("ORPHA:284963", "OMIM:166350", "skos:broadMatch"),
    ]


def test_parse__quotes_the_definition_without_markup_and_says_that_commas_are_missing():
    (fact,) = _facts("definition", parse(PACKETS))
    assert fact.quoted
    assert fact.text.endswith("because of GNAS variants (frequency <1 %).")
    assert "commas" in fact.value["note"]
    assert str(fact.as_of) == "2025-03-03"


def test_parse__takes_a_value_of_nothing_for_no_value():
    found = {fact.disease: fact for fact in _facts("prevalence", parse(PACKETS))}
    assert found["ORPHA:2762"].text == "Fewer than 1 in 1,000,000 people have it (worldwide)."
    (estimate,) = found["ORPHA:284963"].value["estimates"]
    assert "per_100000" not in estimate


def test_parse__reads_ages_and_inheritance_in_both_shapes_and_unknown_is_nothing():
    records = list(parse(PACKETS))
    ages = {fact.disease: fact.text for fact in _facts("onset", records)}
    assert ages["ORPHA:2762"] == "The first signs can appear in infancy or in childhood."
    assert ages["ORPHA:284963"] == "The first signs can appear at any age."
    modes = [(row.disease, row.term, row.aspect) for row in _of(Annotation, records)]
    assert sorted(modes) == [
        ("ORPHA:2762", "HP:0000006", "I"),
        ("ORPHA:284963", "HP:0000006", "I"),
    ]


def test_parse__says_in_which_way_a_gene_is_involved():
    (link,) = _of(GeneLink, parse(PACKETS))
    assert (link.symbol, link.hgnc) == ("GNAS", "HGNC:4392")
    assert "loss of function" in link.relation


def test_parse__lets_a_product_tell_its_topic_alone():
    records = list(parse(SAMPLE))
    assert [link.references for link in _of(GeneLink, records)] == [
        ("PMID:11784876", "PMID:18553568")
    ]
    (fact,) = _facts("prevalence", records)
    assert fact.text.endswith("12 people have been described (worldwide).")
    assert [f.text for f in _facts("onset", records)] == [
        "The first signs can appear before birth or in the first weeks of life."
    ]


def test_parse__takes_the_prose_with_commas_where_it_is_at_hand():
    (fact,) = (f for f in _facts("definition", parse(SAMPLE)) if f.language == "en")
    assert "in the skin, then deeper, because of GNAS" in fact.text
    assert "note" not in fact.value


def test_parse__keeps_the_packets_parents_and_names_each_entry_once():
    records = list(parse(SAMPLE))
    entries = Counter(entry.id for entry in _of(Disease, records))
    assert max(entries.values()) == 1
    parents = {entry.id: entry.parents for entry in _of(Disease, records)}
    assert parents["ORPHA:2762"] == ("ORPHA:93450", "ORPHA:79381")
    named = [n for n in _of(Name, records) if n.disease == "ORPHA:2762"]
    assert [n.text for n in named if n.language == "en"] == ["POH"]


def test_parse__passes_over_other_members_of_the_archive():
    files = {f"orphapacket-master/json/{n}": d for n, d in PACKETS.items()}
    files |= {"orphapacket-master/README.md": b"#", "orphapacket-master/yaml/a.yaml": b"a"}
    assert Counter(map(type, parse(files))) == Counter(map(type, parse(PACKETS)))


@pytest.mark.parametrize(
    "damaged",
    [b"", b"[]", b"{}", b'{"Orphapacket": null}', b'{"Orphapacket": {"ORPHAcode": "x"}}', b"\xff"],
)
def test_parse__leaves_out_a_damaged_packet_as_an_issue(damaged):
    records = list(parse({**PACKETS, "ORPHApacket_1.json": damaged}))
    assert [issue.where for issue in _of(Issue, records)] == ["ORPHApacket_1.json"]


def test_parse__refuses_an_archive_without_packets():
    with pytest.raises(SourceError, match="holds no ORPHApacket"):
        list(parse({"README.md": b"#"}))


@pytest.mark.data
@pytest.mark.slow
def test_parse__finds_everything_in_the_packets_of_2025(data_folder):
    with tarfile.open(data_folder / "orphapacket" / "json.tar.gz") as archive:
        files = {m.name: archive.extractfile(m).read() for m in archive if m.isfile()}
    records = list(parse(files))
    counts = Counter(type(record).__name__ for record in records)
    assert counts["Disease"] == 9_960
    assert counts["IdMapping"] == 8_435
    assert counts["GeneLink"] == 8_018
    assert counts["Issue"] == 0
    kinds = Counter(fact.kind for fact in _of(Fact, records))
    assert kinds["definition"] == 6_891
    # 52 of the 6,778 entries with an onset say only "no data".
    assert kinds["onset"] <= 6_778
    assert kinds["prevalence"] <= 6_440
    levels = Counter(entry.level for entry in _of(Disease, records))
    assert levels[Level.GROUP] == 1_770 + 466
    assert levels[Level.SUBTYPE] == 840 + 218 + 50
    assert Counter(m.predicate for m in _of(IdMapping, records)) == {
        "skos:narrowMatch": 3_989,
        "skos:exactMatch": 3_659,
        "skos:broadMatch": 758,
        "oboInOwl:hasDbXref": 29,
    }
    assert len({name.disease for name in _of(Name, records)}) == 6_417
    assert len({link.disease for link in _of(GeneLink, records)}) == 4_077
    markup = re.compile(r"</?[a-zA-Z]+>|&\w+;|&#\d+;")
    assert not any(markup.search(fact.text) for fact in _facts("definition", records))
