"""Leaving for good."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rarekin.web.accounts.being.people import profile_of
from rarekin.web.accounts.guarding.doors import freshly_confirmed, person, signed_in
from rarekin.web.accounts.models import Erasure, Host
from rarekin.web.accounts.rights.leaving import GRACE, erasure_ask, erasure_take_back
from rarekin.web.accounts.rights.letters import letters_choose


@require_http_methods(["GET"])
@signed_in
def show(request: HttpRequest) -> HttpResponse:
    """Say what erasing means, and whether it was asked for."""
    host = Host.objects.first()
    context = {
        "erasure": Erasure.objects.filter(user=person(request)).first(),
        "profile": profile_of(person(request)),
        "grace_days": GRACE.days,
        "backup_days": host.backup_days if host else 30,
    }
    return render(request, "accounts/erase.html", context)


@require_http_methods(["POST"])
@freshly_confirmed
def ask(request: HttpRequest) -> HttpResponse:
    """Note the wish; from now on nobody sees the person."""
    profile = profile_of(person(request))
    if profile is not None:
        letters_choose(profile=profile, choice=request.POST.get("letters", ""))
    erasure_ask(user=person(request))
    return redirect("accounts:erase")


@require_http_methods(["POST"])
@signed_in
def take_back(request: HttpRequest) -> HttpResponse:
    """Forget the wish."""
    erasure_take_back(user=person(request))
    messages.success(request, _("Nothing is erased. Welcome back."))
    return redirect("accounts:erase")
