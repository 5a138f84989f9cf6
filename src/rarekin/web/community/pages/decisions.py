"""What moderators decided about oneself, with their reasons, and appeals."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rarekin.errors import InputError
from rarekin.web.accounts.doors import person, signed_in
from rarekin.web.community.appeals import appeal_make
from rarekin.web.community.models import ModerationAction, Notice
from rarekin.web.community.notices import mark_kind_read


@require_http_methods(["GET", "POST"])
@signed_in
def show(request: HttpRequest) -> HttpResponse:
    """List decisions; a POST appeals."""
    user = person(request)
    told = ModerationAction.objects.filter(subject=user).exclude(kind=ModerationAction.Kind.KEPT)
    if request.method == "POST":
        action = told.filter(handle=request.POST.get("decision", "")).first()
        if action is None:
            raise Http404
        try:
            appeal_make(author=user, action=action, words=request.POST.get("words", ""))
        except InputError as error:
            messages.error(request, f"{error.message} {error.hint}")
        else:
            messages.success(request, _("Another moderator will look at it."))
        return redirect("community:decisions")
    mark_kind_read(user, Notice.Kind.DECISION)
    decisions = [
        (action, getattr(action, "appeal", None))
        for action in told.select_related("appeal").order_by("-made_at")[:100]
    ]
    return render(request, "community/decisions.html", {"decisions": decisions})
