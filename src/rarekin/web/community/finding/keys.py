"""Keeping the keys of the search in step with what people mark for matching."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.db.models import Q

from rarekin.api.telling.likeness import match_keys, release_name
from rarekin.model.identifiers import Curie
from rarekin.web.accounts.being.people import matchable
from rarekin.web.accounts.models import Profile, User
from rarekin.web.accounts.models.profile import Sharing
from rarekin.web.community.models import MatchKey, MatchState

REFRESH_AT_ONCE = 500


def hashed(key: str) -> int:
    """Return a key as the signed 64-bit number under which it is stored.

    Parameters
    ----------
    key
        From `rarekin.api.telling.likeness.match_keys`.

    Returns
    -------
    number
        The same on every machine.

    Examples
    --------
    >>> hashed("d1") == hashed("d1"), hashed("d1") == hashed("d2")
    (True, False)
    """
    digest = hashlib.blake2b(key.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def mark_stale(profile_id: int, *, make: bool = True) -> None:
    """Note that a person changed something that the search uses.

    Parameters
    ----------
    profile_id
        Whose profile.
    make
        Whether to begin a note where there is none; without one a person counts as stale.
    """
    is_noted = MatchState.objects.filter(profile_id=profile_id).update(is_stale=True)
    if make and not is_noted:
        MatchState.objects.get_or_create(profile_id=profile_id)


def drop_keys(user: User) -> None:
    """Take a person out of the search at once.

    Parameters
    ----------
    user
        Who withdrew.
    """
    MatchKey.objects.filter(profile__user=user).delete()
    MatchState.objects.filter(profile__user=user).update(is_stale=True)


@transaction.atomic
def refresh(profile: Profile) -> None:
    """Write a person's keys anew; somebody who may not be proposed has none.

    Parameters
    ----------
    profile
        Whose.
    """
    state, _created = MatchState.objects.select_for_update().get_or_create(profile=profile)
    MatchKey.objects.filter(profile=profile).delete()
    if matchable().filter(pk=profile.pk).exists():
        keys = match_keys(
            [Curie(d.disease) for d in profile.diseases.exclude(sharing=Sharing.PRIVATE)],
            [
                Curie(s.term)
                for s in profile.signs.filter(excluded=False).exclude(sharing=Sharing.PRIVATE)
            ],
        )
        MatchKey.objects.bulk_create(
            MatchKey(
                profile=profile,
                key=hashed(key),
                spread=state.spread,
                weight=min(32_000, round(weight * 100)),
            )
            for key, weight in sorted(keys.items())
        )
        state.is_stale = False
    state.release = release_name()
    state.save(update_fields=("is_stale", "release"))


def refresh_stale() -> int:
    """Write the keys of people who changed something, or whose keys come from an older release.

    Returns
    -------
    n_people
        How many were looked at; call again while it is not zero.
    """
    # Somebody who waits out the first days stays stale until `matchable` lets them in.
    waiting = Q(match_state__is_stale=True) | Q(match_state__isnull=True)
    old = Q(match_state__is_stale=False) & ~Q(match_state__release=release_name())
    found = list(matchable().filter(waiting | old).select_related("user")[:REFRESH_AT_ONCE])
    for profile in found:
        refresh(profile)
    return len(found)
