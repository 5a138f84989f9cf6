"""Which procedures are told as tests for a sign: no specialist, nothing that hurts."""

import pytest

from rarekin.api.diseases.care import Procedure, _is_a_test, is_a_doctor
from rarekin.model.identifiers import Curie

DOCTORS = ["psychiatrist evaluation", "neurologist evaluation", "medical action"]
NOT_PROPOSED = [
    *DOCTORS,
    "clinical assessment",
    "dysmorphology assessment",
    "cystography procedure",
    "bronchoscopy",
    "biopsy of kidney",
    "cerebrospinal fluid specimen collection",
    "CT angiogram",
    "magnetic resonance angiography procedure",
]
TESTS = [
    "electrocardiography",
    "slit-lamp examination",
    "blood chemistry measurement",
    "fundoscopy",
]


def procedure(label):
    term = Curie("HP:0001254")
    return Procedure(Curie("MAXO:1"), label, False, term, "Lethargy", "poet")


@pytest.mark.parametrize("label", NOT_PROPOSED)
def test_no_test__is_not_told_as_one(label):
    assert not _is_a_test(procedure(label))
    assert is_a_doctor(procedure(label)) is (label in DOCTORS)


@pytest.mark.parametrize("label", TESTS)
def test_a_test__is_told(label):
    assert _is_a_test(procedure(label))
    assert not is_a_doctor(procedure(label))
