"""Signing up: type an address, open the mail, choose a password."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from rarekin.web.accounts import puzzle
from rarekin.web.accounts.forms import NewPassword, SignUp
from rarekin.web.accounts.limits import Limit, place_of, take
from rarekin.web.accounts.models import User
from rarekin.web.accounts.signup import Wish, signup_ask, signup_finish, wish_behind
from rarekin.web.shell import errors

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
    form = SignUp(request.POST or None)
    if request.method == "POST":
        if not take(PER_PLACE, place_of(get_adapter().get_client_ip(request))):
            return too_often(request)
        if form.is_valid():
            _write(request, form)
            return redirect("accounts:signup_sent")
    context = {"form": form, "challenge": puzzle.make_challenge(), "n_bits": puzzle.N_BITS}
    return render(request, "accounts/signup.html", context)


def _write(request: HttpRequest, form: SignUp) -> None:
    sent, email = request.POST, form.cleaned_data["email"]
    is_solved = puzzle.is_solved(sent.get("challenge", ""), sent.get("answer", ""))
    if take(PER_ADDRESS, email):
        signup_ask(
            Wish(email, form.cleaned_data.get("invitation", ""), is_held=not is_solved),
            finish_url=request.build_absolute_uri(
                reverse("accounts:signup_finish", args=["TOKEN"])
            ),
            login_url=request.build_absolute_uri(reverse("account_login")),
        )


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
    form = NewPassword(request.POST or None, email=wish.email)
    if request.method == "POST" and form.is_valid():
        user = signup_finish(wish, form.cleaned_data["password"])
        if user is None:
            return render(request, "accounts/signup_over.html", status=410)
        response: HttpResponse = perform_login(
            request, user, redirect_url=reverse("accounts:profile")
        )
        return response
    return render(request, "accounts/signup_finish.html", {"form": form, "email": wish.email})


def too_often(request: HttpRequest) -> HttpResponse:
    """Ask for patience."""
    return errors.page(
        request,
        429,
        _("One moment, please"),
        _("This was tried too often in a short time."),
        _("Wait some minutes and try again."),
    )
