"""Languages that are translated in part: what is missing is said in English, and marked as such.

A sentence without a translation is put between two characters that isolate its direction
(Unicode 15, UAX #9: U+2066 and U+2069), which are harmless wherever text may stand. In the text
of a page they become an element with the language and direction of English, so that a screen
reader speaks it rightly and a line of Arabic around it stays in order.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from gettext import NullTranslations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, trans_real

START, END = "\u2066", "\u2069"
_OPENED = '<span lang="en" dir="ltr" class="in-english">'
_LETTER = re.compile(r"[A-Za-z]")
_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([a-zA-Z][\w-]*)")
# Elements in which no element of a page's text may stand.
_BARE = frozenset({"title", "option", "textarea", "script", "style", "svg"})


class _Marked(NullTranslations):
    """English for what a language does not say yet."""

    def gettext(self, message: str) -> str:
        # What has no letter of English was composed elsewhere, such as a date.
        return f"{START}{message}{END}" if _LETTER.search(message) else message

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return self.gettext(singular if n == 1 else plural)

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)

    def npgettext(self, context: str, singular: str, plural: str, n: int) -> str:
        return self.ngettext(singular, plural, n)


def mark_missing() -> None:
    """Let every language that is translated in part mark what it does not say."""
    for code in settings.PARTIAL_LANGUAGES:
        # Adding a fallback would add it to that of English, which all languages share.
        trans_real.translation(code)._fallback = _Marked()  # type: ignore[attr-defined]


def spans(page: str) -> str:
    """Turn the marks in the text of a page into elements.

    Parameters
    ----------
    page
        HTML.

    Returns
    -------
    page
        Marks inside tags, and in elements that hold text alone, stay the characters they are.

    Examples
    --------
    >>> spans(f"<p>{START}a{END}</p>")
    '<p><span lang="en" dir="ltr" class="in-english">a</span></p>'
    >>> spans(f"<title>{START}a{END}</title>") == f"<title>{START}a{END}</title>"
    True
    """
    parts = _TAG.split(page)
    bare = ""
    for i, part in enumerate(parts):
        if i % 2:
            name = _NAME.match(part)
            tag = name[1].lower() if name else ""
            if not bare and tag in _BARE:
                bare = tag
            elif tag == bare and part.startswith("</"):
                bare = ""
        elif not bare and (START in part or END in part):
            parts[i] = part.replace(START, _OPENED).replace(END, "</span>")
    return "".join(parts)


class EnglishInBetween:
    """Marks the English sentences of pages in a language that is translated in part."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at HTML in such a language alone."""
        response = self.get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        is_plain = not response.streaming and "Content-Encoding" not in response.headers
        if is_page and is_plain and get_language() in settings.PARTIAL_LANGUAGES:
            response.content = spans(response.content.decode()).encode()
        return response
