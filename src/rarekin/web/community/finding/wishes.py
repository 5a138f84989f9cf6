"""Meeting people who work with patients: only where the person wishes it."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from rarekin.web.accounts.models import Profile
from rarekin.web.community.models import MeetingWish, Side


def wishes_of(profile: Profile) -> frozenset[str]:
    """Return whom else somebody would like to meet.

    Parameters
    ----------
    profile
        One's own.

    Returns
    -------
    roles
        Values of `MeetingWish.Role`.
    """
    return frozenset(profile.meeting_wishes.values_list("role", flat=True))


@transaction.atomic
def wishes_set(profile: Profile, roles: Collection[str]) -> None:
    """Say whom else one would like to meet; a wish taken back acts at once.

    Parameters
    ----------
    profile
        One's own.
    roles
        Values of `MeetingWish.Role`; others are passed over.
    """
    wanted = set(roles) & set(MeetingWish.Role.values)
    gone = wishes_of(profile) - wanted
    profile.meeting_wishes.filter(role__in=gone).delete()
    for role in sorted(wanted):
        MeetingWish.objects.get_or_create(profile=profile, role=role)
    # Open cards of that kind go with the wish. The other person's card stays until it
    # expires, and leads nowhere: they cannot tell this from no answer.
    theirs = Side.objects.filter(profile__role__in=gone).exclude(profile=profile)
    profile.sides.filter(
        introduction__introduced_at__isnull=True, introduction__sides__in=theirs
    ).delete()
