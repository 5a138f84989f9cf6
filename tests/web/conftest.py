from collections.abc import Iterator

import pytest
from django.utils import translation

from rarekin.web.accounts.house import house
from rarekin.web.http_api.meter import METER


@pytest.fixture(autouse=True)
def _language_of_the_reader() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _no_host_of_another_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start without a host; storing one is noticed at once, so most tests ask no database."""
    monkeypatch.setattr(house._kept, "value", house.House())
    monkeypatch.setattr(house._kept, "good_until", float("inf"))
    monkeypatch.setattr(house._kept, "_was_read", True)


@pytest.fixture(autouse=True)
def _as_many_questions_as_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(METER, "per_minute", 0)
