import pytest

from rarekin.knowledge.checks import (
    check_counts,
    check_fill,
    check_joined,
    check_rows,
    check_successors,
)
from rarekin.knowledge.former import Former
from rarekin.knowledge.identity import Identity, join
from rarekin.knowledge.records import Records
from rarekin.model.disease import Annotation, Disease, Name, NameKind
from rarekin.model.mentions import Mention
from rarekin.model.ontology import Ontology, Term

TREE = Ontology.from_terms([Term("HP:0000001", "All", "toy")])


@pytest.mark.parametrize(
    ("now", "before", "complaints"), [(100, 100, 0), (98, 100, 0), (97, 100, 1), (5, 0, 1)]
)
def test_check_rows__tolerates_a_small_drop_only(now, before, complaints):
    found = check_rows(
        "toy", {"Term": now}, min_rows={"Term": 10}, former={"Term": before}, max_drop=0.02
    )
    assert len(found) == complaints


def test_check_rows__a_kind_that_vanished_is_named():
    (found,) = check_rows("toy", {}, min_rows={}, former={"GeneLink": 7}, max_drop=0.02)
    assert "GeneLink" in found


def test_check_fill__counts_live_records_of_the_source_only():
    records = Records()
    records.add(
        "hpo",
        [
            Term("HP:1", "a", "hpo", definition="x"),
            Term("HP:2", "b", "hpo", obsolete=True),
            Term("HP:3", "c", "other"),
        ],
    )
    assert check_fill("hpo", records, {"Term.definition": 1.0}) == ()
    assert len(check_fill("other", records, {"Term.definition": 0.1})) == 1


def test_check_joined__complains_of_unknown_terms():
    records = Records()
    records.add("toy", [Disease("OMIM:1", "a", "toy"), Annotation("OMIM:1", "HP:0000009", "toy")])
    assert "HP:0000009" in check_joined(records, join(records, {}), TREE)[0]


@pytest.mark.parametrize(
    ("mentioned", "says"),
    [
        ("MONDO:0000009", "no list has the disease MONDO:0000009"),
        ("HP:0000009", "HP:0000009 is no term"),
        ("HP:0000007", "HP:0000007 is retired; write HP:0000001"),
        ("HP:0000001", ""),
        ("MONDO:0000002", ""),
    ],
)
def test_check_joined__a_dead_id_in_a_hand_written_file_is_named_with_its_line(mentioned, says):
    records = Records()
    terms = [Term("HP:0000001", "All", "toy", alt_ids=("HP:0000007",))]
    written = Mention(mentioned, "pages/a.toml, line 7")
    records.add("toy", [*terms, Disease("MONDO:0000002", "a disease", "toy"), written])
    found = check_joined(records, join(records, {}), Ontology.from_terms(terms))
    assert len(found) == bool(says)
    assert all(f"pages/a.toml, line 7: {says}" in problem for problem in found)


def test_check_joined__a_number_no_list_has_is_well_where_its_name_finds_the_disease():
    records = Records()
    name = Name("MONDO:0000009", "a disease", NameKind.EXACT, "toy")
    written = Mention("MONDO:0000009", "pages/a.toml, line 1")
    records.add("toy", [Disease("MONDO:0000002", "a disease", "toy"), name, written])
    assert check_joined(records, join(records, {}), TREE) == ()


def test_check_joined__complains_of_nameless_diseases():
    records = Records()
    records.add("toy", [Annotation("OMIM:1", "HP:0000001", "toy")])
    assert "OMIM:1" in check_joined(records, join(records, {}), TREE)[0]


def test_check_successors__every_former_disease_must_lead_somewhere():
    identity = Identity(aliases={"ORPHA:1": ("ORPHA:1",), "ORPHA:2": ("ORPHA:1", "ORPHA:3")})
    assert check_successors(Former(labels={"ORPHA:1": "a", "ORPHA:2": "b"}), identity) == ()
    assert "ORPHA:9" in check_successors(Former(labels={"ORPHA:9": "c"}), identity)[0]


def test_check_successors__many_splits_at_once_stop_a_build():
    labels = {f"ORPHA:{i}": "x" for i in range(1000)}
    aliases = dict.fromkeys(labels, ("ORPHA:1", "ORPHA:2"))
    assert "would be split" in check_successors(Former(labels=labels), Identity(aliases=aliases))[0]
    few = {id_: (id_,) for id_ in labels} | {"ORPHA:7": ("ORPHA:1", "ORPHA:2")}
    assert check_successors(Former(labels=labels), Identity(aliases=few)) == ()


@pytest.mark.parametrize(("now", "complaints"), [(100, 0), (95, 0), (94, 1)])
def test_check_counts__compares_after_joining(now, complaints):
    former = Former(counts={"annotations": 100, "level_group": 50})
    assert len(check_counts(former, {"annotations": now})) == complaints
