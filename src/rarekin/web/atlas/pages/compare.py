"""Two diseases side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rarekin.api.diseases import lookup
from rarekin.api.diseases.lookup import AnnotatedFinding, DiseasePage
from rarekin.api.diseases.naming import named_page
from rarekin.api.telling.lookalikes import PairedFinding, compare
from rarekin.errors import AmbiguousName, UnknownId
from rarekin.model.disease import Section
from rarekin.web.atlas.sections.lookalikes import tellings
from rarekin.web.atlas.sections.marks import Marks
from rarekin.web.atlas.sections.statements import from_facts
from rarekin.web.atlas.telling import compose
from rarekin.web.shell import phrases
from rarekin.web.shell.phrases import gettext as _

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Row:
    """One question with the answer for each disease."""

    question: str
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
    a, b = (named_page(page, phrases.language() or "en") for page in (a, b))
    return {
        "a": a,
        "b": b,
        "rows": [row for row in _rows(a, b) if row.a or row.b],
        "blocks": [
            block
            for block in (
                _block(_("In both"), pair.shared),
                _block(_("More often in %(label)s") % {"label": a.ref.label}, pair.for_a),
                _block(_("More often in %(label)s") % {"label": b.ref.label}, pair.for_b),
            )
            if block["found"]
        ],
        "sources": list({info.name: info for info in (*a.sources, *b.sources)}.values()),
    }


def _rows(a: DiseasePage, b: DiseasePage) -> list[Row]:
    return [
        Row(_("What is it?"), _summary(a), _summary(b)),
        Row(_("First signs"), _texts(compose.when_it_begins(a)), _texts(compose.when_it_begins(b))),
        Row(_("Genes"), _genes(a), _genes(b)),
        Row(_("Inheritance"), _modes(a), _modes(b)),
        Row(_("How many people have it?"), _prevalence(a), _prevalence(b)),
        Row(_("Signs on record"), _counted(a.findings), _counted(b.findings)),
    ]


def _texts(sentences: Sequence[compose.Sentence]) -> list[str]:
    return [sentence.text for sentence in sentences]


def _summary(page: DiseasePage) -> list[str]:
    own = from_facts(page.facts.get(Section.SUMMARY, ()), Marks(page.sources))
    return [own[0].text] if own else _texts(compose.what_kind(page))


def _genes(page: DiseasePage) -> list[str]:
    symbols = dict.fromkeys(link.symbol for link in page.genes if link.symbol)
    return [", ".join(list(symbols)[:_SHOWN])] if symbols else []


def _modes(page: DiseasePage) -> list[str]:
    return [mode.label for mode in page.inheritance if not mode.excluded]


def _prevalence(page: DiseasePage) -> list[str]:
    told = from_facts(page.facts.get(Section.PREVALENCE, ()), Marks(page.sources))
    return [statement.text for statement in told[:1]]


def _counted(findings: Sequence[AnnotatedFinding]) -> list[str]:
    n = sum(not finding.excluded for finding in findings)
    return [str(n)] if n else []


def _block(heading: str, found: Sequence[PairedFinding]) -> dict[str, object]:
    shown = tellings(found)
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
