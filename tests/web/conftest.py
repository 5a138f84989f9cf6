from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _language_of_the_reader() -> Iterator[None]:
    with translation.override("en"):
        yield
