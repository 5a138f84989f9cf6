"""What may stand between two words of a name: which words step aside, which keep them apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from rarekin.text.equivalents import LIGHT_WORDS, STOP_WORDS
from rarekin.text.words import NEGATIVE, Token, word_set

_CONJUNCTIONS = word_set("and or plus n")
_AS_WELL = ("as", "well")
"""*As well as* joins; *white as a sheet* compares."""
_BOUNDARIES = word_set(
    "but except however although though yet whereas while until negative positive without"
)
_VERBS = word_set("is are was were has have had be been look seem appear got get")
_BEING = word_set("is are was were")
_IS_NOT = word_set("isn't aren't wasn't weren't isnt arent wasnt werent")
_TROUBLE = word_set(
    "problem problems trouble difficulty difficulties issue issues concern concerns complaint "
    "complaints wrong evidence sign signs history"
)
_AROUND_NORMAL = word_set(
    "bilaterally perfectly completely totally entirely absolutely currently apparently otherwise "
    "today now again within limits limit range sided"
)
_STEPPED_OVER = STOP_WORDS | LIGHT_WORDS | _AROUND_NORMAL
_MAX_SPAN = 14
_BARS = (("(", "("), (")", ")"), (":", ":"), ("=", ":"))

_PLAIN_GAP = re.compile(r"[sv]{0,4}(?:[xt][sv]{0,3}){0,2}")
_DENIED_WITHIN = re.compile(r"[sv]{0,2}n[sv]{0,3}")
"""*Her ears are not low*: the context tells that it is denied."""
_IN_BRACKETS = re.compile(r"[sv]{0,2}\([svxt]{1,4}\)[sv]{0,2}")
_BRACKETED = re.compile(r"\([^()]*\)")
_LISTED = re.compile(
    r"s{0,2}[xt]{1,2}(?:[,c]+s*[xt]{1,2}){0,4}[,c]+[s,c]*"  # short [fingers, hands and] toes
)
_COORDINATED = re.compile(
    r"(?:[,c]+s*[xt]{1,2}){1,4}s*v?s*"  # fingers [and toes are] short; small [and thin] nails
)
_OWN_CONJUNCTION = re.compile(r"s*[,c]+s*")
_REST_OF_LIST = re.compile(r"(?:,s*[xt]{1,2})*,?cs*[xt]")


def marks_of(sentence: Sequence[Token], concepts: Sequence[int]) -> list[str]:
    """Describe each word by one letter, with a sign in front where one stands in the text.

    Letters: ``c`` conjunction, ``b`` boundary, ``n`` *is not*, ``v`` verb,
    ``s`` stepped over, ``t`` trouble, ``x`` any other word.

    Examples
    --------
    >>> from rarekin.text.words import sentences
    >>> marks_of(sentences("short fingers, hands and toes")[0], [1, 2, 3, -1, 4])
    ['x', 'x', ',x', 'c', 'x']
    """
    marks: list[str] = []
    measured = False
    words = [token.word for token in sentence]
    joins = {p + i for p in range(len(words)) for i in (0, 1, 2) if _joins_as_well(words, p, i)}
    for place, (token, concept) in enumerate(zip(sentence, concepts, strict=True)):
        measured = (measured or token.raw == "too") and not token.comma
        if token.word == "for" and measured:
            mark = "b"  # a tongue too big for his mouth is no big mouth
        elif token.word in _CONJUNCTIONS or place in joins:
            mark = "c"
        elif token.word == NEGATIVE and concept >= 0:
            mark = "n" if denies_being(sentence, place) else "b"
        elif token.word in _BOUNDARIES:
            mark = "b"
        elif token.word in _VERBS:
            mark = "v"
        elif token.word in _STEPPED_OVER:
            mark = "s"
        else:
            mark = "t" if token.word in _TROUBLE else "x"
        marks.append(_bar(token) + mark if marks else mark)
    return marks


def denies_being(sentence: Sequence[Token], place: int) -> bool:
    """Tell whether *not* denies what something is, and not what it does: *does not bend*."""
    beside = sentence[max(0, place - 1) : place + 2]
    return sentence[place].raw in _IS_NOT or any(t.raw in _BEING for t in beside)


def _joins_as_well(words: Sequence[str], place: int, i: int) -> bool:
    """Whether *as well* begins at a place and a word behind it belongs to *as well as*."""
    if tuple(words[place : place + 2]) != _AS_WELL:
        return False
    return i < 2 or words[place + 2 : place + 3] == ["as"]


def _bar(token: Token) -> str:
    for sign, bar in _BARS:
        if sign in token.before:
            return bar
    if "/" in token.before:
        return "c"
    return "," if token.comma else ""


def is_closed(last: int, marks: Sequence[str]) -> bool:
    """Whether nothing follows that the words before could belong to instead.

    Examples
    --------
    >>> is_closed(1, ["x", ",x", "x"]), is_closed(1, ["x", ",x", ",x"])
    (False, True)
    """
    return last + 1 >= len(marks) or marks[last + 1][0] not in "xt"


def read_gaps(at: tuple[int, ...], marks: Sequence[str]) -> tuple[int, bool] | None:
    """Judge what stands between the words of a name.

    Parameters
    ----------
    at
        Places of its words, in the order of the name.
    marks
        As `marks_of` makes them.

    Returns
    -------
    n_gap, shared
        Words in between that carry meaning, and whether a word is shared across a conjunction;
        None where something keeps the words apart.

    Examples
    --------
    >>> marks = ["x", "x", ",x", "x"]  # intellectual disability, mild ataxia
    >>> read_gaps((0, 1, 2), marks) is None, read_gaps((0, 1, 2), marks[:3])
    (True, (0, False))
    """
    ordered = sorted(set(at))
    if len(ordered) < len(at) or ordered[-1] - ordered[0] > _MAX_SPAN:
        return None
    n_gap, shared = 0, False
    for a, b in pairwise(ordered):
        if b == a + 1 and len(marks[b]) == 1:
            continue
        read = _read_gap(a, b, at, marks)
        if read is None:
            return None  # two words about different things
        n_gap += read[0]
        shared = shared or read[1]
    return None if n_gap > max(1, len(at) - 1) else (n_gap, shared)


def _read_gap(a: int, b: int, at: Sequence[int], marks: Sequence[str]) -> tuple[int, bool] | None:
    bar = marks[b][:-1]
    gap = "".join(marks[a + 1 : b]) + bar
    if _PLAIN_GAP.fullmatch(gap) or _IN_BRACKETS.fullmatch(gap):
        return gap.count("x") + gap.count("t"), False
    if len(at) == 2 and _DENIED_WITHIN.fullmatch(gap):
        return 0, False
    ordered = sorted(at)
    if bar in {":", "("} and _PLAIN_GAP.fullmatch(gap[:-1]):
        return (0, False) if _is_value(b, ordered, marks) else None
    if _is_shared(b, gap, ordered, marks):
        return 0, True
    return (0, False) if _is_of_the_name(a, b, gap, at, marks) else None


def _is_value(b: int, ordered: Sequence[int], marks: Sequence[str]) -> bool:
    """Whether the rest of the name is all that follows the sign: *muscle tone: low*."""
    last = ordered[-1]
    whole = all(p in ordered or marks[p][-1] in "sv" for p in range(b, last + 1))
    return (
        whole and all(len(marks[p]) == 1 for p in range(b + 1, last + 1)) and is_closed(last, marks)
    )


def _is_shared(b: int, gap: str, ordered: Sequence[int], marks: Sequence[str]) -> bool:
    """Whether a list with *and* or *or* stands in between, to whose parts the words belong."""
    gap = _BRACKETED.sub("", gap)
    if _COORDINATED.fullmatch(gap):
        return True
    if not _LISTED.fullmatch(gap):
        return False
    rest = "".join(marks[ordered[-1] + 1 :][:12])
    far = [p for p in ordered if p >= b]
    return far[-1] - b == len(far) - 1 and ("c" in gap or bool(_REST_OF_LIST.match(rest)))


def _is_of_the_name(a: int, b: int, gap: str, at: Sequence[int], marks: Sequence[str]) -> bool:
    """Whether the comma is the name's own: *intellectual disability, mild*."""
    if len(at) < 3 or not _OWN_CONJUNCTION.fullmatch(gap) or at.index(b) != at.index(a) + 1:
        return False
    last = max(at)
    goes_on = "c" not in gap and marks[last + 1 : last + 2] == ["c"]
    return is_closed(last, marks) and not goes_on


def shared_parts(places: Sequence[int], marks: Sequence[str]) -> tuple[int, ...]:
    """Return the words of a shared reading that must not be a finding by themselves.

    Those behind the list of *short fingers and toes*, and of *ataxia, wide gait* those before it.

    Examples
    --------
    >>> shared_parts((0, 3), ["x", "x", "c", "x"]), shared_parts((0, 2), ["x", ",x", "x"])
    ((3,), (0,))
    """
    ordered = sorted(places)
    for a, b in pairwise(ordered):
        gap = _BRACKETED.sub("", "".join(marks[a + 1 : b]) + marks[b][:-1])
        if b > a + 1 and _COORDINATED.fullmatch(gap):
            return tuple(p for p in ordered if p <= a)
        if b > a + 1 and _LISTED.fullmatch(gap):
            return tuple(p for p in ordered if p >= b)
    return ()
