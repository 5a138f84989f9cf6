"""The search for fitting people: a short list from the index, then an exact comparison."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from rarekin.model.identifiers import Curie
from rarekin.web.accounts.being.people import matchable
from rarekin.web.accounts.models import Profile, ProfileDisease, ProfileSign, ProfileTopic
from rarekin.web.accounts.models.profile import Sharing
from rarekin.web.community.finding.scoring import Fit, Member, fits
from rarekin.web.community.finding.short_list import nearest
from rarekin.web.community.models import MeetingWish


class _Row(NamedTuple):
    """The columns of a profile that the search may use; whole profiles are read at the end."""

    pk: int
    languages: list[str]
    languages_sharing: str
    country: str
    country_sharing: str
    role: str
    role_sharing: str
    age_band: str
    age_sharing: str


def candidates(
    profile: Profile, *, place: int, n_most: int, now: datetime.datetime | None = None
) -> list[tuple[Profile, Fit]]:
    """Find the people who fit somebody best.

    Parameters
    ----------
    profile
        Who is searched for; must be `matchable` themselves.
    place
        Where on the ring common keys are read; another place finds other people.
    n_most
        Most people to return.
    now
        The present moment.

    Returns
    -------
    people
        With the reasons, the best fit first; never somebody blocked, proposed before, or who
        may not be proposed. For the matching worker only.
    """
    short_list = [pk for pk, _told in nearest(profile.pk, place)]
    asked = _free(profile, now or timezone.now()).filter(pk__in=short_list)
    free = [_Row(*row) for row in asked.values_list(*_Row._fields).order_by("pk")]
    if not free:
        return []
    me = _Row(*(getattr(profile, column) for column in _Row._fields))
    own, *others = _members([me, *free])
    compared = zip(free, fits(own, others), strict=True)
    best = sorted(
        ((row.pk, how) for row, how in compared if how is not None),
        key=lambda pair: (-pair[1].score, pair[0]),
    )[:n_most]
    people = Profile.objects.in_bulk([pk for pk, _how in best])
    return [(people[pk], how) for pk, how in best if pk in people]


def _free(profile: Profile, now: datetime.datetime) -> QuerySet[Profile]:
    """Return who may be proposed to somebody now.

    Who works with patients meets those only who wish it, and the wish has to go both ways.
    """
    wished = MeetingWish.objects.filter(profile=profile).values_list("role", flat=True)
    allowed = ~Q(role__in=MeetingWish.Role.values) | Q(role__in=list(wished))
    if profile.role in MeetingWish.Role.values:
        allowed &= Q(meeting_wishes__role=profile.role)
    return matchable(now).filter(allowed)


def _members(rows: list[_Row]) -> list[Member]:
    """Read what the search may know of several people; entries marked private are left out."""
    entries = _entries(row.pk for row in rows)
    return [
        Member(
            diseases=frozenset(map(Curie, entries[row.pk, "disease"])),
            signs=frozenset(map(Curie, entries[row.pk, "term"])),
            languages=tuple(row.languages) if row.languages_sharing != Sharing.PRIVATE else (),
            country=_unless_private(row.country, row.country_sharing),
            role=_unless_private(row.role, row.role_sharing),
            age_band=_unless_private(row.age_band, row.age_sharing),
            topics=frozenset(entries[row.pk, "topic"]),
        )
        for row in rows
    ]


def _unless_private(value: str, sharing: str) -> str:
    return "" if sharing == Sharing.PRIVATE else value


_ENTRIES = " UNION ALL ".join(
    f"SELECT profile_id, '{column}', {column} FROM {model._meta.db_table}"  # noqa: S608 - own names
    f" WHERE profile_id IN ({{ids}}) AND sharing <> '{Sharing.PRIVATE.value}'{extra}"
    for model, column, extra in (
        (ProfileDisease, "disease", ""),
        (ProfileSign, "term", " AND NOT excluded"),
        (ProfileTopic, "topic", ""),
    )
)


def _entries(profile_ids: Iterable[int]) -> defaultdict[tuple[int, str], list[str]]:
    ids = ", ".join(str(int(pk)) for pk in profile_ids)
    found: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_ENTRIES.format(ids=ids))
        for profile_id, column, value in cursor.fetchall():
            found[profile_id, column].append(value)
    return found
