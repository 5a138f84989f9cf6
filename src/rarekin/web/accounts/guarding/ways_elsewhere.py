"""Ways that lead away from here: links, addresses, telephone numbers, messengers."""

from __future__ import annotations

import re
import unicodedata

_LINK = re.compile(
    r"(?:https?://|www\.)\S+"
    r"|\b[\w-]{2,63}\.(?:com|net|org|info|biz|io|ru|cn|me|ly|gg|shop|xyz)\b\S*",
    re.IGNORECASE,
)
# Lengths are bounded, so that ten thousand letters without an @ take no time.
_ADDRESS = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}\s{0,3}(?:@|\(at\)|\[at\])\s{0,3}[\w-]{1,63}"
    r"\s{0,3}(?:\.|\(dot\)|\[dot\])\s{0,3}\w{2,24}",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:\+|\b00)?\d(?:[\s().\-/]?\d){7,14}\b")
_ACCOUNT = re.compile(r"\b(?:whats\s?app|telegram|instagram|snapchat)\b", re.IGNORECASE)


def n_links(text: str) -> int:
    """Return how many links a text carries.

    Parameters
    ----------
    text
        Anything.

    Returns
    -------
    n_links
        Full addresses and bare host names.

    Examples
    --------
    >>> n_links("see https://example.org and www.example.net"), n_links("no. one.")
    (2, 0)
    """
    return len(_LINK.findall(_plain(text)))


def has_contact(text: str) -> bool:
    """Tell whether a text seems to carry a way to reach somebody elsewhere.

    Parameters
    ----------
    text
        Anything.

    Returns
    -------
    has_contact
        For an e-mail address, a telephone number or the name of a messenger.

    Examples
    --------
    >>> has_contact("ann (at) example (dot) org"), has_contact("+44 20 7946 0958")
    (True, True)
    >>> has_contact("since 2019, 3 of 10 days")
    False
    """
    plain = _plain(text)
    return any(shape.search(plain) for shape in (_ADDRESS, _NUMBER, _ACCOUNT))


def _plain(text: str) -> str:
    """Undo look-alike letters and invisible characters that hide an address."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(c for c in folded if unicodedata.category(c) != "Cf")


def leads_elsewhere(text: str) -> bool:
    """Tell whether a text holds something that leads away from here.

    Parameters
    ----------
    text
        Anything.

    Returns
    -------
    leads_elsewhere
        For a link, an address, a telephone number or the name of a messenger.

    Examples
    --------
    >>> leads_elsewhere("see www.example.org"), leads_elsewhere("see you tomorrow")
    (True, False)
    """
    return n_links(text) > 0 or has_contact(text)
