"""Each entry of a profile reaches exactly as far as its owner said, and starts private."""

import re

import pytest
from django.db.models import Q
from django.test import Client
from tests.web.accounts.cast import ALL_PRIVATE, make_profile, make_user, signed_in

from rarekin.errors import InputError
from rarekin.web.accounts.being.people import acquaintance
from rarekin.web.accounts.being.profiles import shares_anything, topics_write
from rarekin.web.accounts.models import Profile, ProfileDisease, ProfileSign, ProfileTopic
from rarekin.web.accounts.models.profile import Reach, Sharing

# Column of the choice, column of the value, what a card shows of it.
COLUMNS = {
    "role_sharing": ("role", "parent", "I am a parent or guardian"),
    "age_sharing": ("age_band", "2-11", "Child"),
    "languages_sharing": ("languages", ["eo"], "Esperanto"),
    "country_sharing": ("country", "FR", "France"),
    "about_sharing": ("about", "zebra about", "zebra about"),
    "looks_for_sharing": ("looks_for", "zebra wish", "zebra wish"),
    "can_offer_sharing": ("can_offer", "zebra gift", "zebra gift"),
}


@pytest.fixture
def peers(full_release, host_row):
    """A person with everything on the profile, and one who was introduced to them."""
    owner, peer = make_user("owner@example.org"), make_user("peer@example.org")
    values = {column: value for column, value, _shown in COLUMNS.values()}
    card = make_profile(owner, "Calm Otter 1", **{**values, "reach": Reach.PEERS})
    # The peer shows something of every kind, since nobody sees more than they share.
    open_to = dict.fromkeys(COLUMNS, Sharing.PEERS)
    own = make_profile(peer, "Wise Heron 1", **{**values, **open_to, "reach": Reach.PEERS})
    ProfileDisease.objects.create(profile=own, disease="MONDO:0008153", sharing=Sharing.PEERS)
    ProfileSign.objects.create(profile=own, term="HP:0011987", sharing=Sharing.PEERS)
    topics_write(profile=own, sharing={"school": "peers"})
    ProfileDisease.objects.create(profile=card, disease="MONDO:0008153")
    ProfileSign.objects.create(profile=card, term="HP:0011987")
    topics_write(profile=card, sharing={"school": "private"})
    acquaintance.introduced_to = lambda viewer: Q(user=owner)
    return card, signed_in(peer)


def card_of(profile, client):
    page = client.get(f"/card/{profile.handle}")
    assert page.status_code == 200
    return page.content.decode().split("<main")[1].split("</main")[0]


def test_everything__starts_private():
    card = make_profile(make_user("a@example.org"), "Calm Otter 1")
    assert {getattr(card, f.attname) for f in Profile._meta.fields if "sharing" in f.name} == {
        Sharing.PRIVATE
    }
    for model in (ProfileDisease, ProfileSign, ProfileTopic):
        assert model._meta.get_field("sharing").default == Sharing.PRIVATE


def test_every_entry__has_a_choice_of_its_own():
    told = {f.name for f in Profile._meta.fields if f.name.endswith("_sharing")}
    assert told == set(COLUMNS) == set(ALL_PRIVATE)


@pytest.mark.parametrize("sharing", COLUMNS)
def test_field__is_shown_only_where_its_own_choice_says_so(peers, sharing):
    card, peer = peers
    shown = COLUMNS[sharing][2]
    for choice in Sharing.values:
        Profile.objects.filter(pk=card.pk).update(**{sharing: choice})
        page = card_of(card, peer)
        assert (shown in page) is (choice == Sharing.PEERS), choice
        others = [told for name, (_c, _v, told) in COLUMNS.items() if name != sharing]
        assert not [told for told in others if told in page]


@pytest.mark.parametrize(
    ("rows", "shown"),
    [("diseases", "progressive osseous heteroplasia"), ("signs", "ssification"),
     ("topics", "School")],
)  # fmt: skip
def test_row__is_shown_only_where_its_own_choice_says_so(peers, rows, shown):
    card, peer = peers
    for choice in Sharing.values:
        getattr(card, rows).update(sharing=choice)
        assert (shown in card_of(card, peer)) is (choice == Sharing.PEERS), choice


def test_verified_role__is_shown_always(peers):
    card, peer = peers
    Profile.objects.filter(pk=card.pk).update(role="professional", role_verified_at=card.created_at)
    page = card_of(card, peer)
    assert "I work in health care" in page
    assert "checked by the host" in page


def test_topics_page__stores_each_topic_with_its_choice(host_row):
    user = make_user("a@example.org")
    client = signed_in(user)
    assert client.get("/me/topics")["Location"] == "/me/profile"
    card = make_profile(user, "Calm Otter 1")
    client.post("/me/topics", {"topics": ["school", "pain", "work"], "who_may_know": "match",
                               "for-school": "peers", "for-work": "private"})  # fmt: skip
    assert dict(card.topics.values_list("topic", "sharing")) == {
        "school": "peers", "pain": "match", "work": "private",
    }  # fmt: skip
    client.post("/me/topics", {"topics": ["school"], "for-pain": "peers"})
    assert dict(card.topics.values_list("topic", "sharing")) == {"school": "private"}
    page = client.get("/me/topics").content.decode()
    assert re.search(r'value="private"[^>]*checked', page)


@pytest.mark.parametrize("sharing", [{"school": "public"}, {"no-such-topic": "peers"}])
def test_topics__unknown_ones_are_refused(sharing):
    card = make_profile(make_user("a@example.org"), "Calm Otter 1")
    with pytest.raises(InputError):
        topics_write(profile=card, sharing=sharing)
    assert not card.topics.exists()


def test_profile_page__takes_one_answer_for_everything_but_what_is_answered_otherwise(host_row):
    user = make_user("a@example.org")
    client = signed_in(user)
    first = {"pseudonym": "Calm Otter", "role": "affected", "country": "FR"}
    client.post("/me/profile", {**first, "who_may_know": "match", "country_sharing": "private"})
    card = Profile.objects.get(user=user)
    assert card.country_sharing == "private"
    assert {getattr(card, name) for name in ALL_PRIVATE} == {"match", "private"}
    page = client.get("/me/profile").content.decode()
    assert re.search(r'value="match"[^>]*checked', page)
    client.post("/me/profile", first)
    card.refresh_from_db()
    assert {getattr(card, name) for name in ALL_PRIVATE} == {"private"}


@pytest.mark.parametrize(
    "line", ["write to ann@example.org", "www.example.org", "+44 20 7946 0958", "x" * 141]
)
def test_line__takes_nothing_that_leads_to_a_person(host_row, line):
    user = make_user("a@example.org")
    sent = {"pseudonym": "Calm Otter", "role": "affected", "line": line}
    assert signed_in(user).post("/me/profile", sent).status_code == 200
    assert not Profile.objects.exists()


def test_profile_page__stores_every_choice(host_row):
    user = make_user("a@example.org")
    chosen = dict.fromkeys(ALL_PRIVATE, "match")
    saved = signed_in(user).post(
        "/me/profile", {"pseudonym": "Calm Otter", "role": "affected", **chosen}
    )
    assert saved.status_code == 302
    card = Profile.objects.get(user=user)
    assert {getattr(card, name) for name in ALL_PRIVATE} == {Sharing.MATCH}


def test_overview__says_when_nothing_can_be_found_and_asks_for_a_second_factor(host_row):
    user = make_user("a@example.org")
    card = make_profile(user, "Calm Otter 1", reach=Reach.MATCHABLE)
    client = signed_in(user)
    assert not shares_anything(card)
    page = client.get("/me").content
    missing = b'missing:</span> <a href="/me/diseases">'
    assert missing in page
    assert b"Something is missing before you can be proposed" in page
    assert b"People may meet you now" in page
    topics_write(profile=card, sharing={"school": "match"})
    assert missing not in client.get("/me").content
    Profile.objects.update(reach=Reach.HIDDEN)
    assert b"People may meet you now" not in client.get("/me").content


def test_names__in_use_are_not_told(host_row):
    """Two people choose one name; the second sees exactly what the first saw."""
    answers = []
    for email in ("a@example.org", "b@example.org"):
        client = signed_in(make_user(email))
        form = {"pseudonym": "pohmum", "role": "parent", **ALL_PRIVATE}
        answer = client.post("/me/profile", form)
        answers.append((answer.status_code, answer["Location"]))
    assert answers[0] == answers[1]
    names = set(Profile.objects.values_list("pseudonym", flat=True))
    assert len(names) == 2
    assert all(name.startswith("pohmum ") and name[7:].isdigit() for name in names)


def test_names__steps_are_the_same_for_one_in_use(host_row, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    make_profile(make_user("a@example.org"), "Mamabear 1234")
    counts = []
    for n, name in enumerate(("Mamabear", "Papabear")):
        client = signed_in(make_user(f"u{n}@example.org"))
        client.get("/me/profile")
        with CaptureQueriesContext(connection) as queries:
            client.post("/me/profile", {"pseudonym": name, "role": "parent", **ALL_PRIVATE})
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_names__keep_their_number_until_they_change(host_row):
    user = make_user("a@example.org")
    client = signed_in(user)
    form = {"pseudonym": "Calm Otter", "role": "parent", **ALL_PRIVATE}
    client.post("/me/profile", form)
    first = Profile.objects.get(user=user).pseudonym
    assert b'value="Calm Otter"' in client.get("/me/profile").content
    for again in ("Calm Otter", first):
        client.post("/me/profile", {**form, "pseudonym": again})
        assert Profile.objects.get(user=user).pseudonym == first
    client.post("/me/profile", {**form, "pseudonym": "Wise Heron"})
    assert Profile.objects.get(user=user).pseudonym.startswith("Wise Heron ")


@pytest.mark.parametrize(
    "name", ["x" * 36, "!!!", "ada@example.org", "Maria Gonzalez", "Maria Gonzalez 12"]
)
def test_names__that_do_not_fit_or_show_who_one_is_are_asked_back(host_row, name):
    client = signed_in(make_user("a@example.org"))
    page = client.post("/me/profile", {"pseudonym": name, "role": "parent", **ALL_PRIVATE})
    assert page.status_code == 200
    assert page.context["form"].errors["pseudonym"]
    assert not Profile.objects.exists()


def test_closed_card__opens_for_nobody_whatever_is_shared(peers):
    card, peer = peers
    Profile.objects.filter(pk=card.pk).update(
        reach=Reach.MATCHABLE, **dict.fromkeys(COLUMNS, Sharing.PEERS)
    )
    assert peer.get(f"/card/{card.handle}").status_code == 404
    assert Client().get(f"/card/{card.handle}").status_code == 404


def test_languages__are_boxes_with_the_browsers_own_first_and_none_ticked(host_row):
    client = signed_in(make_user("a@example.org"))
    page = client.get("/me/profile", headers={"accept-language": "pl-PL,pl;q=0.9,fr;q=0.8"})
    boxes = [
        part.split(">")[0]
        for part in page.content.decode().split('<input type="checkbox" name="languages"')[1:]
    ]
    assert [box.split('value="')[1].split('"')[0] for box in boxes[:2]] == ["pl", "fr"]
    assert not any("checked" in box for box in boxes)
    assert len(boxes) > 10
