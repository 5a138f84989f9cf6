"""The quick part of the scan over all pages: every 40th page of the release the tests build."""

import pytest

from rarekin.api.making.release import use_release
from validation import page_facts

LISTED = {
    # Titles that no source has another for; shown as they are until one has.
    "13 hurtful title",
}


@pytest.fixture(scope="module")
def found(full_release_folder):
    with use_release(full_release_folder):
        return page_facts.count(every=40)[0]


@pytest.mark.parametrize(
    "kind", [*(k for k in page_facts.CHECKS if k not in LISTED), "15 one title on two pages"]
)
def test_page_facts__no_page_misleads(found, kind):
    assert found[kind] == []
