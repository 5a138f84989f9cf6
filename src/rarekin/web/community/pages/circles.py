"""Circles: ask people one knows, and answer those who ask."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rarekin.errors import RarekinError
from rarekin.web.accounts.models import Profile
from rarekin.web.community.doors import with_profile
from rarekin.web.community.models import Group, Notice
from rarekin.web.community.rooms import circles
from rarekin.web.community.rooms.joining import group_of, words_of
from rarekin.web.community.rooms.widening import newcomer_ask
from rarekin.web.community.talking.talks import talks_of
from rarekin.web.community.telling.notices import mark_kind_read


@require_http_methods(["GET", "POST"])
@with_profile
def show(request: HttpRequest, profile: Profile) -> HttpResponse:
    """Show who asks, and ask others."""
    sent = request.POST
    refused = None
    if "take-back" in sent:
        circles.circle_take_back(profile)
        return redirect("community:circles")
    if request.method == "POST":
        try:
            if "into" in sent:
                newcomer_ask(profile, _own_circle(profile, sent["into"]), sent.get("with", ""))
            else:
                circles.circle_ask(profile, sent.getlist("with"), sent.get("title", ""))
        except RarekinError as error:
            refused = error
        else:
            messages.success(request, _("They are asked. Nobody is told who else is."))
            return redirect("community:circles")
    mark_kind_read(profile.user, Notice.Kind.CIRCLE)
    context = {
        "asked": [
            (seat, founder, words_of(seat.group.joins) if seat.group.joins else None)
            for seat, founder in circles.asked_into(profile)
        ],
        "own": circles.own_waiting(profile),
        "talks": talks_of(profile),
        "chosen": sent.getlist("with"),
        "title": sent.get("title", ""),
        "refused": refused,
    }
    return render(request, "community/circles.html", context, status=400 if refused else 200)


def _own_circle(profile: Profile, slug: str) -> Group:
    group = group_of(profile, slug)
    if group is None or group.kind != Group.Kind.CIRCLE:
        raise Http404
    return group


@require_POST
@with_profile
def answer(request: HttpRequest, profile: Profile, handle: str) -> HttpResponse:
    """Say yes or no."""
    if not circles.seat_answer(profile, handle, request.POST.get("says", "")):
        raise Http404
    return redirect("community:circles")
