"""What somebody agrees to: each purpose alone, in plain words, dated, taken back with one tap."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rarekin.errors import InputError
from rarekin.web.accounts.being.people import profile_of
from rarekin.web.accounts.guarding.doors import person, signed_in
from rarekin.web.accounts.models import Consent
from rarekin.web.accounts.rights.consents import consent_give, consent_withdraw
from rarekin.web.accounts.rights.letters import letters_choose
from rarekin.web.accounts.rights.purposes import PURPOSES
from rarekin.web.shell.own_words import told


@require_http_methods(["GET", "POST"])
@signed_in
def show(request: HttpRequest) -> HttpResponse:
    """Show every purpose with its state; a POST gives or takes back one."""
    user = person(request)
    profile = profile_of(user)
    if request.method == "POST":
        try:
            if "give" in request.POST:
                consent_give(user=user, purpose=request.POST["give"])
                messages.success(request, _("You said yes. You can take it back at any time."))
            else:
                if profile is not None:
                    letters_choose(profile=profile, choice=request.POST.get("letters", ""))
                consent_withdraw(user=user, purpose=request.POST.get("withdraw", ""))
                messages.success(request, _("Taken back. It holds from this moment."))
        except InputError as error:
            messages.error(request, told(error))
        return redirect("accounts:consents")
    given = {c.purpose: c for c in Consent.objects.filter(user=user, withdrawn_at__isnull=True)}
    rows = []
    for purpose in PURPOSES.values():
        consent = given.get(purpose.slug)
        is_current = consent is not None and consent.wording == purpose.wording
        rows.append(
            (purpose, consent if is_current else None, consent is not None and not is_current)
        )
    past = Consent.objects.filter(user=user, withdrawn_at__isnull=False).order_by("-withdrawn_at")
    history = [(PURPOSES[c.purpose], c) for c in past if c.purpose in PURPOSES]
    context = {"rows": rows, "history": history, "profile": profile}
    return render(request, "accounts/consents.html", context)
