"""Genes, filters and what tells families apart: checked against slow and obvious twins."""

from collections import defaultdict

import numpy as np
import pytest
from tests.rank.toys import richest

from rarekin.api.making.release import current
from rarekin.api.making.series import series_of
from rarekin.api.ranking.filters import kept
from rarekin.api.ranking.on_file import on_file, stages_of
from rarekin.api.ranking.rank import Filters, rank_case
from rarekin.api.ranking.ranker import ranker
from rarekin.errors import InputError
from rarekin.knowledge.identity import Identity
from rarekin.model.ages import STAGE_OF_TERM, STAGE_YEARS
from rarekin.model.case import Case, Finding
from rarekin.model.genes import GeneRole, role_of
from rarekin.model.identifiers import Curie


@pytest.fixture
def case(toy_release):
    return Case("c", tuple(Finding(Curie(t)) for t in richest(ranker())[1][:4]))


def links():
    """Gene links of every ranked disease, one query each."""
    release = current()
    return {id_: release.genes_of(release.number_of(id_)) for id_ in ranker().ids}


def test_genes__are_ranked_by_the_sum_over_their_diseases(case):
    ranking = rank_case(case, top=100_000, in_full=True)
    share = defaultdict(float)
    of = links()
    for disease in ranking.diseases:
        roles = [(link.symbol, role_of(link.relation)) for link in of[disease.id]]
        causes = {s for s, r in roles if r in {GeneRole.CAUSE, GeneRole.SELDOM}}
        own = causes or {s for s, r in roles if r is GeneRole.UNSTATED}
        for symbol in own:
            share[symbol] += disease.probability / len(own)
    assert ranking.genes
    for gene in ranking.genes:
        assert gene.probability == pytest.approx(share[gene.symbol], rel=1e-4)
    told = [gene.probability for gene in ranking.genes]
    assert told == sorted(told, reverse=True)
    assert told[0] == pytest.approx(max(share.values()), rel=1e-4)


def test_genes__are_together_no_likelier_than_the_diseases(case):
    ranking = rank_case(case, in_full=True)
    assert sum(gene.probability for gene in ranking.genes) <= 1 - ranking.p_other + 1e-6


def test_in_full__changes_no_probability(case):
    plain, full = rank_case(case), rank_case(case, in_full=True)
    assert [d.probability for d in plain.diseases] == [d.probability for d in full.diseases]
    assert plain.genes == ()
    assert all(family.apart is None for family in plain.families)


def some_filters():
    engine = ranker()
    known = on_file(engine)
    symbol = next(iter(known.genes.values()))[0]
    return [
        Filters(genes=(symbol.lower(),)),
        Filters(inheritance=(Curie("HP:0000006"),)),
        Filters(onset=Curie("HP:0003577")),
        Filters(system=engine.ontology.ids[int(engine.profiles.term_of[0])]),
    ]


def test_filters__show_what_they_ask_for_and_leave_every_probability(case):
    everything = {d.id: d.probability for d in rank_case(case, top=100_000).diseases}
    for filters in some_filters():
        ranking = rank_case(case, top=100_000, filters=filters, in_full=True)
        shown = kept(ranker(), filters)
        wanted = {id_ for id_, is_shown in zip(ranker().ids, shown, strict=True) if is_shown}
        assert {d.id for d in ranking.diseases} == wanted
        assert all(d.probability == everything[d.id] for d in ranking.diseases)
        total = sum(d.probability for d in ranking.diseases) + ranking.p_hidden + ranking.p_other
        assert total == pytest.approx(1, abs=1e-4)
        assert {m for f in ranking.families for m in f.members} <= set(
            range(1, len(ranking.diseases) + 1)
        )


def test_filters__keep_the_order(case):
    order = [d.id for d in rank_case(case, top=100_000).diseases]
    for filters in some_filters():
        shown = [d.id for d in rank_case(case, top=100_000, filters=filters).diseases]
        assert shown == [id_ for id_ in order if id_ in set(shown)]


def test_filters__of_a_mode_or_an_age_keep_what_nobody_recorded(toy_release):
    engine, known = ranker(), on_file(ranker())
    modes = kept(engine, Filters(inheritance=(Curie("HP:0000006"),)))
    ages = kept(engine, Filters(onset=Curie("HP:0003584")))
    for i in range(len(engine.ids)):
        assert known.modes.get(i) or modes[i]
        assert known.stages.get(i) or ages[i]


def test_filters__of_a_gene_show_only_diseases_it_is_named_for(toy_release):
    of = links()
    for symbol in {s for own in on_file(ranker()).genes.values() for s in own}:
        shown = kept(ranker(), Filters(genes=(symbol,)))
        for id_, is_shown in zip(ranker().ids, shown, strict=True):
            assert not is_shown or symbol in {link.symbol for link in of[id_]}


def test_filters__of_a_system_agree_with_the_annotations(toy_release):
    engine = ranker()
    i_term = int(engine.profiles.term_of[engine.profiles.direct_row[0]])
    term = engine.ontology.ids[i_term]
    shown = kept(engine, Filters(system=term))
    for i in range(len(engine.ids)):
        own = slice(*engine.profiles.direct_indptr[i : i + 2].tolist())
        rows = engine.profiles.direct_row[own]
        has = any(
            engine.ontology.is_a(engine.ontology.ids[int(engine.profiles.term_of[r])], term)
            for r in rows
        )
        assert not has or shown[i]


def test_filters__that_leave_nothing_say_so(case):
    ranking = rank_case(case, filters=Filters(genes=("NOSUCH",)), in_full=True)
    assert (ranking.diseases, ranking.families, ranking.questions, ranking.genes) == ((),) * 4
    assert [issue.code for issue in ranking.issues] == ["nothing-shown"]
    assert ranking.p_hidden + ranking.p_other == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize(
    "filters",
    [Filters(onset=Curie("HP:0001250")), Filters(inheritance=(Curie("HP:9999999"),)),
     Filters(system=Curie("HP:9999999"))],
)  # fmt: skip
def test_filters__that_are_no_ids_are_refused_in_words(case, filters):
    with pytest.raises(InputError) as refused:
        rank_case(case, filters=filters)
    assert refused.value.hint


def test_apart__compares_listed_members_only_and_has_a_share_for_each(case):
    ranking = rank_case(case, in_full=True)
    for family in ranking.families:
        if len(family.members) < 2:
            assert family.apart is None
            continue
        told = family.apart
        assert told.members == family.members[:5]
        assert len(told.genes) == len(told.members)
        assert len(told.shares) == (len(told.members) if told.term else 0)
        assert told.term not in {f.term for f in case.findings}
        assert all(s is None or 0 <= s <= 1 for s in told.shares)


@pytest.mark.parametrize("term", STAGE_OF_TERM)
def test_stages__of_a_class_are_its_own(term):
    assert stages_of(term) == {STAGE_OF_TERM[term]}


def test_stages__of_adult_and_pediatric_onset_span_several():
    adult, child = stages_of(Curie("HP:0003581")), stages_of(Curie("HP:0410280"))
    assert adult == {"young_adult", "middle_age", "late"}
    assert child == {"congenital", "neonatal", "infantile", "childhood", "juvenile"}
    assert adult | child | {"antenatal"} == set(STAGE_YEARS)


@pytest.mark.parametrize(
    ("names", "is_series"),
    [
        (("Usher syndrome", "Usher syndrome 1", "Usher syndrome type 2A"), True),
        (("dementia", "dementia, early", "dementia, late"), False),
        (("Usher syndrome", "Usher syndrome 1"), False),
        (("bone disease", "eye disease 1", "eye disease 2"), False),
        (("tyrosinemia", "tyrosinemia type I", "tyrosinemia type II"), True),
        (("ache", "ache due to a cold", "ache due to a deletion"), True),
    ],
)
def test_series__is_a_group_whose_members_carry_its_name_and_a_number(names, is_series):
    ids = [Curie(f"MONDO:000000{i}") for i in range(len(names))]
    identity = Identity(
        labels=dict(zip(ids, names, strict=True)), parents=dict.fromkeys(ids[1:], (ids[0],))
    )
    assert series_of(identity) == ({ids[0]} if is_series else set())


def test_telling_sign__is_the_one_that_splits_the_members():
    from types import SimpleNamespace

    from rarekin.rank.questions import telling_sign

    profiles = SimpleNamespace(
        term_of=np.arange(3),
        background=np.full(3, 0.1),
        direct_indptr=np.array([0, 2, 4]),
        direct_row=np.array([0, 1, 0, 2]),
        direct_annotated=np.array([0.9, 0.9, 0.9, 0.2]),
        profile_indptr=np.array([0, 2, 4]),
        profile_row=np.array([0, 1, 0, 2]),
        profile_annotated=np.array([0.9, 0.9, 0.9, 0.2]),
        profile_counted=np.array([True, True, True, False]),
    )
    chance = np.array([0.5, 0.5])
    assert telling_sign(profiles, [0, 1], chance, []) == (1, [0.9, 0.0])
    assert telling_sign(profiles, [0, 0], chance, []) is None
