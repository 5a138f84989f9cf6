"""From a fit to an introduction: proposed to both, and made only by two yeses."""

from __future__ import annotations

import datetime
import hashlib
import hmac
import random

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from rarekin.errors import TooLarge
from rarekin.web.accounts.being.people import matchable
from rarekin.web.accounts.guarding.limits import Limit, take
from rarekin.web.accounts.models import Profile, User
from rarekin.web.accounts.models.profile import Reach, Sharing
from rarekin.web.community.finding.candidates import candidates
from rarekin.web.community.finding.card_more import NAMED, broad_role, signs_named, take_back
from rarekin.web.community.finding.keys import refresh
from rarekin.web.community.finding.peers import blocked_with
from rarekin.web.community.finding.scoring import Fit
from rarekin.web.community.models import (
    CardLine,
    Introduction,
    MatchState,
    MeetingWish,
    Notice,
    Side,
)
from rarekin.web.community.models.matching import SPREAD_BITS
from rarekin.web.community.telling.notices import notify

DAY = datetime.timedelta(days=1)
OPEN_FOR = 30 * DAY
MAX_OPEN = 6
MAX_NEW_AT_ONCE = 3
SEARCH_EVERY = 7 * DAY
PEOPLE_AT_ONCE = 200
ON_DEMAND = Limit("introductions-on-demand", 2, 7 * 24 * 3600.0)
YES_A_DAY = Limit("introductions-yes", 5, 24 * 3600.0)


def pair_of(one: Profile, other: Profile) -> str:
    """Return what makes two people a pair: a keyed hash that names neither.

    Parameters
    ----------
    one, other
        The two, in any order.

    Returns
    -------
    pair
        64 hexadecimal digits.
    """
    low, high = sorted((one.handle, other.handle))
    message = f"pair:{low}:{high}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()


def open_sides(profile: Profile, now: datetime.datetime | None = None) -> QuerySet[Side]:
    """Return the proposals somebody can still answer or is waiting for.

    Parameters
    ----------
    profile
        One's own.
    now
        The present moment.

    Returns
    -------
    sides
        Shown, not expired, not answered with no; whatever the other did makes no difference.
    """
    now = now or timezone.now()
    return (
        profile.sides.filter(
            introduction__introduced_at__isnull=True,
            introduction__shown_at__lte=now,
            introduction__expires_at__gt=now,
        )
        .exclude(answer=Side.Answer.NO)
        .select_related("introduction")
        .order_by("pk")
    )


def n_unanswered(user: User) -> int:
    """Count the cards that wait for somebody's answer.

    Parameters
    ----------
    user
        The person.

    Returns
    -------
    n_unanswered
        Of their own; whatever the others did makes no difference.
    """
    profile = Profile.objects.filter(user=user).first()
    if profile is None:
        return 0
    return open_sides(profile).filter(answer=Side.Answer.NONE).count()


def propose_for(profile: Profile, now: datetime.datetime, *, delay_days: float) -> int:
    """Look for people who fit somebody, and propose the best to both.

    Parameters
    ----------
    profile
        For whom.
    now
        The present moment.
    delay_days
        Cards appear after a random time up to this, so that nobody can tell who just came.

    Returns
    -------
    n_proposed
        How many proposals were made.
    """
    refresh(profile)
    state = MatchState.objects.get(profile=profile)
    MatchState.objects.filter(pk=state.pk).update(searched_at=now)
    if not matchable(now).filter(pk=profile.pk).exists():
        return 0
    room = min(MAX_NEW_AT_ONCE, MAX_OPEN - _n_open(profile, now))
    if room <= 0:
        return 0
    place = _place(profile, now)
    found = candidates(profile, place=place, n_most=4 * MAX_NEW_AT_ONCE, now=now)
    n_proposed = 0
    for other, fit in found:
        if n_proposed == room:
            break
        if _n_open(other, now) < MAX_OPEN:
            n_proposed += _propose(profile, other, fit, now, delay_days)
    return n_proposed


def _n_open(profile: Profile, now: datetime.datetime) -> int:
    """Count proposals that take up room; hidden until shown, they count from the start."""
    n_open: int = (
        Side.objects.filter(
            profile=profile,
            introduction__introduced_at__isnull=True,
            introduction__expires_at__gt=now,
        )
        .exclude(answer=Side.Answer.NO)
        .count()
    )
    return n_open


def _place(profile: Profile, now: datetime.datetime) -> int:
    week = now.isocalendar()
    seed = hashlib.blake2b(f"{profile.handle}:{week.year}:{week.week}".encode(), digest_size=8)
    return int.from_bytes(seed.digest(), "big") % (1 << SPREAD_BITS)


def _propose(
    one: Profile, other: Profile, fit: Fit, now: datetime.datetime, delay_days: float
) -> int:
    shown_at = now + random.random() * delay_days * DAY  # noqa: S311 - a delay, no secret
    reasons = [[code, list(details)] for code, details in fit.reasons]
    if named := signs_named(one, other):
        reasons.append([NAMED, named])
    try:
        with transaction.atomic():
            made = Introduction.objects.create(
                pair=pair_of(one, other),
                made_at=now,
                shown_at=shown_at,
                expires_at=shown_at + OPEN_FOR,
            )
            for seer, seen in ((one, other), (other, one)):
                side = Side.objects.create(
                    introduction=made,
                    profile=seer,
                    card={"role": _shown_role(seer, seen), "reasons": reasons},
                )
                # Nobody reads a line who shows none.
                if seer.line and seen.line:
                    CardLine.objects.create(side=side, writer=seen, text=seen.line)
    except IntegrityError:
        return 0  # Another worker was first.
    return 1


def _shown_role(seer: Profile, seen: Profile) -> str:
    """Return the role a card names: only to somebody who shows theirs as well, as much of it.

    Who works with patients meets people as such or not at all.
    """
    is_shown = seer.role_sharing == seen.role_sharing == Sharing.PEERS
    if is_shown or seen.role in MeetingWish.Role.values:
        return seen.role
    return broad_role(seer, seen)


def propose_weekly(now: datetime.datetime) -> int:
    """Search for everybody whose week has passed, a number at a time.

    Parameters
    ----------
    now
        The present moment.

    Returns
    -------
    n_people
        For how many we searched.
    """
    due = Q(match_state__searched_at__isnull=True) | Q(
        match_state__searched_at__lte=now - SEARCH_EVERY
    )
    found = list(matchable(now).filter(due).select_related("user")[:PEOPLE_AT_ONCE])
    for profile in found:
        propose_for(profile, now, delay_days=settings.PROPOSAL_DELAY_DAYS)
    return len(found)


def propose_on_demand(profile: Profile) -> bool:
    """Search for somebody now because they asked, at most twice a week.

    What was found appears within hours, and nothing tells how much it was.

    Parameters
    ----------
    profile
        One's own; somebody who may not be proposed has nothing to look for.

    Returns
    -------
    was_searched
        False where the week's two searches are used up; it says nothing about what was found.
    """
    if not take(ON_DEMAND, str(profile.user_id)):
        return False
    propose_for(profile, timezone.now(), delay_days=settings.PROPOSAL_DELAY_DAYS / 8)
    return True


def show_due(now: datetime.datetime) -> None:
    """Leave a notice for everybody who can see a new card, and forget what has expired.

    Parameters
    ----------
    now
        The present moment.
    """
    recent = Side.objects.filter(
        introduction__shown_at__lte=now,
        introduction__shown_at__gt=now - DAY,
        introduction__introduced_at__isnull=True,
        answer=Side.Answer.NONE,
    ).select_related("profile")
    for side in recent:
        if Notice.objects.filter(kind=Notice.Kind.PROPOSED, about=side.handle).exists():
            continue
        notify(side.profile.user_id, Notice.Kind.PROPOSED, about=side.handle)
    Introduction.objects.filter(sides__isnull=True).delete()


@transaction.atomic
def answer(*, side: Side, says: str, now: datetime.datetime | None = None) -> bool:
    """Record one person's yes or no; the second yes introduces.

    Parameters
    ----------
    side
        One's own.
    says
        ``yes`` or ``no``. A yes can still become a no until the other says yes; a no is final.
    now
        The present moment.

    Returns
    -------
    is_introduced
        Whether the two are introduced now.
    """
    now = now or timezone.now()
    # Both sides' answers pass through this one row, so two answers cannot miss each other.
    introduction = Introduction.objects.select_for_update().get(pk=side.introduction_id)
    mine = Side.objects.get(pk=side.pk)
    if introduction.introduced_at is not None:
        return True
    is_open = introduction.shown_at <= now < introduction.expires_at
    if not is_open or mine.answer == Side.Answer.NO or says not in ("yes", "no"):
        return False
    if says == mine.answer:
        return False
    if says == "yes" and not take(YES_A_DAY, str(mine.profile_id)):
        raise TooLarge(
            _("You said yes five times today. That is the most for a day."),
            hint=_("The card waits for you: come back tomorrow."),
        )
    Side.objects.filter(pk=mine.pk).update(answer=says, answered_at=now)
    if says == "no" or not _both_agree(introduction, now):
        return False
    introduction.introduced_at = now
    introduction.save(update_fields=("introduced_at",))
    for each in introduction.sides.select_related("profile"):
        notify(each.profile.user_id, Notice.Kind.INTRODUCED, about=each.handle)
    return True


def _both_agree(introduction: Introduction, now: datetime.datetime) -> bool:
    sides = list(introduction.sides.select_related("profile__user"))
    if len(sides) != 2 or any(side.answer != Side.Answer.YES for side in sides):
        return False
    one, other = (side.profile for side in sides)
    may_meet = Profile.objects.filter(
        user__suspended_at__isnull=True, user__is_held=False, user__erasure__isnull=True
    ).exclude(reach=Reach.HIDDEN)
    n_present = may_meet.filter(pk__in=(one.pk, other.pk)).count()
    is_blocked = Profile.objects.filter(blocked_with(one.user), pk=other.pk).exists()
    return n_present == 2 and not is_blocked


def leave_proposals(user: User) -> None:
    """Take somebody out of every open proposal, because they withdrew.

    Parameters
    ----------
    user
        Who. The other side's card stays until it expires, and leads nowhere.
    """
    profile = Profile.objects.filter(user=user).first()
    if profile is not None:
        take_back(profile, is_leaving=True)
    Side.objects.filter(profile__user=user, introduction__introduced_at__isnull=True).delete()
