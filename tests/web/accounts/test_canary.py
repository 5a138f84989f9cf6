"""A word that means a disease is planted in every field and looked for everywhere else."""

import logging

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from tests.web.accounts.cast import PASSWORD, confirmed, make_profile, make_user, signed_in

from rarekin.model.case import State
from rarekin.web.accounts.being.profiles import signs_write
from rarekin.web.accounts.models import Erasure, OutgoingMail, Profile, ProfileDisease
from rarekin.web.accounts.pages import conditions

CANARY = "zebracanary"
ILLNESS = ("MONDO:0008153", "osseous", "HP:0011987", CANARY)


@pytest.fixture
def person(full_release, host_row):
    user = make_user("ada@example.org")
    profile = make_profile(
        user, f"{CANARY} 77", about=CANARY, looks_for=CANARY, can_offer=CANARY, country="FR"
    )
    ProfileDisease.objects.create(profile=profile, disease="MONDO:0008153")
    signs_write(profile=profile, states={"HP:0011987": State.PRESENT}, sharing={})
    return user


def tell_everything(client):
    client.post("/me/diseases", {"words": f"osseous {CANARY}"})
    client.post("/me/diseases", {"add": "MONDO:0008153"})
    client.post("/me/diseases", {"add": CANARY})
    client.post("/me/signs", {"words": f"bone under the skin {CANARY}", "do": "read"})
    client.post("/me/signs", {"term": [CANARY], f"state-{CANARY}": "present"})
    client.post("/me/topics", {"topics": [CANARY], "for-school": CANARY, CANARY: "peers"})
    client.post("/me/profile", {"pseudonym": CANARY, "role": CANARY, "about": CANARY})
    client.post("/account/password/change/", {"oldpassword": CANARY, "password1": CANARY})
    client.post("/account/sessions/", {CANARY: CANARY})
    client.post("/me/consents", {"give": CANARY})
    client.post("/me", {"reach": CANARY})
    client.get(f"/card/{CANARY}")
    client.get(f"/me/{CANARY}?q={CANARY}")
    client.post("/me/data/matchmaker", {"contact_name": CANARY, "contact_email": CANARY})


def test_logs__tell_no_illness(person, caplog):
    caplog.set_level(logging.DEBUG)
    tell_everything(confirmed(signed_in(person)))
    said = "\n".join(r.getMessage() for r in caplog.records if not r.name.startswith("django.db"))
    assert not [word for word in ILLNESS if word in said]
    assert settings.LOGGING["loggers"]["django.request"]["handlers"] == ["nowhere"]


def test_cache_and_sessions__hold_no_illness(person):
    client = confirmed(signed_in(person))
    tell_everything(client)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM shared_cache")
        kept = str(cursor.fetchall())
    kept += str(dict(client.session.items()))
    # What a page just said to its owner waits in the session for the next page, then goes.
    client.get("/me")
    kept_after = kept.replace(str(client.session.get("_messages", "")), "")
    assert CANARY not in str(dict(client.session.items()))
    assert "MONDO" not in kept_after


def test_mails__tell_no_illness(person):
    client = confirmed(signed_in(person))
    tell_everything(client)
    Client().post("/account/signup/", {"email": "ada@example.org", "is_adult": "on"})
    Client().post("/account/password/reset/", {"email": "ada@example.org"})
    client.post("/account/password/change/", {
        "oldpassword": PASSWORD, "password1": "another long enough word",
        "password2": "another long enough word"})  # fmt: skip
    mails = OutgoingMail.objects.all()
    assert mails.count() >= 2
    for mail in mails:
        said = f"{mail.subject} {mail.text} {mail.html} {mail.headers}"
        assert not [word for word in (*ILLNESS, "disease") if word in said.lower()], said


def test_addresses_and_titles__tell_no_illness(person):
    client = confirmed(signed_in(person))
    for path in ("/me", "/me/profile", "/me/diseases", "/me/signs", "/me/data",
                 f"/card/{Profile.objects.get().handle}"):  # fmt: skip
        page = client.get(path).content.decode()
        title = page.split("<title>")[1].split("</title>")[0]
        assert not [word for word in (*ILLNESS, "isease") if word in title]
        links = [part.split('"')[0] for part in page.split('href="')[1:]]
        assert not [link for link in links if any(word in link for word in ILLNESS)], path


def test_error_page_and_log__tell_no_illness(person, monkeypatch, caplog):
    def break_down(words, limit):
        raise RuntimeError(words)

    monkeypatch.setattr(conditions, "search", break_down)
    client = signed_in(person)
    client.raise_request_exception = False
    answer = client.post("/me/diseases", {"words": CANARY})
    assert answer.status_code == 500
    assert CANARY not in answer.content.decode()
    assert CANARY not in caplog.text
    assert "RuntimeError" in caplog.text


def test_tasks__carry_nothing_about_people(person):
    from django_tasks_db.models import DBTaskResult

    Erasure.objects.create(user=person, due_at=person.joined_at)
    call_command("tick", "--once")
    for row in DBTaskResult.objects.all():
        assert row.args_kwargs == {"args": [], "kwargs": {}}


def test_objects__show_nothing_when_printed(person):
    profile = Profile.objects.get()
    shown = [repr(profile), str(profile), repr(person), *map(repr, profile.diseases.all()),
             *map(repr, profile.signs.all())]  # fmt: skip
    assert not [text for text in shown if any(w in text for w in (*ILLNESS, "ada@"))]
