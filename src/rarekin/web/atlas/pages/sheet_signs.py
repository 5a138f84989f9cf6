"""Which signs stand on the sheet for the doctor: first those the disease is known by."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from rarekin.api.diseases.lookup import DiseasePage
from rarekin.api.diseases.terms import find_terms
from rarekin.api.telling.hallmarks import NamedBy
from rarekin.api.telling.telling import telling_signs
from rarekin.api.telling.voices import Standing
from rarekin.model.case import State
from rarekin.model.identifiers import Curie
from rarekin.web.atlas.pages.disease_page import DiseaseView
from rarekin.web.atlas.sections import minute
from rarekin.web.atlas.sections.signs import Sign, SignGroup
from rarekin.web.atlas.telling.glossary import glosses
from rarekin.web.atlas.telling.labels import label_in_language
from rarekin.web.shell import phrases
from rarekin.web.shell.phrases import gettext as _

_SIGNS = 18
_KNOWN_BY = 8
_DANGERS = 12
_ENOUGH = 12
"""With fewer rows than these the sheet also tells what rests on one list, and says so."""
_HARDLY_FOUNDED = 4
"""Place from which on a sign rests on one list, is rare or has no word for how often."""
_OFTEN = 30
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


def signs_of_sheet(view: DiseaseView) -> list[tuple[str, str]]:
    """Choose the signs for two printed sides.

    Parameters
    ----------
    view
        Of the page.

    Returns
    -------
    signs
        Name, and how often in words; empty where the page only opens with it.
    """
    page, standing = view.page, view.standing
    known_by = known_signs(page, standing)
    ungraded = {f.term for f in page.findings if f.low is None and not f.denominator}
    rows = {sign.term: sign for sign in view.doubted} | {s.term: s for s in _rows(view.groups)}
    # What somebody chose by hand rests on no definition that could be named beside it.
    is_chosen = any(sign.is_chosen for sign in page.named_signs)
    told = "" if is_chosen else _("a definition of it names this")
    opening = [
        _words(rows[term]) if term in rows else (label_in_language(term, label), told)
        for term, label in known_by.items()
    ]
    return [*opening, *map(_words, others_of_sheet(view.groups, known_by, ungraded))]


def known_signs(page: DiseasePage, standing: Standing) -> dict[Curie, str]:
    """Return the signs that a page opens with, with their English names.

    Parameters
    ----------
    page
        What the release knows.
    standing
        How well its signs stand.

    Returns
    -------
    signs
        Those it is known by; the hallmark with which a definition begins; what the first minute
        names, where somebody wrote it; emergencies and tumours that a definition names. Else those
        that the composed first minute tells.
    """
    on_record = {f.term: f.label for f in page.findings if not f.excluded}
    doubtful = standing.doubtful
    found = {
        sign.term: sign.label
        for sign in telling_signs(page, _KNOWN_BY, glosses().keys(), doubtful.keys())
    }
    is_known = bool(found)
    first = [s.term for s in page.named_signs if s.is_first and not s.is_hedged]
    # Where it is not known by what cannot wait, the minute's warnings are no signs to know it by.
    written = [
        term
        for term in _written(page)
        if not (is_known and _is_later(term, standing)) and term not in doubtful
    ]
    defined = [term for term in standing.dangers if standing.named.get(term) is NamedBy.DEFINITION]
    for term in (*first, *written, *sorted(defined)):
        if term in on_record and term not in _SAY_NOTHING and len(found) < _KNOWN_BY:
            found.setdefault(term, on_record[term])
    if is_known or written:
        return found
    _text, chosen = minute.seen_signs(page, standing)
    return {f.term: f.label for f in chosen} | found


def _is_later(term: Curie, standing: Standing) -> bool:
    return term in standing.dangers or standing.named.get(term) is NamedBy.DANGER


def _written(page: DiseasePage) -> list[Curie]:
    text = "\n".join(fact.text for fact in minute.written_facts(page))
    if not text:
        return []
    mentions = find_terms(text, phrases.language() or "en").mentions
    return list(dict.fromkeys(one.term for one in mentions if one.state is State.PRESENT))


def others_of_sheet(
    groups: Iterable[SignGroup],
    known_by: Collection[Curie] = (),
    ungraded: Collection[Curie] = (),
) -> Sequence[Sign]:
    """Choose what follows the signs a disease is known by: the frequent, then what may come.

    Parameters
    ----------
    groups
        All signs by body system.
    known_by
        Signs that stand on the sheet already.
    ungraded
        Signs of which nobody says how often they occur.

    Returns
    -------
    signs
        Tumours and emergencies last, as they may come later, and never left out for want of
        room. What rests on a single list, or on a catalogue without a word for how often, is
        there where little else is known; what is rare is not.
    """
    rows = [sign for sign in _rows(groups) if sign.term not in known_by]
    rows.sort(key=lambda sign: sign.place)
    room = max(0, _SIGNS - len(known_by))
    dangers = [sign for sign in rows if _is_danger(sign)][: min(_DANGERS, room)]
    rest = [s for s in rows if not _is_danger(s) and s.term not in _SAY_NOTHING]
    founded = [sign for sign in rest if sign.place[0] < _HARDLY_FOUNDED]
    hardly = [
        sign
        for sign in rest
        if sign.place[0] == _HARDLY_FOUNDED
        or (sign.place[0] > _HARDLY_FOUNDED and sign.term in ungraded)
    ]
    hardly.sort(key=lambda s: (-s.place[1] < _OFTEN, s.term not in ungraded, not s.gloss, s.place))
    n_told = len(known_by) + len(founded)
    filled = [*founded, *hardly[: max(0, _ENOUGH - n_told)]]
    return [*filled[: room - len(dangers)], *dangers]


def _rows(groups: Iterable[SignGroup]) -> list[Sign]:
    return [sign for group in groups for sign in (*group.shown, *group.folded)]


def _is_danger(sign: Sign) -> bool:
    return sign.is_danger or sign.term in _CANNOT_WAIT


def _words(sign: Sign) -> tuple[str, str]:
    often = f"{sign.words}; {sign.counts}" if sign.counts else sign.words
    return sign.label, often
