"""The host's rooms: make one, say what it is for, ask somebody to greet, close it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rarekin.errors import RarekinError
from rarekin.model.identifiers import Curie
from rarekin.web.accounts.being.people import profile_named
from rarekin.web.accounts.being.pseudonyms import pseudonym_key
from rarekin.web.accounts.guarding.doors import for_host
from rarekin.web.community.models import Group
from rarekin.web.community.rooms import host_rooms
from rarekin.web.shell.disease_names import name_of


@require_http_methods(["GET", "POST"])
@for_host
def show(request: HttpRequest) -> HttpResponse:
    """List the rooms with their words; a POST makes, changes, opens or closes one."""
    sent = request.POST
    refused = None
    if request.method == "POST":
        group = host_rooms.rooms().filter(slug=sent.get("room", "")).first()
        if sent.get("room") and group is None:
            raise Http404
        try:
            _act(request, group)
        except RarekinError as error:
            refused = error
        else:
            return redirect("community:rooms")
    context = {
        "rooms": [(room, _disease(room)) for room in host_rooms.rooms()],
        "refused": refused,
        "sent": sent,
    }
    return render(request, "community/rooms.html", context, status=400 if refused else 200)


def _act(request: HttpRequest, group: Group | None) -> None:
    sent = request.POST
    do = sent.get("do", "")
    if group is not None and do in ("open", "close"):
        host_rooms.rooms().filter(pk=group.pk).update(is_open=do == "open")
        messages.success(request, _("Saved."))
    elif group is not None and do == "greeter":
        host_rooms.greeter_ask(group, profile_named(pseudonym_key(sent.get("name", ""))))
        messages.success(request, _("If somebody of that name is in the room, they are asked."))
    else:
        names = ("title", "about", "welcome", "disease")
        host_rooms.room_write(
            host_rooms.RoomWords(**{name: sent.get(name, "") for name in names}), group
        )
        messages.success(request, _("Saved."))


def _disease(room: Group) -> str:
    return name_of(Curie(room.disease)) if room.disease else ""
