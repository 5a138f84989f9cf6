"""The page of one disease: what each section says, asks and rests on."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from rarekin.api.care import procedures_for
from rarekin.api.criteria import criteria_for
from rarekin.api.lookup import DiseasePage
from rarekin.model.citations import Citation, SourceInfo
from rarekin.model.disease import Fact, NameKind, Section
from rarekin.model.identifiers import Curie
from rarekin.web.atlas import compose, lookalikes, pictures, signs
from rarekin.web.atlas.care import actions_on_record
from rarekin.web.atlas.compose import Sentence
from rarekin.web.atlas.disputes import disputes_of
from rarekin.web.atlas.glossary import Glosser, Word, glossaries
from rarekin.web.atlas.inheritance import models_of
from rarekin.web.atlas.labels import label_in_language
from rarekin.web.atlas.linked_data import linked_data
from rarekin.web.atlas.links import LinkGroup, links_of
from rarekin.web.atlas.marks import Mark, Marks, address_of
from rarekin.web.atlas.pictures import Picture
from rarekin.web.atlas.statements import Statement, from_facts, from_sentence
from rarekin.web.atlas.trials import Trial, trials_of
from rarekin.web.atlas.unknown import UNKNOWN
from rarekin.web.atlas.words import NAME_KINDS, PREDICATES
from rarekin.web.shell import panels
from rarekin.web.shell.own_words import in_language
from rarekin.web.shell.phrases import gettext as _
from rarekin.web.shell.sections import HEADINGS

_REFERENCES_SHOWN = 60
_NAMES_ON_TOP = 6
_WORD = re.compile(r"[\w’']+")
_AS_NUMBER = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_SIGNS_TESTED = 30
_TESTS_SHOWN = 12


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


@dataclass(frozen=True, slots=True)
class DiseaseView:
    """Everything a disease page shows, in the active language.

    Attributes
    ----------
    also
        Other names for the top of the page.
    safety
        What could harm; it comes first.
    groups, excluded, onset, beginnings
        Of the signs.
    tests
        Names of tests, and the signs each of them looks for.
    disputes
        Where sources contradict each other.
    symbols
        Of the genes, those with a page of their own.
    works
        Cited works, numbered after the data sources.
    references, n_more_references
        Works behind signs and genes with their addresses, and how many more there are.
    """

    page: DiseasePage
    label: str
    also: list[str]
    safety: list[Statement]
    sections: list[SectionView]
    groups: list[signs.SignGroup]
    excluded: list[signs.Sign]
    onset: list[Picture]
    beginnings: list[signs.Beginning]
    tests: list[tuple[str, list[tuple[Curie, str]]]]
    trials: list[Trial]
    lookalikes: list[lookalikes.LookAlikeView]
    disputes: list[Statement]
    words: list[Word]
    names: list[tuple[str, str | Promise, Mark, str]]
    identifiers: list[tuple[str, str, str | Promise, Mark]]
    sources: list[tuple[Mark, SourceInfo]]
    symbols: list[str]
    works: list[tuple[Mark, Citation]]
    references: list[tuple[str, str]]
    n_more_references: int
    linked_data: str


def view_of(page: DiseasePage) -> DiseaseView:
    """Arrange what a release knows about a disease.

    Parameters
    ----------
    page
        From `rarekin.api.lookup.disease`.

    Returns
    -------
    view
        Everything `rarekin.web.atlas.article` draws.
    """
    marks = Marks(page.sources)
    glosser = Glosser(glossaries())
    # Marks are numbered in reading order, and what could harm is read first.
    safety = glossed(from_facts(safety_facts(page), marks), glosser)
    groups = signs.by_system(page.findings, marks)
    excluded = signs.ruled_out(page.findings, marks)
    alike = lookalikes.views_of(page)
    trials = trials_of(page.facts.get(Section.TRIALS, ()), marks)
    sections = [_section(s, page, marks, glosser) for s in Section if s not in _APART]
    for view in sections:
        if view.section is Section.SIGNS and (groups or excluded):
            view.unknown = ""
        if view.section is Section.LOOKALIKES and alike:
            view.unknown = ""
        if view.section is Section.TRIALS and trials:
            view.unknown = ""
    label, also = page.ref.label, _also_called(page)
    references = _references(page)
    return DiseaseView(
        page=page,
        label=label[:1].upper() + label[1:],
        also=also,
        safety=safety,
        sections=sections,
        groups=groups,
        excluded=excluded,
        onset=pictures.of_onset(page.onset, marks),
        beginnings=signs.beginnings(page.facts.get(Section.SIGNS, ()), marks),
        tests=_tests(page),
        trials=trials,
        lookalikes=alike,
        disputes=disputes_of(page, marks),
        words=sorted(glosser.used, key=lambda word: word.term.casefold()),
        names=[
            (n.text, NAME_KINDS[n.kind], marks.source(n.source), n.language) for n in page.names
        ],
        identifiers=[
            (
                m.object,
                address_of(m.object),
                PREDICATES.get(m.predicate, m.predicate),
                marks.source(m.source),
            )
            for m in page.ids
        ],
        sources=[(marks.source(info.name), info) for info in page.sources],
        symbols=list(dict.fromkeys(link.symbol for link in page.genes if link.symbol))[:40],
        works=[(marks.work(work), work) for work in tuple(marks.works)],
        references=[
            (reference, address_of(reference)) for reference in references[:_REFERENCES_SHOWN]
        ],
        n_more_references=max(0, len(references) - _REFERENCES_SHOWN),
        linked_data=linked_data(page, also),
    )


_APART = frozenset({Section.SAFETY, Section.SOURCES})
# Facts that are pictures, tables or cards of their own, not prose.
_NOT_PROSE = frozenset({"natural_history", "emergency_card", "trial"})
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
        actions = actions_on_record(page, marks)
        if view.statements:
            view.on_record = actions
        else:
            view.statements = actions
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
        text = _("What is our family’s chance? (%(model)s)")
        return _existing(
            (
                "clinic:family",
                (),
                f"?model={model.slug}",
                text % {"model": in_language(model.title)},
            )
            for model in models_of(page)
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
    told: dict[frozenset[str], str] = {_words_of(page.ref.label): ""}
    for text in texts:
        told.setdefault(_words_of(text), text)
    return [text for text in told.values() if text][:_NAMES_ON_TOP]


def _words_of(name: str) -> frozenset[str]:
    """Return what makes a name another one: not order, case, commas nor the word type."""
    words = (_AS_NUMBER.get(word, word) for word in _WORD.findall(name.casefold()))
    return frozenset(words) - {"type"}


def _tests(page: DiseasePage) -> list[tuple[str, list[tuple[Curie, str]]]]:
    """Return the tests for the most frequent signs, in the reader's language where we can."""
    labels = {f.term: f.label for f in page.findings if not f.excluded}
    found = procedures_for(list(labels)[:_SIGNS_TESTED])
    return [
        (
            test[:1].upper() + test[1:],
            [(term, label_in_language(term, labels[term])) for term in terms],
        )
        for test, terms in found[:_TESTS_SHOWN]
    ]


def _references(page: DiseasePage) -> list[str]:
    every = (*page.findings, *page.inheritance, *page.onset, *page.course)
    rows = [reference for f in every for row in f.rows for reference in row.references]
    links = [reference for gene in page.genes for reference in gene.references]
    return list(dict.fromkeys([*rows, *links]))
