import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekin.knowledge.identity import EXACT, ROOT, XREF, join
from rarekin.knowledge.records import Records
from rarekin.model.disease import (
    Annotation,
    Disease,
    Fact,
    IdMapping,
    Level,
    Name,
    NameKind,
    Section,
)
from rarekin.model.identifiers import prefix_of

POH, OTHER = "MONDO:0008153", "MONDO:0007947"


def _join(*said, dates=None):
    records = Records()
    records.add("toy", said)
    return join(records, dates or {})


def _is(one, other, predicate=EXACT, source="toy"):
    return IdMapping(one, predicate, other, source)


def _disease(id_, label=None, **kwargs):
    label = f"title of {id_}" if label is None else label
    return Disease(id_, label, kwargs.pop("source", "toy"), **kwargs)


def test_join__an_exact_match_merges():
    identity = _join(_disease(POH), _disease("OMIM:166350"), _is(POH, "OMIM:166350"))
    assert identity.canonical["OMIM:166350"] == POH


@pytest.mark.parametrize("predicate", ["skos:narrowMatch", "skos:broadMatch", "skos:closeMatch"])
def test_join__only_an_exact_match_is_an_identity(predicate):
    identity = _join(_disease(POH), _disease("OMIM:1"), _is(POH, "OMIM:1", predicate))
    assert identity.canonical["OMIM:1"] == "OMIM:1"


def test_join__two_spine_classes_are_never_merged():
    identity = _join(
        _disease(POH), _disease(OTHER), _disease("OMIM:1"), _is(POH, "OMIM:1"), _is(OTHER, "OMIM:1")
    )
    assert identity.canonical[POH] == POH
    assert identity.canonical[OTHER] == OTHER
    assert identity.canonical["OMIM:1"] == min(POH, OTHER)


def test_join__the_newer_of_two_sources_is_followed():
    said = (
        _disease(POH), _disease(OTHER), _disease("OMIM:1"),
        _is(POH, "OMIM:1", source="old"), _is(OTHER, "OMIM:1", source="new"),
    )  # fmt: skip
    dates = {"old": datetime.date(2024, 7, 23), "new": datetime.date(2026, 8, 4)}
    assert _join(*said, dates=dates).canonical["OMIM:1"] == OTHER


def test_join__an_omim_number_without_mondo_follows_its_orphanet_partner():
    charge = "MONDO:0008965"
    identity = _join(
        _disease(charge), _disease("OMIM:214800"), _is(charge, "ORPHA:138"),
        _is("ORPHA:138", "OMIM:214800"),
    )  # fmt: skip
    assert identity.canonical["OMIM:214800"] == charge


def test_join__a_partner_whose_class_has_its_own_number_is_left_alone():
    identity = _join(
        _disease(POH), _disease("OMIM:1"), _disease("OMIM:2"), _is(POH, "OMIM:1"),
        _is(POH, "ORPHA:1"), _is("ORPHA:1", "OMIM:2"),
    )  # fmt: skip
    assert identity.canonical["OMIM:2"] == "OMIM:2"


def test_join__without_mondo_orphanet_goes_before_omim():
    identity = _join(
        _disease("ORPHA:1", "From Orphanet"), _disease("OMIM:1", "FROM OMIM, TYPE 2"),
        _is("ORPHA:1", "OMIM:1"),
    )  # fmt: skip
    assert identity.canonical == {"ORPHA:1": "ORPHA:1", "OMIM:1": "ORPHA:1"}
    assert identity.labels == {"ORPHA:1": "From Orphanet"}


def test_join__a_gard_number_finds_and_joins_without_being_an_identity():
    identity = _join(_disease(POH), _disease("GARD:109"), _is(POH, "GARD:109", XREF))
    assert identity.canonical["GARD:109"] == POH


def test_join__a_shared_cross_reference_is_ambiguous():
    identity = _join(
        _disease(POH), _disease(OTHER), _is(POH, "UMLS:C1", XREF), _is(OTHER, "UMLS:C1", XREF)
    )
    assert identity.aliases["UMLS:C1"] == (OTHER, POH)


def test_join__retired_ids_lead_to_their_successor():
    identity = _join(
        _disease(POH), _disease(OTHER, obsolete=True, replaced_by=POH), _is(OTHER, "OMIM:1"),
        Annotation("OMIM:1", "HP:0001166", "toy"),
    )  # fmt: skip
    assert identity.canonical[OTHER] == POH
    assert identity.aliases[OTHER] == (POH,)
    assert identity.canonical["OMIM:1"] == POH
    assert set(identity.labels) == {POH}


def test_join__an_omim_title_is_the_last_resort():
    identity = _join(
        _disease("OMIM:1", "SHOUTED TITLE; ST"), _disease(POH, "calm label"), _is(POH, "OMIM:1"),
        _disease("OMIM:2", "ALONE IN CAPITALS; AC"),
    )  # fmt: skip
    assert identity.labels == {POH: "calm label", "OMIM:2": "Alone in capitals"}


def test_join__orphanet_says_what_is_a_group():
    identity = _join(
        _disease(POH, level=Level.DISORDER),
        _disease("ORPHA:1", source="orphanet", level=Level.GROUP),
        _is(POH, "ORPHA:1"),
    )
    assert identity.levels[POH] is Level.GROUP


def test_join__what_hangs_on_the_root_is_no_disease():
    identity = _join(Fact(ROOT, Section.SUMMARY, "glossary", "toy", "x"))
    assert not identity.labels


def _described(id_):
    return Fact(id_, Section.SUMMARY, "definition", "toy", "x", quoted=True)


def test_join__what_another_catalogue_says_goes_to_the_one_disease_it_matches():
    identity = _join(_disease(POH), _is(POH, "DOID:1"), _described("DOID:1"))
    assert identity.canonical["DOID:1"] == POH


def test_join__what_another_catalogue_says_goes_nowhere_on_a_mere_reference():
    said = _is("DOID:1", POH, XREF), _described("DOID:1")
    assert "DOID:1" not in _join(_disease(POH), *said).canonical


def test_join__what_another_catalogue_says_of_two_diseases_goes_to_neither():
    said = [_is("DOID:1", i) for i in ("ORPHA:1", "ORPHA:2")]
    identity = _join(_disease("ORPHA:1"), _disease("ORPHA:2"), *said, _described("DOID:1"))
    assert "DOID:1" not in identity.canonical


mondo = st.sampled_from([f"MONDO:000000{i}" for i in range(2, 6)])
others = st.sampled_from([f"{p}:{i}" for p in ("ORPHA", "OMIM", "GARD") for i in range(4)])
mappings = st.builds(_is, mondo | others, others, st.sampled_from([EXACT, XREF]))


@given(st.lists(mappings, max_size=14))
def test_join__every_id_leads_to_one_that_leads_to_itself(said):
    diseases = [_disease(f"MONDO:000000{i}") for i in range(2, 6)]
    named = [_disease(m.object) for m in said]
    identity = _join(*diseases, *named, *said)
    for id_, canonical in identity.canonical.items():
        assert identity.canonical.get(canonical, canonical) == canonical
        assert identity.aliases[id_] == (canonical,)
        if prefix_of(id_) == "MONDO":
            assert canonical == id_


OLD, NEW = datetime.date(2024, 7, 23), datetime.date(2026, 8, 4)
DATES = {"old": OLD, "new": NEW}


def test_join__the_newer_label_is_kept():
    identity = _join(
        _disease(POH, "former name", source="old"), _disease(POH, "name", source="new"), dates=DATES
    )
    assert identity.labels[POH] == "name"


def test_join__a_class_the_newer_source_retired_leads_to_what_it_was():
    identity = _join(
        _disease(POH, source="old"), _disease(POH, source="new", obsolete=True),
        _disease("ORPHA:1"), _is(POH, "ORPHA:1", source="new"), dates=DATES,
    )  # fmt: skip
    assert identity.aliases[POH] == ("ORPHA:1",)
    assert set(identity.labels) == {"ORPHA:1"}


def test_join__a_class_in_use_again_is_no_longer_retired():
    identity = _join(
        _disease(POH, source="old", obsolete=True, replaced_by=OTHER), _disease(OTHER),
        _disease(POH, source="new"), dates=DATES,
    )  # fmt: skip
    assert identity.canonical[POH] == POH


def test_join__a_split_class_asks():
    identity = _join(
        _disease(POH, obsolete=True), _disease("ORPHA:1"), _disease("ORPHA:2"),
        _is(POH, "ORPHA:1"), _is(POH, "ORPHA:2"),
    )  # fmt: skip
    assert identity.aliases[POH] == ("ORPHA:1", "ORPHA:2")
    assert POH not in identity.labels


def test_join__content_of_a_split_class_stays_where_it_was_said():
    identity = _join(
        _disease(POH, obsolete=True), _disease("ORPHA:1"), _disease("ORPHA:2"),
        _is(POH, "ORPHA:1"), _is(POH, "ORPHA:2"), Annotation(POH, "HP:0001166", "toy"),
    )  # fmt: skip
    assert identity.canonical[POH] == POH
    assert identity.aliases[POH] == (POH,)


def test_join__the_newest_cross_reference_gives_a_gard_number():
    identity = _join(
        _disease(POH), _disease(OTHER), _disease("GARD:1"),
        _is(POH, "GARD:1", XREF, "old"), _is(OTHER, "GARD:1", XREF, "new"), dates=DATES,
    )  # fmt: skip
    assert identity.canonical["GARD:1"] == OTHER


def test_join__the_newest_statement_decides_other_catalogues_too():
    identity = _join(
        _disease(POH), _disease(OTHER), _is(POH, "UMLS:C1", source="old"),
        _is(OTHER, "UMLS:C1", source="new"), dates=DATES,
    )  # fmt: skip
    assert identity.aliases["UMLS:C1"] == (OTHER,)


def test_join__of_two_orphanet_entries_of_one_class_the_disorder_is_meant():
    identity = _join(
        _disease(POH),
        _disease("ORPHA:284963", source="orphanet", level=Level.SUBTYPE),
        _disease("ORPHA:558", source="orphanet", level=Level.DISORDER),
        _is(POH, "ORPHA:284963"), _is(POH, "ORPHA:558"),
    )  # fmt: skip
    assert identity.levels[POH] is Level.DISORDER


def test_join__a_nameless_class_is_left_out_and_its_children_move_up():
    middle = "MONDO:0000005"
    identity = _join(
        _disease(POH, parents=(middle,)), _disease(middle, "", parents=(OTHER,)), _disease(OTHER)
    )
    assert set(identity.labels) == {POH, OTHER}
    assert identity.parents[POH] == (OTHER,)
    assert middle not in identity.aliases


def test_join__a_nameless_entry_with_findings_stays():
    identity = _join(Annotation("ORPHA:1", "HP:0001166", "toy"))
    assert identity.labels == {"ORPHA:1": "ORPHA:1"}


def test_join__one_title_without_content_of_its_own_is_one_page():
    said = (
        _disease(POH, "Sotos syndrome"), _disease("DECIPHER:17", "Sotos Syndrome"),
        Annotation("DECIPHER:17", "HP:1", "toy"), Annotation(POH, "HP:2", "toy"),
    )  # fmt: skip
    assert _join(*said).canonical["DECIPHER:17"] == POH


def test_join__two_classes_with_content_stay_apart_and_curators_are_told():
    records = Records()
    said = (
        _disease(POH, "thalassemia"), _disease(OTHER, "thalassemia"),
        Annotation(POH, "HP:1", "toy"), Annotation(OTHER, "HP:2", "toy"),
    )  # fmt: skip
    records.add("toy", said)
    identity = join(records, {})
    assert identity.canonical[OTHER] != identity.canonical[POH]
    assert [issue.code for _, issue in records.issues] == ["same-title"]


def test_join__a_title_never_unites_what_a_catalogue_calls_narrower():
    said = (
        _disease(POH, "toy"), _disease("OMIM:1", "toy"),
        _is(POH, "OMIM:1", "skos:narrowMatch"),
    )  # fmt: skip
    assert _join(*said).canonical["OMIM:1"] == "OMIM:1"


def test_join__a_title_never_unites_what_something_stands_between():
    said = (
        _disease(POH, "toy"), _disease("ORPHA:9", "toy", parents=("MONDO:0000003",)),
        _disease("MONDO:0000003", "between", parents=(POH,)),
    )  # fmt: skip
    identity = _join(*said)
    assert identity.canonical["ORPHA:9"] == "ORPHA:9"


def test_join__two_catalogues_that_agree_go_before_one_newer_statement():
    pompe, infantile = "MONDO:0009290", "MONDO:0017694"
    said = (
        _disease(pompe), _disease(infantile), _disease("OMIM:232300"),
        _is(pompe, "OMIM:232300", source="old"), _is(infantile, "OMIM:232300", source="new"),
        _is(pompe, "ORPHA:365", source="new"), _is("ORPHA:365", "OMIM:232300", source="orphanet"),
        IdMapping(pompe, XREF, "GARD:5714", "new"), _is("GARD:5714", "OMIM:232300", source="gard"),
    )  # fmt: skip
    dates = {"old": datetime.date(2024, 7, 23), "new": datetime.date(2026, 8, 4)}
    assert _join(*said, dates=dates).canonical["OMIM:232300"] == pompe


def test_join__our_own_title_goes_before_a_retired_one():
    said = (
        _disease(POH, "neurofibromatosis type 2"),
        Name(POH, "NF2-related schwannomatosis", NameKind.LABEL, "curated"),
    )
    assert _join(*said).labels[POH] == "NF2-related schwannomatosis"


def test_join__a_raised_chance_and_a_trait_are_no_diseases():
    said = (
        _disease(POH, "autism, susceptibility to, 10"),
        _disease(OTHER, "Freesia flowers, inability to smell"),
        _disease("ORPHA:1", "Mendelian susceptibility to mycobacterial diseases"),
    )
    levels = _join(*said).levels
    assert (levels[POH], levels[OTHER]) == (Level.SUSCEPTIBILITY, Level.TRAIT)
    assert levels["ORPHA:1"].is_disease
