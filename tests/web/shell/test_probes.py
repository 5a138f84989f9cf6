import pytest
from django.db import OperationalError, connection
from django.test import Client


@pytest.mark.django_db
@pytest.mark.usefixtures("toy_release")
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probe__answers_under_any_host_name(path):
    for host in ("127.0.0.1", "10.1.2.3", "web:8000", "nonsense.example"):
        response = Client().get(path, headers={"host": host})
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "no-store"
    assert Client().get("/about", headers={"host": "nonsense.example"}).status_code == 400


@pytest.mark.usefixtures("toy_release")
def test_ready__says_that_the_database_is_away_and_alive_does_not(monkeypatch):
    def away():
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", away)
    assert Client().get("/readyz").json()["status"] == "no database"
    assert Client().get("/readyz").status_code == 503
    assert Client().get("/healthz").status_code == 200


def test_addresses_in_mails__are_the_configured_ones_whatever_the_request_claims(rf, settings):
    from rarekin.web.shell.middleware import ConfiguredAddress

    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://rare.example", ["*"]
    seen = []
    request = rf.get("/me", headers={"host": "evil.example"})
    ConfiguredAddress(lambda r: seen.append(r.build_absolute_uri("/account/x")))(request)
    assert seen == ["https://rare.example/account/x"]
