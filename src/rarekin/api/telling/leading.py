"""Which signs say most about a disease: specific, frequent, and known from more than one voice."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache

from rarekin.api.diseases.lookup import AnnotatedFinding, DiseasePage
from rarekin.api.ranking.ranker import Ranker, ranker
from rarekin.model.identifiers import Curie
from rarekin.rank.lookalikes import information

_OF_ONE_SYSTEM = 2
_FEWEST_COUNTED = 5
_LEAST_SHARE = 0.2
# A class of frequency is one source's opinion: it must at least say "frequent", ...
_LEAST_OF_A_CLASS = 0.3
# ... and nobody is frightened with a tumour on that ground alone.
_TUMOURS = Curie("HP:0002664")
_OF_NEARLY_ALL = 0.8
_LEAST_INFORMATION = 1.5
_MOST_INFORMATION = 4.0
_PLAIN = 1.6
_BACKED = 2.5
_TITLED = 3.0
_WORD = re.compile(r"[a-z]{6,}")
_TUMOUR_NAMES = (
    "oma",
    "tumor",
    "tumour",
    "cancer",
    "neoplasm",
    "leukemia",
    "polyposis",
    "omatosis",
)


def leading_findings(
    page: DiseasePage,
    most: int,
    in_plain_words: Collection[Curie] = (),
    *,
    share_of: Callable[[AnnotatedFinding], float] | None = None,
    backed: Collection[Curie] = (),
    doubtful: Collection[Curie] = (),
) -> tuple[AnnotatedFinding, ...]:
    """Choose the findings that say most about a disease.

    Parameters
    ----------
    page
        From `rarekin.api.diseases.lookup.disease`.
    most
        How many are wanted at most.
    in_plain_words
        Findings for which there is a plain sentence; they go before others that say as much.
    share_of
        How frequent a finding counts, 0 to leave it out; by default `sure_share`.
    backed
        Findings that more than one voice names; they go before what a single list has.
    doubtful
        Findings that something speaks against; they are left out.

    Returns
    -------
    findings
        By how specific a finding is (its information content over all diseases, up to a point
        beyond which a sign is only a laboratory's name) times the lowest share of people that
        what is known allows. At most two of one body system,
        none broader or narrower than another; tumours only where people were counted. Empty
        where nothing is known to be frequent.
    """
    engine = ranker()
    weight = term_information()
    index_of = engine.ontology.index_of
    titled = frozenset(_WORD.findall(page.ref.english.casefold()))
    scored = [
        (
            share
            * (_TITLED if titled.intersection(_WORD.findall(f.label.casefold())) else 1.0)
            * min(weight[index_of[f.term]], _MOST_INFORMATION)
            * (_PLAIN if f.term in in_plain_words else 1.0)
            * (_BACKED if f.term in backed else 1.0),
            f,
        )
        for f in page.findings
        if f.term in index_of and f.term not in doubtful
        if (share := _share(page, f, share_of or sure_share)) > 0
        if weight[index_of[f.term]] >= _LEAST_INFORMATION
    ]
    scored.sort(key=lambda pair: (-pair[0], pair[1].label))
    return tuple(_apart(engine, (f for _score, f in scored), most))


def is_of_tumours(page: DiseasePage) -> bool:
    """Tell whether a disease, or what it belongs to, is a tumour by its name.

    Parameters
    ----------
    page
        From `rarekin.api.diseases.lookup.disease`.

    Returns
    -------
    is_tumour
        Then a tumour is no surprise among its signs.
    """
    return any(one.english.endswith(_TUMOUR_NAMES) for one in (page.ref, *page.parents))


def _share(
    page: DiseasePage, finding: AnnotatedFinding, share_of: Callable[[AnnotatedFinding], float]
) -> float:
    """Return how frequent a finding counts; of a tumour, nearly everybody has the tumour itself."""
    low = finding.low or 0.0
    if _is_tumour(finding) and low >= _OF_NEARLY_ALL and is_of_tumours(page):
        return low
    return share_of(finding)


def sure_share(finding: AnnotatedFinding) -> float:
    """Return the share of people that have a finding by any reading of what is known.

    Parameters
    ----------
    finding
        What all sources together say.

    Returns
    -------
    share
        0 to 1; 0 where it is denied or disputed, known in too few people, or not frequent.
    """
    if finding.excluded or finding.conflicting:
        return 0.0
    low = finding.low or 0.0
    if finding.denominator:
        return low if finding.denominator >= _FEWEST_COUNTED and low >= _LEAST_SHARE else 0.0
    if _is_tumour(finding):
        return 0.0
    return low if low >= _LEAST_OF_A_CLASS else 0.0


def possible_share(finding: AnnotatedFinding) -> float:
    """Return how much a finding counts where nobody says how often it occurs.

    Parameters
    ----------
    finding
        What all sources together say.

    Returns
    -------
    share
        0 where it is denied, disputed, known to be seldom, or a tumour.
    """
    if finding.excluded or finding.conflicting or _is_tumour(finding):
        return 0.0
    seldom = finding.frequency is not None and finding.expected_frequency < _LEAST_SHARE
    return 0.0 if seldom else finding.expected_frequency


def _is_tumour(finding: AnnotatedFinding) -> bool:
    return any(system == _TUMOURS for system, _label in finding.systems)


def _apart(
    engine: Ranker, findings: Iterable[AnnotatedFinding], most: int
) -> list[AnnotatedFinding]:
    """Take the first findings that neither repeat one another nor crowd one body system."""
    ontology = engine.ontology
    chosen: list[AnnotatedFinding] = []
    for finding in findings:
        if len(chosen) == most:
            break
        own = {system for system, _label in finding.systems}
        crowded = any(
            sum(system in {s for s, _l in other.systems} for other in chosen) >= _OF_ONE_SYSTEM
            for system in own
        )
        is_repeat = any(
            ontology.is_a(finding.term, other.term)
            or ontology.is_a(other.term, finding.term)
            or _without_degree(finding) == _without_degree(other)
            for other in chosen
        )
        if not crowded and not is_repeat:
            chosen.append(finding)
    return chosen


def _without_degree(finding: AnnotatedFinding) -> str:
    """Return what stays the same in *…, mild* and *…, severe*."""
    return finding.label.partition(",")[0]


def term_information() -> list[float]:
    """Return how specific each finding is, over all diseases of the release that serves.

    Returns
    -------
    information
        Natural log, by index in the ontology; 0 for what is no finding.
    """
    return _information(ranker())


@lru_cache(maxsize=2)
def _information(engine: Ranker) -> list[float]:
    found: list[float] = information(engine.profiles, len(engine.ontology)).tolist()
    return found
