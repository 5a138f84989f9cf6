"""Who may open a page. A closed page looks like one that does not exist."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.account.decorators import reauthentication_required
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from rarekin.web.accounts.models import User

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def person(request: HttpRequest) -> User:
    """Return who is signed in.

    Parameters
    ----------
    request
        Behind one of the doors of this module.

    Returns
    -------
    user
        The person.

    Raises
    ------
    Http404
        If nobody is signed in.
    """
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def signed_in(view: View[P]) -> View[P]:
    """Let people in who are signed in, send others to sign-in, and never keep the page.

    Parameters
    ----------
    view
        What stands behind the door.

    Returns
    -------
    view
        With the door.
    """
    guarded: View[P] = never_cache(login_required(view))
    return guarded


def freshly_confirmed(view: View[P]) -> View[P]:
    """Ask for the password or passkey again before something that cannot be undone.

    Parameters
    ----------
    view
        What stands behind the door.

    Returns
    -------
    view
        With the door.
    """
    guarded: View[P] = signed_in(reauthentication_required(view))
    return guarded


def for_host(view: View[P]) -> View[P]:
    """Let only the host in, with a second factor; for everybody else nothing is here.

    Parameters
    ----------
    view
        What stands behind the door.

    Returns
    -------
    view
        With the door.
    """
    return for_staff(view, lambda user: user.is_host)


def for_moderators(view: View[P]) -> View[P]:
    """Let moderators and the host in, with a second factor; for others nothing is here.

    Parameters
    ----------
    view
        What stands behind the door.

    Returns
    -------
    view
        With the door.
    """
    return for_staff(view, lambda user: user.is_staff)


def for_staff(view: View[P], may_enter: Callable[[User], bool]) -> View[P]:
    """Let some people in, with a second factor; for everybody else nothing is here.

    Parameters
    ----------
    view
        What stands behind the door.
    may_enter
        Whether a signed-in person has the duty that the page belongs to.

    Returns
    -------
    view
        With the door.
    """

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        user = request.user
        if not isinstance(user, User) or not may_enter(user):
            raise Http404
        if not is_mfa_enabled(user):
            messages.warning(
                request, _("Who looks after a site needs a second factor. Please add one here.")
            )
            return redirect("mfa_index")
        return view(request, *args, **kwargs)

    return guarded
