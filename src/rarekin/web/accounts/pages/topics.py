"""What somebody would like to talk about, topic by topic."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rarekin.web.accounts.being.people import profile_of
from rarekin.web.accounts.being.profile_forms import TopicsForm
from rarekin.web.accounts.being.profiles import topics_write
from rarekin.web.accounts.guarding.doors import person, signed_in


@require_http_methods(["GET", "POST"])
@signed_in
def edit(request: HttpRequest) -> HttpResponse:
    """Show every topic with who may know that it is one's own; a POST stores all of them."""
    profile = profile_of(person(request))
    if profile is None:
        messages.info(request, _("First choose the name you go by here."))
        return redirect("accounts:profile")
    stored = dict(profile.topics.values_list("topic", "sharing"))
    if request.method == "POST":
        form = TopicsForm(request.POST, stored=stored)
        if form.is_valid():
            topics_write(profile=profile, sharing=form.sharing())
            messages.success(request, _("Saved."))
            return redirect("accounts:topics")
    else:
        form = TopicsForm(stored=stored)
    return render(request, "accounts/topics.html", {"form": form})
