"""Proposals without identity, and one's yes or no."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rarekin.errors import TooLarge
from rarekin.web.accounts.being.people import matchable
from rarekin.web.accounts.being.standing import in_words
from rarekin.web.accounts.models import Profile
from rarekin.web.accounts.models.profile import Reach
from rarekin.web.community.doors import with_profile
from rarekin.web.community.finding.introductions import answer, open_sides, propose_on_demand
from rarekin.web.community.finding.wishes import wishes_of, wishes_set
from rarekin.web.community.finding.wording import WISHES, card_in_words
from rarekin.web.community.models import Notice
from rarekin.web.community.telling.notices import mark_kind_read
from rarekin.web.shell.own_words import told


@require_http_methods(["GET", "POST"])
@with_profile
def show(request: HttpRequest, profile: Profile) -> HttpResponse:
    """Show open proposals; a POST asks for a search, whose answer is the same for everybody."""
    if request.method == "POST":
        _look_again(request, profile)
        return redirect("community:introductions")
    mark_kind_read(profile.user, Notice.Kind.PROPOSED)
    sides = open_sides(profile).select_related("introduction", "line")
    cards = [
        {"side": side, "line": getattr(side, "line", None), **card_in_words(side.card)}
        for side in sides
    ]
    wished = wishes_of(profile)
    context = {
        "cards": cards,
        "standing": in_words(profile),
        "is_hidden": profile.reach == Reach.HIDDEN,
        "may_look": _may_look(profile),
        "wishes": [(role, words, role in wished) for role, words in WISHES.items()],
    }
    return render(request, "community/introductions.html", context)


def _may_look(profile: Profile) -> bool:
    return matchable().filter(pk=profile.pk).exists()


def _look_again(request: HttpRequest, profile: Profile) -> None:
    """Search, or say why there is no search; what was found is told to nobody here."""
    if not _may_look(profile):
        messages.info(request, in_words(profile))
    elif propose_on_demand(profile):
        messages.success(
            request, _("We are looking. What we find appears here, often only after hours.")
        )
    else:
        messages.info(
            request, _("You had us look twice this week. We look for everybody once a week anyway.")
        )


@require_POST
@with_profile
def wishes(request: HttpRequest, profile: Profile) -> HttpResponse:
    """Take down whom else somebody would like to meet."""
    wishes_set(profile, request.POST.getlist("role"))
    messages.success(request, _("Saved."))
    return redirect("community:introductions")


@require_POST
@with_profile
def say(request: HttpRequest, profile: Profile, handle: str) -> HttpResponse:
    """Take a yes or a no to a card."""
    side = open_sides(profile).filter(handle=handle).first()
    if side is None:
        raise Http404
    says = request.POST.get("says", "")
    try:
        is_introduced = answer(side=side, says=says)
    except TooLarge as error:
        messages.warning(request, told(error))
        return redirect("community:introductions")
    if is_introduced:
        messages.success(request, _("You both said yes. You can write to each other now."))
        return redirect("community:talk", handle)
    if says == "yes":
        messages.success(request, _("Noted. You hear from us if the other person says yes too."))
    else:
        messages.success(request, _("Noted. The other person is not told."))
    return redirect("community:introductions")
