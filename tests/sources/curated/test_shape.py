import datetime

import pytest

from rarekin.errors import SourceError
from rarekin.sources.curated.shape import KIND_VALUE_KEYS, check_keys, check_value

IMPRINTING = {
    "gene": "GNAS",
    "expressed_allele": {"thyroid": "maternal"},
    "disease_when_inherited_from": "father",
    "from_other_parent": "PHP1A",
}


def test_check_keys__accepts_what_is_known():
    check_keys({"a": 1}, {"a", "b"}, "here")


@pytest.mark.parametrize("kind", sorted(k for k, keys in KIND_VALUE_KEYS.items() if keys))
def test_check_value__names_the_key_that_is_missing(kind):
    with pytest.raises(SourceError, match="needs value"):
        check_value(kind, {}, "here")


@pytest.mark.parametrize(
    "change",
    [
        {"expressed_allele": "father"},
        {"expressed_allele": {"thyroid": "silenced"}},
        {"disease_when_inherited_from": "paternal"},
    ],
)
def test_check_value__refuses_an_unclear_parent_of_origin(change):
    check_value("imprinting", IMPRINTING, "here")
    with pytest.raises(SourceError, match="inherited"):
        check_value("imprinting", IMPRINTING | change, "here")


@pytest.mark.parametrize(
    "value",
    [
        {"columns": "ab", "rows": []},
        {"columns": ["a", "b"], "rows": "x"},
        {"columns": ["a", "b"], "rows": [["1"]]},
        {"columns": ["a"], "rows": ["1"]},
    ],
)
def test_check_value__refuses_a_grid_with_holes(value):
    check_value("matrix", {"columns": ["a", "b"], "rows": [["1", ""]]}, "here")
    with pytest.raises(SourceError):
        check_value("matrix", value, "here")


def test_check_value__refuses_what_json_cannot_carry():
    with pytest.raises(SourceError, match="JSON"):
        check_value("text", {"when": datetime.date(2020, 1, 1)}, "here")
