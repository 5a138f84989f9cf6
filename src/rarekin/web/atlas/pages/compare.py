"""Two diseases side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from rarekin.api.diseases import lookup
from rarekin.api.diseases.lookup import AnnotatedFinding, DiseasePage
from rarekin.api.diseases.naming import named_page
from rarekin.api.telling.lookalikes import PairedFinding, compare
from rarekin.api.telling.voices import standing_of
from rarekin.errors import AmbiguousName, UnknownId
from rarekin.model.disease import Section
from rarekin.web.atlas.sections.lookalikes import hows_of, tellings
from rarekin.web.atlas.sections.marks import Marks
from rarekin.web.atlas.sections.statements import from_facts
from rarekin.web.atlas.telling import compose
from rarekin.web.atlas.telling.how_told import How
from rarekin.web.shell import phrases
from rarekin.web.shell.phrases import gettext as _
from rarekin.web.shell.sections import HEADINGS

_SHOWN = 20
_SENTENCES = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One question with the answer for each disease."""

    question: str | Promise
    a: Sequence[str]
    b: Sequence[str]


def context_of(a: DiseasePage, b: DiseasePage) -> dict[str, object]:
    """Arrange two diseases for the template.

    Parameters
    ----------
    a, b
        From `rarekin.api.diseases.lookup.disease`.

    Returns
    -------
    context
        Everything `atlas/compare.html` names about a pair.
    """
    pair = compare(a, b)
    how_a, how_b = (hows_of(page, standing_of(page)) for page in (a, b))
    a, b = (named_page(page, phrases.language() or "en") for page in (a, b))
    more_often = _("More often in %(label)s")
    return {
        "a": a,
        "b": b,
        "rows": [row for row in _rows(a, b) if row.a or row.b],
        "blocks": [
            block
            for block in (
                _block(_("In both"), pair.shared, how_a, how_b),
                _block(more_often % {"label": a.ref.label}, pair.for_a, how_a, how_b),
                _block(more_often % {"label": b.ref.label}, pair.for_b, how_a, how_b),
            )
            if block["found"]
        ],
        "sources": list({info.name: info for info in (*a.sources, *b.sources)}.values()),
    }


def _rows(a: DiseasePage, b: DiseasePage) -> list[Row]:
    return [
        Row(_("What is it?"), _summary(a), _summary(b)),
        Row(_("First signs"), _texts(compose.when_it_begins(a)), _texts(compose.when_it_begins(b))),
        Row(HEADINGS[Section.CAUSES], _causes(a), _causes(b)),
        Row(_("Inheritance"), _inherited(a), _inherited(b)),
        Row(_("How many people have it?"), _prevalence(a), _prevalence(b)),
        Row(_("Signs on record"), _counted(a.findings), _counted(b.findings)),
    ]


def _texts(sentences: Sequence[compose.Sentence]) -> list[str]:
    return [sentence.text for sentence in sentences]


def _summary(page: DiseasePage) -> list[str]:
    own = from_facts(page.facts.get(Section.SUMMARY, ()), Marks(page.sources))
    return [own[0].text] if own else _texts(compose.what_kind(page))


def _causes(page: DiseasePage) -> list[str]:
    return _as_on_its_page(page, Section.CAUSES, compose.what_causes(page))


def _inherited(page: DiseasePage) -> list[str]:
    return _as_on_its_page(page, Section.INHERITANCE, compose.how_it_is_inherited(page))


def _as_on_its_page(
    page: DiseasePage, section: Section, composed: Sequence[compose.Sentence]
) -> list[str]:
    """Return what the page of a disease opens a section with: written, else composed."""
    own = from_facts(page.facts.get(section, ()), Marks(page.sources))
    written = [statement.text for statement in own if statement.text and not statement.is_quoted]
    return (written or _texts(composed))[:_SENTENCES]


def _prevalence(page: DiseasePage) -> list[str]:
    told = from_facts(page.facts.get(Section.PREVALENCE, ()), Marks(page.sources))
    return [statement.text for statement in told[:1]]


def _counted(findings: Sequence[AnnotatedFinding]) -> list[str]:
    n = sum(not finding.excluded for finding in findings)
    return [str(n)] if n else []


def _block(
    heading: str, found: Sequence[PairedFinding], here: How, there: How
) -> dict[str, object]:
    shown = tellings(found, here, there)
    return {"heading": heading, "found": shown[:_SHOWN], "folded": shown[_SHOWN:]}


def found(text: str) -> tuple[lookup.DiseaseRef | None, tuple[lookup.SearchHit, ...]]:
    """Find the disease somebody means, or what they could mean.

    Parameters
    ----------
    text
        A name or identifier; may be empty.

    Returns
    -------
    ref, hits
        The disease where there is one beyond doubt, else the nearest names.
    """
    if not text:
        return None, ()
    try:
        return lookup.resolve(text), ()
    except (UnknownId, AmbiguousName):
        return None, lookup.search(text, 6)
