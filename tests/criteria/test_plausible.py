"""A value that nobody can have is left out and said; it never settles an item."""

import pytest
from tests.criteria.people import SETS

from rarekin.criteria.plausible import impossible, is_possible, without_impossible
from rarekin.model.case import Case

MEASURED = [
    pytest.param(one, item, id=f"{one.id} {item.name}")
    for one in SETS.values()
    for item in one.items
    if item.thresholds
]


@pytest.mark.parametrize(("one", "item"), MEASURED)
def test_every_number_has_bounds_and_its_limits_lie_within(one, item):
    assert item.within
    assert all(is_possible(item, limit.value) for limit in item.thresholds)
    same = {other.within for other in one.items if other.measure == item.measure}
    assert len(same) == 1


@pytest.mark.parametrize(
    ("slug", "name", "value"),
    [
        ("marfan/ghent-2010", "aortic_z", 34.0),  # the root in mm
        ("marfan/ghent-2010", "myopia", -4.0),  # as glasses are written
        ("heds/malfait-2017", "arm_span", 182.0),  # in cm
        ("heds/malfait-2017", "beighton", 10.0),  # nine is the most
        ("noonan/burgt-1994", "height_percentile", 118.0),  # in cm
        ("bws/consensus-2018", "birth_weight", 4600.0),  # in g
        ("srs/netchine-2015", "light", -1800.0),
        ("nf1/legius-2021", "small_spots", -6.0),
    ],
)
def test_what_nobody_can_have_is_left_out_and_said(slug, name, value):
    kept, issues = without_impossible(SETS[slug], Case("me", quantities={name: value}))
    assert kept.quantities == {}
    assert [issue.code for issue in issues] == ["value-impossible"]
    assert f"{value:g}"[:4] in issues[0].message.replace(",", "")


def test_what_can_be_meant_stays():
    case = Case("me", quantities={"aortic_z": 2.6, "myopia": 4.0})
    assert without_impossible(SETS["marfan/ghent-2010"], case) == (case, ())
    assert impossible(SETS["marfan/ghent-2010"], "of another set", 1e9) is None
