"""How well each sign of a disease stands: who names it, and what speaks against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from rarekin.api.diseases.lookup import AnnotatedFinding, DiseasePage
from rarekin.api.making.release import current
from rarekin.api.ranking.ranker import ranker
from rarekin.api.telling.leading import is_of_tumours, term_information
from rarekin.model.disease import Level
from rarekin.model.identifiers import Curie, prefix_of
from rarekin.model.ontology import Ontology

# What is broader than this, such as "abnormal skull", agrees with anything.
_LEAST_INFORMATION = 1.8
_FEWEST_COUNTED = 5
_MANY_COUNTED = 10
_TUMOUR = Curie("HP:0002664")

_ORPHANET = "orphanet"

_WELL_DESCRIBED = 20
"""From so many signs on, other voices know a disease too well to miss what most people have."""

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
_OF_CHILDREN = frozenset(
    map(
        Curie,
        (
            "HP:0012758",  # neurodevelopmental delay
            "HP:0000750",  # delayed speech and language development
            "HP:0001508",  # failure to thrive
            "HP:0001319",  # neonatal hypotonia
            "HP:0001197",  # abnormality of prenatal development or birth
            "HP:0001999",  # abnormal facial shape
            "HP:0000252",  # microcephaly
            "HP:0011968",  # feeding difficulties (of a child)
        ),
    )
)
"""With what is below them: signs of the first years, or that are there at birth."""

_GRAVE = frozenset(
    map(
        Curie,
        (
            "HP:0002170",  # intracranial hemorrhage
            "HP:0002239",  # gastrointestinal hemorrhage
            "HP:0001297",  # stroke
            "HP:0001699",  # sudden death
            "HP:0001695",  # cardiac arrest
            "HP:0001658",  # myocardial infarction
            "HP:0002647",  # aortic dissection
            "HP:0002204",  # pulmonary embolism
            "HP:0002878",  # respiratory failure
            "HP:0001259",  # coma
            "HP:0001399",  # hepatic failure
            "HP:0100806",  # sepsis
            "HP:0002133",  # status epilepticus
            "HP:0000618",  # blindness
        ),
    )
)
"""With what is below them: nobody is frightened with these on one list's word."""

_BY_TEST = frozenset(map(Curie, ("HP:0002353", "HP:0012705", "HP:0003457")))
"""Seen by EEG, magnetic resonance spectroscopy or EMG: texts that tell of signs seldom name it."""

_KIN = (
    "WITH RECURSIVE below(i) AS (SELECT disease FROM parent WHERE parent = ? UNION "
    "SELECT p.disease FROM parent p JOIN below b ON p.parent = b.i LIMIT ?) SELECT i FROM below"
)
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
    UNNAMED
        One list calls it frequent; others describe the disease at length and name nothing like it.
    """

    COUNTED = "counted"
    TUMOUR = "tumour"
    AGE = "age"
    FEW_FORMS = "few forms"
    GRAVE = "grave"
    UNNAMED = "unnamed"


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
    """

    backed: frozenset[Curie] = frozenset()
    alone: frozenset[Curie] = frozenset()
    doubtful: Mapping[Curie, Against] = field(default_factory=dict)


def standing_of(page: DiseasePage) -> Standing:
    """Say how well each sign of a disease stands.

    A voice is a catalogue (OMIM and the works its curators read; Orphanet), published cases, our
    own reading, or the definitions of the disease. What they say of its forms, and of the whole
    disease if it is a form, counts as well. One that names something broader or narrower agrees,
    unless it is so broad that it agrees with anything.

    Parameters
    ----------
    page
        From `rarekin.api.diseases.lookup.disease`.

    Returns
    -------
    standing
        Of the findings it has.
    """
    chorus = _Chorus(page, ranker().ontology, term_information())
    backed: set[Curie] = set()
    alone: set[Curie] = set()
    doubtful: dict[Curie, Against] = {}
    for finding in page.findings:
        if finding.term not in chorus.ontology.index_of:
            continue
        if (finding.denominator or 0) >= _FEWEST_COUNTED or chorus.bears_out(finding):
            backed.add(finding.term)
        elif finding.low is not None and not finding.counted:
            alone.add(finding.term)
        if against := chorus.against(finding, is_backed=finding.term in backed):
            doubtful[finding.term] = against
    return Standing(frozenset(backed), frozenset(alone), doubtful)


class _Chorus:
    """All voices that speak of a disease, of its forms, and of the whole it is a form of."""

    def __init__(self, page: DiseasePage, ontology: Ontology, weight: list[float]) -> None:
        self.ontology, self._weight = ontology, weight
        index_of = ontology.index_of
        self._named: dict[int, set[str]] = defaultdict(set)
        of_kin = _of_kin(page)
        for term, voice in (*_named_by(page), *((t, _voice(e, s)) for t, e, s in of_kin)):
            if term in index_of:
                self._named[index_of[term]].add(voice)
        self._forms = self._described_forms(of_kin)
        self._defining = {
            index_of[sign.term]: sign.n_texts
            for sign in page.named_signs
            if not sign.is_hedged and sign.term in index_of
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
        self._i_tumour = index_of.get(_TUMOUR, -1)
        self._of_children = {index_of[term] for term in _OF_CHILDREN if term in index_of}
        self._grave = {index_of[term] for term in _GRAVE if term in index_of}
        self._by_test = {index_of[term] for term in _BY_TEST if term in index_of}
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
            if term in self.ontology.index_of and _voice(entry, source) != _ORPHANET:
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
        if self._is_of_adults and self._of_children.intersection(above):
            return Against.AGE
        return Against.UNNAMED if low >= _OFTEN and self._is_far(i_term, above) else None

    def _against_one_list(
        self, finding: AnnotatedFinding, i_term: int, above: Iterable[int]
    ) -> Against | None:
        """Return what speaks against how often Orphanet alone says that a sign occurs."""
        classed = {_voice(r.disease, r.source) for r in finding.rows if r.frequency_term}
        if classed != {_ORPHANET}:
            return None
        is_alone = all(_voice(row.disease, row.source) == _ORPHANET for row in finding.rows)
        if is_alone and self._is_of_few_forms(i_term, finding.low or 0.0):
            return Against.FEW_FORMS
        is_grave = bool(self._grave.intersection(above))
        return Against.GRAVE if is_grave and not self._is_defining(i_term, _SURE) else None

    def _is_far(self, i_term: int, above: Iterable[int]) -> bool:
        """Tell whether other voices say much, and nothing that is even akin to a sign."""
        if self._by_test.intersection(above):
            return False
        own = self._named[i_term]
        n_others = sum(bool(voices - own) for voices in self._named.values())
        near: set[str] = set()
        for i_above in above:
            if self._weight[i_above] >= _LEAST_INFORMATION:
                near |= self._below[i_above]
        return n_others >= _WELL_DESCRIBED and not near - own


def _named_by(page: DiseasePage) -> Iterator[tuple[Curie, str]]:
    """Yield every sign of a disease with each voice that names it."""
    yield from ((sign.term, "definition") for sign in page.named_signs)
    for finding in page.findings:
        if not finding.excluded:
            yield from ((finding.term, _voice(row.disease, row.source)) for row in finding.rows)


def _of_kin(page: DiseasePage) -> list[tuple[Curie, Curie, str]]:
    """Return what is named of the forms of a disease and of the whole it is a form of."""
    release = current()
    if not page.children and not page.parents:
        return []
    number = release.number_of(page.ref.id)
    kin = {row[0] for row in release.rows(_KIN, (number, _MOST_BELOW))}
    kin |= {release.number_of(one.id) for one in page.parents if one.level is not Level.GROUP}
    numbers = sorted(kin - {number})
    marks = ",".join("?" * len(numbers))
    rows = release.rows(f"{_NAMED_OF} IN ({marks})", numbers) if numbers else ()
    return [(Curie(term), Curie(entry), source) for term, entry, source in rows]


def _voice(entry: Curie, source: str) -> str:
    """Name who speaks: an entry of Orphanet is one voice, whichever file carries it."""
    if prefix_of(entry) == "ORPHA":
        return _ORPHANET
    return "omim" if source == "hpoa" else source
