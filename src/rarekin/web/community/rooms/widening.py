"""One more into an open circle: whoever is asked says yes, and so do all who are in it.

It goes as a circle itself does. Nobody is told who is asked or what anybody said until all have
said yes; it happens by the clock; and what does not come about is gone on its day, whatever the
reason. A member who leaves meanwhile is no longer needed.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rarekin.errors import InputError, TooLarge
from rarekin.web.accounts.guarding.limits import take
from rarekin.web.accounts.models import Profile
from rarekin.web.accounts.models.profile import Reach, new_handle
from rarekin.web.community.finding.peers import acquaintances
from rarekin.web.community.models import Block, Group, Membership, Notice, Seat
from rarekin.web.community.rooms.circles import (
    A_MONTH,
    LEAST,
    MOST,
    OPEN_FOR,
    asked_into,
    companions,
    own_waiting,
)
from rarekin.web.community.talking.talks import Talk, talks_of
from rarekin.web.community.telling.notices import notify

Answer = Seat.Answer


def may_be_asked(profile: Profile, circle: Group) -> list[Talk]:
    """Return the people somebody could ask into their open circle.

    Parameters
    ----------
    profile
        One's own.
    circle
        Any room; only of an open circle of theirs anybody can be asked.

    Returns
    -------
    talks
        With people they know who are not in it, as far as they can see.
    """
    if circle.kind != Group.Kind.CIRCLE or circle.formed_at is None:
        return []
    inside = companions(profile, circle)
    return [talk for talk in talks_of(profile) if talk.other.pk not in inside] if inside else []


def is_asked(profile: Profile, circle: Group) -> bool:
    """Tell whether somebody is asked about one more in a circle of theirs, or asks themselves.

    Parameters
    ----------
    profile
        One's own.
    circle
        Any room.

    Returns
    -------
    is_asked
        Their own seat only: it says nothing about what others said.
    """
    own = own_waiting(profile)
    seats = [seat for seat, _founder in asked_into(profile)] + ([own] if own else [])
    return any(seat.group.joins_id == circle.pk for seat in seats)


@transaction.atomic
def newcomer_ask(profile: Profile, circle: Group, handle: str) -> None:
    """Ask somebody into an open circle, and everybody in it.

    Parameters
    ----------
    profile
        A member.
    circle
        Theirs.
    handle
        Of the member's own side of the conversation with the one they mean.

    Raises
    ------
    InputError
        If it is nobody they can ask, or the circle is full, or is asked about somebody already.
    TooLarge
        If one asked too often in a month.
    """
    asked = {talk.side.handle: talk.other for talk in may_be_asked(profile, circle)}
    other = asked.get(handle)
    if other is None:
        raise InputError(
            _("Choose somebody you know who is not in it."), hint=_("They are asked first, too.")
        )
    members = Profile.objects.filter(memberships__group=circle)
    if members.count() >= MOST:
        raise InputError(_("A circle has three to twelve people."), hint=_("This one is full."))
    if own_waiting(profile) is not None or _is_pending(circle):
        raise InputError(
            _("A circle is asked about one person at a time, and so are you."),
            hint=_("Wait until that one is decided, or take yours back."),
        )
    if not take(A_MONTH, str(profile.user_id)):
        raise TooLarge(_("That is the most for one month."), hint=_("Try again later."))
    Group.objects.filter(joins=circle).delete()
    question = Group.objects.create(
        slug=new_handle(),
        kind=Group.Kind.CIRCLE,
        is_open=False,
        expires_at=timezone.now() + OPEN_FOR,
        joins=circle,
    )
    Seat.objects.create(group=question, profile=profile, is_founder=True, answer=Answer.YES)
    newcomer = Seat.objects.create(group=question, profile=other, is_newcomer=True)
    others = members.exclude(pk__in=(profile.pk, other.pk))
    for seat in (newcomer, *(Seat.objects.create(group=question, profile=p) for p in others)):
        notify(seat.profile.user_id, Notice.Kind.CIRCLE, about=seat.handle)


def widen_circles(now: datetime.datetime) -> None:
    """Let in whoever all said yes to, by the clock.

    Parameters
    ----------
    now
        The present moment.
    """
    questions = Group.objects.filter(joins__isnull=False, formed_at=None, expires_at__gt=now)
    for pk in questions.values_list("pk", flat=True):
        _let_in(pk)


def _is_pending(circle: Group) -> bool:
    return Group.objects.filter(joins=circle, expires_at__gt=timezone.now()).exists()


@transaction.atomic
def _let_in(pk: int) -> None:
    question = Group.objects.select_for_update(of=("self",)).select_related("joins").get(pk=pk)
    circle = question.joins
    seats = {seat.profile_id: seat for seat in question.seats.select_related("profile__user")}
    newcomer = next((seat for seat in seats.values() if seat.is_newcomer), None)
    asker = next((seat for seat in seats.values() if seat.is_founder), None)
    if circle is None or newcomer is None or asker is None:
        return
    members = set(Membership.objects.filter(group=circle).values_list("profile_id", flat=True))
    if not _may_come(asker, newcomer, members, seats):
        return
    Membership.objects.create(group=circle, profile=newcomer.profile)
    Seat.objects.update_or_create(
        group=circle, profile=newcomer.profile, defaults={"answer": Answer.YES}
    )
    path = f"/people/groups/{circle.slug}"
    for member in members:
        notify(seats[member].profile.user_id, Notice.Kind.WIDENED, about=newcomer.handle, path=path)
    notify(newcomer.profile.user_id, Notice.Kind.FORMED, about=newcomer.handle, path=path)
    question.delete()


def _may_come(asker: Seat, newcomer: Seat, members: set[int], seats: dict[int, Seat]) -> bool:
    """Whether all who are in it now said yes, and nothing stands between them and the new one."""
    if asker.profile_id not in members or newcomer.profile_id in members:
        return False
    if not members <= set(seats) or not LEAST - 1 <= len(members) < MOST:
        return False
    needed = [newcomer, *(seats[member] for member in members)]
    if any(s.answer != Answer.YES or s.profile.reach == Reach.HIDDEN for s in needed):
        return False
    if not acquaintances(asker.profile).filter(pk=newcomer.profile_id).exists():
        return False
    made = Block.objects.filter(blocker=newcomer.profile, blocked__in=members)
    had = Block.objects.filter(blocked=newcomer.profile, blocker__in=members)
    return not made.exists() and not had.exists()
