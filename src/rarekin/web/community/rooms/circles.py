"""Circles: rooms of three or more who were introduced to whoever asks, and who all say yes.

Until all have, nobody is told who else was asked or what they said; a circle that does not
come about never says why.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from itertools import combinations

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from rarekin.errors import InputError, TooLarge
from rarekin.web.accounts.guarding.limits import Limit, take
from rarekin.web.accounts.models import Profile, User
from rarekin.web.accounts.models.profile import Reach, new_handle
from rarekin.web.community.finding.peers import acquaintances, heard_by
from rarekin.web.community.models import Block, Group, Membership, Notice, Seat
from rarekin.web.community.talking.talks import talks_of
from rarekin.web.community.telling.notices import notify

LEAST, MOST = 3, 12
OPEN_FOR = datetime.timedelta(days=30)
A_MONTH = Limit("circles", 3, 30 * 24 * 3600.0)
Answer = Seat.Answer


@transaction.atomic
def circle_ask(profile: Profile, handles: Sequence[str], title: str) -> Group:
    """Ask people one was introduced to into a circle.

    Parameters
    ----------
    profile
        Who asks.
    handles
        Of one's own sides of the conversations with them; two at least.
    title
        What the circle is called; its members read it once it is open.

    Returns
    -------
    group
        Nobody is in it yet.

    Raises
    ------
    InputError
        If they are too few or too many, or one's last circle is still waiting.
    TooLarge
        If one asked too often in a month.
    """
    chosen = [talk.other for talk in talks_of(profile) if talk.side.handle in set(handles)]
    if not LEAST - 1 <= len(chosen) <= MOST - 1:
        raise InputError(
            _("A circle has three to twelve people."), hint=_("Choose two or more you know.")
        )
    if own_waiting(profile) is not None:
        raise InputError(
            _("A circle of yours waits already."), hint=_("Take it back, or wait for its day.")
        )
    if not take(A_MONTH, str(profile.user_id)):
        raise TooLarge(_("That is the most for one month."), hint=_("Try again later."))
    group = Group.objects.create(
        slug=new_handle(),
        kind=Group.Kind.CIRCLE,
        is_open=False,
        expires_at=timezone.now() + OPEN_FOR,
    )
    Seat.objects.create(
        group=group,
        profile=profile,
        is_founder=True,
        title=" ".join(title.split())[:80],
        answer=Answer.YES,
    )
    for other in chosen:
        seat = Seat.objects.create(group=group, profile=other)
        notify(other.user_id, Notice.Kind.CIRCLE, about=seat.handle)
    return group


def own_waiting(profile: Profile) -> Seat | None:
    """Return one's own circle that is not open yet.

    Parameters
    ----------
    profile
        One's own.

    Returns
    -------
    seat
        The founder's, or None.
    """
    return _unformed(timezone.now()).filter(profile=profile, is_founder=True).first()


def asked_into(profile: Profile) -> list[tuple[Seat, Profile]]:
    """Return the circles somebody is asked into, each with who asks.

    Parameters
    ----------
    profile
        One's own.

    Returns
    -------
    asked
        Not answered with no; who asks is somebody they may talk with now, or, where it is
        about an open circle of theirs, somebody they hear in it.
    """
    known = {other.pk: other for other in acquaintances(profile)}
    asked = _unformed(timezone.now()).filter(profile=profile, is_founder=False)
    asked = asked.exclude(answer=Answer.NO)
    founders = dict(
        Seat.objects.filter(group__in=asked.values("group_id"), is_founder=True).values_list(
            "group_id", "profile_id"
        )
    )
    found = []
    for seat in asked.order_by("pk"):
        # In an open circle one hears members one was never introduced to.
        circle = None if seat.is_newcomer else seat.group.joins
        heard = known if circle is None else companions(profile, circle)
        if (founder := heard.get(founders.get(seat.group_id, 0))) is not None:
            found.append((seat, founder))
    return found


def companions(profile: Profile, group: Group) -> dict[int, Profile]:
    """Return whom somebody hears in a circle of theirs.

    Parameters
    ----------
    profile
        One's own.
    group
        The circle.

    Returns
    -------
    companions
        By their number; nobody where one is no longer in it.
    """
    if not Membership.objects.filter(group=group, profile=profile).exists():
        return {}
    others = Profile.objects.filter(heard_by(profile), memberships__group=group)
    return {other.pk: other for other in others.exclude(pk=profile.pk)}


def n_asked(profile: Profile) -> int:
    """Count the circles that wait for somebody's own answer.

    Parameters
    ----------
    profile
        One's own.

    Returns
    -------
    n_asked
        Whatever the others said makes no difference.
    """
    return sum(not seat.answer for seat, _founder in asked_into(profile))


def n_asked_of(user: User) -> int:
    """Count the circles that wait for the answer of somebody signed in.

    Parameters
    ----------
    user
        The person.

    Returns
    -------
    n_asked
        None of somebody without a profile.
    """
    profile = Profile.objects.filter(user=user).first()
    return n_asked(profile) if profile is not None else 0


def _unformed(now: datetime.datetime) -> QuerySet[Seat]:
    return Seat.objects.filter(
        group__kind=Group.Kind.CIRCLE, group__formed_at=None, group__expires_at__gt=now
    ).select_related("group__joins")


@transaction.atomic
def seat_answer(profile: Profile, handle: str, says: str) -> bool:
    """Say yes or no to a circle; a yes can still become a no until it is open.

    Parameters
    ----------
    profile
        One's own.
    handle
        Of one's own seat.
    says
        ``yes`` or ``no``.

    Returns
    -------
    was_asked
        False where there is no such seat.
    """
    seat = next((s for s, _f in asked_into(profile) if s.handle == handle), None)
    if seat is None or says not in (Answer.YES, Answer.NO):
        return False
    # The row of the circle is taken first, so that it does not open in the same moment.
    Group.objects.select_for_update().get(pk=seat.group_id)
    changed = Seat.objects.filter(pk=seat.pk, group__formed_at=None).update(answer=says)
    Notice.objects.filter(user_id=profile.user_id, about=handle, read_at=None).update(
        read_at=timezone.now()
    )
    return changed > 0


def circle_take_back(profile: Profile) -> None:
    """Take back one's own circle that is not open yet; nobody is told.

    Parameters
    ----------
    profile
        Who asked.
    """
    seat = own_waiting(profile)
    if seat is not None:
        handles = seat.group.seats.values("handle")
        Notice.objects.filter(kind=Notice.Kind.CIRCLE, about__in=handles).delete()
        Group.objects.filter(pk=seat.group_id, formed_at=None).delete()


def open_circles(now: datetime.datetime) -> None:
    """Open every circle to which all said yes, and drop those whose day has passed.

    It happens by the clock and not with an answer, so that an answer tells nobody whether it
    was the last one.

    Parameters
    ----------
    now
        The present moment.
    """
    circles = Group.objects.filter(kind=Group.Kind.CIRCLE, formed_at=None)
    first = circles.filter(joins=None, expires_at__gt=now)
    for pk in first.values_list("pk", flat=True):
        _open(pk, now)
    circles.filter(expires_at__lte=now).delete()


@transaction.atomic
def _open(pk: int, now: datetime.datetime) -> None:
    group = Group.objects.select_for_update().get(pk=pk)
    seats = list(group.seats.select_related("profile__user"))
    founder = next((seat for seat in seats if seat.is_founder), None)
    if founder is None or len(seats) < LEAST or not _may_open(founder, seats):
        return
    Group.objects.filter(pk=pk).update(formed_at=now)
    for seat in seats:
        Membership.objects.get_or_create(group=group, profile=seat.profile)
        notify(
            seat.profile.user_id, Notice.Kind.FORMED, about=seat.handle,
            path=f"/people/groups/{group.slug}",
        )  # fmt: skip


def _may_open(founder: Seat, seats: Sequence[Seat]) -> bool:
    if any(seat.answer != Answer.YES or seat.profile.reach == Reach.HIDDEN for seat in seats):
        return False
    known = set(acquaintances(founder.profile).values_list("pk", flat=True))
    people = {seat.profile_id for seat in seats}
    if not people - {founder.profile_id} <= known:
        return False
    blocks = set(
        Block.objects.filter(blocker__in=people, blocked__in=people).values_list(
            "blocker_id", "blocked_id"
        )
    )
    return not any(
        {(one, other), (other, one)} & blocks for one, other in combinations(sorted(people), 2)
    )


def names_in(profile: Profile, group: Group) -> list[Profile]:
    """Return who else is in a circle, as one member sees it.

    Parameters
    ----------
    profile
        A member.
    group
        Their circle; of any other room nobody is named.

    Returns
    -------
    others
        Those one hears: who blocked, left or was erased is not among them, all alike.
    """
    if group.kind != Group.Kind.CIRCLE:
        return []
    return sorted(companions(profile, group).values(), key=lambda other: other.pseudonym)
