"""What one can do today."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rarekin.web.accounts.guarding.doors import person, signed_in
from rarekin.web.community.today import deeds


@require_safe
@signed_in
def show(request: HttpRequest) -> HttpResponse:
    """List it, with a mark at what is done."""
    return render(request, "community/today.html", {"deeds": deeds(person(request))})
