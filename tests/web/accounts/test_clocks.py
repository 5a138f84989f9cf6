"""The clock of a browser: right to the half hour and the season, and naming no small place."""

import datetime
import itertools
from zoneinfo import ZoneInfo, available_timezones

import pytest
from django.utils import translation

from rarekin.web.accounts.being import clocks
from rarekin.web.accounts.being.clocks import in_words, kept_clock, local_time

UTC = datetime.UTC
EVERY = sorted(available_timezones())


@pytest.mark.parametrize(
    ("said", "month", "utc", "there"),
    [  # what the zones' own rules say, by the IANA database's announcements
        ("Asia/Kathmandu", 1, "12:00", "17:45"),
        ("Asia/Kolkata", 7, "12:00", "17:30"),
        ("America/St_Johns", 1, "12:00", "08:30"),
        ("America/St_Johns", 7, "12:00", "09:30"),
        ("America/New_York", 1, "12:00", "07:00"),
        ("America/New_York", 7, "12:00", "08:00"),
        ("Australia/Adelaide", 1, "12:00", "22:30"),
        ("Australia/Adelaide", 7, "12:00", "21:30"),
        ("America/Phoenix", 7, "12:00", "05:00"),
        ("345", 7, "12:00", "17:45"),
        ("-210", 7, "12:00", "08:30"),
    ],
)
def test_clock__knows_half_hours_and_summer_time(said, month, utc, there):
    hour, minute = map(int, utc.split(":"))
    moment = datetime.datetime(2026, month, 10, hour, minute, tzinfo=UTC)
    assert f"{local_time(moment, kept_clock(said)):%H:%M}" == there


def test_clock__of_every_zone_is_kept_within_two_hours_and_mostly_to_the_minute():
    """Of all places people live in: what is kept wakes nobody at night."""
    now = datetime.datetime.now(UTC)
    weeks = [now + datetime.timedelta(weeks=n) for n in range(53)]
    exact, worst = 0, datetime.timedelta()
    for name in EVERY:
        kept = kept_clock(name)
        assert kept, name
        apart = [
            abs(week.astimezone(ZoneInfo(name)).utcoffset() - local_time(week, kept).utcoffset())
            for week in weeks
        ]
        exact += not any(apart)
        worst = max(worst, *apart)
    assert worst <= datetime.timedelta(hours=2)
    assert exact / len(EVERY) > 0.9


@pytest.mark.parametrize(
    "place",
    ["Europe/Vaduz", "Europe/San_Marino", "Pacific/Pitcairn", "Atlantic/St_Helena", "Asia/Thimphu",
     "Antarctica/Troll", "Pacific/Chatham", "Atlantic/Faroe", "America/Montserrat"],
)  # fmt: skip
def test_clock__keeps_no_small_place(place):
    assert kept_clock(place) in clocks._WELL_KNOWN


@pytest.mark.parametrize(
    "said", ["", " ", "x", "../../etc/passwd", "Europe/", "/etc/localtime", "+25:00", "+05:99",
             "99999", "-841", "\0", "Europe/Berlin; drop", "1e3", "NaN"],
)  # fmt: skip
def test_clock__that_is_none_is_passed_over(said):
    assert kept_clock(said) == ""
    noon = datetime.datetime(2026, 7, 1, 12, tzinfo=UTC)
    assert local_time(noon, said).hour == 12


def test_clock__kept_once_is_kept_again():
    for said in (*EVERY, "+05:45", "-03:30"):
        assert kept_clock(kept_clock(said)) == kept_clock(said)


def test_choices__stand_from_west_to_east_each_once_and_have_words():
    now = datetime.datetime(2026, 1, 10, tzinfo=UTC)
    chosen = clocks.clocks(now)
    offsets = [local_time(now, clock).utcoffset() for clock, _words in chosen]
    hour = datetime.timedelta(hours=1)
    assert all(later >= earlier - hour for earlier, later in itertools.pairwise(offsets))
    assert len(dict(chosen)) == len(chosen)
    words = dict(chosen)
    assert words["Asia/Kolkata"] == "UTC +05:30, as in Kolkata"
    assert words["Europe/Berlin"] == "UTC +01:00, in summer +02:00, as in Berlin"


def test_without_zones__a_machine_still_knows_distances(monkeypatch):
    monkeypatch.setattr(clocks, "available_timezones", set)
    clocks._stands_for.cache_clear()
    try:
        assert kept_clock("Europe/Berlin") == ""
        assert kept_clock("330") == "+05:30"
        assert ("+02:00", "UTC +02:00") in clocks.clocks(datetime.datetime.now(UTC))
    finally:
        clocks._stands_for.cache_clear()


@pytest.mark.parametrize(
    ("clock", "english", "spanish", "french"),
    [
        # Unicode CLDR, as Babel 2.19 has it.
        ("Europe/London", "London", "Londres", "Londres"),
        ("Europe/Moscow", "Moscow", "Moscú", "Moscou"),
        ("Africa/Cairo", "Cairo", "El Cairo", "Le Caire"),
        ("America/St_Johns", "St. John’s", "San Juan de Terranova", "Saint-Jean de Terre-Neuve"),
        ("America/Mexico_City", "Mexico City", "Ciudad de México", "Mexico"),
        ("Asia/Tehran", "Tehran", "Teherán", "Téhéran"),
        ("Asia/Tokyo", "Tokyo", "Tokio", "Tokyo"),
        ("Australia/Adelaide", "Adelaide", "Adelaida", "Adélaïde"),
    ],
)
def test_clock__is_named_by_its_city_in_the_readers_language(clock, english, spanish, french):
    for language, city in (("en", english), ("es", spanish), ("fr", french)):
        with translation.override(language):
            assert city in in_words(clock, datetime.datetime.now(UTC))
