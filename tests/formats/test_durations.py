import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekin.formats.durations import duration_from_years, years_from_duration


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("P1Y", 1.0),
        ("P6M", 0.5),
        ("P2Y3M", 2.25),
        ("P0D", 0.0),
        ("P1Y6MT12H", 1.5),
        ("P365.25D", 1.0),
        ("P52W", 364 / 365.25),
    ],
)
def test_years_from_duration__adds_the_parts(text, years):
    assert years_from_duration(text) == pytest.approx(years)


@pytest.mark.parametrize(
    "text", ["", "P", "PT", "3Y", "P-1Y", "P1", "P999Y", "P1Y1Y", "Pé", "P1e3Y"]
)
def test_years_from_duration__refuses_what_is_no_age(text):
    assert years_from_duration(text) is None


@given(st.text(max_size=30))
def test_years_from_duration__survives_any_text(text):
    years = years_from_duration(text)
    assert years is None or 0 <= years <= 150


@given(st.floats(0, 149))
def test_duration__keeps_years_to_two_days(years):
    again = years_from_duration(duration_from_years(years))
    assert again == pytest.approx(years, abs=2 / 365.25)
