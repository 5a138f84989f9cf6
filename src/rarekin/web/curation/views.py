"""Pages of the suggestions: write one, confirm it, see one's own, decide."""

from __future__ import annotations

import secrets

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.core.cache import cache
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from rarekin.api.diseases import lookup
from rarekin.errors import InputError, UnknownId
from rarekin.model.disease import Section
from rarekin.model.identifiers import Curie
from rarekin.web.accounts.guarding.doors import for_moderators, person, signed_in
from rarekin.web.accounts.guarding.limits import Limit, place_of, take
from rarekin.web.accounts.models import User
from rarekin.web.curation import suggestions
from rarekin.web.curation.forms import AnswerForm, SuggestionForm
from rarekin.web.curation.labels import label_of_disease, section_of, sign_label
from rarekin.web.curation.models import Suggestion
from rarekin.web.curation.steps import steps_of
from rarekin.web.curation.suggestions import Draft
from rarekin.web.shell import errors
from rarekin.web.shell.own_words import told
from rarekin.web.shell.sections import HEADINGS
from rarekin.web.shell.words_to_signs import signs_in

PER_PLACE = Limit("suggest-place", 20, 3600.0)
PER_ADDRESS = Limit("suggest-address", 3, 3600.0)
PER_MEMBER = Limit("suggest-member", 20, 86_400.0)
_MOST_TERMS = 8
FORM_GOOD_FOR_SECONDS = 86_400


@never_cache
@require_http_methods(["GET", "POST"])
def suggest(request: HttpRequest) -> HttpResponse:
    """Ask what should change; words about signs are read and shown back before they are kept."""
    asked = request.POST if request.method == "POST" else request.GET
    ref = lookup.resolve(asked.get("disease", ""))
    section = section_of(asked.get("section", ""))
    user = request.user if isinstance(request.user, User) else None
    form = SuggestionForm(request.POST or None, is_signed_in=user is not None)
    context: dict[str, object] = {
        "ref": ref,
        "section": section.value,
        "form": form,
        "form_key": request.POST.get("form_key", "")[:40] or secrets.token_urlsafe(16),
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, "curation/suggest.html", context)
    if form.is_machine:
        return redirect("curation:sent")
    if section is Section.SIGNS and "terms_seen" not in request.POST:
        context["found"] = signs_in(form.cleaned_data["words"])[:_MOST_TERMS]
        return render(request, "curation/confirm_signs.html", context)
    if not take(PER_PLACE, place_of(get_adapter().get_client_ip(request))):
        return _too_often(request)
    values = {name: form.cleaned_data[name] for name in ("words", "origin", "source")}
    chosen = tuple(_known_terms(request.POST.getlist("term")))
    draft = Draft(ref.id, section.value, terms=chosen, language=get_language() or "en", **values)
    return _keep(request, draft, user, form.cleaned_data.get("email", ""))


@transaction.atomic
def _keep(request: HttpRequest, draft: Draft, user: User | None, email: str) -> HttpResponse:
    # A form that is sent twice is kept once. The note is undone where keeping it fails.
    key = request.POST.get("form_key", "")[:40]
    if key and not cache.add(f"suggest:{key}", "kept", FORM_GOOD_FOR_SECONDS):
        return redirect("curation:mine" if user is not None else "curation:sent")
    if user is not None:
        if not take(PER_MEMBER, str(user.pk)):
            return _too_often(request)
        suggestions.suggestion_of_member(draft, author=user)
        messages.success(request, _("Thank you. A moderator looks at it."))
        return redirect("curation:mine")
    # The answer is the same where the address has been written to too often.
    if take(PER_ADDRESS, email.lower()):
        address = request.build_absolute_uri(reverse("curation:confirm", args=["TOKEN"]))
        suggestions.suggestion_by_mail(draft, email=email, confirm_url=address)
    return redirect("curation:sent")


def _known_terms(chosen: list[str]) -> list[str]:
    known = []
    for id_ in chosen[:_MOST_TERMS]:
        try:
            lookup.label_of(Curie(id_))
        except (InputError, UnknownId):
            continue
        known.append(id_)
    return known


@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Say that a mail is on its way."""
    return render(request, "curation/sent.html")


@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show what was written behind the link from the mail; a POST passes it on."""
    suggestion = suggestions.read_token(token)
    if suggestion is None:
        return render(request, "curation/over.html", status=410)
    if request.method == "POST" and "withdraw" in request.POST:
        suggestion.delete()
        return render(request, "curation/over.html", {"is_withdrawn": True})
    if request.method == "POST":
        suggestions.suggestion_confirm(suggestion)
        return redirect("curation:confirm", token)
    return render(request, "curation/confirm.html", {"row": row_of(suggestion)})


@require_http_methods(["GET", "POST"])
@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """Show a person what they suggested and what became of it; a POST takes one back."""
    own = suggestions.of_person(person(request))
    if request.method == "POST":
        own.filter(handle=request.POST.get("withdraw", "")).delete()
        return redirect("curation:mine")
    return render(request, "curation/mine.html", {"rows": [row_of(s) for s in own[:100]]})


@require_http_methods(["GET", "POST"])
@for_moderators
def review(request: HttpRequest) -> HttpResponse:
    """Show what waits; a POST accepts or declines one."""
    refused = _decide(request) if request.method == "POST" else None
    if request.method == "POST" and refused is None:
        return redirect("curation:review")
    kept = {} if refused is None else {refused.suggestion.pk: refused}
    rows = [(row_of(s), kept.get(s.pk) or _answer_form(s)) for s in suggestions.queue()[:50]]
    context = {"rows": rows, "n": suggestions.queue().count()}
    return render(request, "curation/review.html", context, status=400 if kept else 200)


def _decide(request: HttpRequest) -> AnswerForm | None:
    """Accept or decline; where something is missing, return the form with what was typed."""
    handle = request.POST.get("handle", "")
    suggestion = suggestions.queue().filter(handle=handle).first()
    if suggestion is None:
        raise Http404
    form = _answer_form(suggestion, request)
    if not form.is_valid():
        return form
    values = form.cleaned_data
    try:
        suggestions.suggestion_decide(
            suggestion,
            by=person(request),
            accept=request.POST.get("do") == "accept",
            reason=values.get("reason", ""),
            answer=values.get("answer", ""),
            terms=values.get("terms"),
            same_as=values.get("same_as"),
            sentence=values.get("sentence", ""),
        )
    except InputError as error:
        messages.error(request, told(error))
        return form
    messages.success(request, _("Done. The writer is told."))
    return None


def _answer_form(suggestion: Suggestion, request: HttpRequest | None = None) -> AnswerForm:
    signs = [(term, sign_label(term)) for term in suggestion.terms]
    data = None if request is None else request.POST
    return AnswerForm(data, prefix=suggestion.handle, suggestion=suggestion, signs=signs)


def row_of(suggestion: Suggestion) -> dict[str, object]:
    """Return what templates show; a disease or sign that a release dropped goes by its id."""
    return {
        "it": suggestion,
        "disease": label_of_disease(suggestion.disease),
        "section": HEADINGS[section_of(suggestion.section)],
        "signs": [sign_label(term) for term in suggestion.terms],
        "is_new": suggestion.state == Suggestion.State.NEW,
        "steps": steps_of(suggestion),
    }


def _too_often(request: HttpRequest) -> HttpResponse:
    return errors.page(
        request,
        429,
        _("One moment, please"),
        _("This was tried too often in a short time."),
        _("Wait some minutes and try again."),
    )
