"""Reporting anything to a moderator, and hearing what became of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rarekin.errors import RarekinError
from rarekin.web.accounts.models import Profile
from rarekin.web.community.doors import with_profile
from rarekin.web.community.finding.introductions import open_sides
from rarekin.web.community.models import KeptLetter, Message, Notice, Report
from rarekin.web.community.models.safety import Reason
from rarekin.web.community.rooms.joining import readable_posts
from rarekin.web.community.safety.moderation import report_make
from rarekin.web.community.safety.targets import Target
from rarekin.web.community.talking.resting import resting_of, resting_with
from rarekin.web.community.talking.talks import talk_with, talks_of
from rarekin.web.community.telling.notices import mark_kind_read


@require_http_methods(["GET", "POST"])
@with_profile
def report(request: HttpRequest, profile: Profile, kind: str, handle: str) -> HttpResponse:
    """Ask what is wrong, and hand it to the moderators."""
    target = _target(profile, kind, handle)
    if target is None or target.about == profile:
        raise Http404
    refused = None
    if request.method == "POST":
        try:
            report_make(
                reporter=profile.user,
                target=target,
                reason=request.POST.get("reason", ""),
                words=request.POST.get("words", ""),
            )
        except RarekinError as error:
            refused = error
        else:
            messages.success(request, _("Thank you. A moderator looks at it and you hear back."))
            return redirect("community:reports")
    context = {
        "reasons": Reason.choices,
        "refused": refused,
        "words": request.POST.get("words", ""),
        "is_message": kind in ("message", "letter", "talk"),
    }
    return render(request, "community/report.html", context, status=400 if refused else 200)


def _target(profile: Profile, kind: str, handle: str) -> Target | None:
    """Find what somebody points at, if they may see it at all."""
    if kind == "post":
        post = readable_posts(profile).filter(handle=handle).select_related("author").first()
        return Target(post.author, post=post, what=kind) if post else None
    if kind == "talk":
        return _conversation(profile, handle)
    if kind == "card":
        side = open_sides(profile).filter(handle=handle, line__isnull=False).first()
        return Target(side.line.writer, what=kind) if side else None
    if kind == "message":
        return _message(profile, handle)
    if kind == "letter":
        return _letter(profile, handle)
    return None


def _conversation(profile: Profile, handle: str) -> Target | None:
    if talk := talk_with(profile, handle):
        return Target(talk.other, side=talk.side, what=Report.About.TALK)
    resting = resting_with(profile, handle)
    if resting is None:
        return None
    return Target(resting.other(), side=resting.side, what=Report.About.TALK)


def _message(profile: Profile, handle: str) -> Target | None:
    message = Message.objects.filter(handle=handle).select_related("author", "kept_letter").first()
    talks = talks_of(profile) if message else []
    if message and any(talk.messages().filter(handle=handle).exists() for talk in talks):
        letter = getattr(message, "kept_letter", None)
        return Target(message.author, message=message, letter=letter, what=Report.About.MESSAGE)
    return None


def _letter(profile: Profile, handle: str) -> Target | None:
    """Find a letter in a conversation that rests; its writer may be gone."""
    kept = KeptLetter.objects.filter(handle=handle).select_related("message__author").first()
    if kept is None or kept.side_id not in {one.side.pk for one in resting_of(profile)}:
        return None
    writer = kept.message.author if kept.message else None
    return Target(writer, message=kept.message, letter=kept, what=Report.About.LETTER)


@require_safe
@with_profile
def show_all(request: HttpRequest, profile: Profile) -> HttpResponse:
    """List one's own reports and what became of them."""
    mark_kind_read(profile.user, Notice.Kind.REPORT)
    made = Report.objects.filter(reporter=profile.user).order_by("-made_at")[:100]
    is_urgent = any(
        each.reason == Reason.CRISIS and each.outcome == Report.Outcome.OPEN for each in made
    )
    context = {"reports": made, "is_urgent": is_urgent}
    return render(request, "community/reports.html", context)
