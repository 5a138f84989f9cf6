"""Everyday words for frequent findings, words that deny one, and words that only look like one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rarekin.text.phrases_face import FACE_PHRASES
from rarekin.text.phrases_frame import FRAME_PHRASES
from rarekin.text.phrases_mind import MIND_PHRASES
from rarekin.text.phrases_normal import FRAMED, NORMAL_PHRASES, TROUBLED
from rarekin.text.phrases_organs import ORGANS_PHRASES

NOTHING_PHRASES = """
fit and well; fit and healthy; fits well; best fit; keep fit; fits the description; fits the
picture; order; ordered; orders; alone; short arm of chromosome; short arm chromosome; long arm
of chromosome; short arm; long arm; cold sore throat; cell line; tired of waiting; sick leave;
mole weight; growth hormone treatment; heart of the matter; blood
test; blood tests; skin biopsy; eye color; fall asleep; falls asleep; fell asleep; feels well;
small gene; large family; big brother; little brother; little sister; big sister; little boy;
little girl; late effect; delay in diagnosis; delayed diagnosis; diagnosis late; weak evidence;
shows; low risk; high risk; low income; short time; short period; long time; hearing from you;
short story; walking stick; hearing dog; seeing the doctor; stress; shock wave; twitch gene
"""
"""Phrases that contain a finding's words and do not mean it; they are passed over."""

_ENTRY = re.compile(r"^(HP:\d{7}) ([^:]+): (.+)$")


def entries(table: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    r"""Read a table of phrases.

    Parameters
    ----------
    table
        One finding a line: id, label, a colon, phrases separated by semicolons. A line that
        begins with spaces continues the one before.

    Yields
    ------
    entry
        Id, label and phrases.

    Examples
    --------
    >>> list(entries("HP:0001250 Seizure: fits;\n  takes fits"))
    [('HP:0001250', 'Seizure', ('fits', 'takes fits'))]
    """
    for line in table.replace("\n  ", " ").strip().split("\n"):
        match = _ENTRY.match(line)
        if match:
            phrases = (phrase.strip() for phrase in match[3].split(";"))
            yield match[1], match[2], tuple(phrase for phrase in phrases if phrase)


def all_entries() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the everyday phrases of every finding that has some.

    Examples
    --------
    >>> sum(1 for _ in all_entries()) > 400
    True
    """
    for table in (MIND_PHRASES, FACE_PHRASES, ORGANS_PHRASES, FRAME_PHRASES):
        yield from entries(table)


def plain_phrases() -> list[tuple[str, str]]:
    """Return pairs of HPO id and everyday phrase.

    Examples
    --------
    >>> ("HP:0001250", "takes fits") in plain_phrases()
    True
    """
    found = [(id_, phrase) for id_, _, phrases in all_entries() for phrase in phrases]
    said = {phrase for _, phrase in found}
    return found + [pair for pair in dict.fromkeys(_framed(TROUBLED)) if pair[1] not in said]


def _framed(
    tables: Iterable[tuple[str, tuple[str, ...]]],
) -> Iterator[tuple[str, str]]:
    for table, frames in tables:
        for id_, _, things in entries(table):
            yield from ((id_, frame.format(thing)) for frame in frames for thing in things)


def normal_phrases() -> list[tuple[str, str]]:
    """Return pairs of HPO id and a phrase that says the finding is absent.

    Examples
    --------
    >>> ("HP:0000365", "normal hearing") in normal_phrases()
    True
    >>> ("HP:0001595", "hair fine") in normal_phrases()
    False
    """
    found = [(id_, phrase) for id_, _, phrases in entries(NORMAL_PHRASES) for phrase in phrases]
    return list(dict.fromkeys([*found, *_framed(FRAMED)]))


def nothing_phrases() -> list[str]:
    """Return the phrases to be passed over.

    Examples
    --------
    >>> "fit and well" in nothing_phrases()
    True
    """
    return [" ".join(phrase.split()) for phrase in NOTHING_PHRASES.split(";")]
