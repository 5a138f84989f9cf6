"""Small parts of the community's pages."""

from __future__ import annotations

from django import template

from rarekin.web.accounts.models import Host

register = template.Library()


@register.simple_tag
def crisis_help() -> str:
    """Return what the host wrote about help in a crisis.

    Returns
    -------
    words
        Empty where the host wrote nothing: no telephone number is ever invented.
    """
    return Host.objects.values_list("crisis_help", flat=True).first() or ""
