"""Findings as a page shows them: by body system, the frequent first, with their share drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise

from rarekin.api.lookup import AnnotatedFinding, label_of
from rarekin.model.disease import Annotation, Fact
from rarekin.model.identifiers import Curie
from rarekin.web.atlas.compose import sources_of
from rarekin.web.atlas.frequency import counts, how_often, percentage
from rarekin.web.atlas.glossary import glosses
from rarekin.web.atlas.labels import label_in_language
from rarekin.web.atlas.marks import Mark, Marks
from rarekin.web.atlas.pictures import stage_counts, stage_in_words
from rarekin.web.atlas.words import SYSTEMS
from rarekin.web.shell.phrases import gettext as _

_SHOWN_AT_ONCE = 5
_SYSTEMS_OPEN = 4
_FEWEST_DRAWN = 5


@dataclass(frozen=True, slots=True)
class Sign:
    """One finding of a disease.

    Attributes
    ----------
    gloss
        A plain sentence, where there is one.
    words, percentage, counts
        How often in words; percentage and counted people where they add something.
    share
        Width of the bar in percent, 0 to 100; None draws no bar.
    note
        For whom it holds, where not for everybody.
    says
        What each source says, only where they disagree.
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


def by_system(findings: Sequence[AnnotatedFinding], marks: Marks) -> list[SignGroup]:
    """Group the findings a disease has by body system, the largest group first.

    Parameters
    ----------
    findings
        Excluded ones are left out, unless sources disagree about them.
    marks
        Numbers the sources.

    Returns
    -------
    groups
        A finding of several systems stands in the one that has the most.
    """
    present = [f for f in findings if f.conflicting or not f.excluded]
    sizes: dict[Curie, int] = defaultdict(int)
    for finding in present:
        for system, _label in finding.systems:
            sizes[system] += 1
    groups: dict[str, list[AnnotatedFinding]] = defaultdict(list)
    for finding in sorted(present, key=_most_frequent_first):
        groups[_system_of(finding, sizes)].append(finding)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    told = glosses()
    return [
        _group(heading, members, marks, told, is_open=i < _SYSTEMS_OPEN)
        for i, (heading, members) in enumerate(ordered)
    ]


def ruled_out(findings: Sequence[AnnotatedFinding], marks: Marks) -> list[Sign]:
    """Return the findings that sources looked for and did not find.

    Parameters
    ----------
    findings
        All of a disease.
    marks
        Numbers the sources.

    Returns
    -------
    signs
        By name.
    """
    excluded = [f for f in findings if f.excluded and not f.conflicting]
    told = glosses()
    return [
        sign(f, marks, told)
        if f.frequency is not None
        else replace(sign(f, marks, told), words=_("said not to belong to it"))
        for f in sorted(excluded, key=lambda f: f.label)
    ]


def sign(finding: AnnotatedFinding, marks: Marks, told: Mapping[Curie, str]) -> Sign:
    """Put one finding into words.

    Parameters
    ----------
    finding
        What all sources together say.
    marks
        Numbers the sources.
    told
        Plain sentences by finding, as `glosses` gives them.

    Returns
    -------
    sign
        Ready for a template.
    """
    numerator, denominator = finding.numerator, finding.denominator
    frequency = finding.frequency
    return Sign(
        term=finding.term,
        label=label_in_language(finding.term, finding.label),
        gloss=told.get(finding.term, ""),
        words=how_often(frequency, numerator, denominator),
        percentage=percentage(finding.frequency, denominator),
        counts=counts(numerator, denominator),
        share=_bar_width(frequency, denominator),
        note=_for_whom(finding.rows),
        marks=marks.all(sources_of([finding])),
        says=tuple(_said(row, marks) for row in finding.rows) if finding.conflicting else (),
    )


def _bar_width(frequency: float | None, denominator: int | None) -> int | None:
    # A full bar for the only person described would promise what nobody knows.
    if frequency is None or (denominator is not None and denominator < _FEWEST_DRAWN):
        return None
    return round(100 * frequency)


def _most_frequent_first(finding: AnnotatedFinding) -> tuple[float, str]:
    return -finding.expected_frequency, finding.label


def _system_of(finding: AnnotatedFinding, sizes: dict[Curie, int]) -> str:
    if not finding.systems:
        return _("other")
    system, label = max(finding.systems, key=lambda s: (sizes[s[0]], s[0]))
    return str(SYSTEMS.get(system, label))


def _group(
    heading: str,
    members: Sequence[AnnotatedFinding],
    marks: Marks,
    told: Mapping[Curie, str],
    *,
    is_open: bool,
) -> SignGroup:
    signs = [sign(member, marks, told) for member in members]
    # Folding a single row away would cost more room than it saves.
    n_shown = len(signs) if len(signs) <= _SHOWN_AT_ONCE + 1 else _SHOWN_AT_ONCE
    title = heading[:1].upper() + heading[1:]
    return SignGroup(title, tuple(signs[:n_shown]), tuple(signs[n_shown:]), is_open)


def _for_whom(rows: Sequence[Annotation]) -> str:
    sexes = {row.sex.lower() for row in rows}
    if sexes == {"female"}:
        return _("girls and women")
    if sexes == {"male"}:
        return _("boys and men")
    return ""


def _said(row: Annotation, marks: Marks) -> tuple[str, tuple[Mark, ...]]:
    source = marks.all([row.source])
    where = ", ".join(row.references[:3])
    if row.excluded:
        text = _("not found") if row.denominator is None else how_often(0.0, 0, row.denominator)
    else:
        share = row.numerator / row.denominator if row.numerator and row.denominator else None
        share = share if share is not None else row.frequency
        text = _("found: %(how_often)s") % {
            "how_often": how_often(share, row.numerator, row.denominator)
        }
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
