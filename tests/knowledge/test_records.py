import pytest

from rarekin.errors import BuildError
from rarekin.knowledge.records import Records
from rarekin.model.corrections import Correction
from rarekin.model.disease import (
    Annotation,
    Disease,
    Fact,
    GeneLink,
    IdMapping,
    Name,
    NameKind,
    Section,
)
from rarekin.model.issues import Issue, IssueLevel


def test_add__counts_by_source_and_kind():
    records = Records()
    records.add("toy", [Disease("ORPHA:1", "a", "toy"), Disease("ORPHA:2", "b", "toy")])
    assert records.counts == {"toy": {"Disease": 2}}


def test_add__refuses_what_a_release_does_not_store():
    with pytest.raises(BuildError, match="str"):
        Records().add("toy", ["a sentence"])


def test_add__keeps_the_first_two_hundred_issues():
    issue = Issue("x", IssueLevel.NOTICE, "here", "message")
    records = Records()
    assert records.add("toy", [issue] * 500) == {"Issue": 500}
    assert len(records.issues) == 200


def test_merge__gives_the_same_as_adding():
    one, other, both = Records(), Records(), Records()
    first, second = [Disease("ORPHA:1", "a", "s")], [Disease("ORPHA:2", "b", "s")]
    one.add("s", first)
    other.add("s", second)
    one.merge(other)
    both.add("s", first)
    both.add("s", second)
    assert one == both


def test_give_way__keeps_inheritance_other_sources_and_entries_nobody_else_has():
    said = {
        "hpoa": [
            Annotation("ORPHA:1", "HP:1", "hpoa"),
            Annotation("ORPHA:3", "HP:6", "hpoa", aspect="I"),
        ],
        "orphanet": [
            Annotation("ORPHA:1", "HP:2", "orphanet"),
            Annotation("ORPHA:1", "HP:6", "orphanet", aspect="I"),
            Annotation("ORPHA:2", "HP:2", "orphanet"),
            Annotation("ORPHA:3", "HP:2", "orphanet"),
        ],
        "store": [Annotation("ORPHA:1", "HP:2", "store")],
    }
    records = Records()
    for source, rows in said.items():
        records.add(source, rows)
    assert records.give_way("orphanet", "hpoa") == 1
    kept = [row for rows in said.values() for row in rows if row != said["orphanet"][0]]
    assert records.annotations == kept


def test_correct__moves_an_identifier_and_drops_its_name():
    records = Records()
    records.add(
        "toy",
        [
            Disease("MONDO:1", "one", "toy"),
            Disease("MONDO:2", "two", "toy"),
            IdMapping("MONDO:1", "oboInOwl:hasDbXref", "NORD:7", "toy"),
            IdMapping("NORD:7", "skos:exactMatch", "MONDO:1", "toy"),
            IdMapping("MONDO:1", "skos:exactMatch", "OMIM:1", "toy"),
            Name("MONDO:1", "Two's Name", NameKind.EXACT, "toy"),
            Name("MONDO:2", "two's name", NameKind.EXACT, "toy"),
            Correction("NORD:7", "MONDO:1", "MONDO:2", ("two's name",), "why", (), "ours"),
        ],
    )
    assert records.correct() == 2
    assert [(m.subject, m.object, m.source) for m in records.mappings] == [
        ("MONDO:1", "OMIM:1", "toy"),
        ("MONDO:2", "NORD:7", "ours"),
    ]
    assert [name.disease for name in records.names] == ["MONDO:2"]
    assert records.correct() == 0
    assert [issue.code for _, issue in records.issues] == ["correction-needless"]


def test_give_way__of_a_page_that_both_quote_the_newer_text_stands():
    records = Records()
    old = "https://ghr.nlm.nih.gov/condition/marfan-syndrome"
    records.add(
        "old",
        [
            Fact("MONDO:1", Section.CAUSES, "answer", "old", "x", {"url": old}, quoted=True),
            Fact("MONDO:1", Section.OUTLOOK, "answer", "old", "y", {"url": old}, quoted=True),
        ],
    )
    value = {"page": "marfan-syndrome"}
    records.add("new", [Fact("MONDO:1", Section.CAUSES, "answer", "new", "z", value)])
    records.give_way("old", "new")
    assert [fact.text for fact in records.facts] == ["y", "z"]


def test_correct__a_disease_is_no_longer_filed_below_the_wrong_one():
    records = Records()
    records.add(
        "one",
        [
            Disease("MONDO:1", "adrenal hypoplasia", "one", parents=("MONDO:2", "MONDO:3")),
            Correction("MONDO:2", "MONDO:1", None, (), "Only the abbreviation is one.", (), "x"),
        ],
    )
    assert records.correct() == 1
    assert records.diseases[0].parents == ("MONDO:3",)
    assert records.issues == []


def test_give_way__genes_of_an_entry_that_the_other_explains_are_its_own():
    records = Records()
    packed = [GeneLink(f"ORPHA:{n}", "A", "packed", relation="disease-causing") for n in (1, 2, 3)]
    records.add("packed", packed)
    fresh = [
        GeneLink("ORPHA:1", "B", "fresh", relation="disease-causing"),
        GeneLink("ORPHA:2", "A", "fresh"),
    ]
    records.add("fresh", fresh)
    records.give_way("packed", "fresh")
    assert records.genes == [*packed[1:], *fresh]


def test_give_way__ages_of_an_entry_are_told_once():
    records = Records()
    for source in ("orphanet", "orphanet_causes"):
        for entry in ("ORPHA:1", "ORPHA:2")[: 1 if source == "orphanet" else 2]:
            told = Fact(entry, Section.SIGNS, "onset", source, value={"classes": ["Adult"]})
            records.add(source, [told])
    records.give_way("orphanet_causes", "orphanet")
    assert [(f.disease, f.source) for f in records.facts] == [
        ("ORPHA:1", "orphanet"),
        ("ORPHA:2", "orphanet_causes"),
    ]
