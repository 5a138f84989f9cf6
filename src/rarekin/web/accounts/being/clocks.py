"""The clock somebody lives by, as their browser tells it, so that mail keeps quiet at night.

A zone's name can be a place with few people in it. What is kept is a well-known zone whose clock
agrees with it now and in the coming year, or comes nearest: it says when somebody sleeps, summer
time and half hours included, and no more. Where a browser names no zone, its distance from UTC
does.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rarekin.web.accounts.models import User

# Each with a million people at least. Of two that agree, the first stands for both.
_WELL_KNOWN = {
    "Europe/Berlin": gettext_lazy("Berlin"),
    "Europe/London": gettext_lazy("London"),
    "Europe/Helsinki": gettext_lazy("Helsinki"),
    "Europe/Moscow": gettext_lazy("Moscow"),
    "America/New_York": gettext_lazy("New York"),
    "America/Chicago": gettext_lazy("Chicago"),
    "America/Denver": gettext_lazy("Denver"),
    "America/Los_Angeles": gettext_lazy("Los Angeles"),
    "America/Phoenix": gettext_lazy("Phoenix"),
    "America/Anchorage": gettext_lazy("Anchorage"),
    "America/Halifax": gettext_lazy("Halifax"),
    "America/St_Johns": gettext_lazy("St. John’s"),
    "America/Sao_Paulo": gettext_lazy("São Paulo"),
    "America/Santiago": gettext_lazy("Santiago"),
    "America/Bogota": gettext_lazy("Bogotá"),
    "America/Mexico_City": gettext_lazy("Mexico City"),
    "America/Caracas": gettext_lazy("Caracas"),
    "America/Havana": gettext_lazy("Havana"),
    "Africa/Casablanca": gettext_lazy("Casablanca"),
    "Africa/Lagos": gettext_lazy("Lagos"),
    "Africa/Johannesburg": gettext_lazy("Johannesburg"),
    "Africa/Nairobi": gettext_lazy("Nairobi"),
    "Africa/Abidjan": gettext_lazy("Abidjan"),
    "Africa/Cairo": gettext_lazy("Cairo"),
    "Asia/Dubai": gettext_lazy("Dubai"),
    "Asia/Tehran": gettext_lazy("Tehran"),
    "Asia/Kabul": gettext_lazy("Kabul"),
    "Asia/Karachi": gettext_lazy("Karachi"),
    "Asia/Kolkata": gettext_lazy("Kolkata"),
    "Asia/Kathmandu": gettext_lazy("Kathmandu"),
    "Asia/Dhaka": gettext_lazy("Dhaka"),
    "Asia/Yangon": gettext_lazy("Yangon"),
    "Asia/Bangkok": gettext_lazy("Bangkok"),
    "Asia/Shanghai": gettext_lazy("Shanghai"),
    "Asia/Tokyo": gettext_lazy("Tokyo"),
    "Asia/Jerusalem": gettext_lazy("Jerusalem"),
    "Asia/Beirut": gettext_lazy("Beirut"),
    "Australia/Sydney": gettext_lazy("Sydney"),
    "Australia/Brisbane": gettext_lazy("Brisbane"),
    "Australia/Adelaide": gettext_lazy("Adelaide"),
    "Australia/Darwin": gettext_lazy("Darwin"),
    "Pacific/Auckland": gettext_lazy("Auckland"),
    "Pacific/Guadalcanal": gettext_lazy("Guadalcanal"),
    "Pacific/Honolulu": gettext_lazy("Honolulu"),
}
_FIXED = re.compile(r"([+-])(\d\d):([0-5]\d)")
_MINUTES = re.compile(r"-?\d{1,3}")
_FURTHEST = 14 * 60

_heard: list[Callable[[User, str], None]] = []


def on_clock(act: Callable[[User, str], None]) -> None:
    """Ask to be told.

    Parameters
    ----------
    act
        Given the person and what `kept_clock` returned.
    """
    _heard.append(act)


def tell_clock(user: User, said: str) -> None:
    """Tell everybody who asked; what is no clock is passed over.

    Parameters
    ----------
    user
        Whose browser it is.
    said
        As a form sends it.
    """
    if clock := kept_clock(said):
        for act in _heard:
            act(user, clock)


def kept_clock(said: str) -> str:
    """Return what is kept of what a browser says about its clock.

    Parameters
    ----------
    said
        The name of a zone, a distance such as ``+05:30``, or minutes ahead of UTC.

    Returns
    -------
    clock
        A zone's name or a distance; empty for everything else.

    Examples
    --------
    >>> kept_clock("Europe/Vaduz"), kept_clock("Asia/Calcutta"), kept_clock("345")
    ('Europe/Berlin', 'Asia/Kolkata', '+05:45')
    >>> kept_clock("../../etc/passwd"), kept_clock("99999")
    ('', '')
    """
    said = said.strip()
    if said in _stands_for():
        return _stands_for()[said]
    if _MINUTES.fullmatch(said):
        return _distance(int(said)) if abs(int(said)) <= _FURTHEST else ""
    return said if _offset(said) is not None else ""


def local_time(moment: datetime.datetime, clock: str) -> datetime.datetime:
    """Return what the clock on somebody's wall shows.

    Parameters
    ----------
    moment
        With its zone.
    clock
        From `kept_clock`; UTC where it is empty, or a zone this machine does not know.

    Returns
    -------
    time
        There.

    Examples
    --------
    >>> noon = datetime.datetime(2026, 7, 1, 12, tzinfo=datetime.UTC)
    >>> local_time(noon, "America/New_York").hour, local_time(noon, "+05:30").minute
    (8, 30)
    """
    return moment.astimezone(_zone(clock))


def clocks(now: datetime.datetime) -> list[tuple[str, str]]:
    """Return every clock that can be chosen, westernmost first, with words for it.

    Parameters
    ----------
    now
        The present moment.

    Returns
    -------
    choices
        For a form.
    """
    chosen = sorted(set(_stands_for().values()), key=lambda zone: (_usual(zone, now), zone))
    if not chosen:  # a machine without zones
        chosen = [_distance(60 * hours) for hours in range(-12, 15)]
    return [(clock, in_words(clock, now)) for clock in chosen]


def in_words(clock: str, now: datetime.datetime) -> str:
    """Say how far a clock is from UTC, in summer too, and where one like it hangs.

    Parameters
    ----------
    clock
        From `kept_clock`.
    now
        The present moment.

    Returns
    -------
    words
        For a person.
    """
    offsets = sorted({_minutes(clock, day) for day in _weeks(now)})
    told = {"usual": _distance(offsets[0]), "summer": _distance(offsets[-1])}
    if clock not in _WELL_KNOWN:
        return _("UTC %(usual)s") % told
    told["city"] = str(_WELL_KNOWN[clock])
    if len(offsets) == 1:
        return _("UTC %(usual)s, as in %(city)s") % told
    return _("UTC %(usual)s, in summer %(summer)s, as in %(city)s") % told


def _zone(clock: str) -> datetime.tzinfo:
    offset = _offset(clock)
    if offset is not None:
        return datetime.timezone(offset)
    return ZoneInfo(clock) if clock in _stands_for() else datetime.UTC


def _offset(clock: str) -> datetime.timedelta | None:
    found = _FIXED.fullmatch(clock)
    if found is None:
        return None
    minutes = 60 * int(found[2]) + int(found[3])
    if minutes > _FURTHEST:
        return None
    return datetime.timedelta(minutes=minutes if found[1] == "+" else -minutes)


def _distance(minutes: int) -> str:
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


def _minutes(clock: str, day: datetime.datetime) -> int:
    offset = local_time(day, clock).utcoffset()
    return round(offset.total_seconds() / 60) if offset is not None else 0


def _usual(clock: str, now: datetime.datetime) -> int:
    return min(_minutes(clock, day) for day in _weeks(now))


def _weeks(now: datetime.datetime) -> list[datetime.datetime]:
    """Return a moment of each of the coming fifty-three weeks."""
    return [now + datetime.timedelta(weeks=n) for n in range(53)]


@lru_cache(maxsize=1)
def _stands_for() -> dict[str, str]:
    """Return the well-known zone that stands for each zone: whose clock agrees, or nearly."""
    weeks = _weeks(datetime.datetime.now(datetime.UTC))

    def shown_in(name: str) -> tuple[float, ...]:
        zone = ZoneInfo(name)
        offsets = (week.astimezone(zone).utcoffset() for week in weeks)
        return tuple(offset.total_seconds() if offset else 0.0 for offset in offsets)

    def apart(one: Sequence[float], other: Sequence[float]) -> float:
        return sum(abs(a - b) for a, b in zip(one, other, strict=True))

    names = available_timezones()
    known = [(name, shown_in(name)) for name in _WELL_KNOWN if name in names]
    nearest: dict[tuple[float, ...], str] = {}
    found: dict[str, str] = {}
    for name in names if known else ():
        shown = shown_in(name)
        if shown not in nearest:
            nearest[shown] = min(known, key=lambda each: apart(each[1], shown))[0]
        found[name] = nearest[shown]
    return found
