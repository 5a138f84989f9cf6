"""What moderators decided about oneself, with their reasons, and appeals."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rarekin.errors import InputError
from rarekin.web.accounts.being.people import profile_of
from rarekin.web.accounts.guarding.doors import person, signed_in
from rarekin.web.accounts.models import User
from rarekin.web.community.finding.wording import to_author_in_words
from rarekin.web.community.models import ModerationAction, Notice
from rarekin.web.community.safety.appeals import appeal_make, decided_about
from rarekin.web.community.talking.markdown import to_html
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
    mark_kind_read(user, Notice.Kind.DECISION, Notice.Kind.HELP)
    decisions = [_in_words(action) for action in told[:100]]
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
    mark_kind_read(user, Notice.Kind.DECISION, Notice.Kind.HELP)
    decisions = [_in_words(action) for action in _told(user)[:100]]
    of_account = [each for each in decisions if each["is_suspension"]]
    others = [each for each in decisions if each not in of_account[:1]]
    context = {"decision": of_account[0] if of_account else None, "others": others}
    return render(request, "community/suspended.html", context)


def _told(user: User) -> QuerySet[ModerationAction]:
    found = ModerationAction.objects.filter(subject=user)
    return (
        found.exclude(kind=ModerationAction.Kind.KEPT)
        .select_related("appeal", "subject")
        .order_by("-made_at", "-pk")
    )


def _in_words(action: ModerationAction) -> dict[str, object]:
    """Gather a decision, what it was about and what became of an appeal, for whom it concerns."""
    about = profile_of(action.subject) if action.subject else None
    words = decided_about(action, about).text if about else ""
    Kind = ModerationAction.Kind  # noqa: N806 - a class
    return {
        "action": action,
        "told": to_author_in_words(action.kind),
        "appeal": getattr(action, "appeal", None),
        "html": to_html(words) if words else "",
        "is_suspension": action.kind == Kind.SUSPENDED,
        "is_help": action.kind == Kind.HELPED,
    }


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
