import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.accounts.cast import PASSWORD, make_user, signed_in

from rarekin.web.accounts.arriving import puzzle
from rarekin.web.accounts.models import Bucket, OutgoingMail

KNOWN, UNKNOWN = "ada.known@example.org", "eve.other@example.org"
TOKENS = re.compile(rb'name="(csrfmiddlewaretoken|challenge)" value="[^"]*"')


def observed(path, email, fields):
    """Everything an onlooker can see or measure about one POST: answer, headers, steps, mails."""
    cache.clear()
    Bucket.objects.all().delete()
    client = Client()
    first = client.get(path)
    extra = {}
    if "signup" in path:
        challenge = first.context["challenge"]
        extra = {"challenge": challenge, "answer": puzzle.solve(challenge)}
    with CaptureQueriesContext(connection) as queries:
        response = client.post(path, {**fields, **extra})
    headers = {k: v for k, v in response.headers.items() if k not in {"Content-Length", "Expires"}}
    body = TOKENS.sub(b"", response.content).replace(email.encode(), b"EMAIL")
    after = client.get(response["Location"]).content if response.has_header("Location") else b""
    return {
        "status": response.status_code,
        "headers": headers,
        "cookies": sorted(response.cookies),
        "body": body,
        "next": TOKENS.sub(b"", after).replace(email.encode(), b"EMAIL"),
        "mails": OutgoingMail.objects.filter(to=email).count(),
        "steps": [shape(q["sql"]) for q in queries.captured_queries],
    }


def shape(sql):
    """A query without its values."""
    return re.sub(r"'[^']*'|\b[0-9a-f]{32}\b|\d+(\.\d+)?", "?", sql.split("WHERE")[0])[:60]


@pytest.mark.parametrize(
    ("path", "name", "fields"),
    [
        ("/account/signup/", "email", {"is_adult": "on"}),
        ("/account/login/", "login", {"password": "not the password at all"}),
        ("/account/password/reset/", "email", {}),
    ],
)
def test_onlooker__cannot_tell_a_known_address(host_row, path, name, fields):
    make_user(KNOWN)
    known = observed(path, KNOWN, {name: KNOWN, **fields})
    unknown = observed(path, UNKNOWN, {name: UNKNOWN, **fields})
    assert known["steps"] == unknown["steps"]
    assert known == unknown
    assert known["mails"] == (0 if "login" in path else 1)
    subjects = set(OutgoingMail.objects.values_list("subject", flat=True))
    assert len(subjects) <= 1


def test_login__hashes_one_password_either_way(host_row, monkeypatch):
    from django.contrib.auth.hashers import MD5PasswordHasher

    made = []
    whole = MD5PasswordHasher.encode

    def counted(self, password, salt):
        made.append(1)
        return whole(self, password, salt)

    make_user(KNOWN)
    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    counts = []
    for email in (KNOWN, UNKNOWN):
        made.clear()
        Client().post("/account/login/", {"login": email, "password": "not the password"})
        counts.append(len(made))
    assert counts == [1, 1]


def test_signup__hashes_no_password(host_row, django_assert_num_queries):
    make_user(KNOWN)
    Client().post("/account/signup/", {"email": KNOWN, "is_adult": "on"})
    assert OutgoingMail.objects.get().text.count("sign up") == 1


def test_change_of_address__does_not_tell_that_it_is_taken(host_row):
    make_user(KNOWN)
    answers = []
    for n, wanted in enumerate((KNOWN, UNKNOWN)):
        client = signed_in(make_user(f"me{n}@example.org"))
        reauthenticated = client.post(
            "/account/reauthenticate/?next=/account/email/", {"password": PASSWORD}
        )
        assert reauthenticated.status_code == 302
        response = client.post("/account/email/", {"email": wanted, "action_add": "1"})
        page = client.get("/account/email/").content
        cleaned = TOKENS.sub(b"", page).replace(wanted.encode(), b"EMAIL")
        cleaned = cleaned.replace(f"me{n}@".encode(), b"me@")
        answers.append(
            (response.status_code, cleaned, OutgoingMail.objects.filter(to=wanted).count())
        )
    assert answers[0] == answers[1]
