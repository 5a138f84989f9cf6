"""Who may open what: every address of the community, for every kind of people."""

import pytest
from django.test import Client
from tests.web.accounts.cast import make_user, signed_in, with_second_factor
from tests.web.community.cast import browser, join, side_of

from rarekin.web.community.models import Message, ModerationAction, Post, Report
from rarekin.web.community.rooms.joining import group_of
from rarekin.web.community.safety.blocking import block
from rarekin.web.community.talking.posting import thread_start
from rarekin.web.community.talking.talks import message_send, talk_with
from rarekin.web.community.urls import urlpatterns

KINDS = ("nobody", "stranger", "owner", "introduced", "member", "blocked", "moderator", "host")
EVERYBODY = dict.fromkeys(KINDS, 200)
SIGNED_IN = EVERYBODY | {"nobody": 302}
POST_ONLY = dict.fromkeys(KINDS, 405)
NOBODY = dict.fromkeys(KINDS, 404) | {"nobody": 302}
OWNER = NOBODY | {"owner": 200}
MEMBERS = NOBODY | {"owner": 200, "member": 200, "introduced": 200}
STAFF = dict.fromkeys(KINDS, 404) | {"moderator": 200, "host": 200}
HOST = dict.fromkeys(KINDS, 404) | {"host": 200}

# Handles in the addresses are the owner's own side, thread and post.
TABLE = {
    "people/introductions": SIGNED_IN,
    "people/introductions/<str:handle>": POST_ONLY,
    "people/wishes": POST_ONLY,
    "people/messages": SIGNED_IN,
    "people/messages/<str:handle>": OWNER,
    "people/messages/<str:handle>/block": POST_ONLY,
    "people/blocks": SIGNED_IN,
    "people/contacts": SIGNED_IN,
    "people/contact/<str:token>": dict.fromkeys(KINDS, 410),
    "people/circles": SIGNED_IN,
    "people/circles/<str:handle>": POST_ONLY,
    "people/groups": SIGNED_IN,
    "people/groups/search": SIGNED_IN,
    "people/groups/<slug:slug>": SIGNED_IN,
    "people/groups/<slug:slug>/membership": POST_ONLY,
    "people/groups/<slug:slug>/new": MEMBERS | {"blocked": 200},
    "people/threads/<str:handle>": MEMBERS,
    "people/threads/<str:handle>/follow": POST_ONLY,
    "people/posts/<str:handle>/me-too": POST_ONLY,
    "people/threads/<str:handle>/pin": POST_ONLY,
    "people/posts/<str:handle>/edit": OWNER,
    "people/posts/<str:handle>/remove": POST_ONLY,
    "people/posts/<str:handle>/block": MEMBERS | {"owner": 404},
    "people/report/<slug:kind>/<str:handle>": MEMBERS | {"owner": 404},
    "people/reports": SIGNED_IN,
    "people/notices": SIGNED_IN,
    "people/unsubscribe/<str:token>": EVERYBODY,
    "people/watch": POST_ONLY,
    "people/watch/<str:sealed>": dict.fromkeys(KINDS, 302),
    "people/watches": SIGNED_IN,
    "people/decisions": SIGNED_IN,
    "people/suspended": dict.fromkeys(KINDS, 302),
    "people/timeline": SIGNED_IN,
    "people/today": SIGNED_IN,
    "people/moderation": STAFF,
    "people/moderation/accounts": STAFF,
    "people/moderation/team": HOST,
    "people/moderation/rooms": HOST,
    "people/moderation/<slug:kind>/<str:handle>": STAFF,
    "about/moderation": EVERYBODY,
}
# Addresses that change something: what a POST by each kind of person answers.
POSTS = {
    "people/introductions/<str:handle>": NOBODY,
    "people/wishes": dict.fromkeys(KINDS, 302),
    "people/messages/<str:handle>/block": NOBODY | {"owner": 302},
    "people/circles/<str:handle>": NOBODY,
    "people/threads/<str:handle>/pin": NOBODY,
    "people/posts/<str:handle>/edit": NOBODY | {"owner": 400},
    "people/threads/<str:handle>/follow": MEMBERS
    | dict.fromkeys(("owner", "member", "introduced"), 302),
    "people/posts/<str:handle>/me-too": MEMBERS
    | dict.fromkeys(("owner", "member", "introduced"), 302),
    "people/posts/<str:handle>/remove": NOBODY | {"owner": 302},
    "people/posts/<str:handle>/block": MEMBERS
    | {"owner": 404}
    | dict.fromkeys(("member", "introduced"), 302),
}


@pytest.fixture
def place(toy_release, cast):
    people = {
        name: cast.person(f"{name} one", diseases=())
        for name in ("owner", "stranger", "introduced", "member", "blocked")
    }
    owner = people["owner"]
    made = cast.introduce(owner, people["introduced"])
    cast.introduce(owner, people["blocked"])
    block(blocker=owner, blocked=people["blocked"])
    for name in ("owner", "member", "introduced", "blocked"):
        join(people[name], "school")
    thread = thread_start(profile=owner, group=group_of(owner, "school"), title="T", text="W",
                          warning="", form_key="k")  # fmt: skip
    handle = side_of(made, owner).handle
    message_send(talk=talk_with(owner, handle), text="Hello", form_key="m")
    clients = {"nobody": Client()} | {name: browser(p) for name, p in people.items()}
    for name, office in (("moderator", {"is_moderator": True}), ("host", {"is_host": True})):
        staff = cast.person(f"{name} one", diseases=())
        for key, value in office.items():
            setattr(staff.user, key, value)
        staff.user.save()
        clients[name] = signed_in(with_second_factor(staff.user))
    report = Report.objects.create(
        reporter=people["member"].user, about=owner, post=thread.posts.get(), reason="other"
    )
    handles = {"side": handle, "thread": thread.handle, "post": thread.posts.get().handle,
               "report": report.handle}  # fmt: skip
    return clients, handles


def path_of(route, handles):
    kind = "side"
    if "threads" in route:
        kind = "thread"
    elif "posts" in route or "report/" in route:
        kind = "post"
    elif "moderation" in route:
        kind = "report"
    path = "/" + route.replace("<str:handle>", handles[kind]).replace("<slug:slug>", "school")
    chosen = "report" if "moderation" in route else "post"
    return path.replace("<slug:kind>", chosen).replace("<str:token>", "guess")


def test_table__names_every_address():
    assert {str(p.pattern) for p in urlpatterns} == set(TABLE)


@pytest.mark.parametrize("route", TABLE)
def test_address__opens_only_to_whom_it_should(place, route):
    clients, handles = place
    path = path_of(route, handles)
    expected = dict(TABLE[route])
    found = {kind: clients[kind].get(path).status_code for kind in KINDS}
    if expected == POST_ONLY:
        assert set(found.values()) <= {302, 405}
        assert found["nobody"] in (302, 405)
        return
    assert found == expected


@pytest.mark.parametrize("route", POSTS)
@pytest.mark.parametrize("kind", KINDS)
def test_change__is_made_only_by_whom_it_should(place, route, kind):
    clients, handles = place
    before = (Post.objects.count(), Message.objects.count(), ModerationAction.objects.count())
    sent = clients[kind].post(path_of(route, handles), {"says": "yes", "do": "follow"})
    assert sent.status_code == POSTS[route][kind]
    if sent.status_code == 404:
        after = (Post.objects.count(), Message.objects.count(), ModerationAction.objects.count())
        assert after == before


def test_closed_pages__look_like_pages_that_are_not_there(place):
    clients, handles = place
    for kind in ("stranger", "blocked", "moderator"):
        for shape in ("/people/threads/{}", "/people/messages/{}"):
            absent = clients[kind].get(shape.format("AAAAAAAAAAAAAAAA"))
            handle = handles["thread" if "threads" in shape else "side"]
            closed = clients[kind].get(shape.format(handle))
            assert closed.status_code == absent.status_code == 404
            shown = closed.content.replace(handle.encode(), b"AAAAAAAAAAAAAAAA")
            assert shown == absent.content
            assert sorted(closed.headers) == sorted(absent.headers)


def test_staff_pages__ask_for_a_second_factor(host_row):
    client = signed_in(make_user("mod@example.org", is_moderator=True))
    assert client.get("/people/moderation")["Location"] == "/account/2fa/"


@pytest.mark.parametrize("path", ["/people/introductions", "/people/timeline", "/people/watches"])
def test_posts__need_a_token(toy_release, cast, path):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.person("One", diseases=()).user)
    assert client.post(path, {}).status_code == 403


def test_person_without_a_profile__is_asked_for_a_name_first(host_row):
    client = signed_in(make_user("ada@example.org"))
    assert client.get("/people/introductions")["Location"] == "/me/profile"


def test_own_pages__are_never_kept_and_titles_tell_no_illness(place):
    clients, handles = place
    for route, expected in TABLE.items():
        if expected.get("owner") != 200 or expected == EVERYBODY:
            continue
        page = clients["owner"].get(path_of(route, handles))
        assert "no-store" in page["Cache-Control"], route
        title = page.content.decode().split("<title>")[1].split("</title>")[0]
        assert "isease" not in title
        assert "MONDO" not in route
