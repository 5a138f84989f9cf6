"""Circles: three or more who know who asks, and nobody learns who said no."""

import datetime

import pytest
from django.utils import timezone
from tests.web.community.cast import browser, side_of

from rarekin.errors import InputError, TooLarge
from rarekin.web.accounts.models import Profile, User
from rarekin.web.accounts.models.profile import Reach
from rarekin.web.accounts.rights.leaving import erase
from rarekin.web.community.models import Group, Membership, Notice, Seat
from rarekin.web.community.rooms import circles
from rarekin.web.community.rooms.circles import (
    asked_into,
    circle_ask,
    circle_take_back,
    names_in,
    open_circles,
    own_waiting,
    seat_answer,
)
from rarekin.web.community.rooms.joining import group_of, join, words_of
from rarekin.web.community.safety.blocking import block


@pytest.fixture
def friends(toy_release, cast):
    """Ada knows Bob and Carol, who do not know each other."""
    ada, bob, carol = (cast.person(name) for name in ("Calm Otter", "Kind Heron", "Soft Lynx"))
    made = [cast.introduce(ada, other) for other in (bob, carol)]
    return ada, bob, carol, [side_of(each, ada).handle for each in made]


def ask(friends, title="Our kitchen"):
    ada, _bob, _carol, handles = friends
    return circle_ask(ada, handles, title)


def say(profile, says="yes"):
    [(seat, _founder)] = asked_into(profile)
    return seat_answer(profile, seat.handle, says)


def tick():
    open_circles(timezone.now())


def page(profile, address="/people/circles"):
    text = browser(profile).get(address).content.decode()
    return text.split("<main", 1)[1].split("csrfmiddlewaretoken")[0]


def test_circle__opens_when_all_said_yes_and_only_by_the_clock(friends):
    ada, bob, carol, _handles = friends
    group = ask(friends)
    say(bob)
    tick()
    assert not Membership.objects.filter(group=group).exists()
    say(carol)
    assert not Membership.objects.filter(group=group).exists()
    tick()
    assert group_of(carol, group.slug) == group
    assert [p.pseudonym for p in names_in(bob, group)] == ["Calm Otter", "Soft Lynx"]
    assert words_of(group).title == "Our kitchen"
    told = Notice.objects.filter(kind="formed").values_list("user", flat=True)
    assert set(told) == {ada.user_id, bob.user_id, carol.user_id}


def test_asked__reads_who_asks_and_nobody_else_nor_what_they_said(friends):
    ada, bob, carol, _handles = friends
    ask(friends)
    before = page(bob), page(ada)
    assert "Calm Otter" in before[0]
    assert "Our kitchen" not in before[0]
    say(carol, "yes")
    assert (page(bob), page(ada)) == before
    say(carol, "no")
    assert (page(bob), page(ada)) == before
    for text in before:
        assert "Soft Lynx" not in text or text is before[1]


@pytest.mark.parametrize("how", ["no", "silent", "blocks", "hides", "asker blocked", "erased"])
def test_circle__that_does_not_come_about_looks_the_same_whatever_the_reason(friends, how):
    ada, bob, carol, _handles = friends
    group = ask(friends)
    say(bob)
    before = page(ada)
    if how == "no":
        say(carol, "no")
    if how in ("blocks", "hides", "asker blocked"):
        say(carol)
    if how == "blocks":
        block(blocker=carol, blocked=bob)
    if how == "asker blocked":
        block(blocker=carol, blocked=ada)
    if how == "hides":
        Profile.objects.filter(pk=carol.pk).update(reach=Reach.HIDDEN)
    if how == "erased":
        erase(User.objects.get(pk=carol.user_id))
    tick()
    assert not Membership.objects.filter(group=group).exists()
    assert page(ada) == before
    open_circles(timezone.now() + datetime.timedelta(days=31))
    assert not Group.objects.filter(pk=group.pk).exists()
    assert not Seat.objects.exists()


def test_founder__erased_takes_the_name_along_and_an_unopened_circle_never_opens(friends):
    ada, bob, carol, _handles = friends
    group = ask(friends)
    say(bob)
    say(carol)
    erase(User.objects.get(pk=ada.user_id))
    tick()
    assert not Membership.objects.filter(group=group).exists()
    assert asked_into(bob) == []


def test_open_circle__keeps_serving_without_its_founder_and_their_words(friends):
    ada, bob, carol, _handles = friends
    group = ask(friends)
    say(bob)
    say(carol)
    tick()
    erase(User.objects.get(pk=ada.user_id))
    assert words_of(group).title == "A circle"
    assert [p.pseudonym for p in names_in(bob, group)] == ["Soft Lynx"]


def test_names__vanish_alike_for_a_block_and_for_who_left(friends):
    _ada, bob, carol, _handles = friends
    group = ask(friends)
    say(bob)
    say(carol)
    tick()
    block(blocker=carol, blocked=bob)
    blocked = page(bob, f"/people/groups/{group.slug}")
    carol.blocks_made.all().delete()
    browser(carol).post(f"/people/groups/{group.slug}/membership", {"do": "leave"})
    assert page(bob, f"/people/groups/{group.slug}") == blocked
    assert "Soft Lynx" not in blocked


def test_strangers__cannot_be_asked_find_or_join_a_circle(friends, cast):
    ada, _bob, _carol, handles = friends
    stranger = cast.person("Wise Owl")
    with pytest.raises(InputError):
        circle_ask(ada, [handles[0], "AAAAAAAAAAAAAAAA"], "x")
    group = ask(friends)
    assert join(stranger, group.slug) is None
    client = browser(stranger)
    assert client.get(f"/people/groups/{group.slug}").status_code == 404
    assert group.slug not in client.get("/people/groups").content.decode()
    seat = group.seats.exclude(is_founder=True).first()
    sent = client.post(f"/people/circles/{seat.handle}", {"says": "yes"})
    assert sent.status_code == 404


def test_asker__has_one_at_a_time_can_take_it_back_and_meets_a_limit(friends):
    ada, bob, _carol, _handles = friends
    for _n in range(3):
        ask(friends)
        with pytest.raises(InputError):
            ask(friends)
        circle_take_back(ada)
        assert own_waiting(ada) is None
        assert asked_into(bob) == []
        assert not Notice.objects.filter(kind="circle").exists()
    with pytest.raises(TooLarge):
        ask(friends)


def test_list__counts_only_what_waits_for_oneself(friends):
    _ada, bob, carol, _handles = friends
    ask(friends)
    assert circles.n_asked(bob) == 1
    say(carol)
    assert circles.n_asked(bob) == 1
    say(bob)
    assert circles.n_asked(bob) == 0


def test_pages__ask_and_answer(friends):
    ada, bob, carol, handles = friends
    client = browser(ada)
    assert client.post("/people/circles", {"with": handles[:1]}).status_code == 400
    assert client.post("/people/circles", {"with": handles, "title": "Us"}).status_code == 302
    for person in (bob, carol):
        [(seat, _founder)] = asked_into(person)
        browser(person).post(f"/people/circles/{seat.handle}", {"says": "yes"})
    tick()
    group = Group.objects.get(kind="circle")
    shown = client.get(f"/people/groups/{group.slug}").content.decode()
    assert "<title>Groups" in shown
    assert "Us" in shown
    assert "Kind Heron" in shown
