"""Mails about suggestions; they never name the disease, nor what was written."""

from __future__ import annotations

from contextlib import AbstractContextManager

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from rarekin.web.accounts.arriving.adapter import speaking_to
from rarekin.web.accounts.models import Host
from rarekin.web.accounts.rights.consents import has_consented
from rarekin.web.curation.models import Suggestion


def _language_of(suggestion: Suggestion) -> AbstractContextManager[object]:
    """Return a context in which everything is said in the language of whoever wrote it."""
    if suggestion.author is not None:
        return speaking_to(suggestion.author)
    context: AbstractContextManager[object] = translation.override(suggestion.language)
    return context


def write_of_suggestion(suggestion: Suggestion, template: str, context: dict[str, object]) -> None:
    """Write to whoever made a suggestion, if they left an address or agreed to mails.

    Parameters
    ----------
    suggestion
        Theirs; the address of somebody without an account is the one it was made with.
    template, context
        What is said.
    """
    to = suggestion.email
    if suggestion.author is not None and has_consented(suggestion.author, "mail_messages"):
        to = suggestion.author.email
    if not to:
        return
    site = {"site_name": settings.SITE_NAME}
    subject = _("Your suggestion at %(site)s") % {"site": settings.SITE_NAME}
    send_mail(subject, render_to_string(template, site | context), None, [to])


def write_of_decision(
    suggestion: Suggestion, *, accept: bool, reason: str | Promise, path: str
) -> None:
    """Tell a writer what was decided; with the host's own words of thanks, which name no disease.

    Parameters
    ----------
    suggestion
        Theirs.
    accept, reason
        What was decided, and why not.
    path
        Where the answer and every further step stand.
    """
    host = Host.objects.first()
    context: dict[str, object] = {
        "accept": accept,
        "reason": reason,
        "url": f"{settings.SITE_URL or 'http://localhost:8000'}{path}",
        "thanks": host.thanks if host is not None else "",
        "is_member": suggestion.author is not None,
    }
    with _language_of(suggestion):
        write_of_suggestion(suggestion, "curation/mail/decided.txt", context)
