"""Findings as a page shows them: by body system, the frequent first, with their share drawn."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise

from rarekin.api.diseases.lookup import AnnotatedFinding, label_of
from rarekin.api.telling.body import part_of_body
from rarekin.api.telling.voices import Standing
from rarekin.model.disease import Annotation, Fact
from rarekin.model.identifiers import Curie
from rarekin.web.atlas.sections.marks import Mark, Marks
from rarekin.web.atlas.sections.pictures import stage_counts, stage_in_words
from rarekin.web.atlas.telling import frequency, misleading_counts
from rarekin.web.atlas.telling.compose import sources_of
from rarekin.web.atlas.telling.glossary import glosses
from rarekin.web.atlas.telling.how_told import How, how_told, ungraded
from rarekin.web.atlas.telling.labels import label_in_language
from rarekin.web.atlas.telling.words import SYSTEMS
from rarekin.web.shell.phrases import gettext as _

_SHOWN_AT_ONCE = 3
_SYSTEMS_OPEN = 2
_OFTEN_ENOUGH = 5
_ENOUGH_LOOKED_AT = 10


@dataclass(frozen=True, slots=True)
class Sign:
    """One finding of a disease.

    Attributes
    ----------
    gloss
        A plain sentence, where there is one.
    words, percentage, counts
        How often in words; percentage, and counted people or who gave the class, where they
        add something.
    share
        Counted people in 100, drawn as a bar; None where none is to be drawn.
    note
        For whom it holds, where not for everybody.
    says
        What each source says, only where they disagree.
    low, high
        People in 100 that what is known leaves open, drawn as a range; None draws none.
    place
        How well founded and frequent it is, the best first: see `_surest_first`.
    is_danger
        Whether it is a tumour or an emergency.
    """

    term: Curie
    label: str
    gloss: str
    words: str
    percentage: str
    counts: str
    share: int | None
    note: str
    marks: tuple[Mark, ...]
    says: tuple[tuple[str, tuple[Mark, ...]], ...]
    low: int | None = None
    high: int | None = None
    place: tuple[int, float] = (0, 0.0)
    is_danger: bool = False


@dataclass(frozen=True, slots=True)
class SignGroup:
    """The findings of one body system: those shown at once and those folded away.

    Attributes
    ----------
    is_open
        Whether the system is shown at once; the systems with few findings are not.
    """

    heading: str | Promise
    shown: tuple[Sign, ...]
    folded: tuple[Sign, ...]
    is_open: bool = True

    @property
    def n_signs(self) -> int:
        """How many findings the group has."""
        return len(self.shown) + len(self.folded)


def by_system(
    findings: Sequence[AnnotatedFinding],
    marks: Marks,
    standing: Standing,
    known_by: Collection[Curie] = (),
    title: str = "",
) -> list[SignGroup]:
    """Group the findings a disease has by body system.

    Parameters
    ----------
    findings
        Excluded ones are left out, unless sources disagree about them.
    marks
        Numbers the sources.
    standing
        From `rarekin.api.telling.voices.standing_of`: what more than one voice names comes before
        what a single list has; what something speaks against is left to `doubted`.
    known_by
        Signs by which the disease is known: the system that has most of them comes first, then
        the largest.
    title
        English name of the disease: what it is named after is no matter of a count.

    Returns
    -------
    groups
        A finding of several systems stands where a reader looks for it.
    """
    graded = Counter(ungraded(f) for f in findings if not f.denominator and not f.excluded)
    present = [
        f for f in findings if (f.conflicting or not f.excluded) and f.term not in standing.doubtful
    ]
    groups: dict[str, list[AnnotatedFinding]] = defaultdict(list)
    told = glosses()
    for finding in sorted(present, key=lambda f: _surest_first(f, told, standing)):
        groups[_system_of(finding)].append(finding)
    ordered = sorted(
        groups.items(),
        key=lambda item: (-sum(f.term in known_by for f in item[1]), -len(item[1]), item[0]),
    )
    return [
        _group(
            heading,
            [
                replace(
                    sign(f, marks, told, how=how_told(f, standing, graded, title)),
                    place=_surest_first(f, told, standing)[:2],
                    is_danger=f.term in standing.dangers,
                )
                for f in members
            ],
            is_open=i < _SYSTEMS_OPEN,
        )
        for i, (heading, members) in enumerate(ordered)
    ]


def doubted(findings: Iterable[AnnotatedFinding], marks: Marks, standing: Standing) -> list[Sign]:
    """Return the findings of one list that something speaks against.

    Parameters
    ----------
    findings
        All of a disease.
    marks
        Numbers the sources.
    standing
        From `rarekin.api.telling.voices.standing_of`.

    Returns
    -------
    signs
        By name, with the list's word for how often and without a number.
    """
    told = glosses()
    found = [f for f in findings if f.term in standing.doubtful]
    how = frequency.told_by_one_list
    return [sign(f, marks, told, how=how) for f in sorted(found, key=lambda f: f.label)]


def ruled_out(findings: Sequence[AnnotatedFinding], marks: Marks, standing: Standing) -> list[Sign]:
    """Return the findings that sources looked for and did not find.

    Parameters
    ----------
    findings
        All of a disease.
    marks
        Numbers the sources.
    standing
        From `rarekin.api.telling.voices.standing_of`: denials that are not believed are left out.

    Returns
    -------
    signs
        By name.
    """
    excluded = [
        f
        for f in findings
        if f.excluded and not f.conflicting and f.term not in standing.misdenied
        # That a few had it not says nothing of others.
        if not f.denominator or f.denominator >= _ENOUGH_LOOKED_AT
    ]
    told = glosses()
    return [
        sign(f, marks, told)
        if f.denominator
        else replace(sign(f, marks, told), words=_("said not to belong to it"))
        for f in sorted(excluded, key=lambda f: f.label)
    ]


def sign(
    finding: AnnotatedFinding, marks: Marks, told: Mapping[Curie, str], *, how: How = frequency.told
) -> Sign:
    """Put one finding into words.

    Parameters
    ----------
    finding
        What all sources together say.
    marks
        Numbers the sources.
    told
        Plain sentences by finding, as `glosses` gives them.
    how
        Says how often it occurs.

    Returns
    -------
    sign
        Ready for a template.
    """
    often = how(finding)
    return Sign(
        term=finding.term,
        label=label_in_language(finding.term, finding.label),
        gloss=told.get(finding.term, ""),
        words=often.words,
        percentage=often.percentage,
        counts=often.detail,
        share=often.share,
        note=_for_whom(finding.sex),
        marks=marks.all(sources_of([finding])),
        says=tuple(_said(row, marks) for row in finding.rows) if finding.conflicting else (),
        low=often.low,
        high=often.high,
    )


def _surest_first(
    finding: AnnotatedFinding,
    told: Mapping[Curie, str],
    standing: Standing,
) -> tuple[int, float, bool, str]:
    """Put first what a definition names, then counted findings, then what two voices name.

    A class that a single list gives is one opinion, and lists have signs of other diseases by
    mistake; few people, or those of one report, may have been chosen for the sign. What is rare
    by any reading comes last, so that nothing frightening stands on top unless it is both
    frequent and well founded.
    """
    low = round(100 * (finding.low or 0.0))
    is_seldom = finding.low is not None and low < _OFTEN_ENOUGH
    is_danger = finding.term in standing.dangers
    if finding.term in standing.named and misleading_counts.hides_behind_a_count(
        finding, is_danger=is_danger
    ):
        place = 0
    elif is_seldom or (finding.denominator and low < _OFTEN_ENOUGH):
        place = 5
    elif finding.term in standing.defining:
        place = 0
    elif finding.denominator:
        place = 1 if _is_fairly_counted(finding, standing) else 3
    elif finding.low is None:
        place = 5
    else:
        place = 2 if finding.term in standing.backed else 4
    share = low or finding.expected_frequency
    return place, -share, finding.term not in told, finding.label


def _is_fairly_counted(finding: AnnotatedFinding, standing: Standing) -> bool:
    told_alone = {*standing.one_report, *standing.mentioned, *standing.outdone}
    return frequency.is_well_counted(finding) and finding.term not in told_alone


def _system_of(finding: AnnotatedFinding) -> str:
    part = part_of_body(finding)
    labels = dict(finding.systems)
    return str(SYSTEMS.get(part) or labels.get(part, part)) if part else _("other")


def _group(
    heading: str,
    signs: Sequence[Sign],
    *,
    is_open: bool,
) -> SignGroup:
    # Folding a single row away would cost more room than it saves.
    n_shown = len(signs) if len(signs) <= _SHOWN_AT_ONCE + 1 else _SHOWN_AT_ONCE
    title = heading[:1].upper() + heading[1:]
    return SignGroup(title, tuple(signs[:n_shown]), tuple(signs[n_shown:]), is_open)


def _for_whom(sex: str) -> str:
    if sex == "female":
        return _("girls and women")
    if sex == "male":
        return _("boys and men")
    return ""


def _said(row: Annotation, marks: Marks) -> tuple[str, tuple[Mark, ...]]:
    source = marks.all([row.source])
    where = ", ".join(row.references[:3])
    if row.excluded and row.denominator is None:
        text = _("not found")
    else:
        numerator = 0 if row.excluded else row.numerator
        text = frequency.of_statement(replace(row, numerator=numerator, excluded=False))
        if not row.excluded:
            text = _("found: %(how_often)s") % {"how_often": text}
    return (f"{text} ({where})" if where else text), source


@dataclass(frozen=True, slots=True)
class Beginning:
    """When one finding began in published cases, in words."""

    term: Curie
    label: str
    ages: str
    n_dated: int
    marks: tuple[Mark, ...]


def beginnings(facts: Sequence[Fact], marks: Marks) -> list[Beginning]:
    """Put the ages at which findings began into words.

    Parameters
    ----------
    facts
        Of any kind; those of kind ``natural_history`` that name a finding are told.
    marks
        Numbers the sources.

    Returns
    -------
    beginnings
        Those counted in most cases first.
    """
    found = []
    for fact in facts:
        if fact.kind != "natural_history" or "term" not in fact.value:
            continue
        counts, n_dated, _n_other = stage_counts(fact.value)
        term = Curie(str(fact.value["term"]))
        ages = ", ".join(f"{stage_in_words(stage)}: {n}" for stage, n in counts.items())
        found.append(
            Beginning(
                term,
                label_in_language(term, label_of(term)),
                ages,
                n_dated,
                marks.all([fact.source]),
            )
        )
    return sorted((b for b in found if b.ages), key=lambda b: (-b.n_dated, b.label))
