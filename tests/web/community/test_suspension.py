"""Nobody is shut out without a word: what somebody who is suspended sees, and what they do not."""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from tests.web.accounts.cast import (
    PASSWORD,
    confirmed,
    make_profile,
    make_user,
    signed_in,
    with_second_factor,
)
from tests.web.community.cast import browser

from rarekin.web.accounts.being.people import matchable, visible_to
from rarekin.web.accounts.guarding.suspended import OPEN, PUBLIC, is_of_people
from rarekin.web.accounts.models import Erasure, OutgoingMail, Profile, User
from rarekin.web.community.models import Appeal, ModerationAction
from rarekin.web.community.safety.appeals import open_appeals
from rarekin.web.community.safety.moderation import Target, decide

ROOM = "/people/suspended"
WHY = "Please do not sell anything here."
ILLNESS = ("isease", "MONDO", "osseous", "Otter", "sell")


def patterns(urls, prefix="", space=""):
    for pattern in urls:
        if isinstance(pattern, URLResolver):
            name = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from patterns(pattern.url_patterns, prefix + str(pattern.pattern), name)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{space}{pattern.name}", prefix + str(pattern.pattern)


def address(route):
    route = re.sub(r"<int:\w+>", "1", route)
    return "/" + re.sub(r"<[\w:]+>", "guess", route)


@pytest.fixture
def moderator():
    return with_second_factor(make_user("mod@example.org", is_moderator=True))


@pytest.fixture
def ada(toy_release, host_row, cast, moderator):
    """Somebody who met another, and then is suspended, with the reason."""
    person = cast.person("Calm Otter", diseases=())
    cast.introduce(person, cast.person("Kind Heron", diseases=()))
    decide(actor=moderator, target=Target(person), kind="suspended", reason="selling", words=WHY)
    person.user.refresh_from_db()
    return person


def test_addresses_of_people__are_closed_to_somebody_suspended_but_for_the_room(ada):
    known = dict(patterns(get_resolver().url_patterns))
    assert set(known) >= OPEN | PUBLIC
    client = confirmed(browser(ada))
    n_closed = 0
    for name, route in known.items():
        if not is_of_people(name) or "(" in route:
            continue
        for answer in (client.get(address(route)), client.post(address(route), {"x": "y"})):
            leads = answer.headers.get("Location", "")
            if name in OPEN:
                assert leads != ROOM or name == "community:suspended", name
            else:
                assert (answer.status_code, leads) == (302, ROOM), name
                n_closed += 1
        if name == "account_logout":
            client = confirmed(browser(ada))
    assert n_closed > 100


def test_room__has_the_words_and_every_way_on(ada):
    page = browser(ada).get(ROOM).content.decode()
    assert WHY in page
    for way in ("/me/data", "/me/erase", "/account/logout/", "/about/imprint"):
        assert f'"{way}"' in page
    assert "Call the house line." in page
    assert "mod@example.org" not in page
    assert Client().get("/about/privacy").content == browser(ada).get("/about/privacy").content


def test_sign_in_with_password__leads_to_the_room(ada):
    client = Client()
    sent = {"login": ada.user.email, "password": PASSWORD}
    answer = client.post("/account/login/", sent, follow=True)
    assert answer.redirect_chain[-1][0] == ROOM


def test_mail__says_at_once_that_something_waits_and_nothing_else(ada):
    mail = OutgoingMail.objects.get(to=ada.user.email)
    said = f"{mail.subject} {mail.text} {mail.headers}"
    assert "/account/login/" in said
    assert not [word for word in ILLNESS if word in said]


def test_mail__speaks_the_language_of_the_account(toy_release, host_row, cast, moderator):
    person = cast.person("Calm Otter", diseases=())
    User.objects.filter(pk=person.user_id).update(language="fr")
    person.user.refresh_from_db()
    decide(actor=moderator, target=Target(person), kind="suspended", reason="other", words=WHY)
    assert "Bonjour" in OutgoingMail.objects.get(to=person.user.email).text


def test_data_and_erasure__stay_open(ada):
    client = confirmed(browser(ada))
    assert client.get("/me/data/everything.json").status_code == 200
    client.post("/me/erase/ask")
    assert Erasure.objects.filter(user=ada.user).exists()


def test_suspended__are_found_and_shown_nowhere(ada):
    other = Profile.objects.get(pseudonym="Kind Heron")
    assert not matchable().filter(pk=ada.pk).exists()
    assert not visible_to(other.user).filter(pk=ada.pk).exists()
    assert browser(other).get(f"/card/{ada.handle}").status_code == 404


def test_appeal__is_decided_by_another_moderator_and_gives_the_account_back(ada, moderator):
    [action] = ModerationAction.objects.all()
    client = browser(ada)
    client.post(ROOM, {"decision": action.handle, "words": "It was a gift."})
    assert b"It is not decided yet" in client.get(ROOM).content
    second = with_second_factor(make_user("mod2@example.org", is_moderator=True))
    assert not open_appeals(moderator).exists()
    where = f"/people/moderation/appeal/{action.handle}"
    signed_in(second).post(where, {"grant": "yes", "words": "Agreed."})
    ada.user.refresh_from_db()
    assert ada.user.suspended_at is None
    assert not Appeal.objects.get().by_the_same
    assert client.get("/me").status_code == 200
    assert OutgoingMail.objects.filter(to=ada.user.email).count() == 2


def test_appeal__where_there_is_one_moderator_is_decided_openly_by_the_same(ada, moderator):
    [action] = ModerationAction.objects.all()
    client = browser(ada)
    client.post(ROOM, {"decision": action.handle, "words": "It was a gift."})
    where = f"/people/moderation/appeal/{action.handle}"
    signed_in(moderator).post(where, {"grant": "no", "words": "It had a price."})
    page = client.get(ROOM).content
    assert b"The second look kept the decision" in page
    assert b"the same person looked again" in page
    assert OutgoingMail.objects.filter(to=ada.user.email).count() == 2


def test_list__shows_who_is_suspended_and_undoes_it_with_a_reason(ada, moderator):
    desk = signed_in(moderator)
    page = desk.get("/people/moderation/accounts").content.decode()
    assert "Calm Otter" in page
    assert WHY in page
    where = f"/people/moderation/account/{ada.handle}"
    assert where in page
    desk.post(where, {"kind": "restored", "reason": "other", "words": ""})
    ada.user.refresh_from_db()
    assert ada.user.suspended_at is not None, "undoing asks for a reason, too"
    desk.post(where, {"kind": "restored", "reason": "other", "words": "Welcome back."})
    ada.user.refresh_from_db()
    assert ada.user.suspended_at is None
    assert b"Nobody." in desk.get("/people/moderation/accounts").content


def test_closing_a_new_account__asks_first_and_needs_words(toy_release, host_row, moderator):
    user = make_user("new@example.org", is_held=True)
    profile = make_profile(user, "New Finch 1")
    desk = signed_in(moderator)
    where = f"/people/moderation/account/{profile.handle}"
    assert where in desk.get("/host/review").content.decode()
    desk.post("/host/review", {"handle": profile.handle, "do": "close"})
    assert desk.get(where).status_code == 200
    desk.post(where, {"kind": "suspended", "reason": "pretends", "words": " "})
    user.refresh_from_db()
    assert user.suspended_at is None
    desk.post(where, {"kind": "suspended", "reason": "pretends", "words": "A copy of another."})
    user.refresh_from_db()
    assert user.suspended_at is not None
    assert b"A copy of another." in signed_in(user).get(ROOM).content


def test_account__without_a_report_is_decided_about_only_where_it_waits(
    toy_release, host_row, cast, moderator
):
    person = cast.person("Calm Otter", diseases=())
    where = f"/people/moderation/account/{person.handle}"
    assert signed_in(moderator).get(where).status_code == 404


def test_password__can_be_set_anew_while_suspended(ada):
    Client().post("/account/password/reset/", {"email": ada.user.email})
    assert "/account/password/reset/key/" in OutgoingMail.objects.latest("pk").text


def test_closed_without_a_reason__says_whom_to_ask(toy_release, host_row):
    user = make_user("ada@example.org", suspended_at=timezone.now())
    assert b"Ask them" in signed_in(user).get(ROOM).content
