"""Icons and small parts, usable in every template without loading."""

from __future__ import annotations

from functools import cache, partial

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from rarekin.web.shell import disease_names, own_words

register = template.Library()
register.filter("ours", own_words.marked)
register.filter("ours_plain", own_words.in_language)
register.filter("disease_name", disease_names.name_html)
register.filter("disease_heading", partial(disease_names.name_html, capital=True))
register.filter("disease_text", disease_names.name_text)
register.filter("in_language", disease_names.in_its_language)


@cache
def _svg(name: str) -> SafeString:
    source = get_template(f"shell/icons/{name}.svg").render({})
    return mark_safe(source.strip())  # noqa: S308 - our own files only


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon inline; it is decoration, so text must stand beside it.

    Parameters
    ----------
    name
        File name in ``shell/icons`` without its ending.

    Returns
    -------
    svg
        Hidden from screen readers.
    """
    return _svg(name)
