"""What bears out each sign of a disease, and what else is said of it, when a release is made.

Two diseases are told apart only by signs that stand well: counted in people, or named by more
than one voice. And a sign is missing from a disease only where nothing that is said of it comes
near: not under a form of it, not in its definition, not in its name.
"""

from __future__ import annotations

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
from rarekin.knowledge.voice import ORPHANET, voice_of
from rarekin.model.disease import Annotation, Level, NameKind
from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Ontology, Term

FEWEST_COUNTED = 5
_MANY_COUNTED = 10
_LEAST_INFORMATION = 1.8
"""What is broader than this, such as "abnormal skull", agrees with anything."""

_MOST_BELOW = 200
_OFTEN = 0.3
_NEARLY_ALWAYS = 0.8
_DESCRIBED = 8
_FEWEST_FORMS = 5
_FEW_OF_FORMS = 0.25
_MANY_FORMS = 10
_HARDLY_ANY_FORM = 0.1
_LONGEST_LABEL = 5
_SHORTEST_ENDING = 7
_DEFINITION, _SECOND = "definition", "second definition"
_CALLED = (NameKind.LABEL, NameKind.EXACT, NameKind.RELATED)


def compile_bearing(
    arrays: Mapping[str, AnyArray],
    records: Records,
    identity: Identity,
    ontology: Ontology,
    weight: Sequence[float],
) -> dict[str, AnyArray]:
    """Say what bears out each pooled sign, and what else is on record near each disease.

    Parameters
    ----------
    arrays
        Of `rarekin.knowledge.pooling.compile_pooled` and ``rank_diseases``.
    records, identity, ontology
        What the sources said and how it is joined.
    weight
        Information of every term.

    Returns
    -------
    arrays
        In the order of ``pooled_term`` ``borne_sure``, True where five people or more were
        counted, or two voices name the sign, nothing broader was counted less often, and not few
        forms only have what one list calls frequent in the whole; and
        ``borne_told``, True where besides how often it occurs does not rest on fewer people, or
        on the word of one list about a sign that no definition names. CSR by disease
        ``borne_indptr`` and ``borne_term``: what is named of the disease, of its forms, of the
        whole it is a form of, in its definitions and in its names.
    """
    ids = [Curie(id_.decode()) for id_ in arrays["rank_diseases"].tolist()]
    known = _Known(records, identity, ontology)
    sure = np.zeros(len(arrays["pooled_term"]), np.bool_)
    told = np.zeros_like(sure)
    indptr, named_near = [0], list[int]()
    pooled = _Pooled(arrays)

    @lru_cache(32_768)
    def above(i_term: int) -> list[int]:
        found: list[int] = ontology.ancestors(i_term).tolist()
        return found

    for i, id_ in enumerate(ids):
        voices = known.voices(id_)
        chorus = _Chorus(voices, above, weight)
        rows = pooled.rows(i)
        counted = {t: high for t, _low, high, n in rows if n >= _MANY_COUNTED}
        forms = known.described_forms(id_, above)
        for place, (i_term, low, _high, n) in enumerate(rows, pooled.start(i)):
            is_less_above = not n and any(
                low > counted[broader] for broader in above(i_term) if broader in counted
            )
            if not n and known.is_word_of_one_list(id_, i_term, above):
                is_less_above |= _is_of_few(forms, i_term, low)
            is_borne = n >= FEWEST_COUNTED or chorus.bears_out(i_term)
            sure[place] = is_borne and not is_less_above
            told[place] = sure[place] and (
                n >= FEWEST_COUNTED if n else known.is_class_borne(id_, i_term, chorus)
            )
        told[pooled.start(i) : pooled.start(i + 1)] &= ~np.isin(
            arrays["pooled_term"][pooled.start(i) : pooled.start(i + 1)], known.own_name(id_)
        )
        near = sorted({*voices, *known.in_names(id_)})
        named_near += near
        indptr.append(len(named_near))
    return {
        "borne_sure": sure,
        "borne_told": told,
        "borne_indptr": np.array(indptr, np.int32),
        "borne_term": np.array(named_near, np.int32),
    }


def _is_of_few(forms: Sequence[set[int]], i_term: int, low: float) -> bool:
    """Tell whether few forms have what one list calls frequent in the whole."""
    n_with, n_forms = sum(i_term in form for form in forms), len(forms)
    if low >= _NEARLY_ALWAYS:
        return n_forms >= _FEWEST_FORMS and n_with < _FEW_OF_FORMS * n_forms
    return low >= _OFTEN and n_forms >= _MANY_FORMS and n_with < _HARDLY_ANY_FORM * n_forms


class _Pooled:
    """Rows of `compile_pooled`, by disease."""

    def __init__(self, arrays: Mapping[str, AnyArray]) -> None:
        self._indptr = arrays["pooled_indptr"].tolist()
        names = ("term", "low", "high", "people")
        self._columns = [arrays[f"pooled_{name}"].tolist() for name in names]

    def start(self, i: int) -> int:
        """Return the place of the first row of a disease."""
        return int(self._indptr[i])

    def rows(self, i: int) -> list[tuple[int, float, float, int]]:
        """Return term, lowest and highest share and people counted of each sign."""
        part = slice(self._indptr[i], self._indptr[i + 1])
        return list(zip(*(column[part] for column in self._columns), strict=True))


class _Chorus:
    """All voices that speak of one disease; ``above`` gives a term and what is broader."""

    def __init__(
        self,
        named: Mapping[int, set[str]],
        above: Callable[[int], list[int]],
        weight: Sequence[float],
    ) -> None:
        self._named, self._weight = named, weight
        self.above = above
        self._below: dict[int, set[str]] = defaultdict(set)
        for i_term, voices in named.items():
            for broader in above(i_term):
                self._below[broader] |= voices

    def is_defining(self, i_term: int) -> bool:
        """Tell whether a definition names a sign, or something narrower."""
        return _DEFINITION in self._below[i_term]

    def bears_out(self, i_term: int) -> bool:
        """Tell whether two voices name a sign, or something broader or narrower."""
        agreeing = set(self._below[i_term])
        for broader in self.above(i_term):
            if broader in self._named and self._weight[broader] >= _LEAST_INFORMATION:
                agreeing |= self._named[broader]
        return len(agreeing) > 1


class _Known:
    """Who names which sign of which disease."""

    def __init__(self, records: Records, identity: Identity, ontology: Ontology) -> None:
        self._identity, self._ontology = identity, ontology
        self._own: dict[Curie, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._classed: dict[tuple[Curie, int], set[str]] = defaultdict(set)
        for disease, term, voice, is_classed in _spoken(records):
            if (i_term := self._index(term)) is not None:
                place = self._canonical(disease)
                self._own[place][i_term].add(voice)
                if is_classed:
                    self._classed[place, i_term].add(voice)
        self._children = _children(identity)
        self._labels = terms_by_words(records.terms, ontology)
        self._names: dict[Curie, set[str]] = defaultdict(set)
        for name in (n for n in records.names if n.language == "en" and n.kind in _CALLED):
            self._names[self._canonical(name.disease)].add(name_key(name.text))

    def _canonical(self, id_: Curie) -> Curie:
        return self._identity.canonical.get(id_, id_)

    def _index(self, term: Curie) -> int | None:
        try:
            return self._ontology.index_of.get(self._ontology.current(term))
        except UnknownId:
            return None

    def voices(self, id_: Curie) -> dict[int, set[str]]:
        """Return who names what of a disease, its forms, and the whole it is a form of."""
        found: dict[int, set[str]] = defaultdict(set)
        for kin in (id_, *self._forms(id_), *self._wholes(id_)):
            for i_term, voices in self._own.get(kin, {}).items():
                found[i_term] |= voices
        return found

    def is_class_borne(self, id_: Curie, i_term: int, chorus: _Chorus) -> bool:
        """Tell whether a class of frequency is more than the word of one list."""
        n_lists = len(self._classed.get((id_, i_term), ()))
        return n_lists > 1 or (n_lists == 1 and chorus.is_defining(i_term))

    def _forms(self, id_: Curie) -> list[Curie]:
        found = dict.fromkeys(self._children.get(id_, ()))
        for one in (waiting := list(found)):
            fresh = [below for below in self._children.get(one, ()) if below not in found]
            found |= dict.fromkeys(fresh)
            waiting += fresh
            if len(found) >= _MOST_BELOW:
                break
        return list(found)

    def _wholes(self, id_: Curie) -> list[Curie]:
        levels = self._identity.levels
        parents = self._identity.parents.get(id_, ())
        return [parent for parent in parents if levels.get(parent) is not Level.GROUP]

    def own_name(self, id_: Curie) -> list[int]:
        """Return the sign that is the disease itself."""
        keys = (frozenset(key.split()) for key in self._names.get(id_, ()))
        return [i_term for key in keys for i_term in self._labels.get(key, ())]

    def described_forms(self, id_: Curie, above: Callable[[int], list[int]]) -> list[set[int]]:
        """Return what each form has that others than Orphanet describe at length."""
        found = []
        for form in self._forms(id_):
            signs = [t for t, voices in self._own.get(form, {}).items() if voices - {ORPHANET}]
            if len(signs) >= _DESCRIBED:
                found.append({broader for t in signs for broader in above(t)})
        return found

    def is_word_of_one_list(
        self, id_: Curie, i_term: int, above: Callable[[int], list[int]]
    ) -> bool:
        """Tell whether Orphanet alone lists a sign, which no two definitions of it name."""
        own = self._own[id_]
        if own[i_term] - {_DEFINITION, _SECOND} != {ORPHANET}:
            return False
        return not any(_SECOND in voices and i_term in above(t) for t, voices in own.items())

    def in_names(self, id_: Curie) -> set[int]:
        """Return signs that stand in the name of a disease, whatever the order of the words."""
        found: set[int] = set()
        for key in self._names.get(id_, ()):
            words = key.split()
            for size in range(1, min(_LONGEST_LABEL, len(words)) + 1):
                for start in range(len(words) - size + 1):
                    found |= self._labels.get(frozenset(words[start : start + size]), set())
            for word in words:
                for cut in range(1, len(word) - _SHORTEST_ENDING + 1):
                    found |= self._labels.get(frozenset([word[cut:]]), set())
        return found


def _children(identity: Identity) -> dict[Curie, list[Curie]]:
    found: dict[Curie, list[Curie]] = defaultdict(list)
    for id_, parents in identity.parents.items():
        for parent in parents:
            found[parent].append(id_)
    return found


def _spoken(records: Records) -> Iterator[tuple[Curie, Curie, str, bool]]:
    """Yield every sign with the disease, the voice that names it, and whether it says how often."""
    for row in records.annotations:
        if row.aspect == "P" and _is_present(row):
            is_classed = bool(row.frequency_term or row.frequency)
            yield row.disease, row.term, voice_of(row.disease, row.source), is_classed
    for fact in records.facts:
        if fact.kind in (NAMED, CHOSEN):
            for sign in named_signs([fact]):
                yield fact.disease, sign.term, _DEFINITION, False
                if sign.n_texts > 1 and not sign.is_hedged:
                    yield fact.disease, sign.term, _SECOND, False


def _is_present(row: Annotation) -> bool:
    return not row.excluded and row.numerator != 0


def terms_by_words(terms: Iterable[Term], ontology: Ontology) -> dict[frozenset[str], set[int]]:
    """Return the terms by the words of their labels and exact synonyms.

    Parameters
    ----------
    terms
        With their names.
    ontology
        That has their places.

    Returns
    -------
    terms
        By the words of each short name, in any order.

    Examples
    --------
    >>> from rarekin.model.ontology import Term
    >>> lump = Term(Curie("HP:0000002"), "Lump of skin", "toy")
    >>> found = terms_by_words([lump], Ontology.from_terms([lump]))
    >>> [(sorted(words), places) for words, places in found.items()]
    [(['lump', 'of', 'skin'], {0})]
    """
    found: dict[frozenset[str], set[int]] = defaultdict(set)
    for term in terms:
        i_term = ontology.index_of.get(term.id)
        if i_term is None:
            continue
        for text in (term.label, *(t for t, scope, _lay in term.synonyms if scope == "exact")):
            words = name_key(text).split()
            if 0 < len(words) <= _LONGEST_LABEL:
                found[frozenset(words)].add(i_term)
    return found
