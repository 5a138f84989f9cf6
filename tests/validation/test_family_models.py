"""The quick part of validation/family_models.py: every model on six families."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def scan():
    path = ROOT / "validation" / "family_models.py"
    spec = importlib.util.spec_from_file_location("family_models", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_model__answers_six_families_in_the_right_order_of_magnitude(scan):
    assert list(scan.check_models()) == []


def test_pages__of_the_small_release_contradict_no_model(scan, toy_release):
    _leads, wrong, listed = scan.scan_pages()
    assert not wrong, listed
