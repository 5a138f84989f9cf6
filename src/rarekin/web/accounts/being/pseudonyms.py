"""Names to be known by here: made up, and checked so that nobody shows who they are."""

from __future__ import annotations

import itertools
import re
import secrets
import unicodedata

from django.utils.translation import get_language

# The two parts of a name in each language. Spanish and French adjectives have one form for both
# genders, so that every pair agrees.
_PARTS = {
    "en": (
        (
            "Amber", "Brave", "Calm", "Clear", "Cosy", "Early", "Gentle", "Golden", "Green",
            "Happy", "Keen", "Kind", "Light", "Lively", "Lucky", "Merry", "Mild", "Misty",
            "Noble", "Open", "Patient", "Quick", "Quiet", "Rosy", "Silver", "Sunny", "Swift",
            "Warm", "Wild", "Wise",
        ),
        (
            "Acorn", "Badger", "Beacon", "Birch", "Brook", "Cedar", "Cloud", "Comet", "Crane",
            "Fern", "Finch", "Fox", "Harbour", "Heron", "Island", "Lantern", "Lark", "Lynx",
            "Maple", "Meadow", "Otter", "Pebble", "Pine", "River", "Robin", "Sparrow", "Stone",
            "Swan", "Thistle", "Willow",
        ),
    ),
    "es": (
        (
            "Abedul", "Alondra", "Arce", "Arroyo", "Bellota", "Cedro", "Cisne", "Cometa",
            "Estrella", "Farol", "Garza", "Golondrina", "Grulla", "Helecho", "Isla", "Jilguero",
            "Lince", "Nube", "Nutria", "Petirrojo", "Piedra", "Pino", "Pradera", "Puerto",
            "Río", "Roble", "Sauce", "Tejón", "Trébol", "Zorro",
        ),
        (
            "Afable", "Ágil", "Alegre", "Amable", "Azul", "Celeste", "Dulce", "Feliz", "Firme",
            "Fuerte", "Gentil", "Jovial", "Leal", "Libre", "Noble", "Paciente", "Prudente",
            "Suave", "Valiente", "Verde",
        ),
    ),
    "fr": (
        (
            "Alouette", "Blaireau", "Bouleau", "Chardon", "Chêne", "Cygne", "Cèdre", "Comète",
            "Fougère", "Galet", "Grue", "Héron", "Hirondelle", "Lanterne", "Loutre", "Lynx",
            "Merle", "Moineau", "Nuage", "Pinson", "Prairie", "Renard", "Rivière", "Ruisseau",
            "Sapin", "Saule", "Érable", "Étoile", "Île", "Trèfle",
        ),
        (
            "Agile", "Aimable", "Brave", "Calme", "Fidèle", "Habile", "Honnête", "Intrépide",
            "Libre", "Modeste", "Noble", "Paisible", "Rapide", "Sage", "Sensible", "Sincère",
            "Solide", "Souple", "Tendre", "Tranquille",
        ),
    ),
}  # fmt: skip
_OURS = {pair for parts in _PARTS.values() for pair in itertools.product(*parts)}
_FULL_NAME = re.compile(r"^[^\W\d_]{2,}[ ]+([^\W\d_]\.[ ]*)?[^\W\d_]{2,}([ ]+[^\W\d_]{2,})?$")
_NUMBER = re.compile(r" \d{4}$")
_CONTACT = re.compile(r"@|https?:|www\.|\d{5,}", re.IGNORECASE)


def make_pseudonym() -> str:
    """Return a friendly name made by chance.

    Returns
    -------
    pseudonym
        Two words in the reader's language, such as ``Calm Otter``; English where we have none.
    """
    parts = _PARTS.get(get_language() or "en", _PARTS["en"])
    return " ".join(secrets.choice(words) for words in parts)


def is_ours(name: str) -> bool:
    """Tell whether a name is one of those that are proposed here.

    Parameters
    ----------
    name
        Without a number.

    Returns
    -------
    is_ours
        Such a name gives nothing away.

    Examples
    --------
    >>> is_ours("Calm Otter"), is_ours("Nutria Amable"), is_ours("Maria Gonzalez")
    (True, True, False)
    """
    return tuple(name.split()) in _OURS


def numbered(name: str) -> str:
    """Add a number made by chance.

    Parameters
    ----------
    name
        A name.

    Returns
    -------
    name
        Such as ``Calm Otter 2042``.
    """
    return f"{name} {secrets.randbelow(9000) + 1000}"


def without_number(name: str) -> str:
    """Take the number off again.

    Parameters
    ----------
    name
        With or without one.

    Returns
    -------
    name
        As it was chosen.

    Examples
    --------
    >>> without_number("Calm Otter 2042"), without_number("mamabear")
    ('Calm Otter', 'mamabear')
    """
    return _NUMBER.sub("", name)


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
    >>> [pseudonym_warning(t) for t in ("Maria Gonzalez", "a@b.org", "Calm Otter", "mamabear")]
    ['full_name', 'contact', '', '']
    """
    if _CONTACT.search(pseudonym):
        return "contact"
    name = pseudonym.rstrip("0123456789 ").strip()
    if is_ours(name):
        return ""
    return "full_name" if _FULL_NAME.match(name) else ""
