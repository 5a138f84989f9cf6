import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.web.community.cast import HARD_LUMPS, POH

from rarekin.api.telling.likeness import Kinship, information_content, likeness, match_keys
from rarekin.model.identifiers import Curie
from rarekin.web.community.finding.scoring import Member, fit
from rarekin.web.community.finding.wording import card_in_words

PHP1A = Curie("MONDO:0007078")
SIGNS = tuple(Curie(t) for t in HARD_LUMPS)


def member(diseases=(), signs=(), **fields):
    return Member(frozenset(diseases), frozenset(signs), **fields)


def test_same_disease__comes_before_kin_and_kin_before_signs(full_release):
    me = member([Curie(POH)], SIGNS, languages=("en",))
    same = fit(me, member([Curie(POH)]))
    kin = fit(me, member([PHP1A]))
    signs = fit(me, member([], SIGNS))
    assert same.score > kin.score > signs.score > 0
    assert kin.reasons[0][0] == "gene"


def test_nothing_in_common__is_no_fit(full_release):
    assert fit(member([Curie(POH)]), member([Curie("MONDO:0009061")])) is None
    assert fit(member(), member()) is None


def test_one_common_sign__is_not_enough(full_release):
    assert fit(member([], SIGNS[:1]), member([], SIGNS[:1])) is None


def test_sim_gic__is_one_for_equal_sets_and_zero_for_none(full_release):
    assert likeness(((), SIGNS), ((), SIGNS)).sim_gic == pytest.approx(1.0)
    assert likeness(((), SIGNS), ((), ())).sim_gic == 0.0


def test_sim_gic__agrees_with_its_definition(full_release):
    ontology = full_release.ontology

    def closure(terms):
        above = {ontology.ids[i] for t in terms for i in ontology.ancestors(ontology.index_of[t])}
        return above - {Curie("HP:0000118"), ontology.ids[0]}

    one, other = SIGNS[:2], SIGNS[1:]
    a, b = closure(one), closure(other)
    expected = sum(map(information_content, a & b)) / sum(map(information_content, a | b))
    assert likeness(((), one), ((), other)).sim_gic == pytest.approx(expected, rel=1e-5)


def test_shared_signs__count_broader_and_narrower_forms(full_release):
    narrow = next(
        full_release.ontology.ids[int(i)]
        for i in full_release.ontology.descendants(full_release.ontology.index_of[SIGNS[1]])
        if full_release.ontology.ids[int(i)] != SIGNS[1]
    )
    assert likeness(((), [SIGNS[1]]), ((), [narrow])).n_shared_signs == 1


def test_ids_the_release_does_not_know__are_passed_over(full_release):
    assert match_keys([Curie("MONDO:9999999")], [Curie("HP:9999999")]) == {}
    unknown = member([Curie("MONDO:9999999")], [Curie("HP:9999999")])
    assert likeness((unknown.diseases, unknown.signs), ((), ())).kinship is Kinship.NONE


def test_keys__are_few_and_people_with_one_disease_share_one(full_release):
    keys = match_keys([Curie(POH)], SIGNS * 1)
    assert 1 < len(keys) <= 24
    assert set(keys) & set(match_keys([PHP1A], ()))
    assert all(weight > 0 for weight in keys.values())


CODES = st.sampled_from(["en", "es", "fr", "pl"])
MEMBERS = st.builds(
    Member,
    diseases=st.frozensets(st.sampled_from([Curie(POH), PHP1A, Curie("MONDO:0009061")])),
    signs=st.frozensets(st.sampled_from(SIGNS)),
    languages=st.lists(CODES, max_size=3).map(tuple),
    country=st.sampled_from(["", "FR", "US"]),
    role=st.sampled_from(["parent", "affected", "relative"]),
    age_band=st.sampled_from(["", "2-11"]),
    topics=st.frozensets(st.sampled_from(["school", "pain"])),
)


@given(MEMBERS, MEMBERS)
def test_fit__is_the_same_from_both_sides(full_release, one, other):
    assert fit(one, other) == fit(other, one)


@given(MEMBERS, MEMBERS)
def test_reasons__tell_nobody_more_than_they_said_themselves(full_release, one, other):
    found = fit(one, other)
    if found is None:
        return
    for code, details in found.reasons:
        if code == "languages":
            assert set(details) <= set(one.languages) & set(other.languages)
        if code == "topics":
            assert set(details) <= one.topics & other.topics
        if code == "country":
            assert one.country == other.country != ""
        assert not any(d.startswith(("MONDO:", "HP:")) for d in details)


def test_card__is_in_words():
    card = {
        "role": "parent",
        "reasons": [["same", []], ["signs", ["4"]], ["languages", ["es"]], ["role", ["parent"]]],
    }
    words = card_in_words(card)
    assert words["who"] == "A parent or guardian"
    assert words["reasons"] == [
        "The same disease",
        "4 shared signs",
        "You both speak español",
        "You are both a parent or guardian",
    ]
