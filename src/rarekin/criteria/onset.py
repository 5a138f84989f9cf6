"""Ages of onset as intervals, so that a class such as "infantile" can be compared with a date.

The limits are those in the definitions of the HPO onset terms (HPO release 2025-01-16).
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from rarekin.model.case import Case, Finding, State
from rarekin.model.identifiers import Curie
from rarekin.model.sentences import Sentence, sentence

Years = tuple[float, float]

_NEONATE_YEARS = 28 / 365.25
ONSET_YEARS: dict[Curie, Years] = {
    Curie("HP:0030674"): (-1.0, 0.0),
    Curie("HP:0011460"): (-1.0, 0.0),
    Curie("HP:0011461"): (-1.0, 0.0),
    Curie("HP:0003577"): (0.0, 0.0),
    Curie("HP:0003623"): (0.0, _NEONATE_YEARS),
    Curie("HP:0003593"): (_NEONATE_YEARS, 1.0),
    Curie("HP:0410280"): (_NEONATE_YEARS, 16.0),
    Curie("HP:0011463"): (1.0, 5.0),
    Curie("HP:0003621"): (5.0, 16.0),
    Curie("HP:0003581"): (16.0, math.inf),
    Curie("HP:0011462"): (16.0, 40.0),
    Curie("HP:0003596"): (40.0, 60.0),
    Curie("HP:0003584"): (60.0, math.inf),
}


def onset_of(finding: Finding) -> Years | None:
    """Return the age at which a finding began, as an interval in years.

    Parameters
    ----------
    finding
        With an age, an onset class, both or neither.

    Returns
    -------
    years
        Earliest and latest age, the latter not included where the class gives a range; None
        where nothing is recorded.

    Examples
    --------
    >>> onset_of(Finding(Curie("HP:0025027"), onset_term=Curie("HP:0003621")))
    (5.0, 16.0)
    >>> onset_of(Finding(Curie("HP:0025027"), onset_years=0.5))
    (0.5, 0.5)
    """
    if finding.onset_years is not None:
        return finding.onset_years, finding.onset_years
    if finding.onset_term is not None:
        return ONSET_YEARS.get(finding.onset_term)
    return None


def earliest(findings: Iterable[Finding]) -> Years | None:
    """Return when the first of some findings began.

    Parameters
    ----------
    findings
        Those present.

    Returns
    -------
    years
        Open below where a finding has no onset: it could have come first. None where none has.

    Examples
    --------
    >>> skin = Finding(Curie("HP:0025027"), onset_years=1.0)
    >>> earliest([skin, Finding(Curie("HP:0034282"), onset_term=Curie("HP:0003621"))])
    (1.0, 1.0)
    >>> earliest([skin, Finding(Curie("HP:0034282"))])
    (-inf, 1.0)
    """
    known = [onset_of(finding) for finding in findings]
    dated = [years for years in known if years is not None]
    if not dated:
        return None
    low = min(y[0] for y in dated) if len(dated) == len(known) else -math.inf
    return low, min(y[1] for y in dated)


def case_onset(case: Case) -> Years | None:
    """Return when the disease began, from its age or an onset class among the findings.

    Parameters
    ----------
    case
        One person.

    Returns
    -------
    years
        None where nothing is recorded.

    Examples
    --------
    >>> case_onset(Case("a", findings=(Finding(Curie("HP:0003577")),)))
    (0.0, 0.0)
    """
    if case.onset_years is not None:
        return case.onset_years, case.onset_years
    classes = [
        ONSET_YEARS[f.term]
        for f in case.findings
        if f.state is State.PRESENT and f.term in ONSET_YEARS
    ]
    if not classes:
        return None
    return min(c[0] for c in classes), min(c[1] for c in classes)


def is_before(first: Years, then: Years) -> bool | None:
    """Tell whether one onset lies before another.

    Parameters
    ----------
    first, then
        Intervals in years.

    Returns
    -------
    is_before
        None where the intervals overlap or the ages are the same.

    Examples
    --------
    >>> is_before((0.0, 1.0), (5.0, 16.0)), is_before((4.0, 4.0), (2.0, 2.0))
    (True, False)
    >>> print(is_before((1.0, 5.0), (3.0, 3.0)))
    None
    """
    if is_below(first, then[0]):
        return True
    return False if is_below(then, first[0]) else None


def is_below(onset: Years, limit_years: float) -> bool | None:
    """Tell whether an onset lies below an age.

    Parameters
    ----------
    onset
        Interval in years.
    limit_years
        The age, itself not included.

    Returns
    -------
    is_below
        None where the interval spans the age.

    Examples
    --------
    >>> is_below((0.08, 1.0), 1.0), is_below((1.0, 1.0), 1.0), is_below((0.1, 16.0), 1.0)
    (True, False, None)
    """
    low, high = onset
    if low >= limit_years:
        return False
    return True if high < limit_years or (low < high == limit_years) else None


def in_words(years: Years) -> Sentence:
    """Say an age, or a range of ages.

    Parameters
    ----------
    years
        Interval in years.

    Returns
    -------
    text
        Open where the interval is.

    Examples
    --------
    >>> print(in_words((0.0, 1.0)), in_words((-math.inf, 2.0)), sep="; ")
    0 to 1 years; 2 years or before
    """
    low, high = years
    if low == high:
        return sentence("%(n)s years", n=low)
    if math.isinf(low):
        return sentence("%(n)s years or before", n=f"{high:.2g}")
    if math.isinf(high):
        return sentence("%(n)s years or after", n=f"{low:.2g}")
    return sentence("%(low)s to %(high)s years", low=f"{low:.2g}", high=f"{high:.2g}")
