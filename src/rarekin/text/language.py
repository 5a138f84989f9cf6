"""Which language a text is in, told by its small words, and whether it looks English at all.

Small words tell languages apart; the lists are our own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from rarekin.text.words import word_set

_ENGLISH = word_set(
    "the a an and of he she his her they their has have had is was are were with no not my our in "
    "to for on it its at by from as but or this that been be does did since when who i we you me "
    "him very also too all both never without normal"
)
_LISTED = (
    word_set(
        "il lo la gli le un una uno di che non e ha hanno con per del della nel nella sono anche "
        "mia mio figlia figlio bambino bambina suo sua molto senza piu dei delle ma si o ed"
    ),
    word_set(
        "le la les un une des du de et est a ont pas ne il elle mon ma fils fille enfant avec son "
        "aussi sa ses qui que sans dans pour sur il y au aux n j d l notre nous mais tres plus "
        "jamais nie aucun aucune negatif indemne"
    ),
    word_set(
        "el la los las un una de del y es tiene tienen no ni con sin por para mi su hijo hija nino "
        "nina que en se muy pero desde tambien nuestra nuestro le ha al mas niega nunca jamas "
        "ningun ninguna ninguno tampoco ausencia ausente tuvo negativo libre hay padece"
    ),
    word_set(
        "der die das ein eine einen und ist hat haben nicht kein keine keinen mit ohne sein seine "
        "mein meine sohn tochter kind er sie es im zu auch seit sehr aber wir ich von den dem"
    ),
    word_set(
        "o os as um uma de do da e tem nao sem com por para meu minha seu sua filho filha que em "
        "se muito mas desde tambem nem ele ela mais"
    ),
    word_set(
        "de het een en heeft hebben niet geen met zonder zijn haar mijn zoon dochter kind hij zij "
        "ook sinds zeer maar wij ik van te op"
    ),
    word_set("och har inte ingen med utan en ett min mitt son dotter barn han hon det som er"),
    word_set("nie ma jest i z w bez na moj moja syn corka dziecko ale oraz sie od"),
)
_SHARED = word_set("a de et du au in e o i y d l n as no me do er en on se ma")
"""Met in English notes as well (*de novo*, *et al.*): one alone says nothing."""

_OTHERS = tuple(listed - _ENGLISH for listed in _LISTED)
_FOREIGN = frozenset[str]().union(*_OTHERS) - _SHARED

DENIALS = word_set(
    "non no ne pas kein keine keinen keiner nicht ohne senza sans sin nunca jamais jamas mai nie "
    "nao sem nem niet geen zonder ni nessuno nessuna ningun ninguna aucun aucune inte utan ingen "
    "bez ikke uden not without"
)
"""Words that deny in one of these languages; how far they reach is not known here."""


def looks_english(words: Iterable[str], *, whole: bool = True) -> bool:
    """Tell whether words are likely to be English.

    Parameters
    ----------
    words
        In lower case and without accents.
    whole
        Whether they are a whole text; a single sentence must show two foreign words.

    Returns
    -------
    looks_english
        True where nothing speaks against it.

    Examples
    --------
    >>> looks_english("il bambino non ha convulsioni".split())
    False
    >>> looks_english("macules au lait and seizures".split())
    True
    """
    said = set(words)
    letters = "".join(said)
    if letters and not letters.isascii() and sum(map(str.isascii, letters)) * 2 < len(letters):
        return False
    if not said & _FOREIGN:
        return True
    foreign, listed = max(((said & own, own) for own in _OTHERS), key=lambda pair: len(pair[0]))
    telling = foreign - _SHARED
    n_english = len((said & _ENGLISH) - listed)
    if len(foreign) >= 2 and telling and len(foreign) > n_english:
        return False
    return not (whole and telling and not n_english)


_CODES = ("it", "fr", "es", "de", "pt", "nl", "sv", "pl")
"""Of the lists above, in their order."""
_EVERYWHERE = word_set("non normal")
"""What several languages write alike tells none."""


def likely_languages(words: Iterable[str]) -> tuple[str, ...]:
    """Name every language that words may be in, as far as small words tell; none where they do not.

    Parameters
    ----------
    words
        As `bare` writes them.

    Returns
    -------
    languages
        Equally likely ones.

    Examples
    --------
    >>> likely_languages("mi hijo no tiene fiebre".split()), likely_languages(["fiebre"])
    (('es',), ())
    """
    return tuple(_best(words))


def bare(word: str) -> str:
    """Write a word in lower case and without accents, and nothing else: *no* stays *no*.

    Examples
    --------
    >>> bare("Œdème"), bare("No")
    ('oedeme', 'no')
    """
    decomposed = unicodedata.normalize("NFKD", word.lower().replace("œ", "oe"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _best(words: Iterable[str]) -> list[str]:
    said = set(words) - _EVERYWHERE
    counts = dict(zip(_CODES, (len(said & own) for own in _LISTED), strict=True))
    counts["en"] = len(said & _ENGLISH)
    most = max(counts.values())
    return [code for code, count in counts.items() if count == most] if most else []
