"""The search for fitting people: a few index windows, then an exact comparison of the best.

For every key of the searcher the database reads a window of at most ``2 * WINDOW`` people
around one place of the ring; a key that fewer people share is read whole. The sum of the
weights orders them, and the best ``SHORT_LIST`` are compared exactly.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from itertools import chain
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from rarekin.model.identifiers import Curie
from rarekin.web.accounts.models import Profile, ProfileDisease, ProfileSign, ProfileTopic
from rarekin.web.accounts.models.profile import Role, Sharing
from rarekin.web.accounts.people import matchable
from rarekin.web.community.models import Block, MatchKey, Side
from rarekin.web.community.scoring import Fit, Member, fits

WINDOW = 48
SHORT_LIST = 100
# Who works with patients can join groups; patients are not proposed to them, nor they to patients.
NOT_PROPOSED = (Role.PROFESSIONAL, Role.ORGANISATION)

# One window on each side of the place; the index alone answers it, in order.
_UPWARDS = (
    "SELECT profile_id, weight FROM (SELECT profile_id, weight FROM community_matchkey"
    " WHERE key = %s AND spread >= %s ORDER BY spread LIMIT %s) AS up"
)
_DOWNWARDS = (
    "SELECT profile_id, weight FROM (SELECT profile_id, weight FROM community_matchkey"
    " WHERE key = %s AND spread < %s ORDER BY spread DESC LIMIT %s) AS down"
)
_BEST = (
    "SELECT profile_id, sum(weight) AS told FROM ({windows}) AS found WHERE profile_id <> %s"
    " GROUP BY profile_id ORDER BY told DESC, profile_id LIMIT %s"
)


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
    free = _free(profile, short_list, now or timezone.now())
    members = members_of([profile, *free.values()])
    compared = fits(members[profile.pk], [members[pk] for pk in free])
    found = [
        (other, how) for other, how in zip(free.values(), compared, strict=True) if how is not None
    ]
    found.sort(key=lambda pair: (-pair[1].score, pair[0].pk))
    return found[:n_most]


def nearest(profile_id: int, place: int) -> list[tuple[int, int]]:
    """Return the short list from the index alone.

    Parameters
    ----------
    profile_id
        Who is searched for.
    place
        Where on the ring common keys are read.

    Returns
    -------
    pairs
        Profile number and summed weight, the heaviest first.
    """
    keys = list(MatchKey.objects.filter(profile_id=profile_id).values_list("key", flat=True))
    if not keys:
        return []
    statement, values = search_statement(keys, profile_id, place)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [(int(pk), int(told)) for pk, told in cursor.fetchall()]


def search_statement(keys: Sequence[int], profile_id: int, place: int) -> tuple[str, list[int]]:
    """Return the search as SQL and its values.

    Parameters
    ----------
    keys
        The searcher's own.
    profile_id
        The searcher.
    place
        Where on the ring common keys are read.

    Returns
    -------
    statement, values
        For a cursor, and for looking at the database's plan.
    """
    windows = " UNION ALL ".join([_UPWARDS, _DOWNWARDS] * len(keys))
    values = list(chain.from_iterable((key, place, WINDOW) * 2 for key in keys))
    return _BEST.format(windows=windows), [*values, profile_id, SHORT_LIST]


def _free(profile: Profile, short_list: list[int], now: datetime.datetime) -> dict[int, Profile]:
    """Keep those who may be proposed now, were not before, and stand in no block."""
    met = Side.objects.filter(introduction__sides__profile=profile).values_list(
        "profile_id", flat=True
    )
    made = Block.objects.filter(blocker=profile).values_list("blocked_id", flat=True)
    had = Block.objects.filter(blocked=profile).values_list("blocker_id", flat=True)
    left = set(short_list) - set(met) - set(made) - set(had)
    allowed = matchable(now).filter(pk__in=left).exclude(role__in=NOT_PROPOSED)
    return {found.pk: found for found in allowed}


def members_of(profiles: Sequence[Profile]) -> dict[int, Member]:
    """Read what the search may know of several people.

    Parameters
    ----------
    profiles
        Whose.

    Returns
    -------
    members
        By profile number; entries marked private are left out.
    """
    ids = [profile.pk for profile in profiles]
    diseases = _entries(ProfileDisease.objects.filter(profile_id__in=ids), "disease")
    signs = _entries(ProfileSign.objects.filter(profile_id__in=ids, excluded=False), "term")
    topics = _entries(ProfileTopic.objects.filter(profile_id__in=ids), "topic")
    return {
        each.pk: Member(
            diseases=frozenset(Curie(id_) for id_ in diseases[each.pk]),
            signs=frozenset(Curie(id_) for id_ in signs[each.pk]),
            languages=tuple(each.languages),
            country="" if each.country_sharing == Sharing.PRIVATE else each.country,
            role=each.role,
            age_band=each.age_band,
            topics=frozenset(topics[each.pk]),
        )
        for each in profiles
    }


def _entries(rows: QuerySet[Any], column: str) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    shared = rows.exclude(sharing=Sharing.PRIVATE).values_list("profile_id", column)
    for profile_id, value in shared:
        found[profile_id].append(value)
    return found
