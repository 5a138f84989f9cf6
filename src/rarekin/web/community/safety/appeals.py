"""Appeals against moderators' decisions, and what moderators did as numbers for everybody."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from rarekin.errors import InputError
from rarekin.web.accounts.house.counts import rounded
from rarekin.web.accounts.models import Profile, User
from rarekin.web.community.models import Appeal, Message, ModerationAction, Notice, Post, Report
from rarekin.web.community.safety.moderation import (
    Kind,
    decide,
    held_messages,
    held_posts,
    may_keep_order,
    open_reports,
)
from rarekin.web.community.safety.targets import Target
from rarekin.web.community.telling.notices import notify
from rarekin.web.community.telling.service_mails import write_of_decision

YEAR = datetime.timedelta(days=365)


@transaction.atomic
def appeal_make(*, author: User, action: ModerationAction, words: str) -> Appeal:
    """Ask for a second look; one appeal per decision.

    Parameters
    ----------
    author
        Whom the decision is about.
    action
        The decision.
    words
        Why it should be different.

    Returns
    -------
    appeal
        The new one, or the one made before.

    Raises
    ------
    InputError
        If there are no words, or the decision is about somebody else.
    """
    if action.subject_id != author.pk or not words.strip():
        raise InputError(_("There are no words yet."), hint=_("Write something first."))
    appeal, _created = Appeal.objects.get_or_create(
        action=action, defaults={"author": author, "words": words.strip()[:1000]}
    )
    return appeal


def open_appeals(user: User) -> QuerySet[Appeal]:
    """Return the appeals a moderator may decide: about a decision of another, if there is one.

    Parameters
    ----------
    user
        The moderator of the whole site.

    Returns
    -------
    appeals
        Oldest first.
    """
    if not user.is_staff:
        return Appeal.objects.none()
    found = Appeal.objects.filter(decided_at__isnull=True)
    if not _is_alone(user):
        found = found.exclude(action__actor=user)
    return found.exclude(author=user).select_related("action").order_by("made_at", "pk")


def _is_alone(user: User) -> bool:
    """Tell whether nobody else keeps order here who could look a second time."""
    keeping = Q(is_host=True) | Q(is_moderator=True)
    others = User.objects.filter(keeping, suspended_at__isnull=True).exclude(pk=user.pk)
    return not others.exists()


def n_to_decide(user: User) -> int | None:
    """Count the reports, held words and appeals that wait for somebody.

    Parameters
    ----------
    user
        Who asks.

    Returns
    -------
    n_waiting
        None for who keeps no order anywhere.
    """
    if not may_keep_order(user):
        return None
    found = (open_reports(user), held_posts(user), held_messages(user), open_appeals(user))
    return sum(each.count() for each in found)


@transaction.atomic
def appeal_decide(*, actor: User, appeal: Appeal, grant: bool, words: str) -> None:
    """Decide an appeal; granting it undoes the decision.

    Parameters
    ----------
    actor
        A moderator other than the one who decided; the same only where there is no other.
    appeal
        From `open_appeals`.
    grant
        Whether the author is right.
    words
        To the author: why.

    Raises
    ------
    InputError
        If there are no words, or it was decided meanwhile.
    """
    changed = Appeal.objects.filter(pk=appeal.pk, decided_at__isnull=True).update(
        granted=grant,
        decided_at=timezone.now(),
        by_the_same=appeal.action.actor_id == actor.pk,
    )
    if not changed or not words.strip():
        transaction.set_rollback(not words.strip())
        raise InputError(_("A decision needs a reason in words."), hint=_("The author reads them."))
    action = appeal.action
    about = Profile.objects.filter(user=appeal.author).first()
    if about is None:
        return
    target = Target(
        about,
        post=Post.objects.filter(handle=action.post_handle).first() if action.post_handle else None,
        message=(
            Message.objects.filter(handle=action.message_handle).first()
            if action.message_handle
            else None
        ),
    )
    undoing = Kind.RESTORED if action.kind == Kind.SUSPENDED else Kind.SHOWED
    decide(
        actor=actor,
        target=target,
        kind=undoing if grant else Kind.KEPT,
        reason=action.reason,
        words=words,
    )
    notify(appeal.author_id, Notice.Kind.DECISION, about=action.handle)
    if not grant and appeal.author.suspended_at is not None:
        write_of_decision(appeal.author)


def numbers(now: datetime.datetime) -> list[tuple[str, int | None]]:
    """Return what moderators did in a year, as numbers that name nobody.

    Parameters
    ----------
    now
        The present moment.

    Returns
    -------
    rows
        Words and a number rounded down to fives, None for fewer than ten.
    """
    since = now - YEAR
    actions = ModerationAction.objects.filter(made_at__gt=since)
    rows = [(_("reports"), Report.objects.filter(made_at__gt=since).count())]
    rows += [
        (_("decisions: %(what)s") % {"what": label}, actions.filter(kind=kind).count())
        for kind, label in Kind.choices
    ]
    appeals = Appeal.objects.filter(made_at__gt=since)
    rows += [
        (_("appeals"), appeals.count()),
        (_("appeals granted"), appeals.filter(granted=True).count()),
    ]
    return [(str(label), rounded(n)) for label, n in rows]
