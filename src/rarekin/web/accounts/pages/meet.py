"""The short way to meet somebody: from a disease page, or without a diagnosis."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from rarekin.errors import RarekinError
from rarekin.web.accounts.arriving.carried import MAX_SIGNS, Carried
from rarekin.web.accounts.arriving.meet_forms import MeetForm, MeetSignUp, carried_in, shown_of
from rarekin.web.accounts.arriving.starting import begin
from rarekin.web.accounts.being.clocks import tell_clock
from rarekin.web.accounts.being.people import profile_of
from rarekin.web.accounts.guarding.doors import person, signed_in
from rarekin.web.accounts.models import Consent, User
from rarekin.web.accounts.pages import signup
from rarekin.web.accounts.rights.purposes import PURPOSES
from rarekin.web.shell.own_words import told
from rarekin.web.shell.words_to_signs import MAX_CHARACTERS, signs_in


# A disease page is the same bytes for everybody and so holds no token. Nothing is changed or
# told here whoever sends the form: it only draws the next one, which has a token.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """Ask what is needed: of a stranger an address, of somebody who is here a yes."""
    carried = carried_by(request)
    if isinstance(request.user, User):
        is_asked = bool(carried.disease or "words" in request.POST)
        return _page(request, request.user, carried) if is_asked else _ask_for_words(request)
    if not get_adapter().is_open_for_signup(request):
        return render(request, "accounts/signup_closed.html")
    form = MeetSignUp(has_disease=bool(carried.disease), initial={"disease": carried.disease})
    return signup.page(request, form, carried.disease)


@require_POST
@signed_in
def start(request: HttpRequest) -> HttpResponse:
    """Store the answers of somebody who has an account."""
    user = person(request)
    form = form_for(user, carried_by(request), request)
    if not form.is_valid():
        return _page(request, user, carried_by(request), form)
    try:
        begin(user, form.start())
        tell_clock(user, request.POST.get("clock", ""))
    except RarekinError as error:
        messages.error(request, told(error))
        return _page(request, user, carried_by(request), form)
    return redirect("accounts:me")


def carried_by(request: HttpRequest) -> Carried:
    """Return what a form carries: the disease it began with, and the signs found in words.

    Parameters
    ----------
    request
        Its body is read, never its address.

    Returns
    -------
    carried
        Empty where nothing known was sent.
    """
    sent = request.POST
    words = sent.get("words", "")[:MAX_CHARACTERS]
    found = [(str(sign.term), sign.state.value) for sign in signs_in(words)]
    for offered in sent.getlist("offered")[:MAX_SIGNS]:
        term, _equals, state = offered.partition("=")
        found.append((term, state))
    return carried_in(sent.get("disease", ""), found)


def form_for(user: User | None, carried: Carried, request: HttpRequest | None = None) -> MeetForm:
    """Make the form for somebody.

    Parameters
    ----------
    user
        None for somebody who only becomes one with it.
    carried
        What they came for.
    request
        With the answers, if they were sent.

    Returns
    -------
    form
        Asks only what is not known yet.
    """
    profile = profile_of(user) if user else None
    rows = Consent.objects.filter(user=user, withdrawn_at__isnull=True) if user else ()
    standing = {c.purpose for c in rows if c.wording == PURPOSES[c.purpose].wording}
    sent = request.POST if request is not None else None
    return MeetForm(sent, carried=carried, role=profile.role if profile else "", standing=standing)


def _page(
    request: HttpRequest, user: User, carried: Carried, form: MeetForm | None = None
) -> HttpResponse:
    form = form or form_for(user, carried)
    return render(request, "accounts/meet.html", shown_of(form, carried))


def _ask_for_words(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/meet_words.html")
