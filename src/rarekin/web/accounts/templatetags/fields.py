"""Form fields in the shell's look."""

from __future__ import annotations

from django import forms, template
from django.forms.boundfield import BoundField
from django.template import Context

from rarekin.web.accounts.arriving.devices import device_in_words
from rarekin.web.accounts.being.portrait import portrait
from rarekin.web.accounts.models import User
from rarekin.web.accounts.own_menu import Place, places

register = template.Library()


@register.inclusion_tag("accounts/parts/field.html")
def field(
    bound: BoundField, is_bare: bool = False, says_optional: bool = True
) -> dict[str, object]:
    """Draw a field with label, help and errors.

    Parameters
    ----------
    bound
        A field of a form.
    is_bare
        True where the label is for screen readers only.
    says_optional
        False where every field of the form may stay as it is, so that saying so is noise.

    Returns
    -------
    context
        For the template.
    """
    widget = bound.field.widget
    is_tick = isinstance(widget, forms.CheckboxInput)
    is_list = isinstance(widget, forms.CheckboxSelectMultiple | forms.RadioSelect)
    return {
        "field": bound,
        "is_hidden": bound.is_hidden,
        "is_tick": is_tick,
        "is_list": is_list,
        "n_first": getattr(widget, "n_first", None),
        "is_bare": is_bare,
        "says_optional": says_optional and not bound.field.required,
        "control": bound.as_widget(attrs=None if is_tick or is_list else {"class": "input"}),
    }


@register.filter
def device(user_agent: str) -> str:
    """Say which browser a session is of."""
    return device_in_words(user_agent)


@register.inclusion_tag("accounts/parts/waiting.html", takes_context=True)
def waiting(context: Context) -> dict[str, object]:
    """Draw the places where something waits for whoever is signed in.

    Parameters
    ----------
    context
        Of the page.

    Returns
    -------
    context
        No places for somebody who is not signed in.
    """
    return {"places": [place for place in _places(context) if place.n_waiting]}


@register.inclusion_tag("accounts/parts/own_door.html", takes_context=True)
def own_door(context: Context) -> dict[str, object]:
    """Draw the way to My space for the head of a page, with how much waits there.

    Parameters
    ----------
    context
        Of the page.

    Returns
    -------
    context
        What is counted in two places counts once.
    """
    found = _places(context)
    once = sum(place.n_waiting for place in found if not place.is_overview)
    again = max((place.n_waiting for place in found if place.is_overview), default=0)
    return {"n_waiting": max(once, again)}


def _places(context: Context) -> list[Place]:
    """Return the places of whoever is signed in; asked of the database once for a page."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if not isinstance(user, User) or user.suspended_at is not None:
        return []
    kept: list[Place] | None = getattr(user, "_own_places", None)
    if kept is None:
        kept = places(user)
        user.__dict__["_own_places"] = kept
    return kept


register.simple_tag(portrait)
