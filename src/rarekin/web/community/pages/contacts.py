"""Inviting somebody one knows, and the page behind the link."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from rarekin.errors import RarekinError
from rarekin.web.accounts.arriving.signup_forms import SignUpAndReturn
from rarekin.web.accounts.being.people import profile_of
from rarekin.web.accounts.models import Profile, User
from rarekin.web.accounts.pages import signup
from rarekin.web.community.doors import with_profile
from rarekin.web.community.models import ContactLink
from rarekin.web.community.rooms import contacts
from rarekin.web.shell.own_words import told


@require_http_methods(["GET", "POST"])
@with_profile
def show(request: HttpRequest, profile: Profile) -> HttpResponse:
    """Make a link, and take one back."""
    address, refused = "", None
    if "take-back" in request.POST:
        contacts.link_take_back(profile, request.POST["take-back"])
        return redirect("community:contacts")
    if request.method == "POST":
        try:
            token = contacts.link_make(profile, request.POST.get("note", ""))
        except RarekinError as error:
            refused = error
        else:
            address = request.build_absolute_uri(reverse("community:contact", args=[token]))
    context = {"links": contacts.links_of(profile), "made": address, "refused": refused}
    return render(request, "community/contacts.html", context, status=400 if refused else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a link is for: to a stranger the way in, to a member a yes. It names nobody."""
    link = contacts.link_behind(token)
    if link is None:
        return render(request, "community/contact_over.html", status=410)
    user = request.user if isinstance(request.user, User) else None
    if user is None:
        if "signup" in request.POST and get_adapter().is_open_for_signup(request):
            return signup.page(request, SignUpAndReturn(initial={"then": request.path}), "")
        return render(request, "community/contact.html", {"path": request.path})
    profile = profile_of(user)
    if profile is None:
        messages.info(request, _("First choose the name you go by here. Then open the link again."))
        return redirect("accounts:profile")
    if contacts.knows(profile, link):
        return redirect("community:messages")
    if request.method == "POST":
        return _accept(request, profile, link)
    return render(request, "community/contact.html", {"profile": profile})


def _accept(request: HttpRequest, profile: Profile, link: ContactLink) -> HttpResponse:
    try:
        was_used = contacts.link_accept(profile, link)
    except RarekinError as error:
        messages.error(request, told(error))
        return redirect(request.path)
    if not was_used:
        return render(request, "community/contact_over.html", status=410)
    messages.success(
        request,
        _("Done. Whoever gave you the link is asked whether it was you. Then you can write."),
    )
    return redirect("accounts:me")
