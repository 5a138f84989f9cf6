"""A chance that rests on a measured figure says how far the figure's interval reaches."""

import random

import pytest
from tests.risk.families import FREE, ILL, ONE_COPY, WELL, family, man, woman

from rarekin.api.family.family_answers import letter
from rarekin.api.family.risk import Range, family_risk, model, models, told_words

WITH_INTERVALS = [m for m in models() if any(p.is_within for p in m.parameters)]


def people_of(first, **grown):
    """A carrier mother, her ill or well children, and a grandchild to come."""
    return family(
        woman("m", tests=ONE_COPY, **grown),
        man("f"),
        man("ill", "f", "m", ILL, age_years=50),
        woman("well", "f", "m", WELL, age_years=44),
        man("partner"),
        first("next", "partner", "well", unborn=True),
    )


def chances_of(risk):
    """Every number that carries a range, with both ranges."""
    for one in risk.results:
        yield one.p_carrier, one.p_carrier_between, one.p_carrier_within
        if one.p_child_inherits is not None:
            yield one.p_child_inherits, one.p_child_inherits_between, one.p_child_inherits_within
        for told in (*one.phenotypes, *one.child_phenotypes, *one.daughters, *one.sons):
            yield told.p_lifetime, told.between, told.within
            yield from ((a.p, a.between, a.within) for a in told.ahead)
        for phenotype in risk.model.phenotypes:
            found = risk.age_chance(one.person, phenotype.slug, 48.0)
            yield found.p, found.between, found.within


def test_interval__of_a_carriers_own_chance_is_that_of_the_penetrance():
    told = family_risk(family(woman("m", tests=ONE_COPY)), "otc").person("m").phenotypes[0]
    assert told.p_lifetime == pytest.approx(0.18)
    assert (told.within.low, told.within.high) == pytest.approx((0.093, 0.3))
    assert told.between is None


def test_interval__of_a_daughters_chance_is_half_as_wide():
    people = family(woman("m", tests=ONE_COPY), man("f", tests=FREE), woman("d", "f", "m"))
    told = family_risk(people, "otc").person("d").phenotypes[0]
    assert told.within.low == pytest.approx(0.093 / 2, rel=1e-3)
    assert told.within.high == pytest.approx(0.3 / 2, rel=1e-3)


def test_interval__of_carrying_after_healthy_years_follows_bayes():
    people = family(
        woman("m", tests=ONE_COPY), man("f", tests=FREE), man("s", "f", "m", WELL, age_years=99)
    )
    found = family_risk(people, "lynch-mlh1").person("s")
    free = 1 - model("lynch-mlh1").parameter("bowel_free").default
    for end, ill in ((found.p_carrier_within.low, 0.561), (found.p_carrier_within.high, 0.369)):
        assert end == pytest.approx((1 - ill) / (1 - ill + free), rel=2e-3)


@pytest.mark.parametrize("one", WITH_INTERVALS, ids=lambda m: m.slug)
@pytest.mark.parametrize("first", [man, woman])
def test_interval__holds_every_answer_with_figures_inside_it(one, first):
    people = people_of(first) if one.slug != "lhon" else people_of(woman)
    main = list(chances_of(family_risk(people, one.slug)))
    draw = random.Random(one.slug)
    inside = {p.slug: p.interval for p in one.parameters if p.is_within}
    for _ in range(12):
        chosen = {slug: draw.uniform(*ends) for slug, ends in inside.items()}
        other = list(chances_of(family_risk(people, one.slug, parameters=chosen)))
        assert len(other) == len(main)
        for (p, between, within), (then, _, _) in zip(main, other, strict=True):
            if p is None or between is not None:
                continue
            ends = within or Range(p, p)
            slack = 2e-4 + 0.021 * p  # what hardly matters is not said
            assert ends.low - slack <= then <= ends.high + slack


@pytest.mark.parametrize("one", WITH_INTERVALS, ids=lambda m: m.slug)
def test_interval__holds_the_number_beside_which_it_stands(one):
    for p, between, within in chances_of(family_risk(people_of(woman), one.slug)):
        assert between is None or within is None
        for ends in filter(None, (between, within)):
            assert ends.low - 1e-12 <= p <= ends.high + 1e-12


@pytest.mark.parametrize("one", WITH_INTERVALS, ids=lambda m: m.slug)
def test_interval__goes_when_the_reader_gives_the_figure(one):
    chosen = {p.slug: p.default for p in one.parameters if p.is_within}
    risk = family_risk(people_of(woman), one.slug, parameters=chosen)
    assert all(within is None for _, _, within in chances_of(risk))
    assert not any("Measured, but not exactly" in note for note in risk.notes)


@pytest.mark.parametrize("one", models(), ids=lambda m: m.slug)
def test_interval__holds_the_default_and_lies_in_what_is_accepted(one):
    for p in one.parameters:
        if p.interval:
            low, high = p.interval
            assert p.low <= low <= p.default <= high <= p.high


def test_interval__widens_a_range_that_something_missing_makes():
    # No age: being well says nothing, or everything.
    people = family(woman("m", tests=ONE_COPY), man("f", tests=FREE), man("s", "f", "m", WELL))
    found = family_risk(people, "lynch-mlh1").person("s")
    free = 1 - model("lynch-mlh1").parameter("bowel_free").default
    assert found.p_carrier_within is None
    assert found.p_carrier_between.high == pytest.approx(0.5, abs=1e-3)
    assert found.p_carrier_between.low == pytest.approx((1 - 0.561) / (1 - 0.561 + free), rel=2e-3)


def test_interval__of_several_genes_is_the_mean_of_theirs():
    people = family(
        man("m", tests=ONE_COPY), woman("f", tests=FREE), man("s", "m", "f", WELL, age_years=50)
    )
    risk = family_risk(people, "lynch")
    parts = [family_risk(people, f"lynch-{g.gene.lower()}") for g in risk.genes]
    told = risk.person("s")
    own = [part.person("s") for part in parts]
    ends = [p.p_carrier_within or Range(p.p_carrier, p.p_carrier) for p in own]
    for end in ("low", "high"):
        mean = sum(g.p * getattr(e, end) for g, e in zip(risk.genes, ends, strict=True))
        assert getattr(told.p_carrier_within, end) == pytest.approx(mean)


def test_interval__of_a_family_too_large_is_left_out_and_said():
    people = [woman("m0", tests=ONE_COPY), man("f0")]
    people += [man(f"c{i}", "f0", "m0") for i in range(1000)]
    risk = family_risk(family(*people), "lynch-mlh1")
    assert risk.results[2].phenotypes[0].within is None
    assert "interval-left-out" in {i.code for i in risk.issues}


def test_interval__is_said_in_words_in_notes_letter_and_by_age():
    people = family(
        woman("m", tests=ONE_COPY), man("f", tests=FREE), man("s", "f", "m", WELL, age_years=60)
    )
    risk = family_risk(people, "lynch-mlh1")
    found = risk.person("s")
    words = told_words(found.p_carrier, None, found.p_carrier_within)
    assert "uncertain between" in words
    assert words in found.notes[0]
    assert any(words in text for text in letter(risk, "s"))
    assert any("men with the change who get bowel cancer (0.369 to 0.561)" in n for n in risk.notes)
    later = risk.age_chance("s", "bowel-cancer", 70.0)
    assert later.within.low < later.p < later.within.high
    assert all(a.within.low < a.p < a.within.high for a in found.phenotypes[0].ahead)
