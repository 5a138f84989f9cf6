"""What signing in, sessions and forms promise, each in one test; docs/security.md names them."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.conf import global_settings, settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.mail import BadHeaderError, EmailMessage
from django.test import Client
from tests.web.accounts.cast import (
    ALL_PRIVATE,
    PASSWORD,
    confirmed,
    link_in,
    make_profile,
    make_user,
    signed_in,
    with_second_factor,
)

import rarekin.web
from rarekin.web.accounts.arriving import signup
from rarekin.web.accounts.models import OutgoingMail, Profile, SignUpWish, User
from rarekin.web.accounts.rights.leaving import erase

EMAIL = "ada@example.org"
WEB = Path(rarekin.web.__file__).parent


def log_in(client, password=PASSWORD, email=EMAIL, **more):
    return client.post("/account/login/", {"login": email, "password": password, **more})


def is_in(client):
    return client.get("/me").status_code == 200


def change_password(client, old, new):
    fields = {"oldpassword": old, "password1": new, "password2": new}
    return confirmed(client).post("/account/password/change/", fields)


@pytest.fixture
def ada(host_row):
    return make_user(EMAIL)


def test_site__begins_without_any_account(host_row):
    assert not get_user_model().objects.exists()


def test_password__counts_as_typed(host_row):
    long = "Zürich  tangerine " + "lamp " * 12 + "œ"
    assert len(long) > 64
    user = User.objects.create_user(EMAIL, long)
    EmailAddress.objects.create(user=user, email=EMAIL, verified=True, primary=True)
    for wrong in (long[:-1], long.lower(), long.replace("  ", " "), long.strip() + " "):
        client = Client()
        log_in(client, wrong)
        assert not is_in(client)
        cache.clear()
    client = Client()
    log_in(client, long)
    assert is_in(client)


def test_password__is_changed_with_the_old_one_and_ends_other_sessions(ada):
    here, there = Client(), Client()
    for client in (here, there):
        log_in(client)
    fresh = "tangerine cloud bicycle lamp"
    assert change_password(here, "not the old one", fresh).status_code == 200
    assert is_in(there)
    assert change_password(here, PASSWORD, fresh).status_code == 302
    assert is_in(here)
    assert not is_in(there)
    assert change_password(here, fresh, "password123456").status_code == 200


@pytest.mark.parametrize("path", ["/account/login/", "/account/password/change/"])
def test_password_fields__are_masked_and_open_to_password_managers(ada, path):
    client = Client() if "login" in path else confirmed(signed_in(ada))
    fields = re.findall(
        r"<input[^>]*name=\"[a-z]*password[^>]*>", client.get(path).content.decode()
    )
    assert fields
    for field in fields:
        assert 'type="password"' in field
        assert "autocomplete=" in field
        assert "onpaste" not in field
        assert "maxlength" not in field


def test_passwords__are_kept_with_a_costly_hash():
    # These tests hash cheaply; the site uses the first that Django names.
    assert global_settings.PASSWORD_HASHERS[0].endswith(PBKDF2PasswordHasher.__name__)
    assert "PASSWORD_HASHERS" not in (WEB / "settings.py").read_text()
    assert PBKDF2PasswordHasher.iterations >= 600_000


def test_sign_in__is_limited_for_an_address_though_the_password_is_right(ada):
    for _n in range(12):
        log_in(Client(), "not the password at all")
    client = Client()
    log_in(client)
    assert not is_in(client)
    cache.clear()
    log_in(client)
    assert is_in(client), "nobody is locked out for good"


def test_limits__do_not_believe_what_a_browser_says_about_its_address(host_row):
    statuses = [
        Client(headers={"X-Forwarded-For": f"10.0.0.{n}"})
        .post("/account/signup/", {"email": f"a{n}@example.org", "is_adult": "on"})
        .status_code
        for n in range(22)
    ]
    assert statuses[:20] == [302] * 20
    assert statuses[20:] == [429, 429]


def test_reset__leads_through_the_second_factor_and_works_once(ada):
    with_second_factor(ada)
    Client().post("/account/password/reset/", {"email": EMAIL})
    path = link_in(OutgoingMail.objects.get())
    client, fresh = Client(), "tangerine cloud bicycle lamp"
    form = client.get(path)["Location"]
    client.post(form, {"password1": fresh, "password2": fresh})
    assert not is_in(client)
    answer = log_in(client, fresh)
    assert answer["Location"].startswith("/account/2fa/authenticate/")
    assert not is_in(client)
    again = Client()
    assert "This link has served" in again.get(path, follow=True).content.decode()


def test_sign_in__makes_a_new_key_of_128_bits(ada):
    client = Client()
    session = client.session
    session["before"] = 1
    session.save()
    before = session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = before
    log_in(client)
    after = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert before != after
    assert not Session.objects.filter(session_key=before).exists()
    assert re.fullmatch("[a-z0-9]{32}", after)


def test_sign_out__ends_the_session_on_the_server(ada):
    client = Client()
    log_in(client)
    stolen = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post("/account/logout/")
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = stolen
    assert not is_in(thief)


def test_session__unused_for_two_weeks_has_ended(ada):
    client = Client()
    log_in(client)
    session = Session.objects.get()
    left = session.expire_date - session.expire_date.now(session.expire_date.tzinfo)
    assert 13 <= left.days <= 14
    Session.objects.update(expire_date=session.expire_date.now(session.expire_date.tzinfo))
    assert not is_in(client)


def test_erased_person__is_signed_out_everywhere(ada):
    client = Client()
    log_in(client)
    erase(ada)
    assert not is_in(client)
    assert not Session.objects.exists()


def test_next_address__leads_nowhere_else(ada):
    for place in ("https://evil.example/", "//evil.example", "javascript:alert(1)"):
        answer = log_in(Client(), next=place)
        assert answer["Location"] == "/me", place
        cache.clear()


def test_cookies__are_strict_where_the_site_is_encrypted(tmp_path):
    names = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE",
             "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "CSRF_COOKIE_HTTPONLY",
             "SESSION_COOKIE_SAMESITE", "CSRF_COOKIE_SAMESITE", "SESSION_COOKIE_DOMAIN",
             "SESSION_COOKIE_PATH")  # fmt: skip
    told = subprocess.run(
        [sys.executable, "-c", "import json; from django.conf import settings;"
         f"print(json.dumps([getattr(settings, n) for n in {names!r}]))"],
        env=os.environ | {"RAREKIN_SITE_URL": "https://rare.example",
                          "RAREKIN_HOME": str(tmp_path),
                          "DJANGO_SETTINGS_MODULE": "rarekin.web.settings"},
        check=True, capture_output=True,
    )  # fmt: skip
    found = dict(zip(names, json.loads(told.stdout), strict=True))
    assert [found[n] for n in names[:2]] == ["__Host-sessionid", "__Host-csrftoken"]
    assert all(found[n] is True for n in names[2:6])
    assert [found[n] for n in names[6:8]] == ["Lax", "Lax"]
    assert (found["SESSION_COOKIE_DOMAIN"], found["SESSION_COOKIE_PATH"]) == (None, "/")


def test_form__stores_only_what_it_asks_for(ada):
    profile = make_profile(ada, "Calm Otter 1")
    bob = make_user("bob@example.org")
    signed_in(ada).post("/me/profile", {
        "pseudonym": "Calm Otter", "role": "professional", **ALL_PRIVATE,
        "reach": "peers", "role_verified_at": "2026-01-01", "user": str(bob.pk),
        "handle": "mine", "is_host": "on", "is_held": "", "is_moderator": "on",
    })  # fmt: skip
    after = Profile.objects.get(pk=profile.pk)
    assert (after.reach, after.role_verified_at, after.handle) == ("hidden", None, profile.handle)
    assert after.user_id == ada.pk
    ada.refresh_from_db()
    assert not ada.is_staff


def test_form__an_address_cannot_be_twice_in_one(host_row):
    """Of two values of one name the last counts, for the check and for what is done alike."""
    body = "email=a@example.org&email=b@example.org&is_adult=on"
    Client().post("/account/signup/", body, content_type="application/x-www-form-urlencoded")
    assert [mail.to for mail in OutgoingMail.objects.all()] == ["b@example.org"]


def test_mail__takes_no_second_header(host_row):
    for evil in ("a@example.org\nBcc: b@example.org", "a@example.org\r\nSubject: x"):
        Client().post("/account/signup/", {"email": evil, "is_adult": "on"})
    assert not OutgoingMail.objects.exists()
    with pytest.raises(BadHeaderError):
        EmailMessage("x\nBcc: b@example.org", "t", None, ["a@example.org"]).message()


def test_signup__is_made_whole_or_not_at_all(host_row, monkeypatch):
    Client().post("/account/signup/", {"email": EMAIL, "is_adult": "on"})
    path = link_in(OutgoingMail.objects.get())

    def fail(**_fields):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(signup.EmailAddress.objects, "create", fail)
        Client(raise_request_exception=False).post(path, {"password": PASSWORD})
    assert not User.objects.exists()
    assert SignUpWish.objects.exists()
    assert Client().post(path, {"password": PASSWORD}).status_code == 302


@pytest.mark.parametrize("path", ["/", "/me", "/about/privacy", "/account/login/"])
def test_trace__is_answered_by_nothing(toy_release, host_row, path):
    assert Client().trace(path).status_code in {302, 405}


def test_folders__are_not_listed(host_row):
    for path in ("/static/", "/static/shell/", "/static/accounts/"):
        assert Client().get(path).status_code == 404


def test_scripts__build_no_markup_from_text_and_run_no_text():
    ours = [p for p in WEB.rglob("*.js") if "node_modules" not in p.parts]
    assert ours
    for script in ours:
        text = script.read_text()
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write", text), (
            script
        )
        assert not re.search(r"\beval\(|new Function\(|setTimeout\(\s*[\"']", text), script
        assert "postMessage" not in text or "worker" in script.name or "saved" in script.name


def test_code__runs_no_text_and_starts_no_shell():
    for path in WEB.rglob("*.py"):
        text = path.read_text()
        assert not re.search(
            r"\b(eval|exec)\(|pickle\.|shell=True|os\.system|mark_safe\(request", text
        ), path


def test_own_pages__have_a_way_out(ada):
    make_profile(ada, "Calm Otter 1")
    client = signed_in(ada)
    assert b'action="/account/logout/"' in client.get("/me").content
    for path in ("/me/profile", "/me/topics", "/me/data", "/me/consents", "/me/erase"):
        assert b'href="/me"' in client.get(path).content
