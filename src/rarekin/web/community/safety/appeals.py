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
from rarekin.web.community.safety.moderation import Kind, decide
from rarekin.web.community.safety.targets import ACCOUNT, Target
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


@transaction.atomic
def appeal_decide(*, actor: User, appeal: Appeal, grant: bool | None, words: str) -> None:
    """Decide an appeal; granting it undoes the decision.

    Parameters
    ----------
    actor
        A moderator other than the one who decided; the same only where there is no other.
    appeal
        From `open_appeals`.
    grant
        Whether the author is right; None where nothing was chosen.
    words
        To the author: why.

    Raises
    ------
    InputError
        If nothing is chosen, there are no words, or it was decided meanwhile.
    """
    if grant is None:
        raise InputError(_("Nothing is chosen yet."), hint=_("Choose what you do."))
    if not words.strip():
        raise InputError(_("A decision needs a reason in words."), hint=_("The author reads them."))
    changed = Appeal.objects.filter(pk=appeal.pk, decided_at__isnull=True).update(
        granted=grant,
        answer=words.strip()[:1000],
        decided_at=timezone.now(),
        by_the_same=appeal.action.actor_id == actor.pk,
    )
    if not changed:
        raise InputError(
            _("Another moderator decided this meanwhile."), hint=_("There is nothing left to do.")
        )
    action = appeal.action
    about = Profile.objects.filter(user=appeal.author).first()
    if about is None:
        return
    target = decided_about(action, about)
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


def decided_about(action: ModerationAction, about: Profile) -> Target:
    """Return what a decision was about.

    Parameters
    ----------
    action
        The decision.
    about
        Whom it is about.

    Returns
    -------
    target
        Without words where these were removed meanwhile, or where a line or an account was meant.
    """
    post, message = action.post_handle, action.message_handle
    if post:
        found = Post.objects.filter(handle=post, author=about).first()
        return Target(about, post=found, what=Report.About.POST)
    if message:
        written = Message.objects.filter(handle=message, author=about).first()
        return Target(about, message=written, what=Report.About.MESSAGE)
    return Target(about, what=ACCOUNT)


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
