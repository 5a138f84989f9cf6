"""Names to be known by here: made up, and checked so that nobody shows who they are."""

from __future__ import annotations

import re
import secrets
import unicodedata

_FIRST = (
    "Amber", "Brave", "Calm", "Clear", "Cosy", "Early", "Gentle", "Golden", "Green", "Happy",
    "Keen", "Kind", "Light", "Lively", "Lucky", "Merry", "Mild", "Misty", "Noble", "Open",
    "Patient", "Quick", "Quiet", "Rosy", "Silver", "Sunny", "Swift", "Warm", "Wild", "Wise",
)  # fmt: skip
_SECOND = (
    "Acorn", "Badger", "Beacon", "Birch", "Brook", "Cedar", "Cloud", "Comet", "Crane", "Fern",
    "Finch", "Fox", "Harbour", "Heron", "Island", "Lantern", "Lark", "Lynx", "Maple", "Meadow",
    "Otter", "Pebble", "Pine", "River", "Robin", "Sparrow", "Stone", "Swan", "Thistle", "Willow",
)  # fmt: skip
_FULL_NAME = re.compile(r"^[^\W\d_]{2,}[ ]+([^\W\d_]\.[ ]*)?[^\W\d_]{2,}([ ]+[^\W\d_]{2,})?$")
_CONTACT = re.compile(r"@|https?:|www\.|\d{5,}", re.IGNORECASE)


def make_pseudonym() -> str:
    """Return a friendly name made by chance.

    Returns
    -------
    pseudonym
        Two words and two digits, such as ``Calm Otter 42``.
    """
    return f"{secrets.choice(_FIRST)} {secrets.choice(_SECOND)} {secrets.randbelow(90) + 10}"


def pseudonym_key(pseudonym: str) -> str:
    """Return the form under which two look-alike names are the same.

    Parameters
    ----------
    pseudonym
        A name.

    Returns
    -------
    key
        Compatibility-decomposed, without marks, case or blanks, with look-alike letters of
        other scripts folded into Latin ones.

    Examples
    --------
    >>> pseudonym_key("Calm Otter") == pseudonym_key("CALM  0tter") == pseudonym_key("Саlm Ottеr")
    True
    """
    decomposed = unicodedata.normalize("NFKD", pseudonym.casefold())
    letters = "".join(c for c in decomposed if not unicodedata.combining(c) and c.isalnum())
    return letters.translate(_LOOK_ALIKES)[:80]


_LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕԁһӏοανρτικεηυ013457",
    "aeopcyxijsdhloavptiKenu".lower() + "oleast",
)


def pseudonym_warning(pseudonym: str) -> str:
    """Say why a name may show who somebody is.

    Parameters
    ----------
    pseudonym
        The name they chose.

    Returns
    -------
    code
        ``contact`` for an address or number, ``full_name`` for what reads as a first and
        a family name, or empty.

    Examples
    --------
    >>> [pseudonym_warning(t) for t in ("Maria Gonzalez", "a@b.org", "Calm Otter 42", "mamabear")]
    ['full_name', 'contact', '', '']
    """
    if _CONTACT.search(pseudonym):
        return "contact"
    return "full_name" if _FULL_NAME.match(pseudonym.strip()) else ""
