"""Find diseases by name, identifier or gene: the obvious answer first, typing errors forgiven.

Candidates come from four places (identifier, exact or beginning spelling, every word, words
a few letters away) and are ordered by how well the best spelling
of each fits (see `spelling_fit`), by how much the sources have on record about the disease, and
so that a family of diseases stands before its members where both fit equally. What readers look
for is never counted.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from rarekin.errors import AmbiguousName, InputError, TooLarge, UnknownId
from rarekin.knowledge.names import name_key
from rarekin.knowledge.pages import DiseaseRef, SearchHit
from rarekin.knowledge.release import Release
from rarekin.knowledge.spelling_fit import spelling_fit
from rarekin.model.disease import Level
from rarekin.model.identifiers import parse_curie
from rarekin.model.sentences import sentence

_MOST_BYTES = 10_240
_MOST_CHARACTERS = 160
_MOST_WORDS = 12
_CANDIDATES = 150
_SHORTEST_CORRECTED = 4
_SHORTEST_UNFINISHED = 3
_CORRECTIONS = 4
_NEAR = 12
_MOST_LETTERS_OFF = 2
_LEAST_RATIO = 55.0
_SHOWN = 5
_SHOWN_MOST = 60
_ENOUGH = 3
_LABEL_RANK = 0
_GENE_FIT = 0.82
_GENE_AMONG_WORDS = 0.6
_WORDS_ADD = 0.3
_SYMBOL = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Z0-9]{2,9}(?![A-Za-z0-9])")
_FAMILY_LEADS_BY = 0.0005
_NOTHING_TOLD = 0.03
"""An entry without any sign stands behind one that is told about under the same name."""
_GLUED_ID = re.compile(
    r"\s*(mim|omim|orpha|orphanet|gard|mondo)[\s:_#-]*([0-9]+)\s*", re.IGNORECASE
)
_PARENTHESES = re.compile(r"\([^()]*\)")
_BARE_OMIM = re.compile(r"\s*[#*+%^]?([0-9]{6})\s*")
_PREFIXES = {"MIM": "OMIM", "ORPHANET": "ORPHA"}

Spelling = tuple[int, str, int, str, int]
"""Row number of the disease, key, rank, text, weight."""

_SELECT = (
    "SELECT s.disease, s.key, s.rank, s.text, d.weight FROM spelling s "
    "JOIN disease d ON d.i = s.disease "
)


def search_diseases(release: Release, text: str, limit: int = 10) -> tuple[SearchHit, ...]:
    """Find diseases.

    Parameters
    ----------
    release
        Where to look.
    text
        What somebody typed: an identifier, a name or part of one, a gene symbol.
    limit
        Most hits.

    Returns
    -------
    hits
        Best first, each disease once.

    Raises
    ------
    TooLarge
        If the text has more than 10 kB.
    """
    key = _without_possessive(release, _key(text))
    if not key or limit < 1:
        return ()
    best: dict[int, Match] = {}
    _offer(best, _by_id(release, text))
    _offer(best, _by_gene(release, text.strip()))
    _offer(best, _by_gene_within(release, text))
    spellings = list(_by_beginning(release, key))
    if len(key) > 2:
        spellings += _by_words(release, key.split())
    if not best and not _is_answered(key, spellings, limit):
        spellings += _by_corrected_words(release, key.split())
    _offer(best, _scored(key, spellings))
    _families_first(release, best)
    if not best and (shorter := _PARENTHESES.sub(" ", text)) != text:
        return search_diseases(release, shorter, limit)
    ordered = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))[:limit]
    refs = release.refs([number for number, _ in ordered])
    return tuple(
        SearchHit(refs[number], matched, kind, round(score, 4))
        for number, (score, _fit, matched, kind) in ordered
    )


def _is_answered(key: str, spellings: Sequence[Spelling], limit: int) -> bool:
    """Tell whether enough was found as typed, so that nothing need be taken for a mistake."""
    if any(spelling == key for _number, spelling, *_rest in spellings):
        return True
    return len({row[0] for row in spellings}) >= min(limit, _ENOUGH)


def _key(text: str) -> str:
    if len(text.encode("utf-8", "replace")) > _MOST_BYTES:
        raise TooLarge(
            f"The search has {len(text):,} characters; at most 10 kB are accepted.",
            hint="Search for a name or an identifier; describe signs under 'find'.",
        )
    return name_key(text[: 2 * _MOST_CHARACTERS])[:_MOST_CHARACTERS].strip()


def _without_possessive(release: Release, key: str) -> str:
    """Take the s of a name off where only that makes it one: "klinefelters", "dravets"."""
    if not key.endswith("s") and "s " not in key:
        return key
    _by_length, uses = _vocabulary(release)
    return " ".join(
        word[:-1]
        if len(word) > _SHORTEST_CORRECTED and word not in uses and word.removesuffix("s") in uses
        else word
        for word in key.split()
    )


Match = tuple[float, float, str, str]
"""Score, how well it fits, what matched, kind."""
Offer = tuple[int, Match]


def _offer(best: dict[int, Match], offers: Iterable[Offer]) -> None:
    for number, match in offers:
        if number not in best or match[0] > best[number][0]:
            best[number] = match


def _families_first(release: Release, best: dict[int, Match]) -> None:
    """Lift what contains another answer to just above it, where both fit equally well."""
    leading = sorted(best, key=lambda number: -best[number][0])[:_SHOWN_MOST]
    rows = release.rows(
        "WITH RECURSIVE up(below, i) AS (SELECT disease, parent FROM parent "  # noqa: S608
        f"WHERE disease IN ({','.join('?' * len(leading))}) "
        "UNION SELECT below, parent FROM up JOIN parent ON disease = i) SELECT i, below FROM up",
        tuple(leading),
    )
    pairs = [(parent, child) for parent, child in rows if parent in best]
    for parent, child in sorted(pairs, key=lambda pair: best[pair[1]][0]):
        score, fit, matched, kind = best[parent]
        low, child_fit = best[child][:2]
        if fit >= child_fit and score <= low:
            best[parent] = (min(low + _FAMILY_LEADS_BY, 1.0), fit, matched, kind)


def _by_id(release: Release, text: str) -> Iterator[Offer]:
    for candidate in _read_as_ids(text):
        rows = release.rows("SELECT disease FROM alias WHERE alias = ?", (candidate,))
        for (number,) in rows:
            yield number, (1.0, 1.0, candidate, "id")


def _read_as_ids(text: str) -> Iterator[str]:
    text = text[: 3 * _MOST_CHARACTERS]
    try:
        yield parse_curie(text)
    except InputError:
        if glued := _GLUED_ID.fullmatch(text):
            prefix = glued[1].upper()
            yield from _parsed(f"{_PREFIXES.get(prefix, prefix)}:{glued[2]}")
        elif bare := _BARE_OMIM.fullmatch(text):
            yield f"OMIM:{bare[1]}"


def _parsed(text: str) -> Iterator[str]:
    try:
        yield parse_curie(text)
    except InputError:
        return


def _by_gene(release: Release, text: str) -> Iterator[Offer]:
    rows = release.rows(
        "SELECT DISTINCT g.disease, g.symbol, d.weight FROM gene g JOIN disease d "
        "ON d.i = g.disease WHERE g.symbol = ? COLLATE NOCASE",
        (text[:_MOST_CHARACTERS],),
    )
    for number, symbol, weight in rows:
        yield number, (_GENE_FIT + _fame(weight), _GENE_FIT, symbol, "gene")


def _by_gene_within(release: Release, text: str) -> Iterator[Offer]:
    """Find what a gene symbol among other words leads to, as in ``GNAS-POH``.

    The other words decide which of the gene's diseases stands first.
    """
    text = text[:_MOST_CHARACTERS]
    words = _SYMBOL.findall(text)
    for word in words[:_MOST_WORDS] if words != [text.strip()] else ():
        found = [(n, m[2]) for n, m in _by_gene(release, word) if m[2] == word]
        fits = _fits(release, _key(text.replace(word, " "))) if found else {}
        for number, symbol in found:
            score = _GENE_AMONG_WORDS + _WORDS_ADD * fits.get(number, 0.0)
            yield number, (score, score, symbol, "gene")


def _fits(release: Release, key: str) -> dict[int, float]:
    """Return how well words fit the diseases whose names they begin or stand in."""
    if len(key) < _SHORTEST_UNFINISHED:
        return {}
    spellings = [*_by_beginning(release, key), *_by_words(release, key.split())]
    return {
        number: match[1]
        for number, match in sorted(_scored(key, spellings), key=lambda offer: offer[1][1])
    }


def _by_beginning(release: Release, key: str) -> list[Spelling]:
    rows = release.rows(_SELECT + "WHERE s.key = ? LIMIT ?", (key, _CANDIDATES))
    rows += release.rows(
        _SELECT + "WHERE s.key > ? AND s.key < ? "
        "ORDER BY length(s.key) - 2 * min(d.weight, 10) LIMIT ?",
        (key, key + "\U0010ffff", _CANDIDATES),
    )
    return rows


def _by_words(release: Release, words: Sequence[str]) -> list[Spelling]:
    """Find spellings with every word, the last one perhaps unfinished."""
    quoted = [f'"{word}"' for word in words[:_MOST_WORDS]]
    return _matching(release, " AND ".join([*quoted[:-1], f"({quoted[-1]} OR {quoted[-1]}*)"]))


def _by_corrected_words(release: Release, words: Sequence[str]) -> list[Spelling]:
    """Bring each word back to the vocabulary, then ask for all of them, then for most."""
    words = words[:_MOST_WORDS]
    options = [[f'"{w}"' for w in _corrections(release, word)] for word in words]
    if len(words[-1]) >= _SHORTEST_UNFINISHED:
        options[-1].append(f'"{words[-1]}"*')  # whoever still types has not finished the last
    groups = ["(" + " OR ".join(option) + ")" for option in options if option]
    if not groups:
        return []
    found = _matching(release, " AND ".join(groups))
    for i in range(len(groups)) if not found and len(groups) > 1 else ():
        found += _matching(release, " AND ".join(groups[:i] + groups[i + 1 :]))
    return found


def _corrections(release: Release, word: str) -> list[str]:
    if len(word) < _SHORTEST_CORRECTED or _is_code(word):
        return [word]
    by_length, uses = _vocabulary(release)
    lengths = range(len(word) - _MOST_LETTERS_OFF, len(word) + _MOST_LETTERS_OFF + 1)
    near = [
        (-distance, uses[known], known)
        for length in lengths
        for known, distance, _i in process.extract(
            word, by_length.get(length, ()), scorer=OSA.distance, score_cutoff=_edits(word),
            limit=_NEAR,
        )
    ]  # fmt: skip
    return [known for _distance, _uses, known in sorted(near, reverse=True)[:_CORRECTIONS]]


def _is_code(word: str) -> bool:
    """Tell whether letters and digits are mixed; a code one letter away is another thing."""
    return not word.isalpha() and not word.isdigit()


def _edits(word: str) -> int:
    return 1 if len(word) <= _SHORTEST_CORRECTED else 2 if len(word) < 10 else 3


@lru_cache(4)
def _vocabulary(release: Release) -> tuple[dict[int, list[str]], dict[str, int]]:
    """Return the words of all names by their length, and in how many names each stands."""
    uses = dict(release.rows("SELECT word, uses FROM word"))
    by_length: dict[int, list[str]] = {}
    for word in uses:
        by_length.setdefault(len(word), []).append(word)
    return by_length, uses


def _matching(release: Release, query: str) -> list[Spelling]:
    return release.rows(
        "SELECT s.disease, s.key, s.rank, s.text, d.weight FROM "
        "(SELECT rowid AS i FROM spelling_words WHERE spelling_words MATCH ? LIMIT 2000) f "
        "JOIN spelling s ON s.i = f.i JOIN disease d ON d.i = s.disease "
        "ORDER BY s.rank > 0, length(s.key) - 4 * min(d.weight, 10) LIMIT ?",
        (query, _CANDIDATES),
    )


def _scored(key: str, spellings: Iterable[Spelling]) -> Iterator[Offer]:
    for number, spelling, rank, text, weight in dict.fromkeys(spellings):
        fit = spelling_fit(key, spelling, is_label=rank == _LABEL_RANK)
        score = fit - 0.004 * rank + _fame(weight) - _NOTHING_TOLD * (weight == 0)
        if score >= _LEAST_RATIO / 100:
            yield number, (min(score, 0.999), fit, text, "name")


def _fame(weight: int) -> float:
    """Add a little for diseases with many annotations, never enough to beat a better fit."""
    return 0.015 * min(math.log1p(weight) / 5, 1.0)


def resolve_disease(release: Release, text: str) -> DiseaseRef:
    """Find the one disease an identifier or a full name stands for.

    Parameters
    ----------
    release
        Where to look.
    text
        Any identifier of the disease, or one of its names or abbreviations.

    Returns
    -------
    ref
        The disease under its canonical id.

    Raises
    ------
    UnknownId
        If nothing fits; the hint names what comes near.
    AmbiguousName
        If it fits several equally well.
    """
    key = _key(text)
    numbers = [number for number, *_ in _by_id(release, text)]
    if not numbers and key:
        rows = release.rows(
            "SELECT s.rank, s.disease, d.level FROM spelling s JOIN disease d "
            "ON d.i = s.disease WHERE s.key = ?",
            (key,),
        )
        numbers = _best_meant(rows)
    refs = release.refs(sorted(set(numbers)))
    if len(refs) == 1:
        return next(iter(refs.values()))
    if not refs:
        raise _unknown(release, text)
    choices = tuple((ref.id, ref.label) for ref in refs.values())
    raise AmbiguousName(
        sentence(
            "%(text)s can mean %(n)s diseases: %(diseases)s.",
            text=repr(text[:80]),
            n=len(choices),
            diseases="; ".join(f"{label} ({id_})" for id_, label in choices[:_SHOWN]),
        ),
        choices=choices,
        hint=sentence("Choose one of them by its identifier."),
    )


def _best_meant(rows: Iterable[tuple[int, int, str]]) -> list[int]:
    """Prefer a label over other names, and among equals a disorder over group and subtype."""
    ranked = sorted(rows)
    if not ranked:
        return []
    is_label = ranked[0][0] == _LABEL_RANK
    same = [row for row in ranked if (row[0] == _LABEL_RANK) == is_label]
    disorders = [row for row in same if row[2] == Level.DISORDER.value]
    chosen = disorders if is_label and len(disorders) == 1 else same
    return [number for _, number, _ in chosen]


def _unknown(release: Release, text: str) -> UnknownId:
    near = search_diseases(release, text[:_MOST_CHARACTERS], _SHOWN)
    names = "; ".join(f"{hit.ref.label} ({hit.ref.id})" for hit in near)
    return UnknownId(
        sentence(
            "No disease of release %(release)s is called %(text)s.",
            release=release.version,
            text=repr(text[:80]),
        ),
        hint=sentence("Did you mean: %(names)s?", names=names)
        if names
        else sentence("Search with one word of its name."),
    )
