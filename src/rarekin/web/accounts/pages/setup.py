"""The first-run page: open to whoever holds the token from the console, and only once."""

from __future__ import annotations

from allauth.account.utils import perform_login
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from rarekin.web.accounts.arriving.first_run import Administrator, host_set_up, opens
from rarekin.web.accounts.house.host_forms import SetUp


@never_cache
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whose site this is and make its first administrator."""
    if not opens(token):
        raise Http404
    form = SetUp(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        host = form.save(commit=False)
        login = Administrator(form.cleaned_data["email"].lower(), form.cleaned_data["password"])
        try:
            user = host_set_up(host, login)
        except IntegrityError as error:  # somebody else with the token was a moment faster
            raise Http404 from error
        response: HttpResponse = perform_login(request, user, redirect_url=reverse("accounts:host"))
        return response
    context = {
        "form": form,
        "host_fields": [item for item in form if item.name not in ("email", "password")],
    }
    return render(request, "accounts/setup.html", context)
