"""Pictures of a disease page, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext_lazy

from rarekin.api.diseases.lookup import AnnotatedFinding
from rarekin.api.draw import ImprintingWords, draw_imprinting, draw_onset
from rarekin.model.ages import STAGE_OF_TERM
from rarekin.model.disease import Fact
from rarekin.web.atlas.sections.marks import Mark, Marks
from rarekin.web.atlas.telling.compose import sources_of
from rarekin.web.atlas.telling.frequency import FEWEST_COUNTED
from rarekin.web.shell.phrases import gettext as _
from rarekin.web.shell.phrases import gettext_lazy, ngettext

_STAGES: dict[str, str | Promise] = {
    # It must fit under a narrow box.
    "antenatal": pgettext_lazy("on an axis of ages: short", "before birth"),
    "congenital": gettext_lazy("at birth"),
    "neonatal": gettext_lazy("first 4 weeks"),
    "infantile": gettext_lazy("first year"),
    "childhood": gettext_lazy("1 to 5 years"),
    "juvenile": gettext_lazy("5 to 15 years"),
    "young_adult": gettext_lazy("16 to 40 years"),
    "middle_age": gettext_lazy("40 to 60 years"),
    "late": gettext_lazy("after 60 years"),
}
_TISSUES: dict[str, str | Promise] = {
    "most tissues": gettext_lazy("most tissues"),
    "kidney (proximal tubule)": gettext_lazy("kidney"),
    "thyroid": gettext_lazy("thyroid gland"),
    "gonads": gettext_lazy("ovaries and testes"),
    "pituitary": gettext_lazy("pituitary gland"),
    "nerve cells": gettext_lazy("nerve cells"),
}
_DRAWN = frozenset({"maternal", "paternal", "both"})


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its heading and where it comes from.

    Attributes
    ----------
    note
        Said beneath; empty where nothing is to be said.
    """

    svg: SafeString
    heading: str
    marks: tuple[Mark, ...] = ()
    note: str = ""


_ALL = 1.02


def of_onset(onset: Iterable[AnnotatedFinding], marks: Marks) -> list[Picture]:
    """Draw the ages at which the first signs can appear.

    Parameters
    ----------
    onset
        Terms on record.
    marks
        Numbers the sources.

    Returns
    -------
    pictures
        One, or none where no age of the picture is on record, or only that of a handful.
    """
    told = [
        f
        for f in onset
        if not f.excluded
        and f.term in STAGE_OF_TERM
        and (not f.denominator or f.denominator >= FEWEST_COUNTED)
    ]
    if not told:
        return []
    stages: dict[str, float | None] = {}
    for found in told:
        stage = STAGE_OF_TERM[found.term]
        # Shares of neighbouring ages may count the same people: the largest is true of the stage.
        stages[stage] = max(
            (s for s in (stages.get(stage), found.frequency) if s is not None), default=None
        )
    if sum(share or 0.0 for share in stages.values()) > _ALL:
        # A first sign appears once: counts of different people are no shares of the same.
        return []
    heading = _("When the first signs appear")
    drawing = draw_onset(
        stages,
        title=heading,
        words={stage: str(words) for stage, words in _STAGES.items()},
        unknown_share=_("how often is not recorded"),
    )
    note = ""
    if any(share is None for share in stages.values()):
        note = _("A dashed box: it is known to begin then, but nobody has counted how often.")
    return [_picture(drawing.svg, heading, marks.all(sources_of(told)), note)]


def of_cases(facts: Iterable[Fact], marks: Marks) -> list[Picture]:
    """Draw the ages at which published cases began.

    Parameters
    ----------
    facts
        Of any kind; those of kind ``natural_history`` about the disease itself are drawn.
    marks
        Numbers the sources.

    Returns
    -------
    pictures
        One for each such fact.
    """
    found: list[Picture] = []
    for fact in facts:
        if fact.kind != "natural_history" or "term" in fact.value:
            continue
        counts, n_dated, n_other = stage_counts(fact.value)
        if n_dated < FEWEST_COUNTED:
            continue
        heading = _("When it began in published cases")
        drawing = draw_onset(
            {stage: n / n_dated for stage, n in counts.items()},
            title=heading,
            name=f"cases-{len(found) + 1}",
            words={stage: str(words) for stage, words in _STAGES.items()},
        )
        note = ngettext(
            "Counted in %(n)d published case. Published cases are not like everybody: the most"
            " ill are described most often.",
            "Counted in %(n)d published cases. Published cases are not like everybody: the most"
            " ill are described most often.",
            n_dated,
        ) % {"n": n_dated}
        if n_other:
            wide = ngettext(
                "For %(n)d of them the age was given too roughly to draw.",
                "For %(n)d of them the age was given too roughly to draw.",
                n_other,
            )
            note = f"{note} {wide % {'n': n_other}}"
        found.append(_picture(drawing.svg, heading, marks.all([fact.source]), note))
    return found


def stage_counts(value: Mapping[str, object]) -> tuple[dict[str, int], int, int]:
    """Read how many cases began at each stage of life.

    Parameters
    ----------
    value
        Of a fact of kind ``natural_history``.

    Returns
    -------
    counts, n_dated, n_other
        By stage in order of life; cases with an age; those of them without a stage.
    """
    rows = value.get("stages")
    counts = {
        str(row["stage"]): int(row["count"])
        for row in (rows if isinstance(rows, list | tuple) else ())
        if isinstance(row, Mapping)
    }
    n_dated, n_other = (int(str(value.get(key, 0))) for key in ("n_dated", "n_other"))
    return counts, max(n_dated, sum(counts.values()), 1), n_other


def stage_in_words(stage: str) -> str:
    """Name a stage of life."""
    return str(_STAGES.get(stage, stage))


def of_imprinting(facts: Iterable[Fact], marks: Marks) -> list[Picture]:
    """Draw which copy of a gene works where, from facts about parent of origin.

    Parameters
    ----------
    facts
        Of any kind; only those of kind ``imprinting`` that name one parent and the working
        copies are drawn.
    marks
        Numbers the works cited.

    Returns
    -------
    pictures
        One for each such fact.
    """
    found: list[Picture] = []
    for fact in facts:
        expressed = _expressed(fact.value) if fact.kind == "imprinting" else {}
        parent = str(fact.value.get("disease_when_inherited_from"))
        if not expressed or parent not in ("mother", "father"):
            continue
        heading = _("%(gene)s: which copy works where") % {"gene": fact.value["gene"]}
        drawing = draw_imprinting(
            expressed, parent, words=_words(heading), name=f"imprinting-{len(found) + 1}"
        )
        cited = tuple(marks.work(citation) for citation in fact.citations)
        note = _("A full box works, a dashed box is silent, a cross marks the changed copy.")
        found.append(_picture(drawing.svg, heading, cited, note))
    return found


def _expressed(value: Mapping[str, object]) -> dict[str, str]:
    given = value.get("expressed_allele")
    if isinstance(given, Mapping):
        # Where both copies work there is nothing special: that stands first. What is the same in
        # several tissues is drawn once.
        ordered = sorted(
            given.items(), key=lambda pair: (pair[1] != "both", *map(str, reversed(pair)))
        )
        shown = {
            ", ".join(str(_TISSUES.get(str(k), k)) for k, _allele in alike): str(allele)
            for allele, alike in groupby(ordered, key=itemgetter(1))
        }
    else:
        shown = {_("where the gene matters"): str(given)}
    return shown if set(shown.values()) <= _DRAWN else {}


def _words(heading: str) -> ImprintingWords:
    return ImprintingWords(
        title=heading,
        from_mother=_("copy from the mother"),
        from_father=_("copy from the father"),
        works=_("works"),
        silent=_("silent"),
        changed=_("changed"),
        lost=_("the only working copy is changed"),
        halved=_("one of two working copies is changed"),
        spared=_("the changed copy is silent here"),
    )


def _picture(svg: str, heading: str, marks: tuple[Mark, ...], note: str) -> Picture:
    return Picture(mark_safe(svg), heading, marks, note)  # noqa: S308 - escaped by the drawing
