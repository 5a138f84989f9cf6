"""Where one says how the host can check a role, and the page behind the mail to work."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from rarekin.errors import RarekinError
from rarekin.web.accounts.being.claims import claim_behind, claim_confirm, claim_make, needs_claim
from rarekin.web.accounts.being.people import profile_of
from rarekin.web.accounts.guarding.doors import person, signed_in
from rarekin.web.accounts.models import RoleClaim
from rarekin.web.shell.own_words import told


class ClaimForm(forms.Form):
    """A place to call, and an address there."""

    place = forms.CharField(
        label=gettext_lazy("Where can the host ask for you?"),
        max_length=200,
        help_text=gettext_lazy(
            "The clinic or organisation, with the number that stands on its own website."
        ),
    )
    work_email = forms.EmailField(
        label=gettext_lazy("Your address at work"),
        max_length=254,
        help_text=gettext_lazy(
            "We send one mail there to confirm it. It names neither you nor a disease. Others at"
            " your work may read it."
        ),
    )


@require_http_methods(["GET", "POST"])
@signed_in
def show(request: HttpRequest) -> HttpResponse:
    """Ask how a role can be checked."""
    profile = profile_of(person(request))
    if profile is None or not needs_claim(profile):
        return redirect("accounts:me" if profile else "accounts:profile")
    form = ClaimForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            claim_make(profile, **form.cleaned_data)
        except RarekinError as error:
            messages.error(request, told(error))
        else:
            messages.success(request, _("Thank you. Please open the mail we sent to your work."))
        return redirect("accounts:claim")
    claim = RoleClaim.objects.filter(profile=profile).first()
    return render(request, "accounts/claim.html", {"form": form, "claim": claim})


@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm an address at work; a POST does it, so that no mail scanner does."""
    claim = claim_behind(token)
    if claim is None:
        return render(request, "accounts/claim_confirm.html", {"is_over": True}, status=410)
    if request.method == "POST":
        claim_confirm(claim)
        return render(request, "accounts/claim_confirm.html", {"is_done": True})
    return render(request, "accounts/claim_confirm.html")
