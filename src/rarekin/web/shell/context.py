"""What the layout needs on every page."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, gettext, override

from rarekin.web.shell import navigation

QUICK_EXIT = "https://www.wikipedia.org/"


@cache
def _is_translated(code: str) -> bool:
    """Offer no language that would only show English under another name."""
    return code == settings.LANGUAGE_CODE or any(
        (folder / code / "LC_MESSAGES" / "django.mo").is_file() for folder in settings.LOCALE_PATHS
    )


def _in_language(path: str, code: str) -> str:
    """Return the address of the same page in another language: they differ in a prefix only."""
    first, _, rest = path.removeprefix("/").partition("/")
    bare = f"/{rest}" if any(first == other for other, _name in settings.LANGUAGES) else path
    return bare if code == settings.LANGUAGE_CODE else f"/{code}{bare}"


@cache
def _offer(code: str) -> tuple[str, str]:
    """Offer the page in a language, in its own words, with a way to decline; else empty."""
    with override(code):
        # Translators: name your own language here, as in "Esta página en español".
        told = gettext("This page in English")
        stay = gettext("No, thank you")
    is_said = code == settings.LANGUAGE_CODE or told != "This page in English"
    return (told, stay) if is_said else ("", "")


def in_reader_language(path: str) -> str:
    """Return the address of a page in the language that is read at the moment.

    Parameters
    ----------
    path
        With or without another language in front.

    Returns
    -------
    path
        For a link.
    """
    return _in_language(path, get_language() or settings.LANGUAGE_CODE)


def site(request: HttpRequest) -> dict[str, object]:
    """Give every template the site's name, menu, languages and quick exit.

    Parameters
    ----------
    request
        Only its path is read, for the links to other languages.

    Returns
    -------
    context
        The same for everybody.
    """
    return {
        "site_name": settings.SITE_NAME,
        "menu": navigation.links(),
        "quick_exit": QUICK_EXIT,
        "is_partial": get_language() in settings.PARTIAL_LANGUAGES,
        "languages": [
            (code, name, _in_language(request.path, code), _offer(code))
            for code, name in settings.LANGUAGES
            if _is_translated(code)
        ],
    }
