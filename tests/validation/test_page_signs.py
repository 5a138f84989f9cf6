"""The quick part of the scan over the signs of all pages: every 40th page."""

import pytest

from rarekin.api.making.release import use_release
from validation import page_signs


@pytest.fixture(scope="module")
def found(full_release_folder):
    with use_release(full_release_folder):
        return page_signs.count(every=40)


@pytest.mark.parametrize("kind", page_signs.FAULTS)
def test_page_signs__no_page_misleads(found, kind):
    assert found[0][kind] == []


def test_page_signs__most_pages_with_signs_open_with_what_their_definition_names(found):
    openings = found[1]
    with_signs = sum(openings[kind] for kind in page_signs.OPENINGS[:5])
    assert openings[page_signs.OPENINGS[0]] + openings[page_signs.OPENINGS[1]] > with_signs / 3
