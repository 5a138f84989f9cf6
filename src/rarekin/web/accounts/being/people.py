"""The only way to other people's rows.

A profile is seen by its owner and by people it was introduced to, if neither blocked the
other and the owner let it reach that far. Everybody else gets the same 404 as for a
profile that does not exist. The community app says who was introduced and who blocked
whom; without it nobody was, and nobody did.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from rarekin.web.accounts.being.pseudonyms import numbered, pseudonym_key, without_number
from rarekin.web.accounts.models import Consent, Profile, User
from rarekin.web.accounts.models.profile import Reach, Role
from rarekin.web.accounts.rights.purposes import INTRODUCTIONS, PURPOSES

NEEDS_VERIFYING = (Role.PROFESSIONAL, Role.ORGANISATION)


def _nobody(viewer: User) -> Q:
    return Q(pk__in=())


@dataclass(slots=True)
class Acquaintance:
    """Who is introduced to a viewer and who stands in a block with them, as filters."""

    introduced_to: Callable[[User], Q] = _nobody
    blocked_with: Callable[[User], Q] = _nobody


acquaintance = Acquaintance()


def visible_to(viewer: User | AnonymousUser) -> QuerySet[Profile]:
    """Return the profiles a viewer may open.

    Parameters
    ----------
    viewer
        The person who looks, or nobody.

    Returns
    -------
    profiles
        The viewer's own, and those of mutual peers: both let their card reach that far.
    """
    if not isinstance(viewer, User):
        return Profile.objects.none()
    own = Q(user=viewer)
    if not Profile.objects.filter(own, _showing()).exists():
        return Profile.objects.filter(own)
    peers = acquaintance.introduced_to(viewer) & _showing() & ~acquaintance.blocked_with(viewer)
    return Profile.objects.filter(own | peers)


def _showing() -> Q:
    return Q(
        reach=Reach.PEERS,
        user__suspended_at__isnull=True,
        user__is_held=False,
        user__erasure__isnull=True,
    )


def matchable(now: datetime.datetime | None = None) -> QuerySet[Profile]:
    """Return the profiles that may be proposed to somebody at this moment.

    Parameters
    ----------
    now
        The present moment.

    Returns
    -------
    profiles
        Of people who agreed to introductions, are not held, not leaving, long enough here
        and did not just change what they have. For the matching worker only: no page lists it.
    """
    since = (now or timezone.now()) - datetime.timedelta(days=settings.WAITING_DAYS)
    agreed = Consent.objects.filter(
        user=OuterRef("user"),
        purpose=INTRODUCTIONS,
        wording=PURPOSES[INTRODUCTIONS].wording,
        withdrawn_at__isnull=True,
    )
    # Asked per person, so that a search for few never reads everybody's consents.
    return Profile.objects.filter(
        Exists(agreed),
        reach__in=(Reach.MATCHABLE, Reach.PEERS),
        user__suspended_at__isnull=True,
        user__is_held=False,
        user__erasure__isnull=True,
        user__joined_at__lte=since,
        conditions_changed_at__lte=since,
        country_changed_at__lte=since,
    ).exclude(role__in=NEEDS_VERIFYING, role_verified_at__isnull=True)


def proposed_from(profile: Profile) -> datetime.datetime:
    """Return the moment from which somebody's age here and last change no longer keep them back.

    Parameters
    ----------
    profile
        One's own.

    Returns
    -------
    moment
        In the past where nothing has to be waited for.
    """
    latest = max(profile.user.joined_at, profile.conditions_changed_at, profile.country_changed_at)
    return latest + datetime.timedelta(days=settings.WAITING_DAYS)


def profile_of(user: User) -> Profile | None:
    """Return a person's own profile.

    Parameters
    ----------
    user
        The owner.

    Returns
    -------
    profile
        None where they have not written one.
    """
    return Profile.objects.filter(user=user).first()


def free_name(wanted: str, profile: Profile | None) -> str:
    """Return a name with a number that nobody else goes by.

    The number is added always and drawn by chance, so that nobody learns from it whether
    somebody goes by the same name.

    Parameters
    ----------
    wanted
        As typed, with or without the number that was added before.
    profile
        One's own, if there is one.

    Returns
    -------
    name
        The present one where only that was typed again.
    """
    if profile and wanted in (profile.pseudonym, without_number(profile.pseudonym)):
        return profile.pseudonym
    while True:
        names = [numbered(wanted) for _n in range(8)]
        keys = [pseudonym_key(name) for name in names]
        others = Profile.objects.exclude(pk=profile.pk) if profile else Profile.objects.all()
        taken = set(others.filter(pseudonym_key__in=keys).values_list("pseudonym_key", flat=True))
        for name, key in zip(names, keys, strict=True):
            if key not in taken:
                return name


def profile_named(pseudonym_key: str) -> Profile | None:
    """Return the profile that goes by a name; for the host, who gives duties by name.

    Parameters
    ----------
    pseudonym_key
        From `rarekin.web.accounts.being.pseudonyms.pseudonym_key`.

    Returns
    -------
    profile
        None where nobody does.
    """
    return Profile.objects.filter(pseudonym_key=pseudonym_key).first()


def suspended() -> QuerySet[Profile]:
    """Return the profiles of people who are suspended, for moderators.

    Returns
    -------
    profiles
        Latest first.
    """
    return (
        Profile.objects.filter(user__suspended_at__isnull=False)
        .select_related("user")
        .order_by("-user__suspended_at")
    )


def account_to_decide(handle: str) -> Profile | None:
    """Return a profile about whose account a moderator may decide without a report.

    Parameters
    ----------
    handle
        Of the profile.

    Returns
    -------
    profile
        One that waits for a look or is suspended; None for every other, as for none.
    """
    return (waiting_for_review() | suspended()).filter(handle=handle).first()


def waiting_for_review() -> QuerySet[Profile]:
    """Return the profiles a moderator has to look at: held ones and unverified roles.

    Returns
    -------
    profiles
        Oldest first. The pages show pseudonym and role, nothing about health.
    """
    unverified = Q(role__in=NEEDS_VERIFYING, role_verified_at__isnull=True)
    return (
        Profile.objects.filter(Q(user__is_held=True) | unverified, user__suspended_at__isnull=True)
        .select_related("user")
        .order_by("created_at")
    )


def checked() -> QuerySet[Profile]:
    """Return the profiles whose role was checked, so that a moderator can take the check back.

    Returns
    -------
    profiles
        Latest first. Everybody who meets them reads pseudonym, role and check anyway.
    """
    return (
        Profile.objects.filter(
            role__in=NEEDS_VERIFYING,
            role_verified_at__isnull=False,
            user__suspended_at__isnull=True,
        )
        .select_related("user")
        .order_by("-role_verified_at", "pk")
    )


def n_to_review(user: User) -> int | None:
    """Count the accounts and roles that wait for a moderator.

    Parameters
    ----------
    user
        Who asks.

    Returns
    -------
    n_waiting
        None for who is no moderator.
    """
    return waiting_for_review().count() if user.is_staff else None
