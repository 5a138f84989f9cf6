"""Telephone numbers in the host's own words, so that one tap calls."""

from __future__ import annotations

import re

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# A plus, then digits in groups: 112, 0800 111 222, +49 (30) 12 34-567.
_NUMBER = re.compile(
    r"(?<![\w./@#+-])\+?\(?\d[\d\u00a0 ()-]*\d(?![\w/@-])(?!\.\w)(?!\s*(?:%|€|£|\$))"
)
_DIGITS_MIN, _DIGITS_MAX = 3, 15
# "365 days a year" is no number to call, nor is the year of a page.
_COUNTS = re.compile(
    r"\s*(?:days?|hours?|minutes?|people|years?|d[ií]as?|horas?|personas|años?"
    r"|jours?|heures?|personnes|ans?|tage?|stunden)\b",
    re.IGNORECASE,
)


@register.filter(is_safe=True)
def with_calls(words: str) -> SafeString:
    """Return words with their line breaks, every telephone number a link that calls it.

    Parameters
    ----------
    words
        As the host wrote them; anything else in them stays text.

    Returns
    -------
    html
        Escaped but for breaks and links.

    Examples
    --------
    >>> with_calls("Day and night: 0800 111 222")
    'Day and night: <a href="tel:0800111222">0800 111 222</a>'
    """
    parts, end = [], 0
    for found in _NUMBER.finditer(words):
        said = found.group()
        number = "".join(each for each in said if each in "+0123456789")
        is_count = bool(_COUNTS.match(words, found.end()))
        if is_count or not _DIGITS_MIN <= len(number.lstrip("+")) <= _DIGITS_MAX:
            continue
        parts += [escape(words[end : found.start()])]
        parts += [format_html('<a href="tel:{}">{}</a>', number, said)]
        end = found.end()
    html = "".join([*parts, escape(words[end:])])
    return mark_safe(html.replace("\r\n", "\n").replace("\n", "<br>"))  # noqa: S308 - escaped above
