"""Slips of the finger: is a word another one, mistyped?"""

from __future__ import annotations

from itertools import pairwise

from rapidfuzz.distance import OSA

_VOWELS = frozenset("aeiouy")


def is_one_slip(spelling: str, typed: str) -> bool:
    """Tell whether at most one letter was left out, added, changed or swapped with its neighbour.

    Examples
    --------
    >>> is_one_slip("microcephaly", "microcefaly"), is_one_slip("seizure", "siezures")
    (True, False)
    """
    a, b = spelling.replace("ph", "f"), typed.replace("ph", "f")
    return int(OSA.distance(a, b, score_cutoff=1)) <= 1


def is_slip_of_sound(spelling: str, typed: str) -> bool:
    """Tell whether only vowels differ or two neighbours changed places: what short words allow.

    Examples
    --------
    >>> is_slip_of_sound("speech", "speach"), is_slip_of_sound("breath", "breach")
    (True, False)
    """
    if len(spelling) != len(typed):
        return False
    odd = [(a, b) for a, b in zip(spelling, typed, strict=True) if a != b]
    swapped = len(odd) == 2 and odd[0] == odd[1][::-1]
    return swapped or (all(a in _VOWELS and b in _VOWELS for a, b in odd) and _meets_vowels(typed))


def _meets_vowels(word: str) -> bool:
    return any(a in _VOWELS and b in _VOWELS for a, b in pairwise(word))
