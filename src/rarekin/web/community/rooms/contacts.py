"""Inviting somebody one knows already: a doctor, the other family. Nobody waits, and two say yes.

The link makes no introduction by itself. Who opens it says yes first; then who made it says
whether that was the person they meant. A link that went astray therefore tells nobody a name.
"""

from __future__ import annotations

import datetime
import hashlib
import secrets

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from rarekin.errors import InputError, TooLarge
from rarekin.web.accounts.guarding.limits import Limit, take
from rarekin.web.accounts.models import Profile
from rarekin.web.accounts.models.profile import Reach
from rarekin.web.community.finding.introductions import OPEN_FOR, pair_of
from rarekin.web.community.finding.peers import acquaintances, blocked_with
from rarekin.web.community.models import ContactLink, Introduction, Notice, Side
from rarekin.web.community.telling.notices import notify

GOOD_FOR = datetime.timedelta(days=14)
MAX_OPEN = 5
A_WEEK = Limit("contact-links", 5, 7 * 24 * 3600.0)


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def links_of(profile: Profile) -> QuerySet[ContactLink]:
    """Return one's own links that still work.

    Parameters
    ----------
    profile
        One's own.

    Returns
    -------
    links
        The newest first.
    """
    return ContactLink.objects.filter(maker=profile, expires_at__gt=timezone.now()).order_by("-pk")


@transaction.atomic
def link_make(profile: Profile, note: str) -> str:
    """Make a link to hand to one person.

    Parameters
    ----------
    profile
        Who invites; an account that waits for a moderator makes none.
    note
        For one's own eyes: whom it is for.

    Returns
    -------
    token
        Shown once.

    Raises
    ------
    InputError, TooLarge
        If the account is held, or there are five already or were this week.
    """
    if profile.user.is_held:
        raise InputError(
            _("A moderator looks at new accounts first."), hint=_("Then you can invite somebody.")
        )
    if links_of(profile).count() >= MAX_OPEN or not take(A_WEEK, str(profile.user_id)):
        raise TooLarge(
            _("Five links at a time and five a week, that is the most."),
            hint=_("Take one back, or wait some days."),
        )
    token = secrets.token_urlsafe(24)
    ContactLink.objects.create(
        maker=profile,
        key_hash=_hashed(token),
        note=" ".join(note.split())[:60],
        expires_at=timezone.now() + GOOD_FOR,
    )
    return token


def link_behind(token: str) -> ContactLink | None:
    """Return the link a token stands for.

    Parameters
    ----------
    token
        From the address.

    Returns
    -------
    link
        None where it is damaged, used, taken back or too old, or its maker is no longer here:
        all alike.
    """
    found = ContactLink.objects.filter(
        key_hash=_hashed(token),
        expires_at__gt=timezone.now(),
        maker__user__suspended_at=None,
        maker__user__erasure=None,
        maker__user__is_held=False,
    )
    return found.select_related("maker__user").first()


def lets_in(path: str) -> bool:
    """Tell whether the page of a link lets somebody in who has no account yet.

    Parameters
    ----------
    path
        Of a page of this site.

    Returns
    -------
    lets_in
        Once for each link, so that one that was published opens no door.
    """
    link = link_behind(_token_in(path))
    return link is not None and not link.has_let_in


def let_in(path: str) -> bool:
    """Let one new account in by a link.

    Parameters
    ----------
    path
        Of a page of this site.

    Returns
    -------
    was_used
        False where it lets nobody in, or did meanwhile.
    """
    link = link_behind(_token_in(path))
    if link is None:
        return False
    free = ContactLink.objects.filter(pk=link.pk, has_let_in=False)
    return bool(free.update(has_let_in=True))


def _token_in(path: str) -> str:
    place, _slash, token = path.rpartition("/")
    return token if place == "/people/contact" else ""


@transaction.atomic
def link_accept(profile: Profile, link: ContactLink) -> bool:
    """Say yes to whoever made a link; the link is used up.

    Parameters
    ----------
    profile
        Who opened it.
    link
        From `link_behind`.

    Returns
    -------
    was_used
        False where it was used in the meantime. Where one of the two once said no to the
        other, or blocked them, nothing follows, and nothing tells so.

    Raises
    ------
    InputError
        If it is one's own, or one's account waits for a moderator.
    """
    if link.maker_id == profile.pk:
        raise InputError(_("This is your own link."), hint=_("Hand it to the person you mean."))
    if profile.user.is_held:
        raise InputError(
            _("A moderator looks at new accounts first."), hint=_("Open the link again after that.")
        )
    if not ContactLink.objects.filter(pk=link.pk).delete()[0]:
        return False
    if profile.reach == Reach.HIDDEN:
        # Hidden people talk with nobody. Without their yes to introductions this proposes
        # them to nobody either.
        Profile.objects.filter(pk=profile.pk, reach=Reach.HIDDEN).update(reach=Reach.MATCHABLE)
    is_blocked = Profile.objects.filter(blocked_with(profile.user), pk=link.maker_id).exists()
    if not is_blocked:
        _propose(profile, link)
    return True


def _propose(opener: Profile, link: ContactLink) -> None:
    """Put a card before who made the link, with the yes of who opened it."""
    now = timezone.now()
    when = {"shown_at": now, "expires_at": now + OPEN_FOR}
    made, _created = Introduction.objects.select_for_update().get_or_create(
        pair=pair_of(opener, link.maker), defaults=when
    )
    if made.introduced_at or made.sides.filter(answer=Side.Answer.NO).exists():
        return
    Introduction.objects.filter(pk=made.pk).update(**when)
    theirs, _created = Side.objects.update_or_create(
        introduction=made,
        profile=opener,
        defaults={"answer": Side.Answer.YES, "answered_at": now, "card": _card("invited")},
    )
    mine, _created = Side.objects.update_or_create(
        introduction=made,
        profile=link.maker,
        defaults={
            "answer": Side.Answer.NONE, "answered_at": None, "card": _card("contact", link.note)
        },
    )  # fmt: skip
    Notice.objects.filter(about=theirs.handle, read_at=None).update(read_at=now)
    notify(link.maker.user_id, Notice.Kind.PROPOSED, about=mine.handle)


def _card(reason: str, *details: str) -> dict[str, object]:
    return {"role": "", "reasons": [[reason, list(details)]]}


def knows(profile: Profile, link: ContactLink) -> bool:
    """Tell whether two can write to each other already.

    Parameters
    ----------
    profile
        Who opened the link.
    link
        From `link_behind`.

    Returns
    -------
    knows
        Then the link is of no use to them.
    """
    return acquaintances(profile).filter(pk=link.maker_id).exists()


def link_take_back(profile: Profile, handle: str) -> None:
    """Take one's own link back.

    Parameters
    ----------
    profile
        Who made it.
    handle
        Of the link.
    """
    ContactLink.objects.filter(maker=profile, handle=handle).delete()


def forget_links(now: datetime.datetime) -> None:
    """Drop links that are too old.

    Parameters
    ----------
    now
        The present moment.
    """
    ContactLink.objects.filter(expires_at__lte=now).delete()
