"""Diseases one watches, with what is near them and who works for them."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rarekin.api.diseases.lookup import search
from rarekin.errors import RarekinError
from rarekin.model.identifiers import Curie
from rarekin.web.accounts.arriving.carried import WATCH, watch_path, watched_in
from rarekin.web.accounts.arriving.meet_forms import carried_in
from rarekin.web.accounts.arriving.signup_forms import SignUpToWatch
from rarekin.web.accounts.guarding.doors import person, signed_in
from rarekin.web.accounts.models import User
from rarekin.web.accounts.pages import signup
from rarekin.web.community.models import Notice, Watch
from rarekin.web.community.telling.notices import mark_kind_read
from rarekin.web.community.telling.watching import around, unwatch, watch
from rarekin.web.shell.disease_names import name_of
from rarekin.web.shell.own_words import told


@require_http_methods(["GET", "POST"])
@signed_in
def show(request: HttpRequest) -> HttpResponse:
    """Show watched diseases; a POST searches, adds or takes off."""
    user = person(request)
    words = request.POST.get("words", "").strip()[:200]
    if request.method == "POST" and not words:
        _act(request, user)
        return redirect("community:watches")
    mark_kind_read(user, Notice.Kind.WATCH)
    watched = Watch.objects.filter(user=user).order_by("made_at", "pk")
    context = {
        "watches": [(each, around(each.disease)) for each in watched],
        "words": words,
        "hits": search(words, 8) if words else (),
    }
    return render(request, "community/watches.html", context)


# A disease page is the same bytes for everybody and so holds no token. A form of another site
# arrives without the session (SameSite=Lax), and so as a stranger's; who sends one from a page
# of this site within a session says so by its origin, and else is asked once more.
@csrf_exempt
@never_cache
@require_POST
def watch_now(request: HttpRequest) -> HttpResponse:
    """Watch a disease with one tap on its page."""
    disease = request.POST.get("disease", "")
    user = request.user
    if not isinstance(user, User):
        return _lead_in(request, disease)
    if not _is_from_here(request):
        return _ask(request, disease)
    try:
        watch(user=user, disease=disease)
    except RarekinError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("You watch this disease now. Once a week we tell you of news."))
    return redirect("community:watches")


@require_safe
@signed_in
def carried(request: HttpRequest, sealed: str) -> HttpResponse:
    """Ask somebody who just signed in about the disease they came with."""
    disease = watched_in(sealed)
    if not disease:
        messages.info(request, _("That took too long. Search the disease here."))
        return redirect("community:watches")
    return _ask(request, disease)


def _ask(request: HttpRequest, disease: str) -> HttpResponse:
    known = carried_in(disease, ()).disease
    if not known:
        messages.info(request, _("We could not find that disease. Search it here."))
        return redirect("community:watches")
    context = {"disease": known, "disease_name": name_of(Curie(known))}
    return render(request, "community/watch.html", context)


def _lead_in(request: HttpRequest, disease: str) -> HttpResponse:
    """Show a stranger both ways in; what they want to watch goes with them, sealed."""
    sealed = request.POST.get("signup", "")
    if sealed and get_adapter().is_open_for_signup(request):
        return signup.page(request, SignUpToWatch(initial={"watch": sealed}), "")
    then = watch_path(carried_in(disease, ()).disease)
    context = {"is_stranger": True, "then": then, "sealed": then.removeprefix(WATCH)}
    return render(request, "community/watch.html", context)


def _is_from_here(request: HttpRequest) -> bool:
    """Tell whether a page of this site sent the form; browsers say so, and no page can pretend."""
    if request.headers.get("Sec-Fetch-Site") == "same-origin":
        return True
    return request.headers.get("Origin", "") == f"{request.scheme}://{request.get_host()}"


def _act(request: HttpRequest, user: User) -> None:
    try:
        if disease := request.POST.get("watch"):
            watch(user=user, disease=disease)
        elif disease := request.POST.get("unwatch"):
            unwatch(user=user, disease=disease)
        else:
            messages.error(request, _("Type the name of a disease, or part of it."))
            return
    except RarekinError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("Saved."))
