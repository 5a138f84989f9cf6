"""How well each sign of a disease stands: who names it, and what speaks against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from rarekin.api.diseases.lookup import AnnotatedFinding, DiseasePage
from rarekin.api.making.release import current
from rarekin.api.ranking.ranker import ranker
from rarekin.api.telling.hallmarks import NamedBy, hallmarks
from rarekin.api.telling.kinds_of_sign import GRAVE, OF_CHILDREN, TUMOUR
from rarekin.api.telling.leading import is_of_tumours, term_information
from rarekin.api.telling.reports import mentioned, of_one_report, outdone
from rarekin.knowledge.lines import below
from rarekin.knowledge.voice import ORPHANET, voice_of
from rarekin.model.disease import Fact, Level
from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Ontology

# What is broader than this, such as "abnormal skull", agrees with anything.
_LEAST_INFORMATION = 1.8
_FEWEST_COUNTED = 5
_FEWEST_NAMED = 3
_MANY_COUNTED = 10

_OFTEN = 0.3
_NEARLY_ALWAYS = 0.8
_FEWEST_FORMS = 5
_DESCRIBED = 8
_FEW_OF_FORMS = 0.25
_MANY_FORMS = 10
_HARDLY_ANY_FORM = 0.1
_SURE = 2
_GROWN = 15.0
_MOST_BELOW = 200
_NAMED_OF = (
    "SELECT DISTINCT t.s, u.s, s.s FROM annotation a JOIN text t ON t.i = a.current "
    "JOIN text u ON u.i = a.subject JOIN text s ON s.i = a.source "
    "WHERE a.aspect = 'P' AND NOT a.excluded AND (a.numerator IS NULL OR a.numerator > 0) "
    "AND a.disease"
)


class Against(StrEnum):
    """What speaks against a sign, or against how often a list says that it occurs.

    Attributes
    ----------
    COUNTED
        Something broader was counted in ten people or more, and is less frequent.
    TUMOUR
        One list calls a tumour frequent in a disease that is none; it may mean a raised chance.
    AGE
        It belongs to the first years of life, and every source has the disease begin later.
    FEW_FORMS
        One list says that nearly everybody has it; few of the forms do, as others describe them.
    GRAVE
        One list alone says how often, and calls an emergency frequent that no definition names.
    """

    COUNTED = "counted"
    TUMOUR = "tumour"
    AGE = "age"
    FEW_FORMS = "few forms"
    GRAVE = "grave"


_OF_HOW_OFTEN = frozenset({Against.COUNTED, Against.GRAVE})
"""Not the sign is doubted: whoever counted something broader names it too, and an emergency is not
to be hidden because one list calls it frequent."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How well the signs of a disease stand.

    Attributes
    ----------
    backed
        At least two independent voices name it, or something broader or narrower; or it was
        counted in five people or more.
    alone
        A single list gives it a class of frequency, and no other voice bears it out.
    doubtful
        What speaks against a sign that nobody counted.
    defining
        A definition of the disease names it, without a hedge.
    dangers
        Tumours and emergencies: who was counted once may have them later.
    misdenied
        Signs that a list says do not belong to it, without having counted anybody, though its
        definition or a form has them, or another sign under the same heading.
    one_report, outdone, mentioned
        From `rarekin.api.telling.reports`, by whose functions they are called.
    overstated
        Signs that stand, though one list calls them more frequent than counts, forms or its
        single word allow: how often is not told, and nothing opens with them.
    named
        From `rarekin.api.telling.hallmarks`: signs that a text, a definition or criteria name.
    is_of_another
        Whether definitions name several signs and the record has nothing like any of them: then
        what lists have is not what the disease is known by.
    """

    backed: frozenset[Curie] = frozenset()
    alone: frozenset[Curie] = frozenset()
    doubtful: Mapping[Curie, Against] = field(default_factory=dict)
    defining: frozenset[Curie] = frozenset()
    dangers: frozenset[Curie] = frozenset()
    is_of_another: bool = False
    misdenied: frozenset[Curie] = frozenset()
    one_report: frozenset[Curie] = frozenset()
    outdone: Mapping[Curie, Curie] = field(default_factory=dict)
    mentioned: frozenset[Curie] = frozenset()
    overstated: frozenset[Curie] = frozenset()
    named: Mapping[Curie, NamedBy] = field(default_factory=dict)


def standing_of(page: DiseasePage, told: Iterable[Fact] = ()) -> Standing:
    """Say how well each sign of a disease stands.

    A voice is a catalogue (OMIM and the works its curators read; Orphanet), published cases, our
    own reading, or the definitions of the disease. What they say of its forms, and of the whole
    disease if it is a form, counts as well. One that names something broader or narrower agrees,
    unless it is so broad that it agrees with anything.

    Parameters
    ----------
    page
        From `rarekin.api.diseases.lookup.disease`.
    told
        What cannot wait that stands on the page, though it was written of a wider disease or of
        its kind.

    Returns
    -------
    standing
        Of the findings it has.
    """
    chorus = _Chorus(page, ranker().ontology, term_information())
    backed: set[Curie] = set()
    alone: set[Curie] = set()
    defining: set[Curie] = set()
    doubtful: dict[Curie, Against] = {}
    overstated: set[Curie] = set()
    is_of_another = chorus.is_of_another(page)
    on_record = [f for f in page.findings if f.term in chorus.ontology.index_of]
    dangers = {finding.term for finding in on_record if chorus.is_danger(finding)}
    named = hallmarks(page, told, dangers, chorus.ontology, term_information())
    for finding in on_record:
        is_counted = (finding.denominator or 0) >= _FEWEST_COUNTED
        is_borne_out = chorus.bears_out(finding) and not is_of_another
        if is_counted or is_borne_out or finding.term in named:
            backed.add(finding.term)
        elif finding.low is not None and not finding.counted:
            alone.add(finding.term)
        if chorus.is_defining(finding):
            defining.add(finding.term)
        is_sure = finding.term in backed
        against = chorus.against(finding, is_backed=is_sure)
        if against is not None and (is_sure or against in _OF_HOW_OFTEN):
            overstated.add(finding.term)
        elif against is not None:
            doubtful[finding.term] = against
    return Standing(
        frozenset(backed),
        frozenset(alone),
        doubtful,
        frozenset(defining),
        frozenset(dangers),
        is_of_another,
        chorus.misdenied(page),
        of_one_report(page),
        outdone(page, chorus.ontology),
        mentioned(page),
        frozenset(overstated),
        named,
    )


class _Chorus:
    """All voices that speak of a disease, of its forms, and of the whole it is a form of."""

    def __init__(self, page: DiseasePage, ontology: Ontology, weight: list[float]) -> None:
        self.ontology, self._weight = ontology, weight
        index_of = ontology.index_of
        self._named: dict[int, set[str]] = defaultdict(set)
        of_kin = signs_of_kin(page)
        for term, voice in (*_named_by(page), *((t, voice_of(e, s)) for t, e, s in of_kin)):
            if term in index_of:
                self._named[index_of[term]].add(voice)
        self._forms = self._described_forms(of_kin)
        self._defining = {
            index_of[sign.term]: sign.n_texts
            for sign in page.named_signs
            if not (sign.is_hedged or sign.is_of_whole) and sign.term in index_of
        }
        self._below: dict[int, set[str]] = defaultdict(set)
        for i_term, voices in self._named.items():
            for above in ontology.ancestors(i_term).tolist():
                self._below[above] |= voices
        self._counted = {
            index_of[f.term]: f.high or 0.0
            for f in page.findings
            if (f.denominator or 0) >= _MANY_COUNTED and f.term in index_of
        }
        self._i_tumour = index_of.get(TUMOUR, -1)
        self._of_children = {index_of[term] for term in OF_CHILDREN if term in index_of}
        self._grave = {index_of[term] for term in GRAVE if term in index_of}
        self._names = " | ".join(
            [page.ref.english, *(name.text for name in page.names if name.kind.is_current)]
        ).casefold()
        self._is_tumour = is_of_tumours(page)
        ages = [account.earliest for account in page.onset_accounts]
        self._is_of_adults = bool(ages) and min(ages) >= _GROWN

    def _described_forms(self, of_kin: Iterable[tuple[Curie, Curie, str]]) -> list[set[int]]:
        """Return what each form has that another catalogue describes at length."""
        signs: dict[Curie, set[int]] = defaultdict(set)
        for term, entry, source in of_kin:
            if term in self.ontology.index_of and voice_of(entry, source) != ORPHANET:
                signs[entry].add(self.ontology.index_of[term])
        return [
            {above for i in found for above in self._above(i)}
            for found in signs.values()
            if len(found) >= _DESCRIBED
        ]

    def _is_of_few_forms(self, i_term: int, low: float) -> bool:
        """Tell whether few of the forms have a sign, which no definition names either."""
        n_with, n_forms = sum(i_term in form for form in self._forms), len(self._forms)
        if low >= _NEARLY_ALWAYS:
            is_few = n_forms >= _FEWEST_FORMS and n_with < _FEW_OF_FORMS * n_forms
        else:
            is_few = n_forms >= _MANY_FORMS and n_with < _HARDLY_ANY_FORM * n_forms
        return is_few and not self._is_defining(i_term, _SURE)

    def _is_defining(self, i_term: int, least: int) -> bool:
        """Tell whether so many definitions name a sign, or something narrower, without a hedge."""
        return any(
            n_texts >= least and i_term in self._above(i) for i, n_texts in self._defining.items()
        )

    def _above(self, i_term: int) -> list[int]:
        found: list[int] = self.ontology.ancestors(i_term).tolist()
        return found

    def is_defining(self, finding: AnnotatedFinding) -> bool:
        """Tell whether a definition names a sign itself, without a hedge."""
        return self.ontology.index_of[finding.term] in self._defining

    def misdenied(self, page: DiseasePage) -> frozenset[Curie]:
        """Return what is denied without a count, where a form or the definition has it or its like.

        Its like stands under the same heading: a list that is wrong about one is about all.
        """
        index_of = self.ontology.index_of
        denied = {f.term for f in page.findings if f.excluded and not f.counted}
        denied = {term for term in denied if term in index_of}
        if not denied:
            return frozenset()
        below = signs_of_kin(page, below_only=True) if page.children else ()
        of_forms = {i for t, _e, _s in below if t in index_of for i in self._above(index_of[t])}
        wrong = {
            index_of[term]
            for term in denied
            if index_of[term] in of_forms or self._is_defining(index_of[term], 1)
        }
        headings = {parent for i_term in wrong for parent in self.ontology.parents(i_term)}
        return frozenset(
            term
            for term in denied
            if index_of[term] in wrong
            or not headings.isdisjoint(self.ontology.parents(index_of[term]))
        )

    def is_danger(self, finding: AnnotatedFinding) -> bool:
        """Tell whether a sign is a tumour or an emergency."""
        above = self._above(self.ontology.index_of[finding.term])
        return self._i_tumour in above or bool(self._grave.intersection(above))

    def is_of_another(self, page: DiseasePage) -> bool:
        """Tell whether the record has nothing like what definitions name."""
        index_of = self.ontology.index_of
        present = {index_of[f.term] for f in page.findings if f.term in index_of}
        named = [i for i in self._defining if self._weight[i] >= _LEAST_INFORMATION]
        if len(named) < _FEWEST_NAMED or len(present) < _FEWEST_NAMED:
            return False
        told = {i for term in present for i in self._near(term)}
        return all(told.isdisjoint(self._near(i)) for i in named)

    def _near(self, i_term: int) -> set[int]:
        """Return a sign and what is broader, as far as it still says something."""
        return {i for i in self._above(i_term) if self._weight[i] >= _LEAST_INFORMATION}

    def bears_out(self, finding: AnnotatedFinding) -> bool:
        """Tell whether two voices name a sign, or something broader or narrower."""
        i_term = self.ontology.index_of[finding.term]
        agreeing = set(self._below[i_term])
        for above in self._above(i_term):
            if above in self._named and self._weight[above] >= _LEAST_INFORMATION:
                agreeing |= self._named[above]
        return len(agreeing) > 1

    def against(self, finding: AnnotatedFinding, *, is_backed: bool) -> Against | None:
        """Return what speaks against a sign nobody counted; None where nothing does."""
        low = finding.low
        i_term = self.ontology.index_of[finding.term]
        if finding.counted or low is None or finding.label.casefold() in self._names:
            return None
        above = self._above(i_term)
        if low > min((self._counted[i] for i in above if i in self._counted), default=1.0):
            return Against.COUNTED
        if low >= _OFTEN and (doubt := self._against_one_list(finding, i_term, above)):
            return doubt
        if is_backed or self._is_defining(i_term, 1):
            return None
        if self._i_tumour in above and not self._is_tumour:
            return Against.TUMOUR
        is_of_children = bool(self._of_children.intersection(above))
        return Against.AGE if self._is_of_adults and is_of_children else None

    def _against_one_list(
        self, finding: AnnotatedFinding, i_term: int, above: Iterable[int]
    ) -> Against | None:
        """Return what speaks against how often Orphanet alone says that a sign occurs."""
        classed = {voice_of(r.disease, r.source) for r in finding.rows if r.frequency_term}
        if classed != {ORPHANET}:
            return None
        is_alone = all(voice_of(row.disease, row.source) == ORPHANET for row in finding.rows)
        if is_alone and self._is_of_few_forms(i_term, finding.low or 0.0):
            return Against.FEW_FORMS
        is_grave = bool(self._grave.intersection(above))
        return Against.GRAVE if is_grave and not self._is_defining(i_term, _SURE) else None


def _named_by(page: DiseasePage) -> Iterator[tuple[Curie, str]]:
    """Yield every sign of a disease with each voice that names it."""
    yield from ((sign.term, "definition") for sign in page.named_signs)
    for finding in page.findings:
        if not finding.excluded:
            yield from ((finding.term, voice_of(row.disease, row.source)) for row in finding.rows)


def signs_of_kin(page: DiseasePage, *, below_only: bool = False) -> list[tuple[Curie, Curie, str]]:
    """Return what is named of the forms of a disease and of the whole it is a form of.

    Parameters
    ----------
    page
        Of the disease.
    below_only
        Whether to leave out the whole that it is a form of.

    Returns
    -------
    named
        Term, entry and source of each statement.
    """
    release = current()
    if not page.children and not page.parents:
        return []
    number = release.number_of(page.ref.id)
    kin = set(below(release, number, _MOST_BELOW))
    if not below_only:
        wholes = (one.id for one in page.parents if one.level is not Level.GROUP)
        kin |= {release.number_of(one) for one in wholes}
    numbers = sorted(kin - {number})
    marks = ",".join("?" * len(numbers))
    rows = release.rows(f"{_NAMED_OF} IN ({marks})", numbers) if numbers else ()
    return [(Curie(term), Curie(entry), source) for term, entry, source in rows]
