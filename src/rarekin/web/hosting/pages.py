"""Who looks after the site: named, removed and let in again by a host, on a page."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rarekin.errors import InputError
from rarekin.web.accounts.guarding.doors import for_host, person
from rarekin.web.accounts.guarding.limits import Limit, take
from rarekin.web.accounts.models import User
from rarekin.web.hosting import administrators, mails
from rarekin.web.hosting.administrators import Role

_LONGEST = 254
A_DAY = Limit("keepers", 10, 24 * 3600.0)


@require_http_methods(["GET", "POST"])
@for_host
@reauthentication_required
def keepers(request: HttpRequest) -> HttpResponse:
    """List them; a POST names, removes or lets one in again. It asks for the password first."""
    if request.method == "POST":
        _act(request, person(request))
        return redirect("hosting:keepers")
    context = {"keepers": administrators.keepers(), "own": person(request).email}
    return render(request, "hosting/keepers.html", context)


def _act(request: HttpRequest, actor: User) -> None:
    sent = request.POST
    email = sent.get("email", "").strip().lower()[:255]
    role = Role.MODERATOR if sent.get("role") == Role.MODERATOR else Role.HOST
    if not _is_address(email):
        messages.error(request, _("This is no e-mail address."))
        return
    if not take(A_DAY, str(actor.pk)):
        messages.error(request, _("That is the most for one day."))
        return
    do = sent.get("do", "")
    try:
        if do == "add":
            _name(email, role)
        elif do == "remove":
            administrators.remove(email, role)
        else:
            _let_in_again(email, actor)
    except InputError:
        messages.error(
            request, _("Nothing changed: somebody has to look after the site. Name another first.")
        )
        return
    mails.tell_hosts(actor)
    messages.success(request, _("Done. They are written to, and so is every administrator."))


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return len(email) <= _LONGEST


def _let_in_again(email: str, actor: User) -> None:
    if email == actor.email:
        raise InputError("One does not reset oneself.", hint="Ask another administrator.")
    mails.write_way_in(email, administrators.reset(email))


def _name(email: str, role: Role) -> None:
    """Name somebody. The page says the same whether or not the address has an account."""
    mails.write_way_in(email, administrators.name(email, role))
