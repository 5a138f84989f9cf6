"""One more into an open circle: all say yes, and nobody learns who was asked or said no."""

import datetime

import pytest
from django.utils import timezone
from tests.web.community.cast import browser
from tests.web.community.test_circles import ask, friends, page, say, tick  # noqa: F401

from rarekin.errors import InputError, TooLarge
from rarekin.web.accounts.models import Profile, User
from rarekin.web.accounts.models.profile import Reach
from rarekin.web.accounts.rights.leaving import erase
from rarekin.web.community.models import Block, Group, Membership, Notice, Seat
from rarekin.web.community.rooms import circles
from rarekin.web.community.rooms.circles import asked_into, names_in, own_waiting
from rarekin.web.community.rooms.joining import group_of, leave
from rarekin.web.community.rooms.widening import may_be_asked, newcomer_ask, widen_circles
from rarekin.web.community.safety.blocking import block


@pytest.fixture
def circle(friends):  # noqa: F811
    """Ada's open circle with Bob and Carol."""
    _ada, bob, carol, _handles = friends
    group = ask(friends)
    say(bob)
    say(carol)
    tick()
    Notice.objects.all().delete()
    return group_of(bob, group.slug)


@pytest.fixture
def owl(cast, friends):  # noqa: F811
    """Bob knows Owl, whom neither Ada nor Carol ever met."""
    new = cast.person("Wise Owl")
    cast.introduce(friends[1], new)
    return new


def bring(bob, circle):
    [talk] = [t for t in may_be_asked(bob, circle) if t.other.pseudonym == "Wise Owl"]
    newcomer_ask(bob, circle, talk.side.handle)


def clock():
    widen_circles(timezone.now())


def members(circle):
    return {m.profile.pseudonym for m in Membership.objects.filter(group=circle)}


def test_newcomer__comes_in_when_all_said_yes_and_only_by_the_clock(friends, circle, owl):  # noqa: F811
    ada, bob, carol, _handles = friends
    bring(bob, circle)
    for person in (owl, ada):
        say(person)
        clock()
        assert "Wise Owl" not in members(circle)
    say(carol)
    assert "Wise Owl" not in members(circle), "an answer alone lets nobody in"
    clock()
    assert members(circle) == {"Calm Otter", "Kind Heron", "Soft Lynx", "Wise Owl"}
    assert {p.pseudonym for p in names_in(owl, circle)} == {"Calm Otter", "Kind Heron", "Soft Lynx"}
    told = dict(Notice.objects.exclude(kind="circle").values_list("user", "kind"))
    assert told == {
        ada.user_id: "widened", bob.user_id: "widened", carol.user_id: "widened",
        owl.user_id: "formed",
    }  # fmt: skip
    clock()
    assert Membership.objects.filter(group=circle).count() == 4


def test_asked__read_who_asks_and_not_who_is_asked_nor_what_was_said(friends, circle, owl):  # noqa: F811
    ada, bob, carol, _handles = friends
    bring(bob, circle)
    before = {person: page(person) for person in (ada, carol, owl)}
    assert "Kind Heron" in before[ada]
    assert "bring somebody they know into" in before[ada]
    assert "into a circle they are in" in before[owl]
    assert "Wise Owl" not in before[ada] + before[carol]
    assert "Calm Otter" not in before[owl], "who is in it is told with the last yes"
    assert "Our kitchen" not in before[owl]
    say(owl)
    say(carol, "no")
    assert page(ada) == before[ada]
    say(ada)
    assert page(owl).replace("You said yes.", "") != before[owl], "one sees one's own answer"
    seen = page(bob), page(bob, f"/people/groups/{circle.slug}")
    say(ada, "no")
    assert (page(bob), page(bob, f"/people/groups/{circle.slug}")) == seen


HOWS = ["owl says no", "a member says no", "silent", "a member blocks", "owl blocks", "owl hides",
        "bob and owl part", "owl erased"]  # fmt: skip


@pytest.mark.parametrize("how", HOWS)
def test_newcomer__who_does_not_come_looks_the_same_whatever_the_reason(
    friends,  # noqa: F811
    circle,
    owl,
    how,
):
    ada, bob, carol, _handles = friends
    bring(bob, circle)
    say(ada)
    before = page(bob), page(ada)
    if how != "silent":
        say(owl, "no" if how == "owl says no" else "yes")
        say(carol, "no" if how == "a member says no" else "yes")
    if how == "a member blocks":
        Block.objects.create(blocker=carol, blocked=owl, called="x")
    if how == "owl blocks":
        Block.objects.create(blocker=owl, blocked=carol, called="x")
    if how == "owl hides":
        Profile.objects.filter(pk=owl.pk).update(reach=Reach.HIDDEN)
    if how == "bob and owl part":
        block(blocker=owl, blocked=bob)
    if how == "owl erased":
        erase(User.objects.get(pk=owl.user_id))
    clock()
    assert members(circle) == {"Calm Otter", "Kind Heron", "Soft Lynx"}
    assert (page(bob), page(ada)) == before
    circles.open_circles(timezone.now() + datetime.timedelta(days=31))
    assert not Group.objects.filter(joins__isnull=False).exists()
    assert Group.objects.filter(pk=circle.pk).exists(), "the circle itself goes on"


def test_member__who_leaves_meanwhile_is_no_longer_needed_nor_asked(friends, circle, owl, cast):  # noqa: F811
    ada, bob, carol, _handles = friends
    bring(bob, circle)
    leave(carol, circle.slug)
    assert asked_into(carol) == []
    say(ada)
    say(owl)
    clock()
    assert members(circle) == {"Calm Otter", "Kind Heron", "Wise Owl"}


def test_asker__who_left_or_was_erased_brings_nobody(friends, circle, owl):  # noqa: F811
    ada, bob, carol, _handles = friends
    bring(bob, circle)
    for person in (ada, carol, owl):
        say(person)
    leave(bob, circle.slug)
    clock()
    assert "Wise Owl" not in members(circle)


def test_member__in_a_block_with_the_asker_is_not_asked_and_nobody_comes(friends, circle, owl):  # noqa: F811
    ada, bob, carol, _handles = friends
    block(blocker=carol, blocked=bob)
    bring(bob, circle)
    assert asked_into(carol) == []
    say(ada)
    say(owl)
    clock()
    assert "Wise Owl" not in members(circle)


def test_circle__is_asked_about_one_at_a_time_and_has_twelve_at_most(friends, circle, owl, cast):  # noqa: F811
    ada, bob, _carol, _handles = friends
    other = cast.person("Shy Finch")
    cast.introduce(ada, other)
    bring(bob, circle)
    [talk] = may_be_asked(ada, circle)
    with pytest.raises(InputError, match="one person at a time"):
        newcomer_ask(ada, circle, talk.side.handle)
    circles.circle_take_back(bob)
    assert not Notice.objects.filter(kind="circle").exists()
    for n in range(9):
        Membership.objects.create(group=circle, profile=cast.person(f"Extra {n}"))
    with pytest.raises(InputError, match="three to twelve"):
        newcomer_ask(ada, circle, talk.side.handle)


def test_asker__meets_the_limit_of_the_month(friends, circle, owl):  # noqa: F811
    _ada, bob, _carol, _handles = friends
    for _n in range(3):
        bring(bob, circle)
        circles.circle_take_back(bob)
        assert own_waiting(bob) is None
    with pytest.raises(TooLarge):
        bring(bob, circle)


def test_strangers__ask_nobody_into_a_circle(friends, circle, owl, cast):  # noqa: F811
    ada, _bob, _carol, handles = friends
    assert may_be_asked(owl, circle) == []
    client = browser(owl)
    sent = {"into": circle.slug, "with": handles[0]}
    assert client.post("/people/circles", sent).status_code == 404
    assert browser(ada).post("/people/circles", sent).status_code == 400, "Bob is in it already"
    assert browser(ada).post("/people/circles", {"into": circle.slug}).status_code == 400
    assert browser(ada).post("/people/circles", {"into": "school", "with": "x"}).status_code == 404
    assert not Group.objects.filter(joins__isnull=False).exists()


def test_pages__ask_answer_and_show(friends, circle, owl):  # noqa: F811
    ada, bob, carol, _handles = friends
    address = f"/people/groups/{circle.slug}"
    shown = browser(bob).get(address).content.decode()
    assert "Wise Owl" in shown
    assert "Ask somebody you know into this circle" in shown
    [talk] = [t for t in may_be_asked(bob, circle) if t.other == owl]
    sent = browser(bob).post("/people/circles", {"into": circle.slug, "with": talk.side.handle})
    assert sent.status_code == 302
    assert (
        "You asked somebody into your circle"
        in browser(bob).get("/people/circles").content.decode()
    )
    for person in (ada, carol):
        assert "All here are asked" in browser(person).get(address).content.decode()
    assert circles.n_asked(owl) == 1
    for person in (ada, carol, owl):
        [(seat, _founder)] = asked_into(person)
        assert (
            browser(person).post(f"/people/circles/{seat.handle}", {"says": "yes"}).status_code
            == 302
        )
    clock()
    shown = browser(owl).get(address).content.decode()
    assert "Calm Otter" in shown
    assert not Seat.objects.filter(group__joins__isnull=False).exists()
