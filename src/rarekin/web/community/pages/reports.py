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
from rarekin.web.community.models import Message, Report
from rarekin.web.community.models.safety import Reason
from rarekin.web.community.rooms.joining import readable_posts
from rarekin.web.community.safety.moderation import Target, report_make
from rarekin.web.community.talking.talks import talk_with, talks_of


@require_http_methods(["GET", "POST"])
@with_profile
def report(request: HttpRequest, profile: Profile, kind: str, handle: str) -> HttpResponse:
    """Ask what is wrong, and hand it to the moderators."""
    target = _target(profile, kind, handle)
    if target is None or target.about.pk == profile.pk:
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
        "is_message": kind in ("message", "talk"),
    }
    return render(request, "community/report.html", context, status=400 if refused else 200)


def _target(profile: Profile, kind: str, handle: str) -> Target | None:
    """Find what somebody points at, if they may see it at all."""
    if kind == "post":
        post = readable_posts(profile).filter(handle=handle).select_related("author").first()
        return Target(post.author, post=post) if post else None
    if kind == "talk":
        talk = talk_with(profile, handle)
        return Target(talk.other) if talk else None
    if kind == "card":
        side = open_sides(profile).filter(handle=handle, line__isnull=False).first()
        return Target(side.line.writer) if side else None
    if kind == "message":
        message = Message.objects.filter(handle=handle).select_related("author").first()
        talks = talks_of(profile) if message else []
        readable = any(talk.messages().filter(handle=handle).exists() for talk in talks)
        return Target(message.author, message=message) if message and readable else None
    return None


@require_safe
@with_profile
def show_all(request: HttpRequest, profile: Profile) -> HttpResponse:
    """List one's own reports and what became of them."""
    made = Report.objects.filter(reporter=profile.user).order_by("-made_at")[:100]
    return render(request, "community/reports.html", {"reports": made})
