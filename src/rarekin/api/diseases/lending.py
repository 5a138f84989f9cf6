"""Whose written text may stand on the page of a disease that nobody has written about."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rarekin.api.diseases.facts_of_kind import facts_of_kind
from rarekin.knowledge.lines import below, steps_above
from rarekin.knowledge.names import name_key
from rarekin.knowledge.release import Release
from rarekin.model.identifiers import Curie

KIND = "told_by"
"""Facts that say whose text stands on a page, where names and lists do not tell."""

_FARTHEST = 6
_FARTHEST_IN_DANGER = 3
_FEWEST_LETTERS = 6
_MOST_BELOW = 400
# Words that tell no disease from another.
_COMMON = frozenset(
    (
        "type", "form", "disease", "diseases", "syndrome", "disorder", "disorders", "and", "due",
        "to", "of", "the", "in", "or", "a", "an", "autosomal", "recessive", "dominant", "linked",
        "familial", "hereditary", "inherited", "congenital", "isolated", "group", "other",
        "primary", "classic",
    )
)  # fmt: skip
_NUMBER = re.compile(r"(?: type)?(?: \d+[a-z]?| [ivx]+[a-z]?)$")
_CHANCE = re.compile(r" susceptibility to\b")
# What comes later in life is not the disease that one is born with.
_NOT_BORN_WITH = frozenset(("acquired", "secondary"))
# How the disease goes as a rule says nothing of a form of which children die early.
_GRAVER = frozenset(("neonatal", "perinatal", "prenatal", "fetal", "lethal", "fatal"))


class Lent(StrEnum):
    """How much of a text is taken over.

    Attributes
    ----------
    WHOLE
        All of it: the form is the disease itself, by another cause or at another age.
    TEXT
        What `rarekin.api.diseases.lent_statements` says holds for every form.
    BUT_TREATMENT, BUT_OUTLOOK
        The same without what is given, or without how it goes.
    DANGER
        What cannot wait and what could harm.
    """

    WHOLE = "whole"
    TEXT = "text"
    BUT_TREATMENT = "all_but_treatment"
    BUT_OUTLOOK = "all_but_outlook"
    DANGER = "danger"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Lender:
    """Whose text is taken over, and how much of it.

    Attributes
    ----------
    number
        Row number of the disease somebody wrote about.
    lent
        All of it, or what cannot wait and what could harm.
    is_wider
        Whether the other disease is a form of it; else it is only close to it.
    """

    number: int
    lent: Lent
    is_wider: bool = True


def lenders_of(release: Release, number: int) -> tuple[Lender, ...]:
    """Return whose text may stand on a page, the best first.

    Parameters
    ----------
    release
        Where the disease is.
    number
        Its row number.

    Returns
    -------
    lenders
        First whom a curated list names. Then the nearest disease above, however far, that goes
        by the same name, or one beside that its title numbers, as *Lynch syndrome 1* does. Of
        what is called otherwise, which may be a class or another disease, only what cannot wait
        and what could harm is taken.

    Examples
    --------
    Whose text stands on the page of spinal muscular atrophy type 1::

        lenders_of(current(), current().number_of(page.ref.id))
    """
    steps = steps_above(release, number, _FARTHEST)
    named = _named(release, (number, *steps))
    denied = {lender for lender, lent in named.items() if lent is Lent.NOTHING}
    found = {lender: lent for lender, lent in named.items() if lent is not Lent.NOTHING}
    written = written_of(release)
    above = [i for i in steps if i in written and i not in denied]
    above.sort(key=lambda i: (steps[i], len(below(release, i, _MOST_BELOW))))
    alike = [i for i in above if _is_alike(release, number, i)]
    beside = [] if alike else [_named_like_a_series(release).get(_title(release, number), number)]
    same = [i for i in (*alike, *beside) if i != number and i not in found and i not in denied]
    found |= dict.fromkeys(same, Lent.TEXT)
    near = [i for i in above if steps[i] <= _FARTHEST_IN_DANGER and i not in found]
    found |= dict.fromkeys(near, Lent.DANGER)
    wider = {*steps, *beside}
    graver = _words_of_title(release, number) & _GRAVER
    for i, lent in found.items():
        if lent is Lent.TEXT and graver - _words_of_title(release, i):
            found[i] = Lent.BUT_OUTLOOK
    return tuple(Lender(i, lent, i in wider) for i, lent in found.items())


@lru_cache(2)
def written_of(release: Release) -> frozenset[int]:
    """Return the diseases that somebody wrote a page about.

    Parameters
    ----------
    release
        Where to look.

    Returns
    -------
    numbers
        Row numbers.
    """
    rows = release.rows(
        "SELECT DISTINCT disease.i FROM disease JOIN record ON record.kind = 'Fact' "
        """AND record.key = disease.id AND record.data LIKE '%"minute"%'"""
    )
    return frozenset(i for (i,) in rows)


def _named(release: Release, numbers: Iterable[int]) -> Mapping[int, Lent]:
    """Return what curated lists say of a disease or of what is above it, the nearest first."""
    found: dict[int, Lent] = {}
    listed = _listed(release)
    for number in numbers:
        for lender, lent in listed.get(number, ()):
            found.setdefault(lender, lent)
    return found


@lru_cache(2)
def _listed(release: Release) -> Mapping[int, list[tuple[int, Lent]]]:
    found: dict[int, list[tuple[int, Lent]]] = defaultdict(list)
    for id_, fact in facts_of_kind(release, KIND):
        for lender in release.canonical(Curie(str(fact.value["by"]))):
            lent = Lent(str(fact.value["lends"]))
            found[release.number_of(id_)].append((release.number_of(lender), lent))
    return found


def _is_alike(release: Release, number: int, lender: int) -> bool:
    """Tell whether a name of the one has all the telling words of a name of the other.

    What stands behind *with* is a sign, not the disease.
    """
    own = _names(release, number)
    for words in _names(release, lender):
        telling = words - _COMMON
        is_enough = len(telling) > 1 or any(len(word) >= _FEWEST_LETTERS for word in telling)
        if is_enough and any(
            telling <= name and not (name - words) & _NOT_BORN_WITH for name in own
        ):
            return True
    return False


@lru_cache(4096)
def _names(release: Release, number: int) -> tuple[frozenset[str], ...]:
    ref = release.refs([number])[number]
    current = (
        name.text
        for name in release.names_of(ref.id)
        if name.kind.is_current and name.language == "en"
    )
    keys = (name_key(text).partition(" with ")[0] for text in (ref.english, *current))
    return tuple(dict.fromkeys(frozenset(key.split()) for key in keys))


def _words_of_title(release: Release, number: int) -> frozenset[str]:
    return frozenset(name_key(release.refs([number])[number].english).split())


def _title(release: Release, number: int) -> str:
    """Return the title of an entry without its number; empty where it is the same."""
    key = name_key(release.refs([number])[number].english)
    bare = _CHANCE.sub("", _NUMBER.sub("", key))
    return bare if bare != key else ""


@lru_cache(2)
def _named_like_a_series(release: Release) -> Mapping[str, int]:
    """Return the diseases somebody wrote about by their titles; none that is one of a number."""
    refs = release.refs(sorted(written_of(release)))
    by_title = {name_key(ref.english): number for number, ref in refs.items()}
    return {key: i for key, i in by_title.items() if not _NUMBER.search(key)}
