"""A clock that jumps makes nobody's data go before its day."""

import datetime
import random

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from tests.web.accounts.cast import make_user

from rarekin.web.accounts.management.commands.tick import WHATEVER_THE_DAY
from rarekin.web.accounts.models import Erasure, User
from rarekin.web.accounts.steady_clock import REST_SECONDS, SteadyClock
from rarekin.web.accounts.tasks import PERIODS

NOON = datetime.datetime(2026, 7, 1, 12, tzinfo=datetime.UTC)
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)


def after(seconds):
    return NOON + datetime.timedelta(seconds=seconds)


def test_clock__that_runs_is_trusted_through_drift_and_leap_seconds():
    clock, chance, wall = SteadyClock(NOON, 0.0, None), random.Random(5), NOON
    for n in range(1, 2000):
        wall += datetime.timedelta(seconds=60 + chance.uniform(-2, 2))
        assert clock.is_steady(wall, 60.0 * n)


@pytest.mark.parametrize("jump", [HOUR, 30 * DAY, 3650 * DAY, -HOUR, -365 * DAY])
def test_clock__that_jumps_is_trusted_again_an_hour_later(jump, caplog):
    clock = SteadyClock(NOON, 0.0, None)
    assert clock.is_steady(after(60), 60.0)
    assert not clock.is_steady(after(120) + jump, 120.0)
    assert not clock.is_steady(after(180) + jump, 180.0)
    assert clock.is_steady(after(121 + REST_SECONDS) + jump, 121.0 + REST_SECONDS)


def test_clock__put_right_again_rests_from_then_on():
    clock = SteadyClock(NOON, 0.0, None)
    assert not clock.is_steady(after(60) + 30 * DAY, 60.0)
    assert not clock.is_steady(after(120), 120.0)  # put right
    assert not clock.is_steady(after(REST_SECONDS), REST_SECONDS)
    assert clock.is_steady(after(130 + REST_SECONDS), 130.0 + REST_SECONDS)


@pytest.mark.parametrize(
    ("away", "is_odd"),
    [(datetime.timedelta(), False), (2 * DAY, False), (-datetime.timedelta(minutes=5), False),
     (4 * DAY, True), (-HOUR, True), (9000 * DAY, True)],
)  # fmt: skip
def test_start__long_after_or_before_the_last_work_begins_with_rest(away, is_odd):
    clock = SteadyClock(NOON, 0.0, NOON - away)
    assert clock.is_steady(after(1), 1.0) is not is_odd


def test_work__that_erases_is_not_asked_for_and_the_rest_is():
    user = make_user("ada@example.org")
    Erasure.objects.create(user=user, due_at=timezone.now() + 10 * DAY)
    call_command("tick", once=True)
    assert DBTaskResult.objects.count() >= len(PERIODS) - 2
    old = timezone.now() - 40 * DAY
    DBTaskResult.objects.update(enqueued_at=old)  # as if the clock had jumped ahead by days
    call_command("tick", once=True)
    asked = set(
        DBTaskResult.objects.filter(enqueued_at__gt=old).values_list("task_path", flat=True)
    )
    assert not any("erase" in path or "forget" in path or "idle" in path for path in asked)
    assert User.objects.filter(pk=user.pk).exists()


def test_names__of_what_goes_on_are_those_of_tasks():
    assert set(PERIODS) >= WHATEVER_THE_DAY
    assert not {"erase", "forget", "idle", "tidy"} & WHATEVER_THE_DAY
