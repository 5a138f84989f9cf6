"""Of which disease does a heading speak? Compared by the words that tell diseases apart."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable

_NOT_WORD = re.compile(r"[\W_]+")
_POSSESSIVE = re.compile(r"['’`´]s?\b")
_ALIKE = 0.75
_HEADING = re.compile(
    r"^(?:What|How|Is|Are|Can|Who|Does|Do|When|Where|Why|Which)\b(?:[^.?!]|\.(?=\d)){3,180}\?\s*"
)
# Words of questions and words that any disease may bear.
_WORDS = (
    "a an and any are as at available be by can cause caused causes children condition "
    "conditions current develop diagnose diagnosed diagnosis disease diseases disorder "
    "disorders do does for form forms from gene genes genetic have how if in individuals "
    "inherit inheritance inherited is it kind may might most much needed of on option people "
    "person required should sign signs some specific surgery symptom symptoms syndrome "
    "syndromes test tested testing tests that the there these this to treat treated treatment "
    "treatments type types was were what when which who why with"
)
_COMMON = frozenset(_WORDS.split(" "))


def fold(text: str) -> str:
    """Fold a name so that its spellings compare equal.

    Parameters
    ----------
    text
        A name.

    Returns
    -------
    key
        Lower case, without accents, possessive s and punctuation.

    Examples
    --------
    >>> fold("Albright’s hereditary  Ostéodystrophy")
    'albright hereditary osteodystrophy'
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", _POSSESSIVE.sub("", bare)).strip()


def leading_question(answer: str) -> str:
    """Return the question an answer begins with.

    Parameters
    ----------
    answer
        Text with single spaces.

    Returns
    -------
    question
        With the space behind it; empty where there is none.

    Examples
    --------
    >>> leading_question("How is it inherited? It is not.")
    'How is it inherited? '
    """
    match = _HEADING.match(answer)
    return match[0] if match else ""


def speaks_of_another(question: str, names: Iterable[str]) -> bool:
    """Tell whether a question names a disease and none of these names.

    Parameters
    ----------
    question
        Such as ``How is progressive osseous heteroplasia inherited?``
    names
        Every name of the disease the page is about.

    Returns
    -------
    speaks_of_another
        False where the question names nothing in particular.

    Examples
    --------
    >>> aho = ["Albright's hereditary osteodystrophy", "AHO"]
    >>> speaks_of_another("How is progressive osseous heteroplasia inherited?", aho)
    True
    >>> [speaks_of_another(q, aho) for q in ("Is AHO inherited?", "Is this condition inherited?")]
    [False, False]
    >>> speaks_of_another("What causes Albright's hereditary osteodystophy?", aho)
    False
    """
    asked = [word for word in fold(question).split() if word not in _COMMON]
    if not asked:
        return False
    keys = [fold(name) for name in names]
    own = {word for key in keys for word in key.split() if word not in _COMMON}
    own |= {"".join(word[0] for word in key.split()) for key in keys if key}
    run = " ".join(keys)
    return not any(
        word.rstrip("s") in run or difflib.get_close_matches(word, own, 1, _ALIKE) for word in asked
    )


def shares_a_word(name: str, title: str) -> bool:
    """Tell whether a name has a word of the title that not every disease bears.

    Parameters
    ----------
    name, title
        A synonym, and the name it is said to stand for.

    Returns
    -------
    shares_a_word
        Where it is False the "synonym" may be a sign of the disease, or another disease.

    Examples
    --------
    >>> shares_a_word("heterotopic ossification", "progressive osseous heteroplasia")
    False
    >>> shares_a_word("osseous heteroplasia syndrome", "progressive osseous heteroplasia")
    True
    """
    return bool(set(fold(name).split()) & set(fold(title).split()) - _COMMON)
