"""Which way of saying how often a sign occurs is right for it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from rarekin.api.diseases.lookup import AnnotatedFinding, label_of
from rarekin.api.telling.voices import Standing
from rarekin.web.atlas.telling import frequency, misleading_counts
from rarekin.web.atlas.telling.labels import label_in_language

How = Callable[[AnnotatedFinding], frequency.HowOften]

_GRADE = re.compile(r",? ?\b(borderline|mild|moderate|severe|profound)\b,?", re.IGNORECASE)


def how_told(
    finding: AnnotatedFinding, standing: Standing, graded: Counter[str], title: str
) -> How:
    """Return what says how often a sign of a disease occurs.

    Parameters
    ----------
    finding
        What all sources together say.
    standing
        How well the signs of the disease stand.
    graded
        How many grades of each sign are on record uncounted, by `ungraded`: of several grades
        nobody has all of them often.
    title
        English name of the disease: what it is named after is no matter of a count.

    Returns
    -------
    how
        To be called with the finding.
    """
    if re.search(rf"\b{re.escape(finding.label)}\b", title, re.IGNORECASE):
        return lambda _one: frequency.named_after()
    is_danger = finding.term in standing.dangers
    if finding.term in standing.overstated and not is_danger:
        return lambda _one: frequency.HowOften(frequency.in_some())
    by = standing.named.get(finding.term)
    if by is not None and misleading_counts.hides_behind_a_count(finding, is_danger=is_danger):
        return lambda one: misleading_counts.told_of_a_hallmark(one, by, is_danger=is_danger)
    return _of_a_kind(finding, standing) or _as_counted(finding, standing, graded)


def _of_a_kind(finding: AnnotatedFinding, standing: Standing) -> How | None:
    """Return how a sign is told whose count or class says less than it seems to."""
    if finding.term in standing.alone:
        return frequency.told_by_one_list
    if finding.term in standing.outdone:
        kind = standing.outdone[finding.term]
        return lambda one: misleading_counts.told_with_its_kind(
            one, label_in_language(kind, label_of(kind))
        )
    is_of_few = 0 < (finding.denominator or 0) < frequency.FEWEST_COUNTED
    if finding.term in standing.dangers and not is_of_few:
        return frequency.told_of_a_danger
    if finding.term in standing.one_report:
        return misleading_counts.told_of_one_report
    return misleading_counts.told_of_a_mention if finding.term in standing.mentioned else None


def _as_counted(finding: AnnotatedFinding, standing: Standing, graded: Counter[str]) -> How:
    if not finding.denominator and graded[ungraded(finding)] > 1 and _GRADE.search(finding.label):
        return lambda _one: frequency.HowOften(frequency.in_some())
    is_of_several = finding.term in standing.backed
    return misleading_counts.told_by_several if is_of_several else frequency.told


def ungraded(finding: AnnotatedFinding) -> str:
    """Return the name of a sign without its grade, folded.

    Parameters
    ----------
    finding
        What all sources together say.
    """
    return " ".join(_GRADE.sub(" ", finding.label).casefold().split())
