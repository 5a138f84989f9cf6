"""The signs a disease is known by: those its definition names and that are on record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rarekin.api.diseases.lookup import AnnotatedFinding, DiseasePage
from rarekin.api.diseases.types_named import is_of_an_age
from rarekin.api.ranking.ranker import ranker
from rarekin.api.telling.leading import term_information
from rarekin.api.telling.spread import Spread
from rarekin.api.telling.voices import signs_of_kin
from rarekin.knowledge.named_signs import NamedSign
from rarekin.knowledge.names import name_key
from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Ontology

FEWEST = 2
"""A single sign tells no disease."""

_LEAST_INFORMATION = 1.0
# Headings of the ontology, such as "abnormality of the skin", tell next to nothing.
_LEAST_OF_A_HEADING = 3.0
_HEADINGS = ("Abnormality", "Abnormal ", "Aplasia/Hypoplasia")
_TUMOURS = Curie("HP:0002664")
_TOO_WIDE = frozenset(map(Curie, (_TUMOURS, "HP:0001507", "HP:0012531", "HP:0002960")))
"""Neoplasm, growth abnormality, pain, autoimmunity."""
_HABITS = frozenset(map(Curie, ("HP:0030955", "HP:0033511")))
"""Addictions: they can bring a disease on, and nobody is known by them."""

# A narrower sign of a definition agrees with a broader one on record, if that is no truism.
_LEAST_SHARED = 2.0
_FEWEST_COUNTED = 5
_SELDOM = 0.3
_HARDLY_ANY = 0.2
_HALF = 0.5
_SURE = 2
_NEEDS_NO_LIST = 3
"""So many definitions do where no catalogue has a sign; two were misread alike too often."""

_MISREAD = frozenset(
    map(
        Curie,
        (
            "HP:0002094",  # dyspnea, from breathing that is unusual in another way
            "HP:0000613",  # photophobia, from light-sensitive tissue of the eye
            "HP:0012733",  # macule, from macula
            "HP:0100699",  # scarring
            "HP:0033850",  # coldness
            "HP:0000718",  # aggressive behavior, from an aggressive tumour
            "HP:0041055",  # fractured humerus, from a fused one
            "HP:0041219",
            "HP:0011897",  # neutrophilia
            "HP:0001548",  # overgrowth
            "HP:0001510",  # growth delay, from a slowly growing tumour
            "HP:0006872",  # cerebral hypoplasia, from a small brain
            "HP:0000968",  # ectodermal dysplasia
            "HP:0002960",  # autoimmunity
            "HP:0002486",  # myotonia, from myotonic dystrophy
            "HP:0030430",  # neuroma
            "HP:0000256",  # macrocephaly, of sperm
            "HP:0032245",  # abnormal metabolism
        ),
    )
)
"""Read into definitions by mistake more than once: a catalogue has to bear them out."""

_Place = tuple[bool, bool, int, bool, int]


@dataclass(frozen=True, slots=True)
class TellingSign:
    """A sign by which a disease is known.

    Attributes
    ----------
    sources
        Names of the data sources that name it.
    is_hedged
        Whether definitions only say that it may occur.
    is_rarer
        Whether by all that is on record fewer than half of the people have it.
    """

    term: Curie
    label: str
    sources: tuple[str, ...]
    is_hedged: bool = False
    is_rarer: bool = False


def telling_signs(
    page: DiseasePage,
    most: int,
    in_plain_words: Collection[Curie] = (),
    doubtful: Collection[Curie] = (),
) -> tuple[TellingSign, ...]:
    """Choose the signs by which a disease is known.

    Parameters
    ----------
    page
        From `rarekin.api.diseases.lookup.disease`.
    most
        How many are wanted at most.
    in_plain_words
        Findings for which there is a plain sentence; of signs that as many definitions name
        they go first.
    doubtful
        Signs that something speaks against; they are left out.

    Returns
    -------
    signs
        What somebody chose; else what three definitions of the disease name, or one names and a
        catalogue has on record too, of it or of a form: itself, something narrower, or something
        broader that is not a truism. What
        is seldom is no leading sign, whatever a definition says, nor what few forms have (see
        `rarekin.api.telling.spread`). Empty where fewer than `FEWEST` are left.
    """
    ontology = ranker().ontology
    weight = term_information()
    plain = frozenset(in_plain_words)
    named = [
        sign
        for sign in page.named_signs
        if sign.term in ontology.index_of and sign.term not in _HABITS
        if not _is_itself(ontology.label(sign.term), page)
    ]
    is_chosen = bool(named) and named[0].is_chosen
    record = _OnRecord(page, ontology, weight)
    spread = Spread(page)
    borne_out: dict[Curie, TellingSign] = {}
    order: dict[Curie, _Place] = {}
    for place, sign in enumerate(named):
        told = record.told(sign)
        if (
            told is None
            or told.term in doubtful
            or (not is_chosen and _is_vague(told, weight[ontology.index_of[told.term]], sign))
            or (not is_chosen and spread.is_of_few(told.term, sign.n_texts))
        ):
            continue
        borne_out.setdefault(told.term, told)
        is_rarer = told.is_rarer and not sign.is_first
        weight_of = sign.n_texts + sign.is_first
        key = (sign.is_hedged, is_rarer, -weight_of, told.term not in plain, place)
        order.setdefault(told.term, key)
    if not is_chosen:
        borne_out, order = _narrowest(ontology, borne_out, order)
    best = sorted(borne_out.values(), key=lambda one: () if is_chosen else order[one.term])
    return tuple(best[:most]) if is_chosen or len(best) >= FEWEST else ()


def _is_itself(label: str, page: DiseasePage) -> bool:
    """Tell whether a sign is the disease under another heading, as *Alzheimer disease* is."""
    key, title = name_key(label), name_key(page.ref.english)
    is_disease = label.endswith((" disease", " syndrome"))
    return key == title or (is_disease and key in title)


def _is_vague(sign: TellingSign, information: float, named: NamedSign) -> bool:
    """Tell whether a sign is only a heading, such as "abnormality of the skin"."""
    if sign.term == _TUMOURS and named.n_texts >= _SURE and not named.is_hedged:
        # "a predisposition to cancer": the hallmark, and no single tumour is meant.
        return False
    is_heading = sign.label.startswith(_HEADINGS) or sign.term in _TOO_WIDE
    return information < (_LEAST_OF_A_HEADING if is_heading else _LEAST_INFORMATION)


def _narrowest(
    ontology: Ontology, found: Mapping[Curie, TellingSign], order: Mapping[Curie, _Place]
) -> tuple[dict[Curie, TellingSign], dict[Curie, _Place]]:
    """Leave out signs of which a narrower one is told, which takes over the better place."""
    places = dict(order)
    kept = dict(found)
    for wide in found:
        narrow = [t for t in found if t != wide and ontology.is_a(t, wide) and not places[t][0]]
        if narrow:
            kept.pop(wide, None)
            for term in narrow:
                places[term] = min(places[term], (*places[wide][:3], *places[term][3:]))
    return kept, places


class _OnRecord:
    """What is on record about a disease, to be compared with what its definitions name."""

    def __init__(self, page: DiseasePage, ontology: Ontology, weight: list[float]) -> None:
        self._ontology, self._weight = ontology, weight
        # Newborn babies have other signs than the definition of the whole disease names.
        self._is_of_an_age = is_of_an_age(page.ref.english)
        self._present: dict[int, AnnotatedFinding] = {
            ontology.index_of[f.term]: f
            for f in page.findings
            if not f.excluded and not f.conflicting and f.term in ontology.index_of
        }
        self._above = {i: set(ontology.ancestors(i).tolist()) for i in self._present}
        self._denied = {
            ontology.index_of[f.term]
            for f in page.findings
            if (f.excluded or f.conflicting) and f.term in ontology.index_of
        }
        # Where antibodies were looked for in vain, no definition means autoimmunity.
        self._denied_below = {
            above for i in self._denied for above in ontology.ancestors(i).tolist() if above != i
        }
        self._of_forms: dict[int, set[str]] = defaultdict(set)
        for term, _entry, source in signs_of_kin(page, below_only=True):
            if term in ontology.index_of:
                for above in ontology.ancestors(ontology.index_of[term]).tolist():
                    self._of_forms[above].add(source)

    def told(self, sign: NamedSign) -> TellingSign | None:
        """Return how a sign is told that the record bears out; None where it does not.

        What only something narrower bears out is told as the definition has it; what only
        something broader bears out, as the record has it.
        """
        i_sign = self._ontology.index_of[sign.term]
        own = self._present.get(i_sign)
        if sign.is_of_whole and self._is_of_an_age and own is None:
            return None
        bearing = (
            [own] if own else [f for i, f in self._present.items() if i_sign in self._above[i]]
        )
        if sign.is_chosen:
            return self._telling(i_sign, sign, bearing)
        if not bearing and i_sign in self._denied_below:
            return None
        if not bearing and i_sign not in self._denied:
            is_read_well = sign.term not in _MISREAD and not sign.is_of_whole
            is_sure = sign.n_texts >= _NEEDS_NO_LIST and not sign.is_hedged and is_read_well
            if is_sure or i_sign in self._of_forms:
                return self._telling(i_sign, sign, [], self._of_forms.get(i_sign, ()))
        if not bearing:
            i_sign = self._broader(i_sign)
            bearing = [self._present[i_sign]] if i_sign >= 0 else []
        bearing = [f for f in bearing if not is_seldom(f, sign)]
        return self._telling(i_sign, sign, bearing) if bearing else None

    def _broader(self, i_sign: int) -> int:
        """Return the narrowest sign on record above one, unless it is a truism; else -1."""
        above = [i for i in self._ontology.ancestors(i_sign).tolist() if i in self._present]
        best = max(above, key=lambda i: self._weight[i], default=-1)
        return best if best >= 0 and self._weight[best] >= _LEAST_SHARED else -1

    def _telling(
        self,
        i_term: int,
        sign: NamedSign,
        bearing: Sequence[AnnotatedFinding],
        others: Iterable[str] = (),
    ) -> TellingSign:
        of_rows = (row.source for f in bearing for row in f.rows)
        sources = dict.fromkeys([sign.source, *of_rows, *sorted(others)])
        id_, label = self._ontology.ids[i_term], self._ontology.labels[i_term]
        known = [f.high for f in bearing if f.high is not None]
        is_rarer = bool(known) and max(known) < _HALF
        return TellingSign(id_, label, tuple(sources), sign.is_hedged, is_rarer)


def is_seldom(finding: AnnotatedFinding, sign: NamedSign) -> bool:
    """Tell whether a finding is too seldom to tell a disease.

    Parameters
    ----------
    finding
        As it is on record.
    sign
        As definitions name it.

    Returns
    -------
    is_seldom
        By the people counted; else by what a source states, unless several definitions name it
        without a hedge. What a definition names first is the hallmark, whatever was estimated;
        counts speak against it only where hardly anybody had it.
    """
    is_first = sign.is_first and not sign.is_hedged
    if finding.denominator:
        is_few = finding.denominator < _FEWEST_COUNTED
        least = _HARDLY_ANY if is_first else _SELDOM
        return not is_few and (finding.frequency or 0.0) < least
    is_low = finding.high is not None and finding.high <= _SELDOM
    return is_low and not is_first and (sign.is_hedged or sign.n_texts < _SURE)
