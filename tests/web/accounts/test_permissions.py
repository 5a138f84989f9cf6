"""Who may open what: every address of the accounts, for every kind of people."""

import pytest
from django.db.models import Q
from django.test import Client
from django.urls import get_resolver
from tests.web.accounts.cast import (
    confirmed,
    make_profile,
    make_user,
    signed_in,
    with_second_factor,
)

from rarekin.web.accounts.being.people import acquaintance
from rarekin.web.accounts.models import OutgoingMail, Profile
from rarekin.web.accounts.models.profile import Reach
from rarekin.web.accounts.urls import urlpatterns

KINDS = ("nobody", "stranger", "owner", "introduced", "blocked", "moderator", "host")
SIGNED_IN = dict.fromkeys(KINDS, 200) | {"nobody": 302}
OPEN = dict.fromkeys(KINDS, 200)
POST_ONLY = dict.fromkeys(KINDS, 405)
STAFF = dict.fromkeys(KINDS, 404) | {"moderator": 200, "host": 200}
HOST = dict.fromkeys(KINDS, 404) | {"host": 200}
CARD = dict.fromkeys(KINDS, 404) | {"owner": 200, "introduced": 200}
GONE = dict.fromkeys(KINDS, 404)

TABLE = {
    "me": SIGNED_IN,
    "me/profile": SIGNED_IN,
    "me/diseases": SIGNED_IN,
    "me/signs": SIGNED_IN,
    "me/topics": SIGNED_IN,
    "me/role": SIGNED_IN | dict.fromkeys(KINDS[1:], 302),
    "me/role/<str:token>": dict.fromkeys(KINDS, 410),
    "me/consents": SIGNED_IN,
    "me/data": SIGNED_IN,
    "me/data/everything.json": SIGNED_IN,
    "me/data/everything.html": SIGNED_IN,
    "me/data/phenopacket": SIGNED_IN,
    "me/data/matchmaker": SIGNED_IN,
    "me/erase": SIGNED_IN,
    "me/erase/ask": POST_ONLY,
    "me/erase/take-back": POST_ONLY,
    "me/security": SIGNED_IN,
    "meet": OPEN,
    "meet/start": POST_ONLY,
    "card/<str:handle>": CARD,
    "about/privacy": OPEN,
    "about/imprint": OPEN,
    "about/logo-<slug:digest>.png": GONE,
    "account/sessions/": SIGNED_IN,
    "account/signup/": dict.fromkeys(KINDS, 302) | {"nobody": 200},
    "account/signup/sent": OPEN,
    "account/signup/finish/<str:token>": dict.fromkeys(KINDS, 410),
    "setup/<str:token>": GONE,
    "host": HOST,
    "host/settings": HOST,
    "host/review": STAFF,
}
ALLAUTH = {
    "account/login/": dict.fromkeys(KINDS, 302) | {"nobody": 200},
    "account/logout/": dict.fromkeys(KINDS, 200) | {"nobody": 302},
    "account/email/": SIGNED_IN,
    "account/password/change/": SIGNED_IN,
    "account/password/reset/": OPEN,
    "account/2fa/": SIGNED_IN,
}


@pytest.fixture
def cast(host_row):
    """Everybody, and the owner's card that lets mutual peers in."""
    owner = make_user("owner@example.org")
    people = {
        "owner": owner,
        "stranger": make_user("stranger@example.org"),
        "introduced": make_user("introduced@example.org"),
        "blocked": make_user("blocked@example.org"),
        "moderator": with_second_factor(make_user("mod@example.org", is_moderator=True)),
        "host": with_second_factor(make_user("host@example.org", is_host=True)),
    }
    cards = {
        name: make_profile(person, f"{name} card 1", reach=Reach.PEERS)
        for name, person in people.items()
    }
    met = {people[n].pk: owner.pk for n in ("introduced", "blocked")}
    acquaintance.introduced_to = lambda viewer: Q(user=met.get(viewer.pk))
    acquaintance.blocked_with = lambda viewer: (
        Q(user=owner) if viewer == people["blocked"] else Q(pk__in=())
    )
    clients = {"nobody": Client()} | {n: confirmed(signed_in(p)) for n, p in people.items()}
    return clients, cards["owner"]


def test_table__names_every_address_of_the_accounts():
    known = {str(p.pattern) for p in urlpatterns if not hasattr(p, "url_patterns")}
    [own] = [p for p in urlpatterns if getattr(p, "namespace", None) == "accounts"]
    known |= {str(p.pattern) for p in own.url_patterns}
    assert known == set(TABLE)


@pytest.mark.parametrize("route", [*TABLE, *ALLAUTH])
def test_address__opens_only_to_whom_it_should(toy_release, cast, route):
    clients, card = cast
    expected = (TABLE | ALLAUTH)[route]
    path = "/" + route.replace("<str:handle>", card.handle).replace("<str:token>", "guess")
    path = path.replace("<slug:digest>", "0")
    found = {kind: clients[kind].get(path).status_code for kind in KINDS}
    assert found == expected


def test_card__looks_the_same_to_everybody_it_is_closed_to(toy_release, cast):
    clients, card = cast
    absent = Client().get("/card/AAAAAAAAAAAAAAAA")
    for kind in ("nobody", "stranger", "blocked", "moderator", "host"):
        answer = clients[kind].get(f"/card/{card.handle}")
        assert answer.status_code == absent.status_code == 404
        # Links to other languages repeat the address that was asked for.
        told = answer.content.replace(card.handle.encode(), b"A" * 16)
        assert told == absent.content, kind
        assert sorted(answer.headers) == sorted(absent.headers), kind


def test_card__needs_both_to_be_visible(toy_release, cast):
    clients, card = cast
    Profile.objects.filter(user__email="introduced@example.org").update(reach=Reach.MATCHABLE)
    assert clients["introduced"].get(f"/card/{card.handle}").status_code == 404


@pytest.mark.parametrize("path", ["/host", "/host/settings", "/host/review"])
def test_staff_pages__ask_for_a_second_factor(host_row, path):
    client = signed_in(make_user("h@example.org", is_host=True))
    assert client.get(path)["Location"] == "/account/2fa/"


@pytest.mark.parametrize("path", ["/me/erase/ask", "/me/erase/take-back", "/me", "/me/consents",
                                  "/me/topics", "/me/profile"])  # fmt: skip
def test_posts__need_a_token(host_row, path):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user("a@example.org"))
    assert client.post(path, {"reach": "peers"}).status_code == 403


@pytest.mark.parametrize("path", ["/me/data/everything.json", "/me/data/everything.html",
                                  "/me/data/phenopacket", "/me/data/matchmaker",
                                  "/account/sessions/", "/account/2fa/totp/activate/"])  # fmt: skip
def test_downloads__ask_for_the_password_again(host_row, path):
    response = signed_in(make_user("a@example.org")).get(path)
    assert response["Location"].startswith("/account/reauthenticate/")


@pytest.mark.parametrize(
    ("path", "fields"),
    [("/account/email/", {"email": "new@example.org", "action_add": "1"}),
     ("/account/sessions/", {}), ("/account/2fa/recovery-codes/generate/", {})],
)  # fmt: skip
def test_changes_of_signing_in__ask_for_the_password_again(host_row, path, fields):
    user = make_user("a@example.org")
    response = signed_in(user).post(path, fields)
    assert response["Location"].startswith("/account/reauthenticate/")
    assert not OutgoingMail.objects.exists()
    assert signed_in(user).get("/me").status_code == 200


def test_resolver__has_no_admin():
    assert not [p for p in get_resolver().url_patterns if "admin" in str(p.pattern)]


def test_public_pages__set_no_cookie_and_do_not_vary(toy_release, host_row):
    user = make_user("a@example.org")
    for path in ("/", "/about", "/about/privacy", "/about/imprint", "/sources"):
        plain, own = Client().get(path), signed_in(user).get(path)
        assert plain.status_code == 200
        assert not plain.cookies
        assert "Cookie" not in plain.headers.get("Vary", "")
        assert plain.content == own.content, path


def test_own_pages__are_never_kept(toy_release, cast):
    clients, card = cast
    for path in (
        "/me",
        "/me/profile",
        "/me/topics",
        "/me/data",
        "/me/erase",
        f"/card/{card.handle}",
    ):
        assert "no-store" in clients["owner"].get(path)["Cache-Control"]
