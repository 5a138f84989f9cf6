"""Who was introduced to whom, and who stands in a block: filters for the accounts.

`acquaintances` is the stricter word: people who may talk now. A person who hides, leaves,
is suspended or blocks somebody is gone from it, and all of these look the same.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from rarekin.web.accounts.models import Profile, User
from rarekin.web.accounts.models.profile import Reach
from rarekin.web.community.models import Block, Side


def introduced_to(viewer: User) -> Q:
    """Return the filter of profiles that were introduced to a viewer.

    Parameters
    ----------
    viewer
        The person who looks.

    Returns
    -------
    filter
        For `Profile`.
    """
    met = Side.objects.filter(
        introduction__introduced_at__isnull=False, introduction__sides__profile__user=viewer
    ).exclude(profile__user=viewer)
    return Q(pk__in=met.values("profile_id"))


def blocked_with(viewer: User) -> Q:
    """Return the filter of profiles that a viewer blocked or that blocked the viewer.

    Parameters
    ----------
    viewer
        The person who looks.

    Returns
    -------
    filter
        For `Profile`.
    """
    made = Block.objects.filter(blocker__user=viewer).values("blocked_id")
    had = Block.objects.filter(blocked__user=viewer).values("blocker_id")
    return Q(pk__in=made) | Q(pk__in=had)


def present() -> Q:
    """Return the filter of profiles whose owners are here: not held, suspended or leaving."""
    return Q(user__suspended_at__isnull=True, user__is_held=False, user__erasure__isnull=True)


def acquaintances(profile: Profile) -> QuerySet[Profile]:
    """Return the people somebody may talk with now.

    Parameters
    ----------
    profile
        One's own.

    Returns
    -------
    profiles
        Introduced, present, not hidden, no block; nobody while one is hidden oneself.
    """
    if profile.reach == Reach.HIDDEN or profile.user.is_held:
        return Profile.objects.none()
    return (
        Profile.objects.filter(introduced_to(profile.user) & present())
        .exclude(reach=Reach.HIDDEN)
        .exclude(blocked_with(profile.user))
    )


def heard_by(profile: Profile) -> Q:
    """Return the filter of authors whose words in groups reach somebody.

    Parameters
    ----------
    profile
        Who reads.

    Returns
    -------
    filter
        For `Profile`: oneself, and everybody present without a block.
    """
    return Q(pk=profile.pk) | (present() & ~blocked_with(profile.user))
