"""Form fields in the shell's look."""

from __future__ import annotations

from django import forms, template
from django.forms.boundfield import BoundField

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
        "is_bare": is_bare,
        "says_optional": says_optional and not bound.field.required,
        "control": bound.as_widget(attrs=None if is_tick or is_list else {"class": "input"}),
    }
