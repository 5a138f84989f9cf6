"""The moderators' queue and decisions, co-moderators, and numbers for everybody."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rarekin.errors import InputError, RarekinError
from rarekin.model.identifiers import Curie
from rarekin.web.accounts.being.people import (
    account_to_decide,
    profile_named,
    profile_of,
    suspended,
)
from rarekin.web.accounts.being.pseudonyms import pseudonym_key
from rarekin.web.accounts.guarding.doors import P, View, for_host, for_moderators, for_staff, person
from rarekin.web.accounts.models import User
from rarekin.web.community.finding.wording import OF_APPEAL, done_in_words
from rarekin.web.community.models import Appeal, CoModerator, Group, ModerationAction, Report
from rarekin.web.community.models.safety import Reason
from rarekin.web.community.rooms import team as team_module
from rarekin.web.community.rooms.joining import open_rooms, words_of
from rarekin.web.community.safety import appeals, deeds, moderation
from rarekin.web.community.safety.queue import reported, says_danger
from rarekin.web.community.safety.targets import ACCOUNT, Target, target_of
from rarekin.web.community.talking.markdown import to_html
from rarekin.web.shell.disease_names import name_of
from rarekin.web.shell.own_words import told


def keeps_order(view: View[P]) -> View[P]:
    """Let moderators, the host and co-moderators in; for everybody else nothing is here.

    Parameters
    ----------
    view
        What stands behind the door.

    Returns
    -------
    view
        With the door.
    """
    return for_staff(view, moderation.may_keep_order)


@keeps_order
def queue(request: HttpRequest) -> HttpResponse:
    """Show what waits for a moderator."""
    user = person(request)
    context = {
        "reports": reported(user)[:100],
        "posts": moderation.held_posts(user)[:100],
        "held": moderation.held_messages(user)[:100],
        "appeals": appeals.open_appeals(user)[:100],
        "actions": ModerationAction.objects.order_by("-made_at")[:30] if user.is_staff else (),
        "is_staff": user.is_staff,
        "is_host": user.is_host,
    }
    return render(request, "community/queue.html", context)


@require_http_methods(["GET", "POST"])
@keeps_order
def decide(request: HttpRequest, kind: str, handle: str) -> HttpResponse:
    """Look at one thing and decide about it; what was typed is kept where something is missing."""
    user = person(request)
    found = _waiting(user, kind, handle)
    if found is None and request.method == "POST":
        messages.info(request, _("Another moderator decided this meanwhile."))
        return redirect("community:queue")
    if found is None:
        raise Http404
    subject, target = found
    is_urgent = kind == "report" and says_danger(user, handle)
    offered = [] if kind == "appeal" else deeds.offered(user, target, is_urgent=is_urgent)
    refused = None
    if request.method == "POST":
        try:
            done = _decide(request, user, found, [deed.kind for deed in offered])
        except InputError as error:
            refused = error
        else:
            messages.success(request, done_in_words(done))
            return redirect("community:queue")
    context = _shown(user, subject, target) | {
        "is_appeal": kind == "appeal",
        "is_urgent": is_urgent,
        "deeds": offered,
        "with_reason": [deed for deed in offered if deed.kind in deeds.WITH_REASON],
        "reasons": Reason.choices,
        "sent": request.POST,
        "refused": refused,
    }
    return render(request, "community/decide.html", context, status=400 if refused else 200)


def _shown(user: User, subject: object, target: Target) -> dict[str, object]:
    """Gather what a moderator needs to read, and nothing besides."""
    decided = ModerationAction.objects.filter(subject__isnull=False)
    earlier = decided.filter(subject__profile=target.about).order_by("-made_at")[:20]
    action = subject.action if isinstance(subject, Appeal) else None
    took_line = action is not None and action.kind == action.Kind.HID and target.kind == ACCOUNT
    before = target.post.earlier_words.order_by("-pk") if target.post else ()
    others: list[str] = []
    if isinstance(subject, Report):
        same = moderation.open_reports(user).filter(target.reports())
        others = [each.words for each in same.exclude(pk=subject.pk) if each.words]
    return {
        "target": target,
        "subject": subject,
        "what": subject.get_kind_display() if isinstance(subject, Report) else "",
        "is_line": target.kind == Report.About.CARD,
        "is_talk": target.kind == Report.About.TALK,
        "took_line": took_line,
        "other_words": others,
        "html": to_html(target.text) if target.text else "",
        "before": [to_html(words.text) for words in before],
        "earlier": earlier if user.is_staff else (),
    }


def _waiting(user: User, kind: str, handle: str) -> tuple[object, Target] | None:
    """Find something this moderator may decide now."""
    if kind == "report":
        report = moderation.open_reports(user).filter(handle=handle).first()
        return (report, target_of(report)) if report else None
    if kind == "post":
        post = moderation.held_posts(user).filter(handle=handle).first()
        return (post, Target(post.author, post=post)) if post else None
    if kind == "message":
        message = moderation.held_messages(user).filter(handle=handle).first()
        return (message, Target(message.author, message=message)) if message else None
    if kind == "appeal":
        appeal = appeals.open_appeals(user).filter(action__handle=handle).first()
        about = profile_of(appeal.author) if appeal else None
        return (appeal, appeals.decided_about(appeal.action, about)) if appeal and about else None
    if kind == "account" and user.is_staff:
        account = account_to_decide(handle)
        return (account, Target(account, what=ACCOUNT)) if account else None
    return None


def _decide(
    request: HttpRequest, user: User, found: tuple[object, Target], offered: list[str]
) -> str:
    """Do what was chosen, and return which deed it was."""
    sent = request.POST
    subject, target = found
    if isinstance(subject, Appeal):
        grant = {"yes": True, "no": False}.get(sent.get("grant", ""))
        words = sent.get("words", "")
        appeals.appeal_decide(actor=user, appeal=subject, grant=grant, words=words)
        return OF_APPEAL
    chosen = sent.get("kind", "")
    moderation.decide(
        actor=user,
        target=target,
        kind=chosen if chosen in offered else "",
        reason=sent.get("reason", ""),
        words=sent.get("words", ""),
        report=subject if isinstance(subject, Report) else None,
    )
    if "close" in sent and target.post is not None:
        moderation.close_thread(target.post.thread)
    return chosen


@require_safe
@for_moderators
def accounts(request: HttpRequest) -> HttpResponse:
    """List the accounts that are suspended, each with the way to give it back."""
    found = list(suspended()[:200])
    of_user = {
        action.subject_id: action
        for action in ModerationAction.objects.filter(
            subject__in=[profile.user_id for profile in found],
            kind=ModerationAction.Kind.SUSPENDED,
        ).order_by("made_at", "pk")
    }
    rows = [(profile, of_user.get(profile.user_id)) for profile in found]
    return render(request, "community/accounts.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@for_host
def team(request: HttpRequest) -> HttpResponse:
    """Name co-moderators by the name they go by here, or take the office back."""
    if request.method == "POST":
        _change_team(request)
        return redirect("community:team")
    context = {
        "team": [(row, _kept_by(row)) for row in team_module.team() if _kept_by(row)],
        "groups": [
            (group.pk, words_of(group).title) for group in open_rooms().order_by("kind", "slug")
        ],
    }
    return render(request, "community/team.html", context)


def _kept_by(row: CoModerator) -> object:
    """Return what a co-moderator keeps, in words."""
    if row.group is None:
        return name_of(Curie(row.disease))
    return words_of(row.group).title if row.group in open_rooms() else ""


def _change_team(request: HttpRequest) -> None:
    sent = request.POST
    if gone := sent.get("remove", ""):
        team_module.take_off(gone)
        return
    profile = profile_named(pseudonym_key(sent.get("name", "")))
    disease, chosen = sent.get("disease", "").strip(), sent.get("group", "")
    group = Group.objects.filter(pk=chosen if chosen.isdecimal() else 0).first()
    if profile is None or not (disease or group):
        messages.error(request, _("We know nobody of that name, or no such group."))
        return
    try:
        if disease:
            team_module.name_for_disease(profile, disease)
        elif group:
            team_module.name_for_group(profile, group)
    except RarekinError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("Saved."))


@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    """Show what moderators did in a year, rounded; the same for everybody."""
    rows = appeals.numbers(timezone.now())
    return render(request, "community/moderation_numbers.html", {"rows": rows})
