"""Taking everything along."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from rarekin.api.export import case_mme, case_phenopacket
from rarekin.errors import InputError
from rarekin.web.accounts.being.people import profile_of
from rarekin.web.accounts.being.profile_forms import ContactForm
from rarekin.web.accounts.being.research_case import case_of, suspected_of
from rarekin.web.accounts.guarding.doors import freshly_confirmed, person, signed_in
from rarekin.web.accounts.models import User
from rarekin.web.accounts.rights.consents import has_consented
from rarekin.web.accounts.rights.leaving import everything_about, export_json
from rarekin.web.accounts.rights.purposes import RESEARCH
from rarekin.web.shell.own_words import told


@require_http_methods(["GET"])
@signed_in
def show(request: HttpRequest) -> HttpResponse:
    """Offer the files."""
    return _offer(request, ContactForm())


def _offer(request: HttpRequest, form: ContactForm, problem: str = "") -> HttpResponse:
    user = person(request)
    context = {
        "form": form,
        "problem": problem,
        "may_research": has_consented(user, RESEARCH),
        "profile": profile_of(user),
    }
    return render(request, "accounts/data.html", context)


@require_http_methods(["GET", "POST"])
@freshly_confirmed
def everything(request: HttpRequest, kind: str) -> HttpResponse:
    """Hand over everything as JSON, or as a page to read and print."""
    user = person(request)
    if kind == "json":
        return _file(export_json(user).encode(), "rarekin.json", "application/json")
    context = {"tables": everything_about(user), "now": timezone.now()}
    page = render_to_string("accounts/export.html", context)
    return _file(page.encode(), "rarekin.html", "text/html; charset=utf-8")


@require_http_methods(["GET", "POST"])
@freshly_confirmed
def research(request: HttpRequest, kind: str) -> HttpResponse:
    """Hand over the coded part for a geneticist, if the person agreed to such files."""
    user = person(request)
    profile = profile_of(user)
    if profile is None or not has_consented(user, RESEARCH):
        return _offer(request, ContactForm())
    if kind == "phenopacket":
        return _file(
            case_phenopacket(case_of(profile), timezone.now(), suspected=suspected_of(profile)),
            "phenopacket.json",
            "application/json",
        )
    return _mme(request, user)


def _mme(request: HttpRequest, user: User) -> HttpResponse:
    form = ContactForm(request.POST)
    profile = profile_of(user)
    if profile is None or not form.is_valid():
        return _offer(request, form if request.method == "POST" else ContactForm())
    try:
        body = case_mme(
            case_of(profile),
            contact_name=form.cleaned_data["contact_name"],
            contact_href=f"mailto:{form.cleaned_data['contact_email']}",
            suspected=suspected_of(profile),
        )
    except InputError as error:
        return _offer(request, form, told(error))
    return _file(body, "matchmaker.json", "application/json")


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
