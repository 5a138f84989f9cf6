"""Women who carry a change on the X are not told the name of what only men have as a rule."""

from dataclasses import replace

import pytest
from tests.risk.families import family, man, woman

from rarekin.api.family.risk import models
from rarekin.model.case import Sex, State
from rarekin.model.person import Phenotype
from rarekin.risk.assessment import assess

ON_X = [m for m in models() if m.locus in {"x", "repeats-x"}]
UNDER_ITS_OWN_NAME = {"xd", "fmr1"}
"""Where women were counted by whether they have the very disease: dominant, fragile X syndrome."""


def is_told_apart(model):
    """Tell whether a figure of its own says how many women with one copy have something."""
    return any(p.chance.get("maternal") == "penetrance_carrier" for p in model.phenotypes)


MILDER = [m for m in ON_X if is_told_apart(m) and m.slug not in UNDER_ITS_OWN_NAME]


def of_a_boy(model, mother=None, *more):
    """Return chances where one boy is ill."""
    ill = {model.phenotypes[0].slug: Phenotype(State.PRESENT)}
    mother = mother or woman("m")
    return assess(family(man("f"), mother, man("ill", "f", "m", phenotypes=ill), *more), model)


def test_scan__finds_the_models():
    assert {m.slug for m in MILDER} >= {"duchenne", "becker", "haemophilia-a", "fabry", "otc", "xr"}


@pytest.mark.parametrize("model", MILDER, ids=lambda m: m.slug)
def test_no_woman__is_told_the_name_of_the_disease_of_men(model):
    found = of_a_boy(model, None, woman("sister", "f", "m"), man("brother", "f", "m"))
    for told in (*found.person("m").phenotypes, *found.person("sister").phenotypes):
        assert told.title not in {model.title, model.phenotypes[0].title}
        assert not told.diseases
    mother = found.person("m")
    assert mother.daughters[0].title == mother.phenotypes[0].title
    for told in (*found.person("brother").phenotypes, *mother.sons):
        assert told.title == model.phenotypes[0].title
        assert told.diseases == model.phenotypes[0].diseases
    either = mother.child_phenotypes[0].title
    assert either.startswith(model.phenotypes[0].title)
    assert mother.phenotypes[0].title in either


@pytest.mark.parametrize("model", MILDER, ids=lambda m: m.slug)
def test_men__have_the_chances_they_have_without_names_for_women(model):
    plain = replace(model, phenotypes=tuple(replace(p, by_sex={}) for p in model.phenotypes))
    more = (woman("sister", "f", "m"), man("brother", "f", "m"), man("b", "f", "m", age_years=30))
    found, before = (of_a_boy(one, None, *more) for one in (model, plain))
    for id_ in ("f", "brother", "b"):
        one, other = found.person(id_), before.person(id_)
        assert one.p_carrier == pytest.approx(other.p_carrier, abs=1e-13)
        assert one.phenotypes[0].p_at_most == pytest.approx(
            other.phenotypes[0].p_at_most, abs=1e-13
        )
    assert found.person("m").sons[0].p_at_most == pytest.approx(
        before.person("m").sons[0].p_at_most, abs=1e-13
    )


def test_duchenne__a_young_woman_who_is_well_is_not_told_that_nothing_will_come():
    (model,) = (m for m in ON_X if m.slug == "duchenne")
    assert model.parameter("onset_until_women").default > 18
    own = model.phenotypes[0].of_sex(Sex.FEMALE)
    assert own.onset_until_years == "onset_until_women"
    assert model.phenotypes[0].onset_until_years == "onset_until_years"
