import dataclasses
import json
import tarfile

import pytest
from tests.rank.toys import richest

from rarekin.api.ranking import rank as api
from rarekin.api.ranking.rank_lines import rank_lines
from rarekin.errors import InputError
from rarekin.model.case import Case, Finding, Sex, State
from rarekin.model.identifiers import Curie

OSSIFICATION = Curie("HP:0011986")


def case_of(*terms: str, **fields) -> Case:
    return Case("c", tuple(Finding(Curie(t)) for t in terms), **fields)


def some_terms(n: int) -> list[str]:
    return richest(api.ranker())[1][:n]


def test_rank_case__finds_the_disease_whose_findings_are_given(toy_release) -> None:
    ranking = api.rank_case(case_of(*some_terms(30)))
    assert ranking.diseases[0].id == api.ranker().ids[richest(api.ranker())[0]]
    assert ranking.release == toy_release.version
    assert [d.rank for d in ranking.diseases] == list(range(1, len(ranking.diseases) + 1))


def test_contributions__add_up_to_the_log_likelihood_ratio(toy_release) -> None:
    for disease in api.rank_case(case_of(*some_terms(4), sex=Sex.FEMALE)).diseases:
        total = sum(c.log_lr for c in disease.contributions)
        assert total == pytest.approx(disease.log_lr, abs=1e-3)


def test_probabilities__and_the_rest_make_one(toy_release) -> None:
    ranking = api.rank_case(case_of(*some_terms(3)), top=100_000)
    assert len(ranking.diseases) == ranking.n_diseases
    total = sum(d.probability for d in ranking.diseases) + ranking.p_other
    assert total == pytest.approx(1, abs=1e-4)


def test_nobody__is_unlike_patients_of_whom_there_are_none(toy_release) -> None:
    n_cases = dict(zip(api.ranker().ids, api.ranker().profiles.n_cases.tolist(), strict=True))
    for disease in api.rank_case(case_of(*some_terms(4))).diseases:
        kinds = {c.via_label for c in disease.contributions if c.how == "whole_picture"}
        assert ("patients" in kinds) == bool(n_cases[disease.id])
        assert ("unpublished" in kinds) == (not n_cases[disease.id])


def test_only_the_first_20__are_explained(toy_release) -> None:
    ranking = api.rank_case(case_of(*some_terms(3)), top=25)
    assert all(d.contributions for d in ranking.diseases[:20])
    assert not any(d.contributions for d in ranking.diseases[20:])


def test_unknown_ids__are_issues_and_the_rest_is_ranked(toy_release) -> None:
    terms = some_terms(2)
    ranking = api.rank_case(case_of("HP:9999999", *terms))
    assert [(i.code, i.where) for i in ranking.issues] == [("term-unknown", "findings[0]")]
    assert ranking.diseases == api.rank_case(case_of(*terms)).diseases


def test_a_retired_id__counts_as_its_successor(toy_release) -> None:
    ontology = api.ranker().ontology
    retired = next((old for old, new in ontology.successors.items() if new in ontology), None)
    if retired is None:
        pytest.skip("the sample ontology has no retired id")
    current = ontology.current(retired)
    assert api.rank_case(case_of(retired)).diseases == api.rank_case(case_of(current)).diseases


@pytest.mark.parametrize("case", [case_of(), case_of("HP:9999999")])
def test_a_case_without_findings__yields_an_issue_and_no_disease(toy_release, case) -> None:
    ranking = api.rank_case(case)
    assert ranking.diseases == ()
    assert ranking.p_other is None
    assert "no-findings" in {issue.code for issue in ranking.issues}


def test_a_finding_both_present_and_excluded__is_left_out(toy_release) -> None:
    first, second = some_terms(2)
    case = case_of(first, second)
    both = dataclasses.replace(
        case, findings=(*case.findings, Finding(Curie(first), State.EXCLUDED))
    )
    ranking = api.rank_case(both)
    assert [i.code for i in ranking.issues] == ["term-conflicting"]
    assert ranking.diseases == api.rank_case(case_of(second)).diseases


def test_excluded_and_unknown_findings__do_not_move_the_ranking(toy_release) -> None:
    terms = some_terms(4)
    case = case_of(*terms[:2])
    more = dataclasses.replace(
        case,
        findings=(
            *case.findings,
            Finding(Curie(terms[2]), State.EXCLUDED),
            Finding(Curie(terms[3]), State.UNKNOWN),
        ),
    )
    scores = [[(d.id, d.log_lr) for d in api.rank_case(c).diseases] for c in (case, more)]
    assert scores[0] == scores[1]


@pytest.mark.parametrize("top", [0, -1])
def test_top__must_be_positive(toy_release, top) -> None:
    with pytest.raises(InputError):
        api.rank_case(case_of(OSSIFICATION), top=top)


def test_ranker__is_kept_as_long_as_the_release_serves(toy_release) -> None:
    assert api.ranker() is api.ranker()


@pytest.mark.slow
def test_full_release__ranks_progressive_osseous_heteroplasia_first(full_release) -> None:
    ranking = api.rank_case(case_of("HP:0025027", OSSIFICATION, "HP:0000988"))
    assert ranking.n_diseases > 10_000
    assert ranking.diseases[0].id == "MONDO:0008153"
    assert (
        ranking.diseases[0].probability
        < 0.5
        < sum((ranking.p_other, *(d.probability for d in ranking.diseases)))
    )


@pytest.mark.slow
@pytest.mark.data
def test_full_release__beats_the_published_rules_on_the_lirical_cases(
    full_release, data_folder
) -> None:
    with tarfile.open(data_folder / "pheval" / "lirical.tar.gz") as packed:
        lines = [
            json.dumps(json.load(packed.extractfile(member))).encode()
            for member in packed
            if member.name.endswith(".json")
        ]
    ranks = [line.truth_rank for line in rank_lines(lines, top=10, score=True)]
    assert len(ranks) == 385
    assert sum(rank <= 1 for rank in ranks) / 385 >= 0.449
    assert sum(rank <= 10 for rank in ranks) / 385 >= 0.694
