"""Signing up: type an address, open the mail, choose a password."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.utils import perform_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from rarekin.model.identifiers import Curie
from rarekin.web.accounts.arriving import puzzle
from rarekin.web.accounts.arriving.carried import (
    NOTHING,
    WATCH,
    Carried,
    unseal,
    watch_path,
    watched_in,
)
from rarekin.web.accounts.arriving.meet_forms import MeetForm, MeetSignUp, carried_in, shown_of
from rarekin.web.accounts.arriving.signup import Wish, signup_ask, signup_finish, wish_behind
from rarekin.web.accounts.arriving.signup_forms import (
    NewPassword,
    SignUp,
    SignUpAndReturn,
    SignUpToWatch,
)
from rarekin.web.accounts.arriving.starting import begin
from rarekin.web.accounts.being.clocks import tell_clock
from rarekin.web.accounts.guarding.limits import Limit, place_of, take
from rarekin.web.accounts.models import SignUpWish, User
from rarekin.web.shell import errors
from rarekin.web.shell.disease_names import name_of
from rarekin.web.shell.words_to_signs import signs_in

PER_PLACE = Limit("signup-place", 20, 3600.0)
PER_ADDRESS = Limit("signup-address", 3, 3600.0)


@never_cache
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Take an address; the answer is the same whether or not it is known."""
    if isinstance(request.user, User):
        return redirect("accounts:me")
    if not get_adapter().is_open_for_signup(request):
        return render(request, "accounts/signup_closed.html")
    form = _form(request)
    if request.method == "POST":
        if not take(PER_PLACE, place_of(get_adapter().get_client_ip(request))):
            return too_often(request)
        if form.is_valid():
            _write(request, form)
            return redirect("accounts:signup_sent")
    return page(request, form, form.data.get("disease", ""))


def page(request: HttpRequest, form: SignUp, disease: str) -> HttpResponse:
    """Draw the form that asks for an address.

    Parameters
    ----------
    request
        The request.
    form
        A `MeetSignUp` where somebody wants to be introduced.
    disease
        Canonical id of the disease whose page they come from, or empty.

    Returns
    -------
    response
        With a moment of work for the browser.
    """
    context = {
        "form": form,
        "is_meeting": isinstance(form, MeetSignUp),
        "disease_name": name_of(Curie(disease)) if disease else "",
        "challenge": puzzle.make_challenge(),
        "n_bits": puzzle.N_BITS,
    }
    return render(request, "accounts/signup.html", context)


def _form(request: HttpRequest) -> SignUp:
    sent = request.POST or None
    if "then" in request.POST:
        return SignUpAndReturn(sent)
    if "watch" in request.POST:
        return SignUpToWatch(sent)
    if "meeting" not in request.POST:
        return SignUp(sent)
    return MeetSignUp(sent, has_disease=bool(request.POST.get("disease")))


def _write(request: HttpRequest, form: SignUp) -> None:
    sent, email = request.POST, form.cleaned_data["email"]
    is_solved = puzzle.is_solved(sent.get("challenge", ""), sent.get("answer", ""))
    if take(PER_ADDRESS, email):
        signup_ask(
            Wish(
                email,
                form.cleaned_data.get("invitation", ""),
                is_held=not is_solved,
                carried=_carried(form),
            ),
            finish_url=request.build_absolute_uri(
                reverse("accounts:signup_finish", args=["TOKEN"])
            ),
            login_url=request.build_absolute_uri(reverse("account_login")),
        )


def _carried(form: SignUp) -> Carried:
    if isinstance(form, SignUpAndReturn):
        return Carried(is_meeting=True, then=form.cleaned_data["then"])
    if isinstance(form, SignUpToWatch):
        return Carried(disease=watched_in(form.cleaned_data["watch"]), then=WATCH)
    if not isinstance(form, MeetSignUp):
        return NOTHING
    said = form.cleaned_data
    found = [(str(sign.term), sign.state.value) for sign in signs_in(said.get("words", ""))]
    return carried_in(said["disease"], found)


@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Say that a mail is on its way."""
    return render(request, "accounts/signup_sent.html")


@never_cache
@require_http_methods(["GET", "POST"])
def finish(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a password behind the link from the mail; this makes the account."""
    wish = wish_behind(token)
    if wish is None:
        return render(request, "accounts/signup_over.html", status=410)
    carried = unseal(wish.sealed, token)
    form = NewPassword(request.POST or None, email=wish.email)
    meet = MeetForm(request.POST or None, carried=carried) if carried.is_meeting else None
    if request.method == "POST" and form.is_valid() and (meet is None or meet.is_valid()):
        return _enter(request, wish, form, meet, carried)
    context = {"form": form, "email": wish.email}
    if meet is not None:
        context |= shown_of(meet, carried)
    return render(request, "accounts/signup_finish.html", context)


def _enter(
    request: HttpRequest,
    wish: SignUpWish,
    form: NewPassword,
    meet: MeetForm | None,
    carried: Carried,
) -> HttpResponse:
    then = watch_path(carried.disease) if carried.then == WATCH else carried.then
    with transaction.atomic():
        user = signup_finish(wish, form.cleaned_data["password"], then)
        if user is not None and meet is not None:
            begin(user, meet.start())
            tell_clock(user, request.POST.get("clock", ""))
    if user is None:
        return render(request, "accounts/signup_over.html", status=410)
    then = then or reverse("accounts:profile" if meet is None else "accounts:me")
    response: HttpResponse = perform_login(request, user, redirect_url=then)
    return response


def too_often(request: HttpRequest) -> HttpResponse:
    """Ask for patience."""
    return errors.page(
        request,
        429,
        _("One moment, please"),
        _("This was tried too often in a short time."),
        _("Wait some minutes and try again."),
    )
