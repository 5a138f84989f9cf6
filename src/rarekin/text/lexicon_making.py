"""Makes the arrays of a lexicon from the terms of an ontology and our own words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Term
from rarekin.text.compositions import composed, levels
from rarekin.text.equivalents import (
    LIGHT_WORDS,
    STOP_WORDS,
    TELLING_WORDS,
    is_telling,
)
from rarekin.text.lexicon import (
    MAX_TOKENS,
    MIN_TYPO_LENGTH,
    PHENOTYPIC_ABNORMALITY,
    Name,
    NameKind,
    deletions,
)
from rarekin.text.plainwords import (
    everyday_words,
    normal_phrases,
    nothing_phrases,
    plain_phrases,
)
from rarekin.text.tongues import ENGLISH_TONGUE, Tongue, tongue
from rarekin.text.words import NEGATIVE

_SCOPES = {
    "exact": NameKind.EXACT,
    "narrow": NameKind.NARROW,
    "related": NameKind.RELATED,
    "broad": NameKind.BROAD,
}
_ABBREVIATION = re.compile(r"^(?=.*[A-Z].*[A-Z])[A-Z0-9][A-Za-z0-9/&+-]{1,7}$")
_PARENTHESIS = re.compile(r"\s*[\[(][^\])]*[\])]")
_SUPERFLUOUS = re.compile(r"\b(morphology|physiology|of the|of)\b", re.IGNORECASE)
_MEASURED = re.compile(
    r"\b(?:circulating|total|serum|plasma|blood|concentrations?|levels?|in blood|in serum)\b",
    re.IGNORECASE,
)
_DIRECTION = re.compile(
    r"\b(?:low|reduced|decreased|high|increased|elevated|raised)\b", re.IGNORECASE
)
_STATE_OF = re.compile(r"(?:fulness|iness)$", re.IGNORECASE)
"""*Tearfulness* is a finding, tears are none."""
_VERY = re.compile(r"\bvery\b")
_TURNED = re.compile(r"\b(?:to|than)\b", re.IGNORECASE)
"""*Left to right* and *right to left* are two findings."""


def compile_lexicon(
    terms: Sequence[Term],
    language: str = "en",
    translated: Sequence[tuple[str, str, bool]] = (),
) -> dict[str, NDArray[Any]]:
    """Prepare the names of all findings for recognition.

    Parameters
    ----------
    terms
        The terms of HPO, obsolete ones included or not; only live descendants of HP:0000118
        Phenotypic abnormality are kept.

    Returns
    -------
    arrays
        By name, each beginning with ``text_``; strings are UTF-8 in one blob, separated by
        newlines or cut by offsets.

    Examples
    --------
    >>> root = Term(Curie("HP:0000118"), "Phenotypic abnormality", "toy")
    >>> fit = Term(Curie("HP:0001250"), "Seizure", "toy", parents=(root.id,))
    >>> arrays = compile_lexicon([root, fit])
    >>> [int(i) for i in arrays["text_term_id"]]
    [1250]
    """
    kept = _phenotypes(terms)
    speech = tongue(language)
    names = _names(kept, language, translated)
    arrays: dict[str, NDArray[Any]] = {
        "text_term_id": np.array([int(t.id.partition(":")[2]) for t in kept], np.uint32),
        "text_name_term": np.array([n.i_term for n in names], np.int32),
        "text_name_kind": np.array([n.kind for n in names], np.uint8),
    }
    arrays |= _strings("text_name", [n.text for n in names])
    arrays |= _entries(names, speech)
    arrays |= _typeahead(names, speech)
    arrays |= _retired(terms, kept)
    return arrays


def _phenotypes(terms: Sequence[Term]) -> list[Term]:
    children: dict[str, list[Term]] = defaultdict(list)
    for term in terms:
        if not term.obsolete:
            for parent in term.parents:
                children[parent].append(term)
    found: dict[str, Term] = {}
    waiting = list(children[PHENOTYPIC_ABNORMALITY])
    while waiting:
        term = waiting.pop()
        if term.id not in found:
            found[term.id] = term
            waiting.extend(children[term.id])
    return [found[id_] for id_ in sorted(found)]


def _names(
    kept: Sequence[Term], language: str, translated: Sequence[tuple[str, str, bool]]
) -> list[Name]:
    """Labels first, one per term in order, then everything else."""
    english = language == "en"
    shown = NameKind.LABEL if english else NameKind.UNREAD
    names = [Name(i, term.label, shown) for i, term in enumerate(kept)]
    index = {term.id: i for i, term in enumerate(kept)}
    for i, term in enumerate(kept if english else ()):
        for text, scope, _ in dict.fromkeys(term.synonyms):
            names.append(Name(i, " ".join(text.split()), _SCOPES.get(scope, NameKind.RELATED)))
    for id_, text, approved in translated:
        if Curie(id_) in index:
            kind = NameKind.EXACT if approved else NameKind.RELATED
            names.append(Name(index[Curie(id_)], " ".join(text.split()), kind))
    for phrases, kind in (
        (plain_phrases(language), NameKind.PLAIN),
        (composed(kept, language), NameKind.COMPOSED),
        (levels(language), NameKind.COMPOSED),
        (normal_phrases(language), NameKind.NORMAL),
        (levels(language, ("any",)), NameKind.NORMAL),
    ):
        names += [Name(index[Curie(t)], p, kind) for t, p in phrases if Curie(t) in index]
    names += [Name(-1, phrase, NameKind.NOTHING) for phrase in nothing_phrases(language)]
    return names


def _strings(prefix: str, texts: Sequence[str]) -> dict[str, NDArray[Any]]:
    encoded = [text.encode() for text in texts]
    offsets = np.zeros(len(encoded) + 1, np.uint32)
    np.cumsum([len(e) for e in encoded], out=offsets[1:])
    blob = np.frombuffer(b"".join(encoded), np.uint8).copy()
    return {f"{prefix}_blob": blob, f"{prefix}_offsets": offsets}


def _lines(texts: Iterable[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(texts).encode(), np.uint8).copy()


def key_tokens(text: str, speech: Tongue = ENGLISH_TONGUE) -> tuple[list[str], list[str]]:
    """Return the concepts a name consists of, and the stems they were made from.

    Parameters
    ----------
    text
        A name or phrase.
    speech
        Its language.

    Returns
    -------
    concepts, stems
        In the order of the name, without repetition and without stop words.

    Examples
    --------
    >>> key_tokens("Abnormality of the kidney")
    (['abnorm', 'renal'], ['abnorm', 'kidne'])
    """
    tokens = [token for sentence in speech.sentences(text) for token in sentence]
    content = [t for t in tokens if t.word not in STOP_WORDS]
    heavy = [t for t in content if t.word not in LIGHT_WORDS]
    content = heavy if len(heavy) > 1 or len(content) == 1 else content
    # A telling word is met letter by letter, and once: *throws up*, *up on his toes*.
    content = [t for t in content if t.word not in TELLING_WORDS]
    kept = [(speech.concept(t.stem), t.stem, t.start) for t in content]
    words = [t.word for t in tokens]
    telling = [t for place, t in enumerate(tokens) if is_telling(words, place)]
    kept += [(f"~{t.word}", f"~{t.word}", t.start) for t in telling]
    unique = {same: exact for same, exact, _ in sorted(kept, key=lambda k: -k[2])}
    ordered = dict(reversed(unique.items()))
    stems = list(ordered.values())
    # A single word must be met as it is: "delay" alone is not "slowness".
    return (list(ordered), stems) if len(stems) > 1 else (stems, stems)


@cache
def _noun_stems(speech: Tongue) -> frozenset[str]:
    """Return the stems of organs and functions: *mouthing* is a finding, the mouth is none."""
    nouns = everyday_words(speech.code).nouns
    return frozenset(speech.stem(noun) for noun in nouns)


def _repeats_itself(name: str, speech: Tongue) -> bool:
    """Whether hardly anything is left when words are counted once: *tooth within a tooth*."""
    stems = [t.stem for s in speech.sentences(name) for t in s if t.word not in STOP_WORDS]
    return 1 < len(stems) > len(set(stems)) < 3


@cache
def _bare_nouns(speech: Tongue) -> frozenset[str]:
    return frozenset(map(speech.spelling.plain, everyday_words(speech.code).nouns))


def _as_one_word(name: Name, phrase: str, stems: Sequence[str], speech: Tongue) -> str | None:
    """Return how a phrase is met of which one stem is left when small words go.

    Letter by letter: "fit" is a seizure, "fitted" is not; *sangra mucho* is bleeding, *sangre*,
    of the same stem, is blood. Empty where it is not met at all: small words make *en los huesos*
    wasting, and *huesos* alone are bones. None where it is met like any other.
    """
    if len(stems) != 1:
        return None
    words = [token.word for sentence in speech.sentences(phrase) for token in sentence]
    is_noun = stems[0] in _noun_stems(speech)
    if speech.code == "en":
        is_everyday = name.kind in {NameKind.PLAIN, NameKind.NOTHING}
        if not (is_everyday or is_noun or _STATE_OF.search(phrase)):
            return None
    elif not is_noun:
        return None
    own = next(word for word in words if speech.stem(word) == stems[0])
    if speech.code == "en" or own not in _bare_nouns(speech):
        return f"~{own}"
    return "" if len(phrase.split()) > 1 else None


def _variants(name: Name, speech: Tongue) -> Iterator[tuple[list[str], list[str], NameKind]]:
    """Yield the token keys under which a name is found."""
    if name.kind == NameKind.UNREAD:
        return
    if _ABBREVIATION.match(name.text):
        yield ["=" + name.text], ["=" + name.text], name.kind
        return
    bare = _PARENTHESIS.sub("", name.text) or name.text
    if _repeats_itself(bare, speech):
        return
    said = bare if name.kind != NameKind.PLAIN else _VERY.sub("", bare)
    concepts, stems = key_tokens(said, speech)
    met_as = _as_one_word(name, bare, stems, speech)
    if met_as is not None:
        yield from [([met_as], [met_as], name.kind)] if met_as else ()
        return
    yield concepts, stems, name.kind
    shortened = _SUPERFLUOUS.sub(" ", bare)
    if shortened != bare and name.kind in {NameKind.LABEL, NameKind.EXACT}:
        yield *key_tokens(shortened, speech), NameKind.SHORTENED
    if name.kind in {NameKind.LABEL, NameKind.EXACT} and _DIRECTION.search(bare):
        analyte = _MEASURED.sub(" ", bare)
        if analyte != bare and len(analyte.split()) > 1:
            yield *key_tokens(analyte, speech), NameKind.SHORTENED


def _turned(names: Sequence[Name], speech: Tongue) -> set[frozenset[str]]:
    """Return the words that name two findings in two orders."""
    orders: dict[frozenset[str], dict[int, list[str]]] = defaultdict(dict)
    for name in names:
        if name.i_term >= 0 and _TURNED.search(name.text):
            stems = key_tokens(name.text, speech)[1]
            orders[frozenset(stems)].setdefault(name.i_term, stems)
    return {
        words
        for words, by_term in orders.items()
        if len({tuple(stems) for stems in by_term.values()}) > 1 and len(by_term) > 1
    }


def _retired(terms: Sequence[Term], kept: Sequence[Term]) -> dict[str, NDArray[Any]]:
    """Lead from ids that were merged or replaced to the terms that are kept."""
    index = {term.id: i for i, term in enumerate(kept)}
    pairs = [(old, index[t.id]) for t in kept for old in t.alt_ids]
    pairs += [(t.id, index[t.replaced_by]) for t in terms if t.obsolete and t.replaced_by in index]
    found = sorted({int(i.partition(":")[2]): i_term for i, i_term in pairs}.items())
    return {
        "text_retired_id": np.array([i for i, _ in found], np.uint32),
        "text_retired_term": np.array([i for _, i in found], np.int32),
    }


def _entries(names: Sequence[Name], speech: Tongue) -> dict[str, NDArray[Any]]:
    best: dict[tuple[object, ...], tuple[NameKind, int, list[str], list[str]]] = {}
    rivals: dict[frozenset[str], set[int]] = defaultdict(set)
    turned = _turned(names, speech)
    for i_name, name in enumerate(names):
        for concepts, stems, kind in _variants(name, speech):
            if not 0 < len(concepts) <= MAX_TOKENS or stems == [NEGATIVE]:
                continue
            # What holds a negation is met only in its own order.
            fixed = frozenset(stems) in turned or NEGATIVE in stems
            in_order = tuple(stems) if fixed else ()
            key = (frozenset(concepts), frozenset(stems), in_order)
            if NameKind.NOTHING < kind <= NameKind.RELATED:
                rivals[frozenset(concepts)].add(name.i_term)
            if key not in best or (kind, i_name) < best[key][:2]:
                best[key] = (kind, i_name, concepts, stems)
    entries = sorted(best.values(), key=lambda e: e[1])
    used = {s for e in entries for s in (*e[2], *e[3])}
    words = sorted(used | {s for s, same in speech.same.items() if same in used})
    index = {word: i for i, word in enumerate(words)}
    n_words = len(words)
    tokens = np.full((len(entries), MAX_TOKENS), n_words, np.uint16)
    exact = np.full((len(entries), MAX_TOKENS), n_words, np.uint16)
    for i, (_, _, concepts, stems) in enumerate(entries):
        tokens[i, : len(concepts)] = [index[c] for c in concepts]
        exact[i, : len(stems)] = [index[s] for s in stems]
    usage = np.bincount(tokens[tokens < n_words], minlength=n_words + 1)
    usage[n_words] = len(entries) + 1
    anchors = tokens[np.arange(len(entries)), np.argmin(usage[tokens], axis=1)]
    order = np.argsort(anchors, kind="stable")
    indptr = np.zeros(n_words + 1, np.int32)
    np.cumsum(np.bincount(anchors, minlength=n_words), out=indptr[1:])
    return {
        "text_word_blob": _lines(words),
        "text_word_concept": np.array(
            [index.get(speech.concept(w), i) for i, w in enumerate(words)], np.uint16
        ),
        "text_entry_tokens": tokens,
        "text_entry_exact": exact,
        "text_entry_name": np.array([e[1] for e in entries], np.int32),
        "text_entry_kind": np.array([e[0] for e in entries], np.uint8),
        "text_entry_rivals": np.array(
            [min(255, len(rivals[frozenset(e[2])])) for e in entries], np.uint8
        ),
        "text_entry_ordered": np.array([frozenset(e[3]) in turned for e in entries], bool),
        "text_anchor_indptr": indptr,
        "text_anchor_entry": order.astype(np.int32),
    }


def _typeahead(names: Sequence[Name], speech: Tongue) -> dict[str, NDArray[Any]]:
    """Arrange plain words of names in alphabetical order with the names they occur in."""
    postings: dict[str, list[int]] = defaultdict(list)
    first = []
    for i_name, name in enumerate(names):
        shown = name.i_term >= 0 and name.kind != NameKind.UNREAD
        words = [t.word for s in speech.sentences(name.text) for t in s] if shown else []
        first.append(words[0] if words else "")
        for word in dict.fromkeys(words):
            postings[word].append(i_name)
    ordered = sorted(postings)
    index = {word: i for i, word in enumerate(ordered)}
    indptr = np.zeros(len(ordered) + 1, np.int32)
    np.cumsum([len(postings[w]) for w in ordered], out=indptr[1:])
    hashes = [
        (h, i)
        for i, w in enumerate(ordered)
        if len(w) >= MIN_TYPO_LENGTH - 1
        for h in set(deletions(w))
    ]
    hashes.sort()
    return {
        "text_spelling_blob": _lines(ordered),
        "text_spelling_indptr": indptr,
        "text_spelling_name": np.array([i for w in ordered for i in postings[w]], np.int32),
        "text_name_first": np.array([index.get(w, -1) for w in first], np.int32),
        "text_typo_hash": np.array([h for h, _ in hashes], np.uint32),
        "text_typo_spelling": np.array([i for _, i in hashes], np.int32),
    }
