"""What is dangerous in a whole kind of disease stands on the pages of all that are of the kind."""

import importlib.resources
import tomllib

import pytest

from rarekin.api.diseases import lookup
from rarekin.api.diseases.kinds_in_danger import dangers_of_kind

LISTED = importlib.resources.files("rarekin.sources.curated") / "dangers-by-kind.toml"


def names(disease: str) -> list[str]:
    return [kind.name for kind in dangers_of_kind(lookup.disease(disease))]


@pytest.mark.parametrize(
    ("disease", "kind"),
    [
        ("MONDO:0016006", "Cockayne syndrome"),
        ("MONDO:0019569", "Cockayne syndrome"),  # type 1
        ("MONDO:0018896", "thrombotic thrombocytopenic purpura"),
        ("MONDO:0012897", "inherited bleeding disorders"),  # factor XI
        ("MONDO:0009276", "inherited bleeding disorders"),  # Bernard-Soulier
    ],
)
def test_dangers_of_kind__are_told_of_what_lies_below_however_far(full_release, disease, kind):
    assert kind in names(disease)


def test_dangers_of_kind__are_not_told_of_what_is_excepted(full_release):
    assert "inherited bleeding disorders" not in names("MONDO:0010122")  # blood clots


def test_single_diseases_of_the_list__have_no_forms_that_would_be_left_without_it(full_release):
    listed = tomllib.loads(LISTED.read_text(encoding="utf-8"))
    alone = {fact["disease"] for fact in listed["fact"]}
    assert {id_ for id_ in alone if lookup.disease(id_).children} == set()
    assert len(alone) > 2
