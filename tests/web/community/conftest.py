import datetime
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.utils import timezone
from tests.web.community.cast import Cast

from rarekin.web.accounts.models import Host


@pytest.fixture(autouse=True)
def _people(db: None, settings) -> Iterator[None]:
    # Hashing a password must not be what takes the time of these tests.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "rarekin.web.accounts.outbox.Outbox"
    settings.PROPOSAL_DELAY_DAYS = 0.0
    yield
    cache.clear()


@pytest.fixture
def host_row() -> Host:
    return Host.objects.create(
        name="Rare house", imprint="Anna Host", privacy_contact="privacy@host.example",
        terms="Terms.", rules="Rules.", crisis_help="Call the house line.", invitation_only=False,
    )  # fmt: skip


@pytest.fixture
def cast(host_row: Host) -> Cast:
    return Cast()


@pytest.fixture
def long_ago() -> datetime.datetime:
    return timezone.now() - datetime.timedelta(days=40)
