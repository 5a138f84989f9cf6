"""The sheet for the doctor: what a page says about a disease on two printed sides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from rarekin.model.disease import Section
from rarekin.model.identifiers import Curie
from rarekin.web.atlas.pages.card import said_of
from rarekin.web.atlas.pages.disease_page import DiseaseView
from rarekin.web.atlas.sections.signs import Sign
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
_SIGNS = 18
_WORDS_OF_A_SECTION = 75
_WORDS_AT_THE_TOP = 130
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
    numbers = [id_ for id_, _address, _kind, _mark in view.identifiers if _is_catalogue(id_)]
    return {
        "page": view.page,
        "label": view.label,
        "numbers": list(dict.fromkeys([str(view.page.ref.id), *numbers]))[:6],
        "minute": top,
        "wider": "" if view.page.facts.get(Section.SAFETY) else said_of(view.wider),
        "danger": danger,
        "kinds": kinds,
        "signs": [_sign(sign) for sign in _foremost(view)],
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


def _foremost(view: DiseaseView) -> Sequence[Sign]:
    """Return tumours and emergencies first, then what is surely frequent, of the whole body.

    What is named by a single list, or of which nobody says how often, fills no sheet of paper;
    a danger is there however little is known of it.
    """
    rows = [sign for group in view.groups for sign in (*group.shown, *group.folded)]
    rows = sorted(rows, key=lambda sign: sign.place)
    dangers = [sign for sign in rows if _is_danger(sign)][:_DANGERS]
    others = [
        sign
        for sign in rows
        if not _is_danger(sign)
        and sign.place[0] < _HARDLY_FOUNDED
        and sign.term not in _SAY_NOTHING
    ]
    return [*dangers, *others[: _SIGNS - len(dangers)]]


_DANGERS = 12
_HARDLY_FOUNDED = 4
"""Place from which on a sign rests on one list, is rare or has no word for how often."""
_CANNOT_WAIT = frozenset(
    map(
        Curie,
        (
            "HP:0100718",  # uterine rupture
            "HP:0025019",  # arterial rupture
            "HP:0005294",  # arterial dissection
            "HP:0031649",  # aortic rupture
            "HP:0012223",  # splenic rupture
            "HP:0031368",  # intestinal perforation
            "HP:0011029",  # internal hemorrhage
            "HP:0002107",  # pneumothorax
            "HP:0002108",  # spontaneous pneumothorax
            "HP:0012027",  # laryngeal edema
            "HP:0001987",  # hyperammonemia
            "HP:0000127",  # renal salt wasting
            "HP:0000846",  # adrenal insufficiency
            "HP:0002902",  # hyponatremia
            "HP:0002153",  # hyperkalemia
            "HP:0002047",  # malignant hyperthermia
            "HP:0004756",  # ventricular tachycardia
            "HP:0001664",  # torsade de pointes
            "HP:0001709",  # third degree atrioventricular block
        ),
    )
)
"""What a sheet shows beside tumours and the gravest emergencies, however often it occurs."""
_SAY_NOTHING = frozenset(
    map(Curie, ("HP:0000951", "HP:0000271", "HP:0000478", "HP:0000152", "HP:0002597"))
)
"""Skin, face, eye, head, vessels: that something is the matter there helps no doctor."""


def _is_danger(sign: Sign) -> bool:
    return sign.is_danger or sign.term in _CANNOT_WAIT


def _sign(sign: Sign) -> tuple[str, str]:
    often = f"{sign.words}; {sign.counts}" if sign.counts else sign.words
    return sign.label, often
