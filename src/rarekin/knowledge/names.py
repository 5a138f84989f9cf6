"""Spellings of names: the key under which a name is searched, and names that do not shout."""

from __future__ import annotations

import re
import unicodedata

_NOT_WORD = re.compile(r"[\W_]+")
_APOSTROPHE = re.compile(r"['’`´]s?\b")
_ROMAN = re.compile(r"^[IVX]+[A-C]?$")
_KEEP = re.compile(r"\d")
_FOLDS = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d"})
_LONGEST_ACRONYM = 4


def name_key(text: str) -> str:
    """Fold a name so that spellings of the same name compare equal.

    Parameters
    ----------
    text
        A name as somebody wrote it.

    Returns
    -------
    key
        Lower case, without accents, possessive s and punctuation, words parted by one space.

    Examples
    --------
    >>> name_key("Birt-Hogg-Dubé  Syndrome"), name_key("Marfan's syndrome")
    ('birt hogg dube syndrome', 'marfan syndrome')
    """
    # Letters of mathematical alphabets become capitals only when taken apart.
    apart = unicodedata.normalize("NFKD", text).casefold().translate(_FOLDS)
    folded = unicodedata.normalize("NFKD", apart)
    bare = "".join(c for c in folded if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", _APOSTROPHE.sub("", bare)).strip()


def calm_title(text: str) -> str:
    """Bring a title in capitals, with its abbreviation behind a semicolon, into running text.

    Parameters
    ----------
    text
        A title such as OMIM prints it.

    Returns
    -------
    title
        The part before the first semicolon; where it was in capitals, in sentence case with
        short acronyms, Roman numerals and words with digits left as they are.

    Examples
    --------
    >>> calm_title("OSSEOUS HETEROPLASIA, PROGRESSIVE; POH")
    'Osseous heteroplasia, progressive'
    >>> calm_title("MUCOPOLYSACCHARIDOSIS, TYPE II"), calm_title("Marfan syndrome")
    ('Mucopolysaccharidosis, type II', 'Marfan syndrome')
    """
    title = text.partition(";")[0].strip()
    letters = [c for c in title if c.isalpha()]
    if " " not in title or not letters or any(c.islower() for c in letters):
        return title
    words = [_calm_word(word) for word in title.split(" ")]
    first = words[0]
    return " ".join([first[:1].upper() + first[1:], *words[1:]])


def _calm_word(word: str) -> str:
    bare = word.strip(",.()")
    if _KEEP.search(bare) or _ROMAN.match(bare):
        return word
    consonants = not set(bare) & set("AEIOUY")
    return word if consonants and len(bare) <= _LONGEST_ACRONYM else word.lower()
