import random

import pytest
from tests.criteria.people import (
    CASES,
    CATALOG,
    PATHS,
    SETS,
    TWINS,
    pushed,
    random_case,
    turning_points,
)
from tests.reference import criteria as slow

from rarekin.criteria.cases import differences
from rarekin.criteria.checking import evaluate
from rarekin.criteria.expression import truth
from rarekin.criteria.inference import built_in
from rarekin.criteria.matching import match, truths
from rarekin.criteria.twins import disagreements
from rarekin.model.case import Case, State
from rarekin.model.citations import Checked
from rarekin.model.identifiers import prefix_of

every_set = pytest.mark.parametrize("path", PATHS)
N_RANDOM = 1000


def test_catalog__every_set_has_its_cases():
    whole = sorted(
        f"{folder.name}/{file.name.removesuffix('.toml')}"
        for folder in CATALOG.iterdir()
        for file in folder.iterdir()
        if file.name.endswith(".toml") and file.name.count(".") == 1
    )
    assert whole == PATHS


@every_set
def test_catalog__metadata_are_complete(path):
    criteria_set = SETS[path]
    assert criteria_set.id == path
    assert criteria_set.summary
    assert 1978 <= criteria_set.year <= 2100
    assert criteria_set.status_note
    assert criteria_set.citations
    assert {"MONDO", "ORPHA", "GARD"} <= {prefix_of(d) for d in criteria_set.diseases}
    for item in criteria_set.items:
        assert item.ask.rstrip(".").endswith(("?", "normal")), item.name
        assert item.explain.endswith("."), item.name
        assert item.name == item.name.lower()
        assert not item.where or criteria_set.status is Checked.READ
    for verdict in criteria_set.verdicts:
        assert verdict.met


@every_set
def test_catalog__every_item_is_used(path):
    criteria_set = SETS[path]
    used = {n for v in criteria_set.verdicts for e in v.expressions for n in e.polarities}
    links = [e for item in criteria_set.items for e in (item.also, item.needs) if e]
    used |= {n for e in links for n in e.polarities}
    assert {item.name for item in criteria_set.items} <= used | set(criteria_set.supporting)


@every_set
def test_catalog__every_term_is_live_with_its_pinned_label(path, hpo):
    for item in SETS[path].items:
        for term in (*item.terms, *item.except_terms, *item.suggests, *item.against):
            assert term.id in hpo, term
            assert hpo.label(term.id) == term.label
        if item.order and item.order.modifier:
            assert item.order.modifier in hpo


@every_set
def test_catalog__an_excepted_or_opposing_term_lies_below_one_that_would_match(path, hpo):
    for item in SETS[path].items:
        for term in (*item.except_terms, *item.against):
            above = (*item.terms, *item.suggests)
            assert any(hpo.is_a(term.id, broader.id) for broader in above), term


@every_set
def test_catalog__has_six_cases_one_negative_one_undetermined_and_a_child(path):
    outcomes = [worked.expected.get("outcome") for worked in CASES[path]]
    assert len(outcomes) >= 6
    assert {"met", "not_met", "undetermined"} <= set(outcomes)
    assert len({worked.name for worked in CASES[path]}) == len(outcomes)


@pytest.mark.parametrize(
    ("path", "worked"),
    [pytest.param(p, w, id=f"{p} {w.name}") for p, listed in CASES.items() for w in listed],
)
def test_catalog__worked_cases_come_out_as_written(path, worked, hpo):
    assert differences(worked, evaluate(SETS[path], worked.case, hpo)) == ()


def known_of(criteria_set, case, hpo):
    results, _ = match(criteria_set, case, hpo)
    return {**truths(results), **built_in(criteria_set, case)}


@every_set
def test_catalog__second_transcription_sees_the_worked_cases_alike(path, hpo):
    for worked in CASES[path]:
        assert disagreements(SETS[path], TWINS[path], worked.case, hpo) == (), worked.name


@every_set
def test_catalog__second_transcription_sees_made_up_people_alike(path, hpo):
    chance = random.Random(2020)
    seen = set()
    for i_person in range(N_RANDOM):
        case = random_case(SETS[path], hpo, chance, TWINS[path])
        # A rule that asks for many things at once holds for nobody by chance alone.
        if i_person % 10 == 0:
            case = pushed(case, SETS[path])
        assert disagreements(SETS[path], TWINS[path], case, hpo) == (), case
        known = known_of(SETS[path], case, hpo)
        seen.add(truth(SETS[path].main.when, known))
    assert seen >= {True, None}


@every_set
def test_catalog__second_transcription_turns_where_the_first_turns(path, hpo):
    chance = random.Random(2026)
    for first, second in zip(SETS[path].verdicts, TWINS[path].verdicts, strict=True):
        for known in turning_points(SETS[path], first, hpo, chance):
            assert truth(first.when, known) is truth(second.when, known), (first.name, known)


def some_unknown(names, chance, n_unknown):
    known = {name: chance.choice((True, False)) for name in names}
    for name in chance.sample(sorted(names), k=min(n_unknown, len(names))):
        known[name] = None
    return known


@every_set
def test_catalog__rules_equal_trying_out_every_completion(path, hpo):
    chance = random.Random(7)
    for verdict in SETS[path].verdicts:
        if verdict.when.worlds:
            continue
        for _ in range(30):
            known = some_unknown(verdict.when.polarities, chance, chance.randrange(8))
            assert truth(verdict.when, known) is slow.truth(verdict.when, known)


@every_set
def test_catalog__missing_items_are_those_that_can_change_the_verdict(path, hpo):
    chance = random.Random(11)
    criteria_set = SETS[path]
    plain = [item.name for item in criteria_set.items if not item.also and not item.needs]
    for _ in range(40):
        given = {n: chance.choice((State.PRESENT, State.EXCLUDED)) for n in plain}
        for name in chance.sample(plain, k=min(5, len(plain))):
            del given[name]
        found = evaluate(criteria_set, Case("me", age_years=30.0, answers=given), hpo)
        known = {**truths(found.items), **built_in(criteria_set, Case("me", age_years=30.0))}
        if found.outcome.value == "undetermined":
            names = set(criteria_set.main.when.polarities)
            decisive = slow.decisive(criteria_set.main.when, known) & names
            assert decisive <= {missing.name for missing in found.missing}


@every_set
def test_catalog__more_knowledge_overturns_only_what_a_set_says_it_may(path, hpo):
    chance = random.Random(3)
    criteria_set = SETS[path]
    for _ in range(40):
        given = {}
        settled = {}
        for item in chance.sample(criteria_set.items, k=len(criteria_set.items)):
            given[item.name] = chance.choice((State.PRESENT, State.EXCLUDED))
            found = evaluate(criteria_set, Case("me", answers=dict(given)), hpo)
            if any(result.conflict for result in found.items):
                break
            for verdict in found.verdicts:
                if verdict.rule.unless_recorded:
                    continue
                assert settled.get(verdict.name, verdict.outcome) is verdict.outcome
                if verdict.outcome.value != "undetermined":
                    settled[verdict.name] = verdict.outcome


# Short first metatarsal: an unusual great toe tells POH from FOP, a short bone is an AHO sign.
SHARED = {("poh/gard-2020", "great_toe", "short_bones")}


def answered_by(item, hpo):
    """Return every term that makes an item present."""
    below = {t for term in item.terms for t in hpo.descendants(hpo.index_of[term.id])}
    below |= {hpo.index_of[term.id] for term in item.terms}
    barred = {t for term in item.except_terms for t in hpo.descendants(hpo.index_of[term.id])}
    return below - barred - {hpo.index_of[term.id] for term in item.except_terms}


@every_set
def test_catalog__one_finding_never_counts_as_two_items(path, hpo):
    listed = [(i.name, answered_by(i, hpo)) for i in SETS[path].items if i.terms]
    for name, terms in listed:
        for other, others in listed:
            if name < other and (path, name, other) not in SHARED:
                assert not terms & others, (name, other, [hpo.labels[t] for t in terms & others])


@every_set
def test_catalog__sets_beside_it_exist(path):
    slugs = {one.slug for one in SETS.values()}
    assert set(SETS[path].beside) <= slugs
