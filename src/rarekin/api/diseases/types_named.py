"""Which types of a disease a sentence is bound to, so that it is lent to no other type."""

from __future__ import annotations

import re
from collections.abc import Iterable

_TYPES = re.compile(
    r"\btypes? (?P<first>\d+[a-z]?\b|[ivx]+[a-h]?\b|[a-h]\b)"
    r"(?P<more>(?:(?:, | and | or |, and |, or )(?:type )?(?:\d+[a-z]?|[ivx]+[a-h]?|[a-h])\b)*)"
    r"(?! ?diabetes)",
    re.IGNORECASE,
)
_ONE = re.compile(r"\d+[a-z]?|[ivx]+[a-h]?|[a-h]", re.IGNORECASE)
_PARTS = re.compile(r"(?P<number>\d+|[ivx]+)?(?P<letter>[a-h])?", re.IGNORECASE)
_ROMAN = {
    numeral: str(number)
    for number, numeral in enumerate(
        ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"), 1
    )
}
_AGES = (
    "congenital", "neonatal", "perinatal", "infantile", "childhood", "juvenile", "adult", "late",
)  # fmt: skip
_COURSES = ("mild", "classic", "severe", "attenuated", "intermediate")
# "In severe forms tablets help" at the end of a sentence binds nothing.
_FORM = re.compile(
    rf"^(?:in |with |people with )?(?:the |an? )?({'|'.join((*_AGES, *_COURSES))})(?:-onset)?"
    r" (?:forms?|types?)\b",
    re.IGNORECASE,
)
_OF_AN_AGE = re.compile(rf"\b({'|'.join(_AGES)})(?:-onset|, | form| type|$)", re.IGNORECASE)
# "Cold type: keep warm", "With the vascular type, pregnancy is dangerous".
_LABEL = re.compile(
    r"^(?:with |in |for )?(?:the )?(?P<word>[a-z][\w-]+) (?:type|form|kind)s?\b"
    r"(?: with [^:,]+)?[:,]",
    re.IGNORECASE,
)
_NO_LABEL = frozenset(
    (
        "other", "same", "usual", "some", "many", "most", "all", "both", "this", "that", "each",
        "any", "grave", "inherited", "hereditary", "inborn", "rare", "common", *_COURSES, *_AGES,
    )
)  # fmt: skip
_SENTENCE = re.compile(r"(?<=[.!?]) +")

Type = tuple[str, str]
"""Number and letter, each empty where it is not said."""


def types_named(text: str) -> frozenset[Type]:
    """Return the types that a text names by number or letter.

    Parameters
    ----------
    text
        A sentence, or a name.

    Returns
    -------
    types
        As number and letter.

    Examples
    --------
    >>> sorted(types_named("Not in type 3, nor in type 2B."))
    [('2', 'b'), ('3', '')]
    >>> types_named("Types I and II")  == {("1", ""), ("2", "")}
    True
    """
    found: set[Type] = set()
    for match in _TYPES.finditer(text):
        rest = re.sub(r"\b(?:and|or|type)\b", " ", match["more"], flags=re.IGNORECASE)
        found |= {_type(one) for one in (match["first"], *_ONE.findall(rest))}
    return frozenset(found)


def _type(text: str) -> Type:
    text = text.strip().casefold()
    if text in _ROMAN:
        return _ROMAN[text], ""
    match = _PARTS.fullmatch(text)
    if match is None:
        return text, ""
    number = match["number"] or ""
    return _ROMAN.get(number, number), match["letter"] or ""


def is_for_others(text: str, names: Iterable[str]) -> bool:
    """Tell whether all that a text says is bound to other types or forms than one is.

    A type with a name of its own, as in *Cold type: keep warm*, binds all that follows.

    Parameters
    ----------
    text
        What somebody wrote about a disease.
    names
        Of the type of it that somebody reads about.

    Returns
    -------
    is_for_others
        False where a sentence of it is bound to nothing, or where the names tell no type.

    Examples
    --------
    >>> is_for_others("Type Ib with fever: few white cells.", ["glycogen storage disease type IA"])
    True
    >>> is_for_others("Type Ib with fever: few white cells.", ["glycogen storage disease I"])
    False
    >>> is_for_others("Cold type: keep hands warm.", ["hemolytic anemia, warm type"])
    True
    """
    own_names = list(names)
    label = _LABEL.match(text.strip())
    word = label["word"].casefold() if label else ""
    if word and word not in _NO_LABEL and not any(word in name.casefold() for name in own_names):
        return True
    own = frozenset(one for name in own_names for one in types_named(name))
    forms = {age.casefold() for name in own_names for age in _OF_AN_AGE.findall(name)}
    sentences = [one for one in _SENTENCE.split(text.strip()) if one]
    return bool(sentences) and all(_is_foreign(one, own, forms) for one in sentences)


def is_of_an_age(name: str) -> bool:
    """Tell whether a title names the form of one age, as *congenital-onset* does.

    Examples
    --------
    >>> is_of_an_age("congenital-onset Steinert myotonic dystrophy")
    True
    """
    return bool(_OF_AN_AGE.search(name))


def _is_foreign(sentence: str, own: frozenset[Type], forms: set[str]) -> bool:
    named = types_named(sentence)
    if named and own:
        return not any(fits(one, other) for one in named for other in own)
    told = {form.casefold() for form in _FORM.findall(sentence)}
    return bool(told and forms) and not told & forms


def fits(one: Type, other: Type) -> bool:
    """Tell whether two types are the same, or one is a part of the other.

    Examples
    --------
    >>> fits(("2", ""), ("2", "b")), fits(("2", "a"), ("2", "b"))
    (True, False)
    """
    pairs = zip(one, other, strict=True)
    return all(a == b or not a or not b for a, b in pairs)
