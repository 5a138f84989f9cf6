"""Form fields in the shell's look."""

from __future__ import annotations

from django import forms, template
from django.forms.boundfield import BoundField

register = template.Library()


@register.inclusion_tag("accounts/parts/field.html")
def field(bound: BoundField, is_bare: bool = False) -> dict[str, object]:
    """Draw a field with label, help and errors.

    Parameters
    ----------
    bound
        A field of a form.
    is_bare
        True where the label is for screen readers only.

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
        "is_bare": is_bare,
        "control": bound.as_widget(attrs=None if is_tick or is_list else {"class": "input"}),
    }
