"""The plain part of one's profile."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_http_methods

from rarekin.web.accounts.being.people import profile_of
from rarekin.web.accounts.being.profile_forms import ProfileForm
from rarekin.web.accounts.being.profiles import profile_write
from rarekin.web.accounts.being.pseudonyms import make_pseudonym, without_number
from rarekin.web.accounts.guarding.doors import person, signed_in
from rarekin.web.accounts.models import Profile

# A column is named age_band, the choice of who may know it age_sharing.
ENTRIES = {
    "role": "role_sharing",
    "age_band": "age_sharing",
    "languages": "languages_sharing",
    "country": "country_sharing",
    "about": "about_sharing",
    "looks_for": "looks_for_sharing",
    "can_offer": "can_offer_sharing",
}


@require_http_methods(["GET", "POST"])
@signed_in
def edit(request: HttpRequest) -> HttpResponse:
    """Show and store pseudonym, role, languages, country and texts, each with who may know it."""
    user = person(request)
    profile = profile_of(user)
    if request.method == "POST":
        # The form fills a copy, so that only `profile_write` decides what is stored.
        form = ProfileForm(
            request.POST, user=user, spoken=_spoken(request), instance=Profile(user=user)
        )
        if form.is_valid():
            values = {name: form.cleaned_data[name] for name in ProfileForm.Meta.fields}
            profile_write(user=user, values=values)
            messages.success(request, _("Saved."))
            return redirect("accounts:diseases" if profile is None else "accounts:me")
    else:
        first = profile or Profile(user=user, pseudonym=make_pseudonym())
        name = {"pseudonym": without_number(first.pseudonym)}
        form = ProfileForm(user=user, spoken=_spoken(request), instance=first, initial=name)
    context: dict[str, object] = {
        "form": form,
        "ideas": [make_pseudonym() for _i in range(3)],
        "profile": profile,
    }
    context["is_mixed"] = any(form[sharing].value() for sharing in ENTRIES.values())
    context["pairs"] = [(form[name], form[sharing]) for name, sharing in ENTRIES.items()]
    return render(request, "accounts/profile.html", context, status=200)


def _spoken(request: HttpRequest) -> list[str]:
    """Return the languages a browser asks for, the first one first; none is ticked by itself."""
    asked = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    return list(dict.fromkeys(code.partition("-")[0] for code, _weight in asked))
