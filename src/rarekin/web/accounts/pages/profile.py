"""The plain part of one's profile."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rarekin.web.accounts.doors import person, signed_in
from rarekin.web.accounts.forms import ProfileForm
from rarekin.web.accounts.models import Profile
from rarekin.web.accounts.people import profile_of
from rarekin.web.accounts.profiles import profile_write
from rarekin.web.accounts.pseudonyms import make_pseudonym


@require_http_methods(["GET", "POST"])
@signed_in
def edit(request: HttpRequest) -> HttpResponse:
    """Show and store pseudonym, role, languages, country, texts and topics."""
    user = person(request)
    profile = profile_of(user)
    if request.method == "POST":
        # The form fills a copy, so that only `profile_write` decides what is stored.
        form = ProfileForm(request.POST, user=user, instance=Profile(user=user))
        if form.is_valid():
            values = {name: form.cleaned_data[name] for name in ProfileForm.Meta.fields}
            profile_write(user=user, values=values, topics=form.cleaned_data["topics"])
            messages.success(request, _("Saved."))
            return redirect("accounts:diseases" if profile is None else "accounts:me")
    else:
        first = profile or Profile(user=user, pseudonym=make_pseudonym())
        chosen = list(profile.topics.values_list("topic", flat=True)) if profile else []
        form = ProfileForm(user=user, instance=first, initial={"topics": chosen})
    context = {"form": form, "ideas": [make_pseudonym() for _i in range(3)], "profile": profile}
    return render(request, "accounts/profile.html", context, status=200)
