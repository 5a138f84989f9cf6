"""Which groups a disease is filed below that its own record does not bear out.

A classification files a disease under every part of the body that it can touch, and at times
under one that it does not touch. Told as "it belongs to", that frightens or misleads. So a group
named for a sign, or for a part of the body, is doubted where a well described disease has nothing
of it, or neither a definition names it nor nearly everybody has it; one that gathers whatever can
cause one trouble, where that is not in the name of the disease; and one whose name denies what
the disease has.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import numpy as np

from rarekin.errors import UnknownId
from rarekin.knowledge.arrays import AnyArray
from rarekin.knowledge.identity import Identity
from rarekin.knowledge.named_signs import CHOSEN, NAMED, named_signs
from rarekin.knowledge.names import name_key
from rarekin.knowledge.records import Records
from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Ontology

_DESCRIBED = 8
"""With fewer signs on record, that one is missing says nothing."""

_NEARLY_ALWAYS = 0.8
_LONGEST_LABEL = 5
_LEAST_INFORMATION = 1.0
_NEAR = 0.4
"""What is broader bears a sign out where it says this much of what the sign says."""

_DENIED = re.compile(r"\b(?:without|no|not|absence of)\b(?P<what>.*)")
_TUMOURS = r"neoplas|cancer|tumou?r|carcinoma|sarcoma|leuk(?:a?)emia|lymphoma"
_LYMPH = r"lymphatic"
_RAISED_BY_MANY = frozenset({_TUMOURS, _LYMPH})
"""What many diseases raise the chance of: on any record, and seldom what the disease is."""

_PARTS = (
    (_TUMOURS, "HP:0002664"),
    (r"hematolog|haematolog", "HP:0001871"),
    (_LYMPH, "HP:0100763"),
    (r"(?:epi)?derm(?:is|al)\b|\bskin\b|cutaneous", "HP:0001574"),
    (r"\beye\b|ocular|retin|optic|corneal|macular", "HP:0000478"),
    (r"otorhinolaryng", "HP:0000152"),
    (r"cardi(?:ac|omyopath)|\bheart\b", "HP:0001626"),
    (r"pulmonary|\blung\b|respiratory", "HP:0002086"),
    (r"\brenal|kidney|nephr", "HP:0000079"),
    (r"muscular|\bmuscle\b|myopath", "HP:0003011"),
    (r"skelet|\bbone\b|dysosto|osteo|chondro", "HP:0000924"),
    (r"immun", "HP:0002715"),
    (r"neuro|brain|cerebr|epilep|ataxi|encephal", "HP:0000707"),
)
"""Parts of the body by the words for them, and any sign of each."""

_ONE_TROUBLE = re.compile(
    r"cardiomyopathy|ovarian (?:failure|insufficiency)|renal tubular|osteonecrosis|hydrops"
    r"|nephrotic|pancreatitis|hypogonadism"
)
"""Groups that gather whatever can cause one trouble; what is named so belongs there."""

_MODES = {
    "autosomal dominant": {"HP:0000006", "HP:0012275", "HP:0025352"},
    "autosomal recessive": {"HP:0000007"},
    "x linked": {"HP:0001417", "HP:0001419", "HP:0001423"},
}


def compile_doubted_groups(
    arrays: Mapping[str, AnyArray],
    records: Records,
    identity: Identity,
    ontology: Ontology,
    weight: Sequence[float],
    labelled: Mapping[frozenset[str], set[int]],
) -> dict[str, AnyArray]:
    """Find the groups that the record of a disease does not bear out.

    Parameters
    ----------
    arrays
        Of `rarekin.api.making.bearing.compile_bearing` and what that takes.
    records, identity, ontology
        What the sources said and how it is joined.
    weight
        Information of every term.
    labelled
        Terms by the words of their labels.

    Returns
    -------
    arrays
        ``doubted_below`` and ``doubted_group``: a disease and a group right above it, side by
        side.
    """
    titles = _Titles(ontology, weight, labelled)
    modes = _modes(records, identity)
    found: list[tuple[Curie, Curie]] = []
    for id_, named, strong in _accounts(arrays, records, identity, ontology):
        own = identity.labels.get(id_, "").casefold()
        groups = [(g, identity.labels.get(g, "").casefold()) for g in identity.parents.get(id_, ())]
        groups = [(group, title) for group, title in groups if title and title not in own]
        if not groups:
            continue
        # Where nothing says what is frequent, what is on record at all has to do.
        known, often = titles.closure(named), titles.closure(strong or named)
        found += [
            (id_, group)
            for group, title in groups
            if titles.is_doubted(title, own, known, often) or _has_another_mode(title, modes[id_])
        ]
    columns = zip(*found, strict=True) if found else ((), ())
    below, above = (np.array([id_.encode() for id_ in column], "S") for column in columns)
    return {"doubted_below": below, "doubted_group": above}


def _accounts(
    arrays: Mapping[str, AnyArray], records: Records, identity: Identity, ontology: Ontology
) -> Iterator[tuple[Curie, set[int], set[int]]]:
    """Yield well described diseases, all they have, and what is frequent or in a definition."""
    defined: dict[Curie, set[int]] = defaultdict(set)
    for fact in records.facts:
        if fact.kind in (NAMED, CHOSEN):
            place = identity.canonical.get(fact.disease, fact.disease)
            for sign in named_signs([fact]):
                try:
                    defined[place].add(ontology.index_of[ontology.current(sign.term)])
                except (UnknownId, KeyError):
                    continue
    near_at, near = arrays["borne_indptr"].tolist(), arrays["borne_term"].tolist()
    own_at, own = arrays["pooled_indptr"].tolist(), arrays["pooled_term"].tolist()
    shares, denied = arrays["pooled_share"].tolist(), arrays["pooled_excluded"].tolist()
    for i, text in enumerate(arrays["rank_diseases"].tolist()):
        id_ = Curie(text.decode())
        named = set(near[near_at[i] : near_at[i + 1]])
        if len(named) < _DESCRIBED:
            continue
        part = range(own_at[i], own_at[i + 1])
        often = {own[k] for k in part if not denied[k] and shares[k] >= _NEARLY_ALWAYS}
        yield id_, named, often | defined[id_]


class _Titles:
    """Reads which signs and parts of the body the title of a group names."""

    def __init__(
        self,
        ontology: Ontology,
        weight: Sequence[float],
        labelled: Mapping[frozenset[str], set[int]],
    ) -> None:
        self._ontology, self._weight, self._labelled = ontology, weight, labelled
        self._parts = [
            (re.compile(words), ontology.index_of[Curie(term)])
            for words, term in _PARTS
            if Curie(term) in ontology.index_of
        ]
        self.signs = lru_cache(16_384)(self._signs)

        @lru_cache(32_768)
        def above(i_term: int) -> frozenset[int]:
            return frozenset(ontology.ancestors(i_term).tolist())

        self._above: Callable[[int], frozenset[int]] = above

    def closure(self, signs: Iterable[int]) -> frozenset[int]:
        """Return signs with all that is broader."""
        return frozenset().union(*(self._above(i) for i in signs))

    def is_doubted(
        self, title: str, own: str, known: frozenset[int], often: frozenset[int]
    ) -> bool:
        """Tell whether what a title names is not among what a disease has, or has often."""
        trouble = _ONE_TROUBLE.search(title)
        if trouble and trouble[0] not in own:
            return True
        denied = _DENIED.search(title)
        if denied and any(not sign.isdisjoint(often) for sign in self.signs(denied["what"])):
            return True
        told = title[: denied.start()] if denied else title
        if any(
            words.search(told)
            and part not in (often if words.pattern in _RAISED_BY_MANY else known)
            and not words.search(own)
            for words, part in self._parts
        ):
            return True
        in_title = set(self.signs(own))
        return any(
            sign not in in_title and not self._is_near(sign, often) for sign in self.signs(told)
        )

    def _signs(self, title: str) -> tuple[frozenset[int], ...]:
        """Return the signs a title names, the longest wording of each."""
        words = name_key(title).split()
        found: list[tuple[int, int, frozenset[int]]] = []
        for size in range(min(_LONGEST_LABEL, len(words)), 0, -1):
            for start in range(len(words) - size + 1):
                stop = start + size
                if any(start >= one and stop <= other for one, other, _ in found):
                    continue
                terms = self._labelled.get(frozenset(words[start:stop]), ())
                telling = frozenset(i for i in terms if self._weight[i] > _LEAST_INFORMATION)
                if telling:
                    found.append((start, stop, telling))
        return tuple(terms for _start, _stop, terms in found)

    def _is_near(self, sign: frozenset[int], known: frozenset[int]) -> bool:
        for i_term in sign:
            least = max(_LEAST_INFORMATION, _NEAR * self._weight[i_term])
            broader = (i for i in self._above(i_term) if self._weight[i] >= least)
            if i_term in known or any(i in known for i in broader):
                return True
        return False


def _modes(records: Records, identity: Identity) -> Mapping[Curie, set[str]]:
    found: dict[Curie, set[str]] = defaultdict(set)
    for row in records.annotations:
        if row.aspect == "I" and not row.excluded:
            found[identity.canonical.get(row.disease, row.disease)].add(row.term)
    return found


def _has_another_mode(title: str, modes: set[str]) -> bool:
    """Tell whether a group is of one mode and all that is said of a disease is another."""
    key = name_key(title)
    told = set().union(*_MODES.values()) & modes
    return any(words in key and told and not told & terms for words, terms in _MODES.items())
