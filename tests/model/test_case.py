import math

import pytest

from rarekin.errors import InputError
from rarekin.model.case import Case


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("name", ["age_years", "onset_years", "quantities"])
def test_case__refuses_ages_and_measures_that_are_no_numbers(name, value):
    with pytest.raises(InputError, match="no number"):
        Case("a", **{name: {"height": value} if name == "quantities" else value})


def test_case__takes_none_and_every_finite_number():
    assert Case("a", age_years=None, onset_years=-0.5, quantities={"z": 1e300}).age_years is None
