"""Member number one, watching with one tap, one's own line on cards, and the browser's clock."""

import html
import re
import time

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from tests.web.accounts.cast import PASSWORD, link_in, make_user, signed_in, with_second_factor
from tests.web.community.cast import POH, browser, join

from rarekin.web.accounts.arriving.carried import watch_path, watched_in
from rarekin.web.accounts.being.profiles import profile_write
from rarekin.web.accounts.models import (
    OutgoingMail,
    Profile,
    ProfileDisease,
    SignUpWish,
    User,
)
from rarekin.web.accounts.rights.leaving import erase
from rarekin.web.community.finding.introductions import propose_for
from rarekin.web.community.models import CardLine, MailRhythm, Side, TimelineEntry, Watch
from rarekin.web.community.rooms.contacts import link_make
from rarekin.web.community.rooms.joining import group_of
from rarekin.web.community.talking.posting import thread_start
from rarekin.web.community.today import deeds


def done(user):
    return [deed.is_done for deed in deeds(user)]


def test_today__marks_what_is_done_and_depends_on_nobody_else(toy_release, cast):
    ada = cast.person("Calm Otter", diseases=())
    assert done(ada.user) == [False, None, False, False, False, False]
    for name in ("Kind Heron", "Soft Lynx"):
        join(cast.person(name), "school")
    assert done(ada.user) == [False, None, False, False, False, False]
    TimelineEntry.objects.create(user=ada.user, year=2020, title="Walked")
    Watch.objects.create(user=ada.user, disease=POH)
    for room in ("school", "carers"):
        join(ada, room)
    thread_start(profile=ada, group=group_of(ada, "school"), title="T", text="W", warning="",
                 form_key="k")  # fmt: skip
    link_make(ada, "")
    assert done(ada.user) == [True, None, True, True, True, True]
    page = browser(ada).get("/people/today").content.decode()
    assert f"/disease/{POH}/card" in page


def test_today__leads_to_the_pinned_conversation_of_ones_own_room(toy_release, cast):
    ada, bob = cast.person("Calm Otter"), cast.person("Kind Heron")
    assert "/people/groups" in [deed.address for deed in deeds(ada.user)]
    for person in (ada, bob):
        join(person, "school")
    thread = thread_start(profile=bob, group=group_of(bob, "school"), title="Hello", text="W",
                          warning="", form_key="k")  # fmt: skip
    assert "/people/groups/school" in [deed.address for deed in deeds(ada.user)]
    type(thread).objects.filter(pk=thread.pk).update(pinned_at=timezone.now())
    assert f"/people/threads/{thread.handle}" in [deed.address for deed in deeds(ada.user)]


def test_today__serves_somebody_without_a_profile(host_row, toy_release):
    assert signed_in(make_user("new@example.org")).get("/people/today").status_code == 200


@pytest.mark.parametrize(
    "said", [{"origin": "http://testserver"}, {"origin": "null", "sec-fetch-site": "same-origin"}]
)
def test_watch__is_one_tap_from_the_page_of_a_disease(toy_release, host_row, said):
    user = make_user("ada@example.org")
    client = signed_in(user)
    page = Client().get(f"/disease/{POH}").content.decode()
    assert 'action="/people/watch"' in page
    sent = client.post("/people/watch", {"disease": POH}, headers=said)
    assert sent["Location"] == "/people/watches"
    assert Watch.objects.get().disease == POH


@pytest.mark.parametrize(
    "origin",
    [{}, {"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}],
)
def test_watch__sent_from_elsewhere_is_asked_once_more(toy_release, host_row, origin):
    client = signed_in(make_user("ada@example.org"))
    page = client.post("/people/watch", {"disease": POH}, headers=origin)
    assert page.status_code == 200
    assert "csrfmiddlewaretoken" in page.content.decode()
    assert not Watch.objects.exists()


def test_watch__of_a_stranger_leads_in_and_stores_nothing(toy_release, host_row):
    page = Client().post("/people/watch", {"disease": POH}, headers={"origin": "http://testserver"})
    text = page.content.decode()
    assert "I have an account" in text
    assert "MONDO" not in text
    assert "csrftoken" not in page.cookies
    assert not Watch.objects.exists()


def sealed_in(page):
    return re.search(r'name="signup" value="([^"]+)"', page)[1]


def test_watch__of_a_stranger_comes_through_signing_in(toy_release, host_row):
    user = make_user("ada@example.org")
    client = Client()
    page = client.post("/people/watch", {"disease": POH}).content.decode()
    login = html.unescape(re.search(r'href="(/account/login/[^"]+)"', page)[1])
    sent = client.post(login, {"login": user.email, "password": PASSWORD})
    address = sent["Location"]
    assert address.startswith("/people/watch/")
    assert "0008153" not in login + address
    shown = client.get(address).content.decode()
    assert "progressive osseous heteroplasia" in shown
    assert not Watch.objects.exists(), "an address opens and changes nothing"
    pressed = re.search(r'name="watch" value="([^"]+)"', shown)[1]
    client.post("/people/watches", {"watch": pressed})
    assert Watch.objects.get().disease == POH


def test_watch__of_a_stranger_comes_through_signing_up(toy_release, host_row):
    client = Client()
    sealed = sealed_in(client.post("/people/watch", {"disease": POH}).content.decode())
    form = client.post("/people/watch", {"signup": sealed}).content.decode()
    assert "MONDO" not in form
    client.post("/account/signup/", {"email": "n@example.org", "is_adult": "on", "watch": sealed})
    told = f"{SignUpWish.objects.values().get()} {OutgoingMail.objects.values().get()}"
    assert "0008153" not in told
    finish = link_in(OutgoingMail.objects.get())
    assert "Why are you here?" not in client.get(finish).content.decode()
    done = client.post(finish, {"password": PASSWORD})["Location"]
    assert done.startswith("/people/watch/")
    assert "progressive osseous heteroplasia" in client.get(done).content.decode()
    assert not Watch.objects.exists()
    assert "0008153" not in str([s.get_decoded() for s in Session.objects.all()])


@pytest.mark.parametrize("disease", [POH, "ORPHA:1", "", "x" * 500, "é" * 40, "'\"<>"])
def test_watch__what_is_carried_is_of_one_length_and_never_the_same_twice(toy_release, disease):
    one, other = watch_path(disease), watch_path(disease)
    assert len(one) == len(watch_path(POH))
    assert one != other


def test_watch__carried_too_long_or_damaged_leads_to_the_search(toy_release, host_row, monkeypatch):
    client = signed_in(make_user("ada@example.org"))
    old = watch_path(POH)
    now = time.time()
    with monkeypatch.context() as later:
        later.setattr(time, "time", lambda: now + 3605)
        assert watched_in(old.removeprefix("/people/watch/")) == ""
        later.setattr(time, "time", lambda: now + 3590)
        assert watched_in(old.removeprefix("/people/watch/")) == POH
    flip = "A" if old[-20] != "A" else "B"
    for bad in (
        f"{old[:-20]}{flip}{old[-19:]}",
        "/people/watch/gAAAA",
        watch_path("no disease"),
        watch_path(""),
    ):
        assert client.get(bad)["Location"] == "/people/watches"
    assert client.post(old).status_code == 405


def meet(cast, ada_line="We love rain.", bob_line="Two cats and a ramp."):
    ada, bob = cast.person("Calm Otter", line=ada_line), cast.person("Kind Heron", line=bob_line)
    assert propose_for(ada, timezone.now(), delay_days=0.0) == 1
    return ada, bob


def cards(person):
    return browser(person).get("/people/introductions").content.decode()


@pytest.mark.parametrize(("mine", "theirs"), [("", "x"), ("x", ""), ("", "")])
def test_line__is_shown_only_where_both_wrote_one(full_release, cast, mine, theirs):
    meet(cast, mine, theirs)
    assert not CardLine.objects.exists()


def test_line__stands_on_the_card_without_a_name(full_release, cast):
    ada, bob = meet(cast)
    page = cards(ada)
    assert "Two cats and a ramp." in page
    assert "Kind Heron" not in page
    assert "We love rain." in cards(bob)


@pytest.mark.parametrize("how", ["changes", "empties", "is erased"])
def test_line__goes_from_cards_alike_when_its_writer_changes_it_or_leaves(full_release, cast, how):
    ada, bob = meet(cast)
    if how == "is erased":
        erase(User.objects.get(pk=bob.user_id))
    else:
        profile_write(user=bob.user, values={"line": "New." if how == "changes" else ""})
    page = cards(ada)
    assert "Two cats" not in page
    assert "New." not in page
    assert Side.objects.filter(profile=ada).exists()


def test_line__is_reported_without_a_name_and_taken_away_by_a_moderator(full_release, cast):
    ada, bob = meet(cast)
    side = Side.objects.get(profile=ada)
    client = browser(ada)
    address = f"/people/report/card/{side.handle}"
    assert f'href="{address}"' in cards(ada)
    assert "Kind Heron" not in client.get(address).content.decode()
    client.post(address, {"reason": "selling", "words": ""})
    mod = with_second_factor(make_user("mod@example.org", is_moderator=True))
    report = bob.reports_about.get()
    desk = signed_in(mod)
    page = desk.get(f"/people/moderation/report/{report.handle}").content.decode()
    assert "Two cats and a ramp." in page
    desk.post(f"/people/moderation/report/{report.handle}",
              {"kind": "hid", "reason": "selling", "words": "No selling."})  # fmt: skip
    assert Profile.objects.get(pk=bob.pk).line == ""
    assert "Two cats" not in cards(ada)


def test_report_of_a_card__without_a_line_or_of_others_is_not_there(full_release, cast):
    ada, bob = meet(cast, "", "")
    for person in (ada, bob, cast.person("Wise Owl")):
        for side in Side.objects.all():
            address = f"/people/report/card/{side.handle}"
            assert browser(person).get(address).status_code == 404


@pytest.mark.parametrize(
    ("said", "kept"),
    [("120", "+02:00"), ("-330", "-05:30"), ("Europe/Paris", "Europe/Berlin"), ("", None),
     ("x", None), ("90000", None)],
)  # fmt: skip
def test_clock__of_the_browser_is_kept_and_only_at_first(toy_release, host_row, said, kept):
    user = make_user("ada@example.org")
    client = signed_in(user)
    client.post("/meet/start", {"disease": POH, "role": "parent", "name": "", "clock": said})
    found = MailRhythm.objects.filter(user=user).first()
    assert (found.clock if found else None) == kept
    MailRhythm.objects.update_or_create(user=user, defaults={"clock": "+05:00"})
    client.post("/meet/start", {"disease": POH, "name": "", "clock": "120"})
    assert MailRhythm.objects.get(user=user).clock == "+05:00"


def test_one_answer__holds_for_all_signs_but_those_answered_otherwise(toy_release, cast):
    ada = cast.person("Calm Otter", diseases=(), signs=("HP:0004322", "HP:0011987"))
    sent = {"term": ["HP:0004322", "HP:0011987"], "state-HP:0004322": "present",
            "state-HP:0011987": "present", "who_may_know": "peers",
            "sharing-HP:0004322": "private", "sharing-HP:0011987": "", "do": "store"}  # fmt: skip
    browser(ada).post("/me/signs", sent)
    assert dict(ada.signs.values_list("term", "sharing")) == {
        "HP:0004322": "private", "HP:0011987": "peers",
    }  # fmt: skip
    assert not ProfileDisease.objects.exists()


def test_course__prints_what_a_doctor_asks_first_for_its_owner_only(toy_release, cast):
    ada = cast.person("Calm Otter", signs=("HP:0004322",), sharing="private", age_band="2-11")
    ada.signs.create(term="HP:0011987", excluded=True)
    for year, kind, title in ((2020, "treatment", "Splints"), (2021, "visit", "Clinic")):
        TimelineEntry.objects.create(user=ada.user, year=year, kind=kind, title=title)
    page = browser(ada).get("/people/timeline").content.decode()
    head = page.split('<article class="sheet">')[1].split("<table")[0]
    for told in ("Confirmed", "Child", "Short stature", "not: ", "Splints (2020)"):
        assert told in head
    assert "Clinic" not in head
    other = browser(cast.person("Kind Heron", diseases=())).get("/people/timeline")
    assert "Splints" not in other.content.decode()
