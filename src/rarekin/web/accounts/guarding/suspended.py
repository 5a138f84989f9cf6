"""Somebody who is suspended signs in to one room: the decision, appeal, download, erasure, help.

Every address that belongs to people is closed unless it is named here, so that a new one is
closed from its first day. Public pages are not asked who reads them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from rarekin.web.accounts.models import User

ROOM = "community:suspended"
OPEN = frozenset(
    {
        ROOM,
        "accounts:data",
        "accounts:data_html",
        "accounts:data_json",
        "accounts:erase",
        "accounts:erase_ask",
        "accounts:erase_take_back",
        "account_logout",
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    }
)
PUBLIC = frozenset(
    {
        "accounts:imprint",
        "accounts:logo",
        "accounts:privacy",
        "accounts:setup",
        "community:moderation_numbers",
        "community:unsubscribe",
        "curation:confirm",
        "curation:sent",
        "curation:suggest",
    }
)
_OF_PEOPLE = ("accounts:", "community:", "curation:", "account_", "mfa_", "usersessions_")


def is_of_people(view_name: str) -> bool:
    """Tell whether an address may depend on who is signed in.

    Parameters
    ----------
    view_name
        With its namespace.

    Returns
    -------
    is_of_people
        Public pages do not.
    """
    return view_name.startswith(_OF_PEOPLE) and view_name not in PUBLIC


class OneRoomOnly:
    """Leads people who are suspended to the room they have."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass through; the work is done in `process_view`."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Let public pages and the room pass; redirect the rest, whatever it is."""
        match = request.resolver_match
        name = match.view_name if match is not None else ""
        if not is_of_people(name) or name in OPEN:
            return None
        user = request.user
        if not isinstance(user, User) or user.suspended_at is None:
            return None
        return redirect(ROOM)
