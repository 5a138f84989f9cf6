import datetime

import pytest
from django.db import connection
from django.utils import timezone
from tests.web.community.cast import HARD_LUMPS, POH, browser, side_of

from rarekin.errors import TooLarge
from rarekin.web.accounts.being.people import acquaintance
from rarekin.web.accounts.being.profiles import disease_share
from rarekin.web.accounts.models import Profile, User
from rarekin.web.accounts.models.profile import Reach, Role, Sharing
from rarekin.web.accounts.rights.consents import consent_withdraw
from rarekin.web.accounts.rights.leaving import erase
from rarekin.web.community.finding import introductions
from rarekin.web.community.finding.candidates import candidates
from rarekin.web.community.finding.introductions import (
    answer,
    open_sides,
    propose_for,
    propose_weekly,
    show_due,
)
from rarekin.web.community.finding.keys import refresh, refresh_stale
from rarekin.web.community.finding.wishes import wishes_of, wishes_set
from rarekin.web.community.models import Introduction, MatchKey, MatchState, Notice, Side
from rarekin.web.community.safety.blocking import block, unblock


def propose(profile, delay_days=0.0):
    return propose_for(profile, timezone.now(), delay_days=delay_days)


def found_for(profile):
    return {p.pk for p, _fit in candidates(profile, place=2**30, n_most=50)}


def test_weekly_search__proposes_each_pair_once(full_release, cast):
    people = [cast.person(f"Person {n}") for n in range(3)]
    assert propose_weekly(timezone.now()) == 3
    assert Introduction.objects.count() == 3
    assert all(open_sides(p).count() == 2 for p in people)
    assert propose_weekly(timezone.now()) == 0
    later = timezone.now() + datetime.timedelta(days=8)
    propose_weekly(later)
    assert Introduction.objects.count() == 3


def test_undiagnosed_person__is_found_by_signs(full_release, cast):
    known = cast.person("Known", signs=HARD_LUMPS)
    seeker = cast.person("Seeker", diseases=(), signs=HARD_LUMPS, role=Role.UNDIAGNOSED)
    assert found_for(known) == {seeker.pk}
    assert found_for(seeker) == {known.pk}


@pytest.mark.parametrize(
    "change",
    [
        {"reach": Reach.HIDDEN},
        {"conditions_changed_at": timezone.now()},
        {"country_changed_at": timezone.now()},
        {"role": Role.PROFESSIONAL},
        {"role": Role.ORGANISATION, "role_verified_at": timezone.now()},
    ],
)
def test_person_who_may_not_be_proposed__is_not_found(full_release, cast, change):
    one, other = cast.person("One"), cast.person("Other")
    assert found_for(one) == {other.pk}
    Profile.objects.filter(pk=other.pk).update(**change)
    assert found_for(one) == set()
    assert propose(Profile.objects.get(pk=other.pk)) == 0


@pytest.mark.parametrize("change", [{"is_held": True}, {"suspended_at": timezone.now()},
                                    {"joined_at": timezone.now()}])  # fmt: skip
def test_account_that_is_held_suspended_or_new__is_not_found(full_release, cast, change):
    one, other = cast.person("One"), cast.person("Other")
    User.objects.filter(pk=other.user_id).update(**change)
    assert found_for(one) == set()


def test_withdrawn_consent__acts_at_once(full_release, cast):
    one, other = cast.person("One"), cast.person("Other")
    propose(one)
    consent_withdraw(user=other.user, purpose="introductions")
    assert found_for(one) == set()
    assert not MatchKey.objects.filter(profile=other).exists()
    assert open_sides(one).count() == 1, "nothing changes for the other person"
    assert not open_sides(other).exists()
    assert not answer(side=open_sides(one).get(), says="yes")
    assert open_sides(one).count() == 1


def test_private_disease__is_no_key(full_release, cast):
    one = cast.person("One", sharing=Sharing.PRIVATE)
    assert not MatchKey.objects.filter(profile=one).exists()
    assert found_for(one) == set()


def test_changed_condition__waits_out_a_week_and_then_has_new_keys(full_release, cast):
    one, other = cast.person("One"), cast.person("Other", sharing=Sharing.PRIVATE)
    disease_share(profile=other, disease=POH, sharing=Sharing.MATCH, certainty="confirmed")
    assert MatchState.objects.get(profile=other).is_stale
    refresh_stale()
    assert found_for(one) == set(), "a week has to pass"
    week_ago = timezone.now() - datetime.timedelta(days=8)
    Profile.objects.filter(pk=other.pk).update(conditions_changed_at=week_ago)
    refresh_stale()
    assert found_for(one) == {other.pk}
    assert refresh_stale() == 0


def test_block__acts_both_ways_and_commutes(full_release, cast):
    one, other = cast.person("One"), cast.person("Other")
    block(blocker=one, blocked=other)
    assert found_for(one) == found_for(other) == set()
    unblock(blocker=other, handle=one.blocks_made.get().handle)
    assert found_for(one) == set(), "only who made a block can take it back"
    unblock(blocker=one, handle=one.blocks_made.get().handle)
    assert found_for(one) == {other.pk}


def test_block__hides_from_both_whoever_made_it(full_release, cast):
    one, other = cast.person("One"), cast.person("Other")
    cast.introduce(one, other)
    for maker, blocked in ((one, other), (other, one)):
        block(blocker=maker, blocked=blocked)
        for viewer, seen in ((one, other), (other, one)):
            assert browser(viewer).get(f"/card/{seen.handle}").status_code == 404
        maker.blocks_made.all().delete()
        assert browser(one).get(f"/card/{other.handle}").status_code == 200


def test_no__is_silent_and_final(full_release, cast):
    one, other = cast.person("One"), cast.person("Other")
    made = cast.propose(one, other)
    before = browser(one).get("/people/introductions").context["cards"]
    browser(other).post(f"/people/introductions/{side_of(made, other).handle}", {"says": "no"})
    after = browser(one).get("/people/introductions").context["cards"]
    assert [c["side"].handle for c in after] == [c["side"].handle for c in before]
    assert not open_sides(other).exists()
    assert not answer(side=side_of(made, one), says="yes")
    assert not answer(side=side_of(made, other), says="yes"), "a no cannot become a yes"
    made.refresh_from_db()
    assert made.introduced_at is None
    assert not Notice.objects.filter(user=one.user).exists()


def test_yes__can_be_taken_back_until_the_other_says_yes(full_release, cast):
    one, other = cast.person("One"), cast.person("Other")
    made = cast.propose(one, other)
    answer(side=side_of(made, one), says="yes")
    answer(side=side_of(made, one), says="no")
    assert not answer(side=side_of(made, other), says="yes")


def test_expired_card__cannot_be_answered(full_release, cast):
    one, other = cast.person("One"), cast.person("Other")
    made = cast.propose(one, other)
    later = timezone.now() + datetime.timedelta(days=31)
    assert not answer(side=side_of(made, one), says="yes", now=later)
    assert not open_sides(one, later).exists()


def test_clock_set_back__shows_and_answers_nothing_early(full_release, cast):
    one, other = cast.person("One"), cast.person("Other")
    made = cast.propose(one, other)
    earlier = timezone.now() - datetime.timedelta(hours=2)
    assert not open_sides(one, earlier).exists()
    assert not answer(side=side_of(made, one), says="yes", now=earlier)


def test_block_between_the_yeses__prevents_the_introduction(full_release, cast):
    one, other = cast.person("One"), cast.person("Other")
    made = cast.propose(one, other)
    answer(side=side_of(made, one), says="yes")
    block(blocker=one, blocked=other)
    assert not answer(side=side_of(made, other), says="yes")
    made.refresh_from_db()
    assert made.introduced_at is None


def test_yeses__are_five_a_day(full_release, cast):
    me = cast.person("Me")
    sides = [side_of(cast.propose(me, cast.person(f"P{n}")), me) for n in range(6)]
    for side in sides[:5]:
        answer(side=side, says="yes")
    with pytest.raises(TooLarge):
        answer(side=sides[5], says="yes")
    page = browser(me).post(
        f"/people/introductions/{sides[5].handle}", {"says": "yes"}, follow=True
    )
    assert b"five times today" in page.content
    answer(side=sides[5], says="no")


def test_open_cards__are_capped(full_release, cast):
    me = cast.person("Me")
    for n in range(introductions.MAX_OPEN):
        cast.propose(me, cast.person(f"P{n}"))
    cast.person("One more")
    assert propose(me) == 0


def test_card_appears_later__and_leaves_a_notice_once(full_release, cast):
    one, _other = cast.person("One"), cast.person("Other")
    assert propose(one, delay_days=2.0) == 1
    now = timezone.now()
    show_due(now)
    early = Notice.objects.count()
    Introduction.objects.update(shown_at=now - datetime.timedelta(minutes=1))
    show_due(now)
    show_due(now)
    assert early == 0
    assert Notice.objects.count() == 2
    browser(one).get("/people/introductions")
    show_due(now)
    assert Notice.objects.count() == 2


def test_leaving__looks_like_not_answering(full_release, cast):
    one, other = cast.person("One"), cast.person("Other")
    cast.propose(one, other)
    before = browser(one).get("/people/introductions").context["cards"]
    erase(other.user)
    after = browser(one).get("/people/introductions").context["cards"]
    assert [c["reasons"] for c in after] == [c["reasons"] for c in before]
    erase(one.user)
    show_due(timezone.now())
    assert not Introduction.objects.exists()


def test_look_again__says_the_same_whatever_was_found(full_release, cast):
    alone = cast.person("Alone", diseases=("MONDO:0009061",))
    met = cast.person("Met")
    cast.person("Other")
    answers = []
    for person in (alone, met):
        client = browser(person)
        for _n in range(3):
            sent = client.post("/people/introductions")
            answers.append((sent.status_code, sent["Location"], len(sent.content)))
    assert len(set(answers)) == 1


def test_strangers_card__is_404_like_no_card(full_release, cast):
    one, other = cast.person("One"), cast.person("Other")
    made = cast.propose(one, other)
    mine = f"/people/introductions/{side_of(made, other).handle}"
    assert browser(one).post(mine, {"says": "yes"}).status_code == 404
    nowhere = browser(one).post("/people/introductions/nowhere", {"says": "yes"})
    assert nowhere.status_code == 404


def test_acquaintance__is_registered_with_the_accounts():
    assert acquaintance.introduced_to.__module__ == "rarekin.web.community.finding.peers"
    assert acquaintance.blocked_with.__module__ == "rarekin.web.community.finding.peers"


def test_refresh__is_repeatable(full_release, cast):
    one = cast.person("One", signs=HARD_LUMPS)
    first = set(MatchKey.objects.filter(profile=one).values_list("key", "weight"))
    refresh(one)
    assert set(MatchKey.objects.filter(profile=one).values_list("key", "weight")) == first
    assert Side.objects.count() == 0


def test_person__deleted_with_all_entries_leaves_no_note_for_the_search(full_release, cast):
    cast.person("Ada").user.delete()
    assert not MatchState.objects.exists()
    connection.check_constraints()


def test_who_works_with_patients__is_met_only_by_wish_from_both(full_release, cast):
    ada = cast.person("Ada")
    doctor = cast.person("Doctor", role=Role.PROFESSIONAL)
    Profile.objects.filter(pk=doctor.pk).update(role_verified_at=timezone.now(), reach=Reach.PEERS)
    doctor = Profile.objects.select_related("user").get(pk=doctor.pk)
    refresh(doctor)
    assert found_for(ada) == found_for(doctor) == set()
    browser(ada).post("/people/wishes", {"role": ["professional", "nonsense"]})
    assert wishes_of(ada) == {"professional"}
    assert found_for(ada) == {doctor.pk}
    assert found_for(doctor) == {ada.pk}
    Profile.objects.filter(pk=doctor.pk).update(role_verified_at=None)
    assert found_for(ada) == set(), "the host no longer vouches for them"


def test_two_who_work_with_patients__both_have_to_wish_it(full_release, cast):
    one, other = cast.person("One"), cast.person("Other")
    roles = {one.pk: Role.PROFESSIONAL, other.pk: Role.ORGANISATION}
    for pk, role in roles.items():
        Profile.objects.filter(pk=pk).update(role=role, role_verified_at=timezone.now())
    one, other = (Profile.objects.select_related("user").get(pk=p.pk) for p in (one, other))
    wishes_set(one, ["organisation"])
    assert found_for(one) == found_for(other) == set()
    wishes_set(other, ["professional"])
    assert found_for(one) == {other.pk}


def test_wish_taken_back__takes_its_open_cards_and_changes_nothing_for_the_other(
    full_release, cast
):
    ada, bob = cast.person("Ada"), cast.person("Bob")
    doctor = cast.person("Doctor", role=Role.PROFESSIONAL)
    wishes_set(ada, ["professional"])
    cast.propose(ada, doctor)
    cast.propose(ada, bob)
    before = browser(doctor).get("/people/introductions").context["cards"]
    wishes_set(ada, [])
    assert {s.introduction.sides.exclude(pk=s.pk).get().profile_id for s in open_sides(ada)} == {
        bob.pk
    }
    after = browser(doctor).get("/people/introductions").context["cards"]
    assert [c["reasons"] for c in after] == [c["reasons"] for c in before]
    assert not answer(side=open_sides(doctor).get(), says="yes")


@pytest.mark.parametrize(
    ("mine", "theirs", "role"),
    [("peers", "peers", "parent"), ("peers", "match", ""), ("match", "peers", "")],
)
def test_card__names_a_role_only_to_who_shows_theirs(full_release, cast, mine, theirs, role):
    one, other = cast.person("One", role_sharing=mine), cast.person("Other", role_sharing=theirs)
    propose(one)
    assert one.sides.get().card["role"] == other.sides.get().card["role"] == role


def test_private_entry__is_no_reason(full_release, cast):
    hidden = {f"{name}_sharing": "private" for name in ("role", "languages", "age", "country")}
    one = cast.person("One", age_band="18-64", country="FR", country_sharing="match")
    cast.person("Other", age_band="18-64", country="FR", **hidden)
    [(_other, fit)] = candidates(one, place=1, n_most=9)
    assert {code for code, _details in fit.reasons} == {"same"}


def test_look_again__never_pretends(toy_release, cast):
    """It says the day to somebody who waits, that the week is used up, and else that we look."""
    ada = cast.person("Calm Otter")
    client = browser(ada)
    said = [client.post("/people/introductions", follow=True).content.decode() for _n in range(3)]
    assert ["We are looking" in page for page in said] == [True, True, False]
    assert "You had us look twice this week" in said[2]
    newcomer = cast.person("Kind Heron")
    Profile.objects.filter(pk=newcomer.pk).update(conditions_changed_at=timezone.now())
    page = browser(newcomer).post("/people/introductions", follow=True).content.decode()
    assert "We are looking" not in page
    assert "you can be proposed" in page
    assert "Look again now" not in page
