"""The sheet for the doctor: what a page says about a disease on two printed sides."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from rarekin.model.disease import Section
from rarekin.web.atlas.pages.card import said_of
from rarekin.web.atlas.pages.disease_page import DiseaseView
from rarekin.web.atlas.pages.sheet_signs import signs_of_sheet
from rarekin.web.atlas.sections.statements import Statement
from rarekin.web.atlas.telling.borrowed import of_kind
from rarekin.web.atlas.templatetags.atlas import draw_marks
from rarekin.web.shell import phrases

_SECTIONS = (
    Section.CAUSES,
    Section.INHERITANCE,
    Section.DIAGNOSIS,
    Section.TREATMENT,
    Section.FOLLOWUP,
    Section.OUTLOOK,
    Section.PREVALENCE,
    Section.LIVING,
)
_WORDS_OF_A_SECTION = 75
_WORDS_AT_THE_TOP = 130
_SAME = "skos:exactMatch"
"""An entry that is broader, narrower or only related has a number, and not this disease's."""
_ANCHOR = re.compile(r'href="#([^"]+)"')


@dataclass(frozen=True, slots=True)
class Part:
    """One heading of the sheet with its sentences as HTML."""

    heading: str
    sentences: tuple[SafeString, ...]


def context_of(view: DiseaseView) -> dict[str, object]:
    """Arrange a disease page for two printed sides.

    Parameters
    ----------
    view
        Of the page.

    Returns
    -------
    context
        Everything `atlas/doctor.html` names. Whole sentences only: what does not fit is left
        to the page.
    """
    told = {section.section: section for section in view.sections}
    parts = [
        Part(str(told[section].heading), _sentences(told[section].statements, _WORDS_OF_A_SECTION))
        for section in _SECTIONS
        if section in told
    ]
    top = _sentences(view.minute, _WORDS_AT_THE_TOP)
    # What could harm is never left out for want of room.
    danger = _sentences([*view.urgent, *view.safety], None)
    kinds = [
        (of_kind(kind.name), _sentences([*kind.urgent, *kind.safety], None)) for kind in view.kinds
    ]
    of_kinds = [sentence for _told, sentences in kinds for sentence in sentences]
    in_parts = [sentence for part in parts for sentence in part.sentences]
    shown = "".join([*top, *danger, *of_kinds, *in_parts])
    cited = set(_ANCHOR.findall(shown))
    numbers = [m.object for m in view.page.ids if m.predicate == _SAME and _is_catalogue(m.object)]
    return {
        "page": view.page,
        "label": view.label,
        "numbers": list(dict.fromkeys([str(view.page.ref.id), *numbers]))[:6],
        "minute": top,
        "wider": "" if view.page.facts.get(Section.SAFETY) else said_of(view.wider),
        "danger": danger,
        "kinds": kinds,
        "signs": signs_of_sheet(view),
        "parts": [part for part in parts if part.sentences],
        "sources": [(mark, info.title, info.version) for mark, info in view.sources],
        "works": [(mark, work) for mark, work in view.works if mark.anchor in cited],
    }


def _is_catalogue(id_: str) -> bool:
    return id_.partition(":")[0] in {"OMIM", "ORPHA", "MONDO"}


def _sentences(told: Iterable[Statement], most: int | None) -> tuple[SafeString, ...]:
    found: list[SafeString] = []
    n_words = 0
    for statement in told:
        n_words += len(statement.text.split())
        is_beyond = most is not None and bool(found) and n_words > most
        if not statement.text or statement.is_quoted or is_beyond:
            continue
        words = conditional_escape(statement.text) + draw_marks(statement.marks[:1])
        if statement.language != phrases.language():
            words = f'<span lang="{statement.language}">{words}</span>'
        found.append(SafeString(words))
    return tuple(found)
