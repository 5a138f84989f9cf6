"""What moderators decided about oneself, with their reasons, and appeals."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rarekin.errors import InputError
from rarekin.web.accounts.guarding.doors import person, signed_in
from rarekin.web.accounts.models import User
from rarekin.web.community.models import ModerationAction, Notice
from rarekin.web.community.safety.appeals import appeal_make
from rarekin.web.community.telling.notices import mark_kind_read
from rarekin.web.shell.own_words import told


@require_http_methods(["GET", "POST"])
@signed_in
def show(request: HttpRequest) -> HttpResponse:
    """List decisions; a POST appeals."""
    user = person(request)
    told = _told(user)
    if request.method == "POST":
        _appeal(request, user)
        return redirect("community:decisions")
    mark_kind_read(user, Notice.Kind.DECISION)
    decisions = [(action, getattr(action, "appeal", None)) for action in told[:100]]
    return render(request, "community/decisions.html", {"decisions": decisions})


@require_http_methods(["GET", "POST"])
@signed_in
def suspended(request: HttpRequest) -> HttpResponse:
    """Show somebody who is suspended why, and what they can do; a POST appeals."""
    user = person(request)
    if user.suspended_at is None:
        return redirect("community:decisions")
    if request.method == "POST":
        _appeal(request, user)
        return redirect("community:suspended")
    action = _told(user).filter(kind=ModerationAction.Kind.SUSPENDED).first()
    appeal = getattr(action, "appeal", None)
    return render(request, "community/suspended.html", {"action": action, "appeal": appeal})


def _told(user: User) -> QuerySet[ModerationAction]:
    found = ModerationAction.objects.filter(subject=user)
    return (
        found.exclude(kind=ModerationAction.Kind.KEPT)
        .select_related("appeal")
        .order_by("-made_at", "-pk")
    )


def _appeal(request: HttpRequest, user: User) -> None:
    action = _told(user).filter(handle=request.POST.get("decision", "")).first()
    if action is None:
        raise Http404
    try:
        appeal_make(author=user, action=action, words=request.POST.get("words", ""))
    except InputError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("Noted. A moderator looks at it a second time."))
