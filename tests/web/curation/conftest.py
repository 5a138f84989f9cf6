import pytest
from django.core.cache import cache

from rarekin.web.accounts.models import Host


@pytest.fixture(autouse=True)
def _people(db, toy_release, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "rarekin.web.accounts.outbox.Outbox"
    Host.objects.create(
        name="Rare house", imprint="Anna Host", privacy_contact="privacy@host.example",
        terms="Terms.", rules="Rules.", invitation_only=False,
    )  # fmt: skip
    yield
    cache.clear()
