"""The sections of a disease page: what each says, asks and rests on."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from rarekin.api.criteria import criteria_for
from rarekin.api.diseases.lookup import DiseasePage
from rarekin.api.diseases.wider import WiderText
from rarekin.api.family.leads import leads_of
from rarekin.api.telling.forms import Forms
from rarekin.api.telling.voices import Standing
from rarekin.model.disease import Fact, Section
from rarekin.web.atlas.sections import minute, pictures
from rarekin.web.atlas.sections.care import actions_on_record
from rarekin.web.atlas.sections.family_picture import of_inheritance
from rarekin.web.atlas.sections.links import LinkGroup, links_of
from rarekin.web.atlas.sections.marks import Marks
from rarekin.web.atlas.sections.pictures import Picture
from rarekin.web.atlas.sections.statements import Statement, from_facts, from_sentence
from rarekin.web.atlas.telling import compose
from rarekin.web.atlas.telling.glossary import Glosser
from rarekin.web.atlas.telling.sentences import Sentence
from rarekin.web.shell import panels
from rarekin.web.shell.own_words import in_language
from rarekin.web.shell.phrases import gettext as _
from rarekin.web.shell.sections import HEADINGS

# Drawn apart: what could harm, what to do now, and where everything comes from.
APART = frozenset({Section.SAFETY, Section.FIRST_STEPS, Section.SOURCES})
# Facts that are pictures, tables or cards of their own, not prose, or stand in the first minute.
NOT_PROSE = frozenset({"natural_history", "emergency_card", "trial", "minute", "doubt"})
_READ_AT_ONCE = 3
# Two statements of this many words fill a phone's screen; the third is then read on request.
_WORDS_OF_A_SCREEN = 55
# Folding one or two statements away would cost more than it saves.
_LONG = 4
_BRIEF = frozenset(
    {Section.CAUSES, Section.INHERITANCE, Section.PREVALENCE, Section.LOOKALIKES, Section.OUTLOOK}
)
"""Nothing in them is urgent: two sentences, then the rest on request."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something the reader can do in a section."""

    address: str
    label: str


@dataclass(slots=True)
class SectionView:
    """One section as the page shows it.

    Attributes
    ----------
    statements
        What is said, our own words before quotations.
    folded
        What is said besides, folded away where the section would grow long.
    on_record
        What the data sources say where ``statements`` are prose about the same.
    wider
        What is said about the wider disease, where nobody wrote about this form.
    updated
        When anything in it was last changed or checked, as far as sources say.
    """

    section: Section
    heading: str | Promise
    statements: list[Statement] = field(default_factory=list)
    folded: list[Statement] = field(default_factory=list)
    on_record: list[Statement] = field(default_factory=list)
    wider: list[Statement] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
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

    @property
    def is_written(self) -> bool:
        """Whether somebody wrote about it, beyond one sentence."""
        return len([s for s in self.statements if not s.is_quoted]) > 1

    @property
    def is_told(self) -> bool:
        """Whether it says something about the disease; an offer alone is no answer."""
        if self.section is Section.PEOPLE:
            return bool(self.panels)
        if self.section is Section.DIAGNOSIS and self.actions:
            return True
        return bool(self.statements or self.pictures or self.on_record or self.wider)


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


def section_of(
    section: Section,
    page: DiseasePage,
    wider: WiderText,
    forms: Forms,
    marks: Marks,
    glosser: Glosser,
    standing: Standing,
) -> SectionView:
    """Arrange one section.

    Parameters
    ----------
    section
        Which.
    page
        What the release knows.
    wider
        What a form takes over from the disease above it.
    forms
        Its forms, whose sources stand behind what is said of them together.
    marks
        Numbers the sources.
    glosser
        Explains hard words.
    standing
        How well its signs stand.

    Returns
    -------
    view
        Possibly without anything to say.
    """
    given = _prose(page.facts.get(section, ()))
    if section is Section.SUMMARY:
        opening = minute.written_facts(page)
        given = [fact for fact in given if fact not in opening]
    facts = glossed(from_facts(given, marks), glosser)
    own, quoted = [f for f in facts if not f.is_quoted], [f for f in facts if f.is_quoted]
    told = _composed(section, page, standing)
    sentences = [replace(s, sources=s.sources or forms.sources) for s in told]
    composed = glossed([from_sentence(s, marks) for s in sentences], glosser)
    view = SectionView(section, HEADINGS[section], actions=_actions(section, page))
    view.statements, view.folded = _at_once(own, composed, quoted, is_brief=section in _BRIEF)
    view.on_record = composed if own else []
    if section is Section.TREATMENT:
        actions = actions_on_record(page, marks)
        if view.statements:
            view.on_record = actions
        else:
            view.statements = actions
    if not facts:
        view.wider = glossed(from_facts(_prose(wider.facts.get(section, ())), marks), glosser)
    view.pictures = _pictures(section, page, marks)
    view.links = links_of(section, page)
    view.panels = _panel_parts(section, page)
    view.updated = _updated(section, page)
    view.statements = dated_apart(view.statements, view.updated)
    view.folded = dated_apart(view.folded, view.updated)
    return view


def dated_apart(told: Iterable[Statement], day: datetime.date | None) -> list[Statement]:
    """Leave the date to the foot of the section, or of the page, where it is the same.

    Parameters
    ----------
    told
        Statements with their dates.
    day
        What the foot says.

    Returns
    -------
    statements
        In their order.
    """
    return [replace(s, as_of=None) if s.as_of == day else s for s in told]


def _at_once(
    own: list[Statement],
    composed: list[Statement],
    quoted: list[Statement],
    *,
    is_brief: bool,
) -> tuple[list[Statement], list[Statement]]:
    """Part what is read at once from what is folded away.

    Where somebody wrote about it, quotations say the same again and are folded.
    """
    told = own or [*composed, *quoted]
    behind = quoted if own else []
    words = sum(len(s.text.split()) for s in told[: _READ_AT_ONCE - 1])
    at_once = _READ_AT_ONCE - (is_brief or words > _WORDS_OF_A_SCREEN)
    if len(told) > (at_once + 1 if own else _LONG):
        return told[:at_once], [*told[at_once:], *behind]
    return told, behind


def _prose(facts: Iterable[Fact]) -> list[Fact]:
    return [f for f in facts if f.kind not in NOT_PROSE]


def _pictures(section: Section, page: DiseasePage, marks: Marks) -> list[Picture]:
    facts = page.facts.get(section, ())
    if section is Section.OUTLOOK:
        return pictures.of_cases(facts, marks)
    if section is Section.CAUSES:
        return pictures.of_imprinting(facts, marks)
    if section is Section.INHERITANCE:
        return pictures.of_imprinting(facts, marks) or of_inheritance(page, marks)
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


def _composed(section: Section, page: DiseasePage, standing: Standing) -> list[Sentence]:
    if section is Section.SUMMARY:
        return minute.longer(page, standing)
    if section is Section.CAUSES:
        return compose.which_genes(page)
    if section is Section.INHERITANCE:
        return compose.how_it_is_inherited(page)
    if section is Section.OUTLOOK:
        return compose.how_it_goes_on(page)
    return []


def _panel_parts(section: Section, page: DiseasePage) -> list[SafeString]:
    parts = (panel.render(page.ref.id) for panel in panels.panels_in(section))
    return [SafeString(part) for part in parts if part]


def _actions(section: Section, page: DiseasePage) -> list[Action]:
    if section is Section.SIGNS:
        return _existing([("clinic:find", (), "", _("Which diseases fit my signs?"))])
    if section is Section.DIAGNOSIS:
        sets = {found.slug: found for found in criteria_for(page.ref.id)}
        text = _("Check signs against: %(title)s")
        return _existing(
            ("clinic:criteria-set", (slug,), "", text % {"title": in_language(found.title)})
            for slug, found in sets.items()
        )
    if section is Section.INHERITANCE:
        computed = _("What is our family’s chance? (%(model)s)")
        stated = _("Will it happen again in our family? (%(model)s)")
        return _existing(
            (
                "clinic:family",
                (),
                lead.query,
                (computed if lead.is_computed else stated) % {"model": in_language(lead.title)},
            )
            for lead in leads_of(page)
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
