"""The host's desk: settings, invitations, mail, people who wait for a look."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rarekin.web.accounts.arriving.first_run import send_test_mail
from rarekin.web.accounts.arriving.invitations import invitation_make
from rarekin.web.accounts.being.looked_at import look_at
from rarekin.web.accounts.being.people import NEEDS_VERIFYING, checked, waiting_for_review
from rarekin.web.accounts.guarding.doors import for_host, for_moderators, person
from rarekin.web.accounts.house.desk import queues
from rarekin.web.accounts.house.host_forms import HostForm, InvitationForm
from rarekin.web.accounts.house.knowledge_watch import watch
from rarekin.web.accounts.models import Host, Invitation, OutgoingMail
from rarekin.web.shell.disk import can_write


@require_http_methods(["GET", "POST"])
@for_host
def desk(request: HttpRequest) -> HttpResponse:
    """Show what a host has to know; a POST makes an invitation or writes a test mail."""
    code = ""
    form = InvitationForm()
    if request.method == "POST" and "test_mail" in request.POST:
        send_test_mail(person(request).email)
        messages.success(request, _("A test mail waits to be sent. It should arrive in a minute."))
        return redirect("accounts:host")
    if request.method == "POST":
        form = InvitationForm(request.POST)
        if form.is_valid():
            code = invitation_make(**form.cleaned_data)
    State = OutgoingMail.State  # noqa: N806 - a class
    context = {
        "form": form,
        "code": code,
        "invitations": Invitation.objects.order_by("-expires_at")[:50],
        "n_waiting": OutgoingMail.objects.filter(state=State.WAITING).count(),
        "n_failed": OutgoingMail.objects.filter(state=State.FAILED).count(),
        "n_unsure": OutgoingMail.objects.filter(state=State.UNSURE).count(),
        "queues": queues(person(request)),
        "knowledge": watch(timezone.now()),
        "can_write": can_write(),
    }
    return render(request, "accounts/host.html", context)


@require_http_methods(["GET", "POST"])
@for_host
def settings(request: HttpRequest) -> HttpResponse:
    """Change what the first-run page asked."""
    host = Host.objects.get()
    form = HostForm(request.POST or None, request.FILES or None, instance=host)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("accounts:host")
    return render(request, "accounts/host_settings.html", {"form": form})


@require_http_methods(["GET", "POST"])
@for_moderators
def review(request: HttpRequest) -> HttpResponse:
    """List new accounts and roles that wait for a look: pseudonym and role, never health."""
    if request.method == "POST":
        handle, do = request.POST.get("handle", ""), request.POST.get("do", "")
        among = checked() if do == "uncheck" else waiting_for_review()
        profile = among.filter(handle=handle).first()
        if profile is None:
            raise Http404
        if told := look_at(profile, do):
            messages.success(request, told % {"name": profile.pseudonym})
        return redirect("accounts:review")
    rows = [
        (p, p.role in NEEDS_VERIFYING, getattr(p, "claim", None))
        for p in waiting_for_review().select_related("user", "claim")[:100]
    ]
    context = {"rows": rows, "checked": checked()[:200]}
    return render(request, "accounts/review.html", context)
