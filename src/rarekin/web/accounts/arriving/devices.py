"""What a browser says it is, in the words of whoever uses it."""

from __future__ import annotations

from django.utils.translation import gettext as _

# The first that occurs wins: later browsers name the earlier ones, too.
_BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrom", "Chrome"),
    ("Safari", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Macintosh", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux"),
)  # fmt: skip


def device_in_words(user_agent: str) -> str:
    """Say which browser it is, and on what.

    Parameters
    ----------
    user_agent
        As the browser sent it.

    Returns
    -------
    words
        What is not known is not guessed.

    Examples
    --------
    >>> device_in_words("Mozilla/5.0 (Linux; Android 14) … Chrome/120.0 Mobile Safari/537.36")
    'Chrome, Android'
    >>> device_in_words("curl/8.5")
    'A program we do not know'
    """
    found = (
        next((name for mark, name in marks if mark in user_agent), "")
        for marks in (_BROWSERS, _SYSTEMS)
    )
    return ", ".join(filter(None, found)) or _("A program we do not know")
