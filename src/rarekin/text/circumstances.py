"""What a sentence says about a mention, and what the text says around the sentence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Context:
    """What the words around a mention say about it.

    Attributes
    ----------
    denied
        The finding is said to be absent.
    open
        It cannot be told how far a denial reaches.
    relative
        The word for the relative it is about, as written; empty where it is the patient's own.
    doubted
        It is only suspected.
    past
        It belongs to the past or has gone.
    supposed
        It stands in a condition, a warning, an instruction or a sentence about people in general.
    """

    denied: bool = False
    open: bool = False
    relative: str = ""
    doubted: bool = False
    past: bool = False
    supposed: bool = False


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the text around a sentence says.

    Attributes
    ----------
    section
        What the heading above is about, where that is the family.
    answer
        ``no`` or ``yes``, where the next words answer a question.
    narrator
        As `rarekin.text.person.narrator_of` tells.
    """

    section: str = ""
    answer: str = ""
    narrator: str = ""


NOTHING_AROUND = Surroundings()
