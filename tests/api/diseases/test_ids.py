import pytest

from rarekin.api.diseases import lookup
from rarekin.api.diseases.ids import convert, disagreements, id_card
from rarekin.api.diseases.licences import FLAG, LICENSED
from rarekin.api.making.release import build_release, use_release
from rarekin.errors import AmbiguousName, InputError
from rarekin.knowledge import folder

POH = "MONDO:0008153"
SOURCES = ("gard", "hpo", "hpo_translations", "hpoa", "identity", "mondo")


@pytest.fixture(scope="module")
def folder_of_release(tmp_path_factory):
    home = tmp_path_factory.mktemp("ids-home")
    build_release(home=home, sources=SOURCES, samples=True)
    return folder.releases_folder(home) / folder.pointed(home)


@pytest.fixture(autouse=True)
def release(folder_of_release):
    with use_release(folder_of_release) as opened:
        yield opened


def _by_id(card):
    return {one.id: one for one in card.ids}


@pytest.mark.parametrize(
    "text", ["OMIM:166350", "Orphanet_2762", "GARD:0000109", "NORD:1618", "UMLS:C0334041", "POH"]
)
def test_id_card__is_the_same_from_every_catalogue(text):
    assert id_card(text) == id_card(POH)


def test_id_card__starts_with_the_canonical_id_and_goes_on_with_the_same():
    card = id_card(POH)
    assert card.ids[0].id == POH
    predicates = [one.predicate for one in card.ids]
    assert predicates == sorted(predicates, key="skos:exactMatch".__ne__)


def test_id_card__names_everybody_who_says_so():
    assert set(_by_id(id_card(POH))["OMIM:166350"].sources) >= {"gard", "mondo"}


def test_id_card__a_broader_disease_reads_narrower_from_the_other_side():
    marfan = _by_id(id_card("MONDO:0007947"))
    assert marfan["OMIM:154700"].predicate in ("skos:exactMatch", "skos:narrowMatch")


@pytest.mark.parametrize("prefix", sorted(LICENSED))
def test_id_card__codes_that_need_a_licence_are_hidden(prefix):
    assert not [id_ for id_ in _by_id(id_card(POH)) if id_.startswith(f"{prefix}:")]
    page = lookup.disease(POH)
    assert not [m for m in page.ids if m.object.startswith(f"{prefix}:")]


@pytest.mark.parametrize(("held", "prefix"), [("SNOMED-CT", "SNOMED"), ("icd11, x", "ICD11")])
def test_id_card__codes_whose_licence_the_host_holds_are_shown(monkeypatch, held, prefix):
    monkeypatch.setenv(FLAG, held)
    shown = {id_.partition(":")[0] for id_ in _by_id(id_card(POH))}
    assert {p.partition(".")[0] for p in shown & LICENSED} == {prefix}


def test_convert__keeps_the_order_and_reports_what_it_cannot():
    first, second, third = convert(["GARD:109", "banana", "GARD:0000109"], "OMIM")
    assert [one.id for one in first.ids] == ["OMIM:166350"]
    assert first.ids == third.ids
    assert second.ref is None
    assert "banana" in second.problem


def test_convert__to_our_own_spine_gives_the_canonical_id():
    (one,) = convert(["OMIM:166350"], "mondo")
    assert [same.id for same in one.ids] == [POH]


def test_convert__a_retired_class_leads_to_the_number_that_lives_on():
    (one,) = convert(["MONDO:0018699"], "ORPHA")
    assert one.ref is not None
    assert one.ref.id == "ORPHA:457059"


def test_convert__an_unknown_catalogue_is_refused():
    with pytest.raises(InputError):
        convert([POH], "BANANA")


def test_convert__a_catalogue_that_needs_a_licence_is_refused_by_name():
    with pytest.raises(InputError, match="SNOMED codes need a licence"):
        convert([POH], "SCTID")


def test_convert__too_many_are_refused():
    with pytest.raises(InputError, match="10,000"):
        convert([POH] * 10_001, "ORPHA")


def test_convert__what_can_mean_several_gives_all_of_them(monkeypatch):
    choices = ((POH, "a"), ("MONDO:0007947", "b"))

    def asks(_release, text):
        if text == "either":
            raise AmbiguousName("either can mean 2", choices=choices)
        return lookup.resolve(text)

    monkeypatch.setattr("rarekin.api.diseases.ids.resolve_disease", asks)
    (one,) = convert(["either"], "ORPHA")
    assert one.ref is None
    assert [ref.id for ref in one.choices] == [POH, "MONDO:0007947"]


def test_disagreements__both_sides_are_two_diseases_of_the_release():
    for one in disagreements():
        assert one.subject_disease.id != one.object_disease.id
        assert lookup.resolve(one.subject) == one.subject_disease
        assert lookup.resolve(one.object) == one.object_disease


def test_convert__a_number_a_publisher_gave_to_the_wrong_disease_is_corrected(full_release):
    [conversion] = convert(["NORD:1377"], "MONDO")
    assert conversion.ref.id == "MONDO:0017842"
