"""Doors of the community: behind them stands a person with a profile."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from rarekin.web.accounts.being.people import profile_of
from rarekin.web.accounts.guarding.doors import person, signed_in
from rarekin.web.accounts.models import Profile

P = ParamSpec("P")


def with_profile(
    view: Callable[Concatenate[HttpRequest, Profile, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Hand the signed-in person's profile to a page; who has none yet is asked for a name first.

    Parameters
    ----------
    view
        Takes the request, the profile, and what the address holds.

    Returns
    -------
    view
        With the door.
    """

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        profile = profile_of(person(request))
        if profile is None:
            messages.info(request, _("First choose the name you go by here."))
            return redirect("accounts:profile")
        return view(request, profile, *args, **kwargs)

    return signed_in(guarded)
