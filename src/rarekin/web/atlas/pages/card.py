"""The emergency card of a disease: one sheet to print, fill in by hand and carry."""

from __future__ import annotations

from collections.abc import Sequence

from rarekin.api.diseases.kinds_in_danger import dangers_of_kind
from rarekin.api.diseases.lookup import DiseasePage
from rarekin.api.diseases.naming import named_page
from rarekin.api.diseases.narrower import Dangers, dangers_of_forms
from rarekin.api.diseases.wider import WiderText, wider_text
from rarekin.model.citations import Checked
from rarekin.model.disease import Fact, Section
from rarekin.web.atlas.sections.marks import address_of
from rarekin.web.atlas.sections.page_sections import NOT_PROSE
from rarekin.web.atlas.telling.borrowed import of_kind, whose_words
from rarekin.web.atlas.telling.labels import capitalised
from rarekin.web.shell import phrases
from rarekin.web.shell.disease_names import name_text
from rarekin.web.shell.own_words import in_language

_CATALOGUES = ("MONDO", "ORPHA", "OMIM")
# More would not fit on a card.
_FORMS_SHOWN = 3
_CARDS_NAMED = 12


def context_of(page: DiseasePage) -> dict[str, object]:
    """Arrange what somebody must know who treats a person with a disease.

    Parameters
    ----------
    page
        What the release knows.

    Returns
    -------
    context
        Everything `atlas/card.html` names. Nothing about any person: that is written by hand.
    """
    language = phrases.language() or "en"
    page = named_page(page, language)
    own = page.facts.get(Section.SAFETY, ())
    # A form is in the same danger as the disease it is a form of, where nobody says otherwise.
    wider = wider_text(page, language)
    told = own or wider.facts.get(Section.SAFETY, ())
    dangers = Dangers() if told else dangers_of_forms(page, language)
    cards = [f for f in told if f.kind == "emergency_card"]
    facts = _of_card(told)
    of_forms = [(form, _of_card(form.facts)) for form in dangers.forms]
    kinds = () if told else dangers_of_kind(page)
    in_forms = [fact for _form, found in of_forms for fact in found]
    behind = (*facts, *in_forms, *(fact for kind in kinds for fact in kind.facts))
    exact = [page.ref.id, *(m.object for m in page.ids if m.predicate == "skos:exactMatch")]
    numbers = [id_ for id_ in dict.fromkeys(exact) if id_.partition(":")[0] in _CATALOGUES]
    return {
        "page": page,
        "wider": said_of(wider) if told and not own else "",
        "label": capitalised(page.ref.label),
        "lines": _told(facts),
        "of_kinds": [(of_kind(in_language(kind.name)), _told(kind.facts)) for kind in kinds],
        "of_forms": [(form.ref, _told(found)) for form, found in of_forms[:_FORMS_SHOWN]],
        "form_cards": page.children[:_CARDS_NAMED],
        "more_forms": [form.ref for form, _found in of_forms[_FORMS_SHOWN:]],
        "call": next((str(f.value["call"]) for f in cards if f.value.get("call")), ""),
        "numbers": [(id_, address_of(id_)) for id_ in numbers],
        "works": list(dict.fromkeys(work for fact in behind for work in fact.citations)),
        "as_of": max((fact.as_of for fact in behind if fact.as_of), default=None),
    }


def said_of(wider: WiderText) -> str:
    """Say that what follows is about another disease; empty where there is none."""
    if wider.ref is None:
        return ""
    return whose_words(wider) % {"name": capitalised(name_text(wider.ref))}


def _of_card(facts: Sequence[Fact]) -> Sequence[Fact]:
    """Return the card somebody wrote, else the statements it would be made from."""
    return [f for f in facts if f.kind == "emergency_card"] or _urgent_first(facts)


def _told(facts: Sequence[Fact]) -> list[tuple[str, bool]]:
    return [(line, fact.checked is Checked.READ) for fact in facts for line in _lines(fact) if line]


def _urgent_first(facts: Sequence[Fact]) -> list[Fact]:
    return sorted((f for f in facts if f.kind not in NOT_PROSE), key=lambda f: f.kind != "urgent")


def _lines(fact: Fact) -> Sequence[str]:
    given = fact.value.get("lines")
    if isinstance(given, list | tuple):
        return [str(line) for line in given]
    return [" ".join(fact.text.split())]
