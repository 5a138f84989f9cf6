"""Diseases and signs on one's profile, from plain words. Words travel in the form only."""

from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rarekin.api.diseases.lookup import search
from rarekin.errors import RarekinError
from rarekin.model.case import State
from rarekin.model.identifiers import Curie
from rarekin.web.accounts.being.people import profile_of
from rarekin.web.accounts.being.profiles import (
    disease_add,
    disease_remove,
    disease_share,
    signs_write,
)
from rarekin.web.accounts.being.research_case import contradicted
from rarekin.web.accounts.guarding.doors import person, signed_in
from rarekin.web.accounts.models import Profile, ProfileDisease
from rarekin.web.accounts.models.profile import Sharing
from rarekin.web.shell.disease_names import name_of
from rarekin.web.shell.own_words import told
from rarekin.web.shell.words_to_signs import MAX_CHARACTERS, signs_in


@require_http_methods(["GET", "POST"])
@signed_in
def diseases(request: HttpRequest) -> HttpResponse:
    """Show, add, share and take off diseases."""
    profile = profile_of(person(request))
    if profile is None:
        return _profile_first(request)
    words = request.POST.get("words", "").strip()[:200]
    if request.method == "POST" and not words:
        _act_on_disease(request, profile)
        return redirect("accounts:diseases")
    entries = profile.diseases.order_by("added_at", "pk")
    context = {
        "entries": [(entry, name_of(Curie(entry.disease))) for entry in entries],
        "words": words,
        "hits": search(words, 8) if words else (),
        "sharings": Sharing.choices,
        "certainties": ProfileDisease.Certainty.choices,
    }
    return render(request, "accounts/diseases.html", context)


def _act_on_disease(request: HttpRequest, profile: Profile) -> None:
    sent = request.POST
    try:
        if disease := sent.get("add"):
            disease_add(profile=profile, disease=disease)
        elif disease := sent.get("remove"):
            disease_remove(profile=profile, disease=disease)
        elif disease := sent.get("entry"):
            disease_share(
                profile=profile,
                disease=disease,
                sharing=sent.get("sharing", ""),
                certainty=sent.get("certainty", ""),
            )
        else:
            messages.error(request, _("Type the name of a disease, or part of it."))
            return
    except RarekinError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("Saved."))


@require_http_methods(["GET", "POST"])
@signed_in
def signs(request: HttpRequest) -> HttpResponse:
    """Show signs, find them in words, and store what the person confirms."""
    profile = profile_of(person(request))
    if profile is None:
        return _profile_first(request)
    words = request.POST.get("words", "").strip()[:MAX_CHARACTERS]
    if request.method == "POST" and request.POST.get("do") != "read":
        _store_signs(request, profile)
        return redirect("accounts:signs")
    stored = [
        (sign, name_of(Curie(sign.term))) for sign in profile.signs.order_by("added_at", "pk")
    ]
    usual = Counter(sign.sharing for sign, _label in stored).most_common(1)
    known = {sign.term for sign, _label in stored}
    found = [sign for sign in signs_in(words) if sign.term not in known]
    names = {sign.pk: label for sign, label in stored}
    context = {
        "stored": stored,
        "odd": [
            (names[denied.pk], names[there.pk])
            for denied, there in contradicted([sign for sign, _label in stored])
        ],
        "words": words,
        "found": found,
        "nothing_new": bool(words) and not found,
        "sharings": Sharing.choices,
        "usual": usual[0][0] if usual else Sharing.PRIVATE,
    }
    return render(request, "accounts/signs.html", context)


def _store_signs(request: HttpRequest, profile: Profile) -> None:
    sent = request.POST
    terms = sent.getlist("term")[:200]
    states = {
        term: State(value)
        for term in terms
        if (value := sent.get(f"state-{term}", "")) in set(State)
    }
    usual = sent.get("who_may_know", "") or Sharing.PRIVATE
    sharing = {term: sent.get(f"sharing-{term}", "") or usual for term in terms}
    try:
        signs_write(profile=profile, states=states, sharing=sharing)
    except RarekinError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("Saved."))


def _profile_first(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("First choose the name you go by here."))
    return redirect("accounts:profile")
