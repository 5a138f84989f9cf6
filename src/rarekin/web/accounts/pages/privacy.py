"""What is kept about people, made from the one list of personal data. The same for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rarekin.web.accounts.leaving import GRACE
from rarekin.web.accounts.models import Host
from rarekin.web.accounts.personal_data import registered
from rarekin.web.accounts.purposes import PURPOSES


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Say what is stored, why, for how long, and what an attacker would find."""
    host = Host.objects.first()
    context = {
        "entries": registered(),
        "purposes": list(PURPOSES.values()),
        "host": host,
        "grace_days": GRACE.days,
        "backup_days": host.backup_days if host else 30,
    }
    return render(request, "accounts/privacy.html", context)


@require_safe
def imprint(request: HttpRequest) -> HttpResponse:
    """Say who runs this site, under which terms and rules."""
    return render(request, "accounts/imprint.html", {"host": Host.objects.first()})
