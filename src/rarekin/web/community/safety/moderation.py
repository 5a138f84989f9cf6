"""Keeping people safe: reports, decisions with reasons, appeals, and a record that only grows."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from rarekin.errors import InputError, TooLarge
from rarekin.web.accounts.guarding.limits import Limit, take
from rarekin.web.accounts.models import Profile, User
from rarekin.web.accounts.models.profile import Role
from rarekin.web.community.models import (
    CardLine,
    CoModerator,
    Group,
    KeptLetter,
    Message,
    ModerationAction,
    Notice,
    Post,
    Report,
    Thread,
)
from rarekin.web.community.models.safety import Reason
from rarekin.web.community.safety.deeds import WITH_REASON, WITH_WORDS
from rarekin.web.community.safety.targets import Target
from rarekin.web.community.talking.letters import let_stay
from rarekin.web.community.telling.desk_mails import write_of_danger
from rarekin.web.community.telling.notices import notify
from rarekin.web.community.telling.service_mails import write_of_decision, write_of_help

REPORTS_A_DAY = Limit("reports", 20, 24 * 3600.0)
Kind = ModerationAction.Kind


@transaction.atomic
def report_make(*, reporter: User, target: Target, reason: str, words: str) -> Report:
    """Ask a moderator to look at something.

    Parameters
    ----------
    reporter
        Who asks; the person reported is never told who it was.
    target
        What about.
    reason
        A value of `Reason`.
    words
        More, at most a thousand characters.

    Returns
    -------
    report
        The open one, if the same person already reported the same thing.

    Raises
    ------
    InputError, TooLarge
        If the reason is unknown, or there were too many today.
    """
    if reason not in Reason.values:
        raise InputError(_("We do not know that reason."), hint=_("Choose one of those shown."))
    waiting = Report.objects.filter(reporter=reporter, outcome=Report.Outcome.OPEN)
    same = waiting.filter(target.reports()).first()
    if same is not None:
        return same
    if not take(REPORTS_A_DAY, str(reporter.pk)):
        raise TooLarge(
            _("You made twenty reports today, the most we can look at."),
            hint=_("Write to the host, whose address is in the imprint."),
        )
    if reason == Reason.CRISIS:
        write_of_danger()
    return Report.objects.create(
        reporter=reporter,
        kind=target.kind,
        about=target.about,
        post=target.post,
        message=target.message,
        letter=target.letter,
        side=target.side,
        group=target.group,
        reason=reason,
        words=words[:1000],
    )


def groups_kept_by(user: User) -> QuerySet[Group]:
    """Return the groups in which somebody may keep order.

    Parameters
    ----------
    user
        A moderator keeps order in all; a co-moderator in those they were named for.

    Returns
    -------
    groups
        Possibly none.
    """
    return Group.objects.all() if user.is_staff else Group.objects.filter(co_moderators__user=user)


def posts_kept_by(user: User) -> QuerySet[Post]:
    """Return the posts about which somebody may decide.

    Parameters
    ----------
    user
        An organisation named for a disease sees conversations begun as being about it, in any
        group, as long as the host vouches for it; that says nothing its readers do not see.

    Returns
    -------
    posts
        Possibly none.
    """
    kept = CoModerator.objects.filter(
        user=user,
        group__isnull=True,
        user__profile__role=Role.ORGANISATION,
        user__profile__role_verified_at__isnull=False,
    )
    about = Post.objects.filter(
        thread=OuterRef("thread"), is_first=True, disease__in=kept.values("disease")
    )
    return Post.objects.filter(Q(thread__group__in=groups_kept_by(user)) | Exists(about))


def may_keep_order(user: User) -> bool:
    """Tell whether the moderators' queue is open to somebody.

    Parameters
    ----------
    user
        The person.

    Returns
    -------
    may_keep_order
        For moderators, the host and co-moderators.
    """
    return user.is_staff or CoModerator.objects.filter(user=user).exists()


def open_reports(user: User) -> QuerySet[Report]:
    """Return the reports that wait for a moderator.

    Parameters
    ----------
    user
        The moderator. Co-moderators see what was written in their groups or about their
        disease, and nobody sees reports about themselves.

    Returns
    -------
    reports
        Oldest first.
    """
    found = Report.objects.filter(outcome=Report.Outcome.OPEN).exclude(about__user=user)
    if not user.is_staff:
        found = found.filter(Q(group__in=groups_kept_by(user)) | Q(post__in=posts_kept_by(user)))
    related = ("about__user", "post__thread__group", "message", "letter", "side")
    return found.select_related(*related).order_by("made_at", "pk")


def held_posts(user: User) -> QuerySet[Post]:
    """Return the posts that wait for a look before others read them.

    Parameters
    ----------
    user
        The moderator.

    Returns
    -------
    posts
        Oldest first, without the moderator's own.
    """
    return (
        posts_kept_by(user)
        .filter(held_at__isnull=False, hidden_at__isnull=True)
        .exclude(author__user=user)
        .select_related("author", "thread__group")
        .order_by("held_at", "pk")
    )


def held_messages(user: User) -> QuerySet[Message]:
    """Return the messages that wait for a look; only moderators of the whole site see them.

    Parameters
    ----------
    user
        The moderator.

    Returns
    -------
    messages
        Oldest first.
    """
    if not user.is_staff:
        return Message.objects.none()
    return (
        Message.objects.filter(held_at__isnull=False, hidden_at__isnull=True)
        .exclude(author__user=user)
        .select_related("author")
        .order_by("held_at", "pk")
    )


@transaction.atomic
def decide(
    *,
    actor: User,
    target: Target,
    kind: str,
    reason: str,
    words: str,
    report: Report | None = None,
) -> ModerationAction:
    """Act as a moderator: the author is told what was decided and why.

    Parameters
    ----------
    actor
        The moderator.
    target
        What it is about.
    kind
        A value of `ModerationAction.Kind`.
    reason
        A value of `Reason`; asked for where something is taken from somebody.
    words
        To the author: why. Needed where something is taken, or an account given back; of what
        is left as it is the author hears nothing.
    report
        The report that led here.

    Returns
    -------
    action
        The new row of the record.

    Raises
    ------
    InputError
        If the reason is missing, or a moderator would decide about themselves, or a
        co-moderator about an account.
    """
    if kind not in Kind.values:
        raise InputError(_("Nothing is chosen yet."), hint=_("Choose what you do."))
    # Whoever is let go on or helped did nothing wrong: no offence is named.
    takes = kind in WITH_REASON
    reason = reason if takes else Reason.CRISIS if kind == Kind.HELPED else Reason.OTHER
    if (takes and reason not in Reason.values) or (kind in WITH_WORDS and not words.strip()):
        raise InputError(
            _("A decision needs a reason in words."),
            hint=_("The author reads them: say which rule, and what would be all right."),
        )
    about = target.about
    if about is not None and about.user_id == actor.pk:
        raise InputError(_("Nobody decides about themselves."), hint=_("Ask another moderator."))
    if kind in (Kind.SUSPENDED, Kind.RESTORED) and not actor.is_staff:
        raise InputError(
            _("Only moderators of the whole site can suspend an account."),
            hint=_("Leave the report open: they see it too."),
        )
    if about is None and kind not in (Kind.HID, Kind.KEPT):
        raise InputError(_("Whoever wrote this has left."), hint=_("Take it away, or leave it."))
    _apply(kind, target)
    action = ModerationAction.objects.create(
        kind=kind,
        reason=reason,
        words=words.strip()[:1000],
        actor=actor,
        subject=about.user if about else None,
        report=report,
        post_handle=target.post.handle if target.post else "",
        message_handle=target.message.handle if target.message else "",
    )
    _close_reports(target, kind, report)
    if about is not None:
        _tell(about, action)
    return action


def _tell(about: Profile, action: ModerationAction) -> None:
    if action.kind in (Kind.SUSPENDED, Kind.RESTORED):
        write_of_decision(about.user)
    if action.kind == Kind.HELPED:
        write_of_help(about.user)
        notify(about.user_id, Notice.Kind.HELP, about=action.handle)
    elif action.kind != Kind.KEPT:
        notify(about.user_id, Notice.Kind.DECISION, about=action.handle)


def _apply(kind: str, target: Target) -> None:
    about = target.about
    if kind == Kind.HID:
        _hide(target)
    elif kind == Kind.SHOWED:
        _show(target)
    elif about is not None and kind in (Kind.SUSPENDED, Kind.RESTORED):
        when = timezone.now() if kind == Kind.SUSPENDED else None
        User.objects.filter(pk=about.user_id).update(suspended_at=when)


def _hide(target: Target) -> None:
    now = timezone.now()
    if target.post is not None:
        Post.objects.filter(pk=target.post.pk).update(hidden_at=now)
    if target.message is not None:
        Message.objects.filter(pk=target.message.pk).update(hidden_at=now)
        KeptLetter.objects.filter(message=target.message).delete()
    if target.letter is not None:
        KeptLetter.objects.filter(pk=target.letter.pk).delete()
    if target.about is not None and target.kind == Report.About.CARD:
        take_line_away(target.about)


def _show(target: Target) -> None:
    if target.post is not None:
        Post.objects.filter(pk=target.post.pk).update(hidden_at=None, held_at=None)
    if target.message is not None:
        Message.objects.filter(pk=target.message.pk).update(hidden_at=None, held_at=None)
        let_stay(Message.objects.get(pk=target.message.pk))


def take_line_away(profile: Profile) -> None:
    """Empty somebody's line, on every card where it stands as well.

    Parameters
    ----------
    profile
        Whose line it is.
    """
    Profile.objects.filter(pk=profile.pk).update(line="")
    CardLine.objects.filter(writer=profile).delete()


def _close_reports(target: Target, kind: str, report: Report | None) -> None:
    outcome = Report.Outcome.KEPT if kind in (Kind.KEPT, Kind.SHOWED) else Report.Outcome.ACTED
    same = target.reports() | Q(pk=report.pk if report else None)
    for closed in list(Report.objects.filter(same, outcome=Report.Outcome.OPEN)):
        Report.objects.filter(pk=closed.pk).update(outcome=outcome, closed_at=timezone.now())
        if closed.reporter_id is not None:
            notify(closed.reporter_id, Notice.Kind.REPORT, about=closed.handle)


def close_thread(thread: Thread) -> None:
    """End a conversation; it can still be read.

    Parameters
    ----------
    thread
        Which.
    """
    Thread.objects.filter(pk=thread.pk, closed_at__isnull=True).update(closed_at=timezone.now())
