"""The page people land on after signing in: what is stored, how far it reaches, where to go."""

from __future__ import annotations

from typing import cast

from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.views import ListUserSessionsView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rarekin.errors import InputError
from rarekin.web.accounts.being.claims import needs_claim
from rarekin.web.accounts.being.people import profile_of
from rarekin.web.accounts.being.profiles import reach_set, why_not
from rarekin.web.accounts.being.standing import in_words, steps
from rarekin.web.accounts.guarding.doors import freshly_confirmed, person, signed_in
from rarekin.web.accounts.house.desk import queues
from rarekin.web.accounts.models import Erasure
from rarekin.web.accounts.models.profile import Reach
from rarekin.web.accounts.own_menu import places
from rarekin.web.accounts.rights.letters import letters_choose
from rarekin.web.shell.own_words import told


@require_http_methods(["GET", "POST"])
@signed_in
def show(request: HttpRequest) -> HttpResponse:
    """Show one's own overview; a POST changes how far the profile reaches."""
    user = person(request)
    profile = profile_of(user)
    if request.method == "POST" and profile is not None:
        letters_choose(profile=profile, choice=request.POST.get("letters", ""))
        try:
            reach_set(profile=profile, reach=request.POST.get("reach", ""))
        except InputError as error:
            messages.error(request, told(error))
        else:
            messages.success(request, _("Saved."))
        return redirect("accounts:me")
    way = steps(profile)
    context = {
        "profile": profile,
        "reaches": [
            (value, label, "" if profile is None else why_not(profile, value))
            for value, label in Reach.choices
        ],
        "erasure": Erasure.objects.filter(user=user).first(),
        "rooms": places(user),
        "queues": queues(user),
        "standing": in_words(profile),
        "steps": [] if all(step.is_done for step in way) else way,
        "is_seen": profile is not None and profile.reach != Reach.HIDDEN,
        "letters_stay": profile is None or profile.letters_stay,
        "needs_claim": profile is not None and needs_claim(profile),
        "needs_factor": not is_mfa_enabled(user),
    }
    return render(request, "accounts/me.html", context)


@require_http_methods(["GET"])
@signed_in
def security(request: HttpRequest) -> HttpResponse:
    """Gather everything about signing in."""
    return render(request, "accounts/security.html")


@require_http_methods(["GET", "POST"])
@freshly_confirmed
def sessions(request: HttpRequest) -> HttpResponse:
    """List where one is signed in, and end the others."""
    return cast(HttpResponse, ListUserSessionsView.as_view()(request))
