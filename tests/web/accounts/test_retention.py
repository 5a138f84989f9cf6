import datetime

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format
from tests.web.accounts.cast import PASSWORD, make_profile, make_user

from rarekin.web.accounts import tasks
from rarekin.web.accounts.guarding.limits import Limit, take
from rarekin.web.accounts.models import (
    Bucket,
    Erasure,
    OutgoingMail,
    ProfileDisease,
    SignUpWish,
    Tombstone,
    User,
)
from rarekin.web.accounts.rights import leaving, retention
from rarekin.web.accounts.rights.leaving import erasure_ask

DAY = datetime.timedelta(days=1)
START = datetime.datetime(2026, 1, 1, 12, tzinfo=datetime.UTC)


@pytest.fixture
def idle():
    user = make_user("ada@example.org")
    profile = make_profile(user, "Calm Otter 1", about="zebracanary")
    ProfileDisease.objects.create(profile=profile, disease="MONDO:0008153")
    User.objects.filter(pk=user.pk).update(joined_at=START, last_login=START)
    return user


def live(user, first, last, step=5 * DAY):
    """Let the daily task run from one day to another; say on which days something happened."""
    told, erased = [], []
    moment = first
    while moment <= last:
        if retention.tell_idle(moment):
            told.append(moment)
        OutgoingMail.objects.update(state="sent")
        if retention.erase_idle(moment):
            erased.append(moment)
        moment += step
    return told, erased


def test_idle_account__is_told_once_and_erased_sixty_days_later(idle):
    year_three = START + retention.IDLE
    told, erased = live(idle, year_three - 90 * DAY, year_three + 90 * DAY)
    assert len(told) == 1
    assert told[0] > year_three - retention.NOTICE
    [day] = erased
    assert day - told[0] >= retention.NOTICE
    assert day > year_three
    assert not User.objects.exists()
    assert Tombstone.objects.count() == 1


def test_idle_account__notice_names_no_illness_and_no_person(idle, settings):
    settings.SITE_URL = "https://rare.example"
    retention.tell_idle(START + retention.IDLE)
    mail = OutgoingMail.objects.get()
    told = f"{mail.subject} {mail.text}"
    for word in ("zebracanary", "MONDO", "osseous", "Otter", "ada"):
        assert word not in told
    assert "https://rare.example/account/login/" in mail.text
    assert "erased" in mail.text


def test_idle_account__signing_in_keeps_it(idle, host_row):
    moment = START + retention.IDLE
    assert retention.tell_idle(moment) == 1
    User.objects.update(last_login=moment + DAY)
    assert live(idle, moment + 2 * DAY, moment + 200 * DAY, 10 * DAY) == ([], [])
    later = moment + retention.IDLE
    assert retention.tell_idle(later) == 1, "three more years later they are told again"


def test_idle_account__is_kept_while_the_mail_could_not_be_sent(idle):
    moment = START + retention.IDLE
    retention.tell_idle(moment)
    OutgoingMail.objects.update(state="failed")
    assert retention.erase_idle(moment + 2 * retention.NOTICE) == 0
    OutgoingMail.objects.update(state="sent")
    assert retention.erase_idle(moment + 2 * retention.NOTICE) == 1


def test_idle_account__is_told_again_where_the_warning_never_left(idle):
    moment = START + retention.IDLE
    retention.tell_idle(moment)
    OutgoingMail.objects.update(state="failed", created_at=moment)
    retention.forget_what_served(moment + retention.UNSENT_KEPT + DAY)
    assert not OutgoingMail.objects.exists()
    later = moment + retention.NOTICE + DAY
    assert retention.erase_idle(later) == 0
    assert retention.tell_idle(later) == 1


def test_idle_account__who_signs_in_while_others_are_erased_stays(idle, monkeypatch):
    second = make_user("eve@example.org")
    User.objects.update(joined_at=START, last_login=START)
    moment = START + retention.IDLE
    assert retention.tell_idle(moment) == 2
    OutgoingMail.objects.update(state="sent")
    erase = retention.erase

    def erase_slowly(user):
        erase(user)
        User.objects.update(last_login=moment + DAY)

    monkeypatch.setattr(retention, "erase", erase_slowly)
    assert retention.erase_idle(moment + 2 * retention.NOTICE) == 1
    assert User.objects.filter(pk__in=(idle.pk, second.pk)).count() == 1


def test_erasure__taken_back_while_others_are_erased_does_not_happen(idle, monkeypatch):
    for user in (idle, make_user("eve@example.org")):
        erasure_ask(user=user)
    erase = leaving.erase

    def erase_slowly(user):
        erase(user)
        Erasure.objects.all().delete()

    monkeypatch.setattr(leaving, "erase", erase_slowly)
    assert leaving.erase_due(timezone.now() + 2 * leaving.GRACE) == 1
    assert User.objects.count() == 1


@pytest.mark.parametrize("hour", [0, 11, 12, 23])
def test_idle_account__the_day_named_has_begun_everywhere_before_it_is_erased(idle, hour):
    moment = (START + retention.IDLE).replace(hour=hour)
    retention.tell_idle(moment)
    first = moment + retention.NOTICE
    far_west = first.astimezone(datetime.timezone(-12 * datetime.timedelta(hours=1)))
    assert date_format(far_west.date(), "DATE_FORMAT") in OutgoingMail.objects.get().text


def test_idle_account__a_site_asleep_for_years_tells_before_it_erases(idle):
    late = START + 3 * retention.IDLE
    assert retention.erase_idle(late) == 0
    assert retention.tell_idle(late) == 1
    OutgoingMail.objects.update(state="sent")
    assert retention.erase_idle(late + retention.NOTICE - DAY) == 0
    assert retention.erase_idle(late + retention.NOTICE + DAY) == 1


def test_idle_account__host_and_those_already_leaving_are_left_alone(idle):
    User.objects.update(is_host=True)
    assert retention.tell_idle(START + 3 * retention.IDLE) == 0
    User.objects.update(is_host=False)
    erasure_ask(user=idle)
    assert retention.tell_idle(START + 3 * retention.IDLE) == 0


def test_idle_account__never_signed_in_counts_from_joining(idle):
    User.objects.update(last_login=None)
    assert retention.tell_idle(START + retention.IDLE) == 1


def test_tasks__end_idle_accounts_by_the_clock_of_the_machine(idle):
    long_ago = timezone.now() - retention.IDLE - retention.NOTICE - DAY
    User.objects.update(last_login=long_ago, joined_at=long_ago)
    tasks.end_idle_accounts.call()
    assert OutgoingMail.objects.count() == 1
    assert User.objects.exists()
    assert "idle" in tasks.PERIODS


def test_addresses__are_gone_after_thirty_days_though_the_session_is_used_daily(host_row):
    make_user("ada@example.org")
    client = Client()
    client.post("/account/login/", {"login": "ada@example.org", "password": PASSWORD})
    assert UserSession.objects.get().ip
    now = timezone.now()
    Session.objects.update(expire_date=now + 90 * DAY)
    retention.forget_what_served(now + 29 * DAY)
    assert UserSession.objects.exists()
    assert client.get("/me").status_code == 200
    retention.forget_what_served(now + 31 * DAY)
    assert not UserSession.objects.exists()
    assert client.get("/me").status_code == 302


def test_limits__and_links_are_gone_within_thirty_days(host_row):
    take(Limit("try", 2, 60.0), "ada@example.org")
    Client().post("/account/signup/", {"email": "ada@example.org", "is_adult": "on"})
    cache.set("rl:login:ip:10.0.0.1", [1], 60)
    now = timezone.now()
    retention.forget_what_served(now + 30 * DAY)
    assert not Bucket.objects.exists()
    assert not SignUpWish.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM shared_cache")
        assert cursor.fetchone() == (0,)


def test_limits__that_still_count_are_kept():
    cache.set("rl:login:ip:10.0.0.1", [1], 3600)
    retention.forget_what_served(timezone.now())
    assert cache.get("rl:login:ip:10.0.0.1") == [1]


def test_limits__tell_no_address_in_the_shared_table():
    cache.set("rl:login:ip:10.0.0.1", [1], 3600)
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM shared_cache")
        assert "10.0.0.1" not in str(cursor.fetchall())
