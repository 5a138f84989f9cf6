"""The page of one disease: what each section says, asks and rests on."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from rarekin.api.criteria import criteria_for
from rarekin.api.lookup import DiseasePage
from rarekin.api.risk import models_for
from rarekin.model.disease import Fact, NameKind, Section
from rarekin.web.atlas import compose, first_steps, lookalikes, pictures, signs
from rarekin.web.atlas.care import actions_on_record
from rarekin.web.atlas.compose import Sentence
from rarekin.web.atlas.glossary import Glosser, glossary
from rarekin.web.atlas.linked_data import linked_data
from rarekin.web.atlas.links import LinkGroup, links_of
from rarekin.web.atlas.marks import Marks, address_of
from rarekin.web.atlas.pictures import Picture
from rarekin.web.atlas.statements import Statement, from_facts, from_sentence
from rarekin.web.atlas.unknown import HEADINGS, UNKNOWN
from rarekin.web.atlas.words import NAME_KINDS, PREDICATES
from rarekin.web.shell import panels

_REFERENCES_SHOWN = 60
_NAMES_ON_TOP = 6


@dataclass(frozen=True, slots=True)
class Action:
    """Something the reader can do in a section."""

    address: str
    label: str


@dataclass(slots=True)
class SectionView:
    """One section as the template shows it.

    Attributes
    ----------
    statements
        What is said, our own words before quotations.
    folded
        What is said besides, folded away where the section would grow long.
    on_record
        What the data sources say where ``statements`` are prose about the same.
    unknown
        Said where there is nothing else.
    updated
        When anything in it was last changed or checked, as far as sources say.
    """

    section: Section
    heading: str | Promise
    statements: list[Statement] = field(default_factory=list)
    folded: list[Statement] = field(default_factory=list)
    on_record: list[Statement] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    unknown: str | Promise = ""
    actions: list[Action] = field(default_factory=list)
    links: list[LinkGroup] = field(default_factory=list)
    panels: list[SafeString] = field(default_factory=list)
    updated: datetime.date | None = None

    @property
    def anchor(self) -> str:
        """Element id, the same in every language."""
        return self.section.value

    @property
    def is_long(self) -> bool:
        """Whether the section may break across printed pages."""
        return self.section in {Section.SIGNS, Section.SOURCES}


def context_of(page: DiseasePage) -> dict[str, object]:
    """Arrange what a release knows about a disease for the template.

    Parameters
    ----------
    page
        From `rarekin.api.lookup.disease`.

    Returns
    -------
    context
        Everything `atlas/disease.html` names.
    """
    marks = Marks(page.sources)
    glosser = Glosser(glossary())
    # Marks are numbered in reading order, and what could harm is read first.
    safety = glossed(from_facts(safety_facts(page), marks), glosser)
    groups = signs.by_system(page.findings, marks)
    excluded = signs.ruled_out(page.findings, marks)
    alike = lookalikes.views_of(page)
    sections = [_section(s, page, marks, glosser) for s in Section if s not in _APART]
    for view in sections:
        if view.section is Section.SIGNS and (groups or excluded):
            view.unknown = ""
        if view.section is Section.LOOKALIKES and alike:
            view.unknown = ""
    label = page.ref.label
    return {
        "page": page,
        "label": label[:1].upper() + label[1:],
        "also": _also_called(page),
        "safety": safety,
        "sections": sections,
        "groups": groups,
        "excluded": excluded,
        "onset": pictures.of_onset(page.onset, marks),
        "beginnings": signs.beginnings(page.facts.get(Section.SIGNS, ()), marks),
        "lookalikes": alike,
        "steps": first_steps.STEPS,
        "questions": first_steps.QUESTIONS,
        "words": sorted(glosser.used, key=lambda word: word.term.casefold()),
        "names": [
            (n.text, NAME_KINDS[n.kind], marks.source(n.source), n.language) for n in page.names
        ],
        "identifiers": [
            (
                m.object,
                address_of(m.object),
                PREDICATES.get(m.predicate, m.predicate),
                marks.source(m.source),
            )
            for m in page.ids
        ],
        "sources": [(marks.source(info.name), info) for info in page.sources],
        "symbols": list(dict.fromkeys(link.symbol for link in page.genes if link.symbol))[:40],
        "first_work": len(page.sources) + 1,
        "works": [(marks.work(work), work) for work in tuple(marks.works)],
        "references": _references(page),
        "linked_data": linked_data(page, _also_called(page)),
    }


_APART = frozenset({Section.SAFETY, Section.SOURCES})
# Facts that are pictures, tables or cards of their own, not prose.
_NOT_PROSE = frozenset({"natural_history", "emergency_card"})
_READ_AT_ONCE = 4
# Folding one or two statements away would cost more than it saves.
_LONG = 6


def safety_facts(page: DiseasePage) -> list[Fact]:
    """Return what could harm, without the card made from it."""
    return [f for f in page.facts.get(Section.SAFETY, ()) if f.kind not in _NOT_PROSE]


def glossed(statements: Iterable[Statement], glosser: Glosser) -> list[Statement]:
    """Explain the hard words of statements, each once.

    Parameters
    ----------
    statements
        Of one section.
    glosser
        Of the page; starts a new section.

    Returns
    -------
    statements
        With their HTML.
    """
    glosser.next_section()
    return [replace(s, shown=glosser.mark(s.text, s.language)) for s in statements]


def _section(section: Section, page: DiseasePage, marks: Marks, glosser: Glosser) -> SectionView:
    told = [f for f in page.facts.get(section, ()) if f.kind not in _NOT_PROSE]
    facts = glossed(from_facts(told, marks), glosser)
    own, quoted = [f for f in facts if not f.is_quoted], [f for f in facts if f.is_quoted]
    sentences = _composed(section, page)
    composed = glossed([from_sentence(s, marks) for s in sentences], glosser)
    view = SectionView(section, HEADINGS[section], actions=_actions(section, page))
    view.statements = [*(own or composed), *quoted]
    if len(view.statements) > _LONG:
        view.folded = view.statements[_READ_AT_ONCE:]
        view.statements = view.statements[:_READ_AT_ONCE]
    view.on_record = composed if own else []
    if section is Section.TREATMENT:
        view.on_record = actions_on_record(page, marks)
    view.pictures = _pictures(section, page, marks)
    view.links = links_of(section, page)
    view.panels = _panel_parts(section, page)
    view.updated = _updated(section, page)
    # Elsewhere a panel is an offer, such as to suggest something, and no answer.
    is_told = bool(view.statements or view.pictures or view.on_record)
    if section is Section.PEOPLE:
        is_told = is_told or bool(view.panels)
    if section is Section.ORGANISATIONS:
        is_told = is_told or bool(page.organisations)
    view.unknown = "" if is_told else UNKNOWN.get(section, "")
    return view


def _pictures(section: Section, page: DiseasePage, marks: Marks) -> list[Picture]:
    facts = page.facts.get(section, ())
    if section is Section.OUTLOOK:
        return pictures.of_cases(facts, marks)
    if section in {Section.CAUSES, Section.INHERITANCE}:
        return pictures.of_imprinting(facts, marks)
    return []


def _updated(section: Section, page: DiseasePage) -> datetime.date | None:
    """Return the newest date behind a section: of its facts, else of its data sources."""
    dates = {info.name: info.date for info in page.sources}
    facts = page.facts.get(section, ())
    annotated = {
        Section.SIGNS: page.findings,
        Section.INHERITANCE: page.inheritance,
        Section.OUTLOOK: page.course,
    }.get(section, ())
    speaking = {fact.source for fact in facts} | {r.source for f in annotated for r in f.rows}
    if section is Section.CAUSES:
        speaking |= {link.source for link in page.genes}
    if section is Section.SUMMARY:
        speaking |= {name.source for name in page.names}
    known = [fact.as_of for fact in facts] + [dates.get(name) for name in speaking]
    return max((date for date in known if date is not None), default=None)


def _composed(section: Section, page: DiseasePage) -> list[Sentence]:
    if section is Section.SUMMARY:
        return compose.what_it_is(page)
    if section is Section.CAUSES:
        return compose.which_genes(page.genes)
    if section is Section.INHERITANCE:
        return compose.how_it_is_inherited(page)
    if section is Section.OUTLOOK:
        return compose.how_it_goes_on(page)
    return []


def _panel_parts(section: Section, page: DiseasePage) -> list[SafeString]:
    parts = (panel.render(page.ref.id) for panel in panels.panels_in(section))
    return [mark_safe(part) for part in parts if part]  # noqa: S308 - rendered by our own apps


def _actions(section: Section, page: DiseasePage) -> list[Action]:
    if section is Section.SIGNS:
        return _existing([("clinic:find", (), "", _("Which diseases fit my signs?"))])
    if section is Section.DIAGNOSIS:
        sets = {found.slug: found for found in criteria_for(page.ref.id)}
        text = _("Check signs against: %(title)s")
        return _existing(
            ("clinic:criteria-set", (slug,), "", text % {"title": found.title})
            for slug, found in sets.items()
        )
    if section is Section.INHERITANCE:
        text = _("What is our family’s chance? (%(model)s)")
        return _existing(
            ("clinic:family", (), f"?model={model.slug}", text % {"model": model.title})
            for model in models_for(page.ref.id)
        )
    return []


def _existing(wanted: Iterable[tuple[str, tuple[str, ...], str, str]]) -> list[Action]:
    found = []
    for view, args, query, label in wanted:
        try:
            found.append(Action(reverse(view, args=args) + query, label))
        except NoReverseMatch:
            continue
    return found


def _also_called(page: DiseasePage) -> list[str]:
    wanted = (NameKind.ABBREVIATION, NameKind.EXACT)
    texts = dict.fromkeys(n.text for kind in wanted for n in page.names if n.kind is kind)
    spelled = {text.casefold(): text for text in reversed(texts)}
    spelled.pop(page.ref.label.casefold(), None)
    return [text for text in texts if text in spelled.values()][:_NAMES_ON_TOP]


def _references(page: DiseasePage) -> dict[str, object]:
    every = (*page.findings, *page.inheritance, *page.onset, *page.course)
    rows = [reference for f in every for row in f.rows for reference in row.references]
    links = [reference for gene in page.genes for reference in gene.references]
    unique = list(dict.fromkeys([*rows, *links]))
    return {
        "shown": [(reference, address_of(reference)) for reference in unique[:_REFERENCES_SHOWN]],
        "n_more": max(0, len(unique) - _REFERENCES_SHOWN),
    }
