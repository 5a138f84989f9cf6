"""A part of `validation/same_pages.py` small enough for every run."""

import pytest

from validation import same_pages


@pytest.mark.slow
def test_pages__are_the_same_in_two_processes(full_release):
    n_pages, different = same_pages.that_differ(every=60)
    assert n_pages > 200
    assert different == []
