import pytest

from rarekin.sources.orphanet import signs


def test_onset__orders_ages_as_life_does():
    fact = signs.onset("ORPHA:1", ["Elderly", "Adult", "Antenatal"], None)
    assert fact.text == "The first signs can appear before birth, in adult life or in old age."


@pytest.mark.parametrize("ages", [[], ["No data available"], ["Unknown"]])
def test_onset__says_nothing_of_unknown_ages(ages):
    assert signs.onset("ORPHA:1", ages, None) is None


@pytest.mark.parametrize("mode", ["Unknown", "Not applicable", "No data available", "Sideways"])
def test_inheritance__says_nothing_of_unknown_modes(mode):
    assert signs.inheritance("ORPHA:1", [mode]) == []
