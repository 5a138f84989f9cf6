from django.test import Client
from tests.web.accounts.cast import (
    PASSWORD,
    make_profile,
    make_user,
    signed_in,
    with_second_factor,
)

from rarekin.api.home import home
from rarekin.web.accounts.arriving.first_run import setup_token
from rarekin.web.accounts.models import Host, OutgoingMail, Profile, User

FORM = {
    "email": "host@example.org", "password": PASSWORD, "name": "Rare house",
    "imprint": "Anna Host, Street 1", "privacy_contact": "privacy@example.org",
    "terms": "No medical advice.", "rules": "Be kind.", "invitation_only": "on",
    "backup_days": "30", "first_diseases": "progressive osseous heteroplasia\n",
}  # fmt: skip


def test_setup__opens_once_and_only_with_the_token(toy_release, monkeypatch, tmp_path):
    monkeypatch.setenv("RAREKIN_HOME", str(tmp_path))
    token = setup_token()
    assert setup_token() == token
    assert (home() / "setup_token").stat().st_mode & 0o077 == 0
    client = Client()
    assert client.get("/setup/guess").status_code == 404
    assert client.get(f"/setup/{token}").status_code == 200


def test_setup__makes_host_and_administrator_and_writes_a_mail(
    full_release, monkeypatch, tmp_path, django_capture_on_commit_callbacks
):
    monkeypatch.setenv("RAREKIN_HOME", str(tmp_path))
    path = f"/setup/{setup_token()}"
    client = Client()
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(path, FORM)
    assert response["Location"] == "/host"
    assert Host.objects.get().first_diseases == ["MONDO:0008153"]
    assert User.objects.get().is_host
    assert OutgoingMail.objects.get().to == "host@example.org"
    assert not (tmp_path / "setup_token").exists()
    assert Client().get(path).status_code == 404
    assert Client().post(path, FORM).status_code == 404
    assert setup_token() == ""
    assert client.get("/host")["Location"] == "/account/2fa/"


def test_desk__makes_a_code_and_a_test_mail(host_row):
    client = signed_in(with_second_factor(make_user("h@example.org", is_host=True)))
    page = client.post("/host", {"note": "patient day", "uses": "5", "days": "10"})
    assert page.context["code"].encode() in page.content
    assert page.context["code"].encode() not in client.get("/host").content
    client.post("/host", {"test_mail": "1"})
    assert OutgoingMail.objects.get().to == "h@example.org"


def test_settings__change_the_imprint(full_release, host_row):
    client = signed_in(with_second_factor(make_user("h@example.org", is_host=True)))
    client.post("/host/settings", {**FORM, "imprint": "Somebody else"})
    assert b"Somebody else" in Client().get("/about/imprint").content


def test_review__shows_name_and_role_and_nothing_about_health(host_row):
    doctor = make_user("doc@example.org")
    profile = make_profile(doctor, "Wise Heron 5", role="professional", about="zebracanary")
    profile.diseases.create(disease="MONDO:0008153")
    client = signed_in(with_second_factor(make_user("m@example.org", is_moderator=True)))
    page = client.get("/host/review").content
    assert b"Wise Heron 5" in page
    assert b"zebracanary" not in page
    assert b"MONDO" not in page
    assert b"doc@" not in page
    client.post("/host/review", {"handle": profile.handle, "do": "verify"})
    assert Profile.objects.get().role_verified_at is not None
    assert client.post("/host/review", {"handle": profile.handle}).status_code == 404


def test_review__a_closed_account_is_led_to_the_reason(host_row):
    bot = make_user("bot@example.org", is_held=True)
    profile = make_profile(bot, "Wild Fox 5")
    own = signed_in(bot)
    client = signed_in(with_second_factor(make_user("m@example.org", is_moderator=True)))
    decided = {"kind": "suspended", "reason": "pretends", "words": "A copy of another account."}
    client.post(f"/people/moderation/account/{profile.handle}", decided)
    assert own.get("/me")["Location"] == "/people/suspended"
