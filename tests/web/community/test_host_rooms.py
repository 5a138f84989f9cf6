"""Rooms of the host, languages, pins, changed posts, and what comes back of “me too”."""

import datetime

import pytest
from django.utils import timezone
from tests.web.accounts.cast import signed_in, with_second_factor
from tests.web.community.cast import POH, browser, join

from rarekin.web.accounts.being.portrait import portrait
from rarekin.web.accounts.models import User
from rarekin.web.community.models import (
    EarlierWords,
    Group,
    Membership,
    MeToo,
    Notice,
    Post,
    Report,
)
from rarekin.web.community.rooms.host_rooms import RoomWords, greeter_ask, room_write
from rarekin.web.community.rooms.joining import group_of, threads_of
from rarekin.web.community.rooms.joining import join as join_room
from rarekin.web.community.safety.blocking import block
from rarekin.web.community.talking.knowing import tell_authors
from rarekin.web.community.talking.posting import reply, thread_start
from rarekin.web.community.tasks import tidy

DAY = datetime.timedelta(days=1)


@pytest.fixture
def host(cast):
    person = cast.person("Dear Host", diseases=())
    person.user.is_host = True
    person.user.save()
    with_second_factor(person.user)
    return person


@pytest.fixture
def two(toy_release, cast):
    ada, bob = cast.person("Calm Otter"), cast.person("Kind Heron")
    for person in (ada, bob):
        join(person, "school")
    return ada, bob


def write(person, key="k", slug="school", **values):
    first = {"title": "Stairs", "text": "How do you do stairs?", "warning": ""}
    return thread_start(
        profile=person, group=group_of(person, slug), form_key=key, **{**first, **values}
    )


def test_host__makes_a_room_with_a_welcome_and_members_find_it(two, host):
    client = signed_in(host.user)
    sent = {"do": "write", "title": "Rainy days", "about": "For them.", "welcome": "Say hello!"}
    client.post("/people/moderation/rooms", sent)
    room = Group.objects.get(kind="room")
    ada, _bob = two
    member = browser(ada)
    assert "Rainy days" in member.get("/people/groups").content.decode()
    assert "Say hello!" not in member.get(f"/people/groups/{room.slug}").content.decode()
    member.post(f"/people/groups/{room.slug}/membership", {"do": "join"})
    shown = member.get(f"/people/groups/{room.slug}").content.decode()
    assert "Say hello!" in shown
    assert "<title>Groups" in shown
    client.post("/people/moderation/rooms", {"room": room.slug, "do": "close"})
    assert "Rainy days" in member.get("/people/groups").content.decode()
    other = browser(two[1])
    assert "Rainy days" not in other.get("/people/groups").content.decode()
    assert other.get(f"/people/groups/{room.slug}").status_code == 404


@pytest.mark.parametrize(("title", "disease"), [("", ""), ("Room", "no such disease at all")])
def test_room__needs_a_name_and_a_disease_that_is_one(two, host, title, disease):
    sent = {"do": "write", "title": title, "disease": disease}
    assert signed_in(host.user).post("/people/moderation/rooms", sent).status_code == 400
    assert not Group.objects.filter(kind="room").exists()


def test_room_for_one_disease__waits_like_an_introduction(two):
    ada, bob = two
    room = room_write(RoomWords("Ours", "", disease=POH))
    User.objects.filter(pk=ada.user_id).update(joined_at=timezone.now())
    ada.user.refresh_from_db()
    assert join_room(ada, room.slug) is None
    assert join_room(bob, room.slug) == room
    shown = browser(ada).get(f"/people/groups/{room.slug}").content.decode()
    assert "You can join on" in shown
    assert browser(ada).post(f"/people/groups/{room.slug}/membership").status_code == 404


def test_greeter__is_named_only_with_a_yes_and_the_host_learns_nothing(two, host, cast):
    ada, bob = two
    room = room_write(RoomWords("Ours", ""))
    for person in (ada, bob):
        join(person, room.slug)
    client, address = signed_in(host.user), f"/people/groups/{room.slug}"
    stranger = cast.person("Wise Owl")
    told = []
    for name in ("Calm Otter", "Wise Owl", "Nobody Here"):
        sent = {"room": room.slug, "do": "greeter", "name": name}
        told.append(client.post("/people/moderation/rooms", sent, follow=True).content.decode())
    assert all("If somebody of that name is in the room" in text for text in told)
    assert not Notice.objects.filter(user=stranger.user).exists()
    assert "welcomes you here" not in browser(bob).get(address).content.decode()
    browser(ada).post(f"{address}/membership", {"do": "greet"})
    assert "Calm Otter welcomes you here" in browser(bob).get(address).content.decode()
    block(blocker=ada, blocked=bob)
    assert "Calm Otter" not in browser(bob).get(address).content.decode()
    browser(ada).post(f"{address}/membership", {"do": "greet-not"})
    assert Membership.objects.get(profile=ada, group=room).greets == ""


def test_greeter__cannot_name_themselves(two):
    ada, bob = two
    browser(ada).post("/people/groups/school/membership", {"do": "greet"})
    assert "welcomes you" not in browser(bob).get("/people/groups/school").content.decode()
    greeter_ask(Group.objects.get(slug="school"), None)


def test_pin__is_put_by_who_keeps_order_and_stands_first(two, host):
    ada, bob = two
    join(host, "school")
    old = write(ada)
    new = write(bob, key="n", title="Ramps")
    assert browser(ada).post(f"/people/threads/{old.handle}/pin").status_code == 404
    signed_in(host.user).post(f"/people/threads/{old.handle}/pin")
    order = [heading.thread.pk for heading in threads_of(bob, group_of(bob, "school"))]
    assert order == [old.pk, new.pk]
    assert "pinned" in browser(bob).get("/people/groups/school").content.decode()


def test_language__is_chosen_kept_and_filters(two):
    ada, bob = two
    write(ada, language="en")
    write(bob, key="f", title="Escaliers", text="Bonjour", language="fr")
    write(bob, key="x", title="Odd", language="tlh")
    client = browser(ada)
    every = client.get("/people/groups/school").content.decode()
    assert 'href="/people/groups/school?in=fr"' in every
    french = client.get("/people/groups/school?in=fr").content.decode()
    assert "Escaliers" in french
    assert "Stairs" not in french
    thread = Post.objects.get(title="Escaliers").thread
    assert '<div lang="fr">' in client.get(f"/people/threads/{thread.handle}").content.decode()
    assert Post.objects.get(title="Odd").language == ""


def test_edit__is_the_authors_says_so_and_keeps_what_it_said_for_moderators(two, host):
    ada, bob = two
    post = write(ada).posts.get()
    address = f"/people/posts/{post.handle}/edit"
    assert browser(bob).get(address).status_code == 404
    assert browser(bob).post(address, {"words": "mine now"}).status_code == 404
    browser(ada).post(address, {"title": "Steps", "words": "How do you do steps?"})
    post.refresh_from_db()
    assert (post.title, post.text) == ("Steps", "How do you do steps?")
    shown = browser(bob).get(f"/people/threads/{post.thread.handle}").content.decode()
    assert "changed" in shown
    assert "stairs" not in shown
    report = Report.objects.create(reporter=bob.user, about=ada, post=post, reason="unkind")
    desk = signed_in(host.user).get(f"/people/moderation/report/{report.handle}")
    assert "How do you do stairs?" in desk.content.decode()
    EarlierWords.objects.update(changed_at=timezone.now() - 31 * DAY)
    tidy.func()
    assert not EarlierWords.objects.exists()


def test_edit__without_a_change_leaves_no_trace_and_too_much_is_refused(two):
    ada, _bob = two
    post = write(ada).posts.get()
    address = f"/people/posts/{post.handle}/edit"
    client = browser(ada)
    client.post(address, {"title": "Stairs", "words": "How do you do stairs?"})
    post.refresh_from_db()
    assert post.edited_at is None
    assert client.post(address, {"title": "Stairs", "words": " "}).status_code == 400
    assert client.post(address, {"title": "", "words": "x"}).status_code == 400
    assert client.post(address, {"title": "t", "words": "x" * 10_001}).status_code == 400


def test_edit__of_a_new_account_cannot_bring_in_what_would_have_been_held(two):
    ada, bob = two
    User.objects.filter(pk=ada.user_id).update(joined_at=timezone.now())
    ada.user.refresh_from_db()
    post = write(ada).posts.get()
    browser(ada).post(
        f"/people/posts/{post.handle}/edit",
        {"title": "Stairs", "words": "Write to ann (at) example (dot) org"},
    )
    assert browser(bob).get(f"/people/threads/{post.thread.handle}").status_code == 404


def me_too(post, person, days_ago):
    MeToo.objects.create(post=post, profile=person, made_at=timezone.now() - days_ago * DAY)


def test_me_too__comes_back_the_next_day_once_and_without_a_number(two, cast):
    ada, bob = two
    post = write(ada).posts.get()
    address = f"/people/threads/{post.thread.handle}"
    browser(bob).post(f"/people/posts/{post.handle}/me-too")
    tell_authors(timezone.now())
    assert not Notice.objects.filter(kind="known").exists()
    assert "knows this" not in browser(ada).get(address).content.decode()
    MeToo.objects.all().delete()
    for n in range(3):
        me_too(post, cast.person(f"Soft Lynx {n}"), days_ago=1)
    tell_authors(timezone.now())
    assert Notice.objects.filter(user=ada.user, kind="known").count() == 1
    shown = browser(ada).get(address).content.decode()
    assert "Somebody knows this from their own life." in shown
    assert "knows this" not in browser(bob).get(address).content.decode()
    Notice.objects.all().delete()
    me_too(post, bob, days_ago=1)
    tell_authors(timezone.now())
    assert not Notice.objects.exists()


@pytest.mark.parametrize("how", ["taken back", "blocked", "hidden by a moderator"])
def test_me_too__that_no_longer_holds_is_never_told(two, how):
    ada, bob = two
    post = write(ada).posts.get()
    me_too(post, bob, days_ago=1)
    if how == "taken back":
        browser(bob).post(f"/people/posts/{post.handle}/me-too")
    if how == "blocked":
        block(blocker=ada, blocked=bob)
    if how == "hidden by a moderator":
        Post.objects.update(hidden_at=timezone.now())
    tell_authors(timezone.now())
    assert not Notice.objects.filter(kind="known").exists()


def test_search__shows_no_marks_and_nothing_behind_a_warning(two):
    ada, bob = two
    write(ada, text="**Herons** on [stairs](https://e.example) & <b>ramps</b>")
    write(ada, key="w", title="Goodbye", text="The heron died.", warning="loss")
    thread = write(ada, key="v", title="More", text="x", warning="surgery")
    reply(profile=ada, thread=thread, text="A heron was cut.", form_key="r")
    found = browser(bob).post("/people/groups/search", {"words": "heron"}).content.decode()
    assert "Herons on stairs &amp; &lt;b&gt;ramps&lt;/b&gt;" in found
    for mark in ("**", "](", "e.example", "died", "cut."):
        assert mark not in found
    assert "This is about: Death and loss." in found


def test_portrait__depends_on_the_handle_only_and_differs():
    drawn = {portrait(f"handle-{n}") for n in range(200)}
    assert len(drawn) > 190
    assert all("style" not in svg and "<script" not in svg for svg in drawn)
