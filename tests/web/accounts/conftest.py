from collections.abc import Iterator

import pytest
from django.core.cache import cache

from rarekin.web.accounts.being.people import acquaintance
from rarekin.web.accounts.models import Host


@pytest.fixture(autouse=True)
def _people(db: None, settings) -> Iterator[None]:
    # Hashing a password must not be what takes the time of these tests.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "rarekin.web.accounts.outbox.Outbox"
    before = acquaintance.introduced_to, acquaintance.blocked_with
    yield
    cache.clear()
    acquaintance.introduced_to, acquaintance.blocked_with = before


@pytest.fixture
def host_row() -> Host:
    return Host.objects.create(
        name="Rare house", imprint="Anna Host", privacy_contact="privacy@host.example",
        terms="Terms.", rules="Rules.", invitation_only=False,
    )  # fmt: skip
