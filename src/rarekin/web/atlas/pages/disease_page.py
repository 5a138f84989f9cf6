"""The page of one disease: what each section says, asks and rests on."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from rarekin.api.diseases import lookup
from rarekin.api.diseases.care import procedures_for
from rarekin.api.diseases.kinds_in_danger import (
    KindInDanger,
    dangers_of_kind,
    sources_of_kinds,
)
from rarekin.api.diseases.lookup import DiseasePage, DiseaseRef
from rarekin.api.diseases.naming import named_page
from rarekin.api.diseases.narrower import Dangers, dangers_of_forms
from rarekin.api.diseases.wider import WiderText, wider_text
from rarekin.api.telling.forms import Forms, forms_of
from rarekin.api.telling.telling import telling_signs
from rarekin.api.telling.voices import Standing, standing_of
from rarekin.model.citations import Citation, SourceInfo
from rarekin.model.disease import Fact, NameKind, Section
from rarekin.model.genes import GeneRole
from rarekin.model.identifiers import Curie
from rarekin.web.atlas.pages.linked_data import linked_data
from rarekin.web.atlas.sections import lookalikes, minute, pictures, signs
from rarekin.web.atlas.sections.also_called import also_called, name_words
from rarekin.web.atlas.sections.disputes import disputes_of
from rarekin.web.atlas.sections.marks import Mark, Marks, address_of
from rarekin.web.atlas.sections.missing import Missing, missing_of
from rarekin.web.atlas.sections.page_sections import (
    APART,
    NOT_PROSE,
    SectionView,
    dated_apart,
    glossed,
    section_of,
)
from rarekin.web.atlas.sections.pictures import Picture
from rarekin.web.atlas.sections.statements import Statement, from_facts
from rarekin.web.atlas.sections.trials import Trial, trials_of
from rarekin.web.atlas.telling import compose
from rarekin.web.atlas.telling.glossary import Glosser, Word, glossaries
from rarekin.web.atlas.telling.labels import capitalised, label_in_language
from rarekin.web.atlas.telling.words import NAME_KINDS, PREDICATES
from rarekin.web.shell import phrases
from rarekin.web.shell.own_words import in_language

_REFERENCES_SHOWN = 60
_GENES_SHOWN = 40
_KNOWN_BY = 8
_MANY_DATED = 10
_SIGNS_TESTED = 30
_TESTS_SHOWN = 12
# With more forms than these only their pages are named: the first words of each would not be read.
_FORMS_TOLD = 4
_TOLD_OF_A_FORM = 2


@dataclass(frozen=True, slots=True)
class FormInDanger:
    """A form whose own page says what cannot wait or what could harm.

    Attributes
    ----------
    told
        The first of it; none where there are many such forms.
    """

    ref: DiseaseRef
    told: list[Statement]


@dataclass(frozen=True, slots=True)
class DangerOfKind:
    """What is dangerous in the kind of disease.

    Attributes
    ----------
    name
        Of the kind, in the active language.
    urgent, safety
        What cannot wait, and what could harm.
    """

    name: str
    urgent: list[Statement]
    safety: list[Statement]


@dataclass(frozen=True, slots=True)
class DiseaseView:
    """Everything a disease page shows, in the active language.

    Attributes
    ----------
    label
        Its name in the active language where one is known, beginning with a capital.
    english
        Its English name where that is another; empty where it is not.
    also
        Other names for the top of the page, with the language of each.
    minute
        What is said first, in ninety words.
    urgent, safety
        What cannot wait, and what could harm; they come before the sections.
    dangers
        What forms' own pages say of that, where nobody says it of the whole disease.
    kinds
        What is dangerous in its kind of disease, where nobody says it of this one.
    steps
        What to do now, for this very disease.
    wider
        What a form takes over from the disease above it.
    forms
        The forms below it.
    missing
        What this copy does not have.
    standing
        How well its signs stand.
    groups, doubted, excluded, onset, beginnings
        Of the signs.
    tests
        Names of tests, and the signs each of them looks for.
    disputes
        Where sources contradict each other.
    symbols, symbols_of_others
        Genes that cause the disease, and those that need not.
    works
        Cited works, numbered after the data sources.
    references, n_more_references
        Works behind signs and genes with their addresses, and how many more there are.
    """

    page: DiseasePage
    label: str
    english: str
    also: list[tuple[str, str]]
    minute: list[Statement]
    urgent: list[Statement]
    safety: list[Statement]
    dangers: list[FormInDanger]
    kinds: list[DangerOfKind]
    steps: list[Statement]
    wider: WiderText
    forms: Forms
    missing: Missing
    standing: Standing
    sections: list[SectionView]
    groups: list[signs.SignGroup]
    doubted: list[signs.Sign]
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
    symbols_of_others: list[str]
    works: list[tuple[Mark, Citation]]
    references: list[tuple[str, str]]
    n_more_references: int
    linked_data: str


def view_of(page: DiseasePage) -> DiseaseView:
    """Arrange what a release knows about a disease.

    Parameters
    ----------
    page
        From `rarekin.api.diseases.lookup.disease`.

    Returns
    -------
    view
        Everything `rarekin.web.atlas.drawing.article` draws.
    """
    language = phrases.language() or "en"
    page = named_page(page, language)
    wider, forms = wider_text(page, language), forms_of(page)
    harmful = safety_facts(page) or safety_facts(wider)
    dangers = Dangers() if harmful else dangers_of_forms(page, language)
    kinds = () if harmful else dangers_of_kind(page)
    marks = Marks(_speaking(page, wider, forms, dangers, kinds))
    glosser = Glosser(glossaries())
    taken_over = [f for kind in kinds for f in kind.facts] + list(safety_facts(wider))
    standing = standing_of(page, taken_over)
    # Marks are numbered in reading order, and what could harm is read first.
    opening = minute.in_a_minute(page, forms, marks, standing)
    if minute.written_facts(page):
        opening = glossed(opening, glosser)
    urgent = glossed(from_facts([f for f in harmful if f.kind == "urgent"], marks), glosser)
    safety = glossed(from_facts([f for f in harmful if f.kind != "urgent"], marks), glosser)
    of_kind = [_of_kind(kind, marks, glosser) for kind in kinds]
    in_danger = _in_danger(dangers, marks, glosser)
    steps = glossed(from_facts(page.facts.get(Section.FIRST_STEPS, ()), marks), glosser)
    urgent, safety, steps = (dated_apart(told, page.updated) for told in (urgent, safety, steps))
    known_by = [sign.term for sign in telling_signs(page, _KNOWN_BY)]
    groups = signs.by_system(page.findings, marks, standing, known_by, page.ref.english)
    doubted = signs.doubted(page.findings, marks, standing)
    excluded = signs.ruled_out(page.findings, marks, standing)
    alike = lookalikes.views_of(page, standing, marks)
    trials = trials_of(page.facts.get(Section.TRIALS, ()), marks)
    drawn = {
        Section.SUMMARY: bool(page.groups or forms.has_data or page.relatives),
        Section.SIGNS: bool(groups or doubted or excluded),
        Section.LOOKALIKES: bool(alike),
        Section.TRIALS: bool(trials),
        Section.ORGANISATIONS: bool(page.organisations),
    }
    sections = [
        view
        for section in Section
        if section not in APART
        for view in (section_of(section, page, wider, forms, marks, glosser, standing),)
        if view.is_told or drawn.get(section)
    ]
    label, also = page.ref.label, also_called(page)
    has_another = name_words(label) != name_words(page.ref.english)
    references = _references(page)
    told_genes = _told_genes(page)
    return DiseaseView(
        page=page,
        label=capitalised(label),
        english=page.ref.english if has_another else "",
        also=also,
        minute=opening,
        urgent=urgent,
        safety=safety,
        dangers=in_danger,
        kinds=of_kind,
        steps=steps,
        wider=wider,
        forms=forms,
        missing=missing_of(page, forms, (view.section for view in sections)),
        standing=standing,
        sections=sections,
        groups=groups,
        doubted=doubted,
        excluded=excluded,
        onset=_onset_drawn(page, marks),
        beginnings=signs.beginnings(page.facts.get(Section.SIGNS, ()), marks),
        tests=_tests(page),
        trials=trials,
        lookalikes=alike,
        disputes=disputes_of(page, marks),
        words=sorted(glosser.used, key=lambda word: word.term.casefold()),
        names=[
            (n.text, NAME_KINDS[n.kind], marks.source(n.source), n.language)
            for n in page.names
            if n.kind is not NameKind.NOT_A_NAME
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
        sources=[(marks.source(info.name), info) for info in marks.sources],
        symbols=told_genes[:_GENES_SHOWN],
        symbols_of_others=[
            gene.symbol for gene in page.genes_by_role if gene.symbol not in told_genes
        ][:_GENES_SHOWN],
        works=[(marks.work(work), work) for work in tuple(marks.works)],
        references=[
            (reference, address_of(reference)) for reference in references[:_REFERENCES_SHOWN]
        ],
        n_more_references=max(0, len(references) - _REFERENCES_SHOWN),
        linked_data=linked_data(page, [name for name, _language in also]),
    )


def _in_danger(dangers: Dangers, marks: Marks, glosser: Glosser) -> list[FormInDanger]:
    told = _TOLD_OF_A_FORM if len(dangers.forms) <= _FORMS_TOLD else 0
    return [
        FormInDanger(form.ref, glossed(from_facts(form.told[:told], marks), glosser))
        for form in dangers.forms
    ]


def _of_kind(kind: KindInDanger, marks: Marks, glosser: Glosser) -> DangerOfKind:
    return DangerOfKind(
        in_language(kind.name),
        glossed(from_facts(kind.urgent, marks), glosser),
        glossed(from_facts(kind.harmful, marks), glosser),
    )


def _told_genes(page: DiseasePage) -> list[str]:
    """Return genes that a source calls the cause, also of a form, or that somebody wrote of so."""
    words = page.words_on_the_cause | {symbol for symbol, _n in page.form_genes}
    genes = page.genes_by_role
    return [g.symbol for g in genes if g.role is GeneRole.CAUSE or g.symbol in words]


def safety_facts(page: DiseasePage | WiderText) -> list[Fact]:
    """Return what could harm, without the card made from it."""
    return [f for f in page.facts.get(Section.SAFETY, ()) if f.kind not in NOT_PROSE]


def _speaking(
    page: DiseasePage,
    wider: WiderText,
    forms: Forms,
    dangers: Dangers,
    kinds: tuple[KindInDanger, ...],
) -> list[SourceInfo]:
    """Return the sources of a page and of what it takes over from others, each once."""
    others = (*wider.sources, *dangers.sources, *sources_of_kinds(kinds))
    found = {info.name: info for info in (*page.sources, *others)}
    # A sign that a definition names may be on the list of a form alone.
    borne = [source for sign in telling_signs(page, _KNOWN_BY) for source in sign.sources]
    taken_over = {*forms.sources, *borne} - found.keys()
    found |= {info.name: info for info in lookup.sources() if info.name in taken_over}
    return list(found.values())


def _onset_drawn(page: DiseasePage, marks: Marks) -> list[Picture]:
    """Draw when it begins; what nobody counted is not drawn beside somebody's words on it."""
    if not compose.when_it_begins(page) or compose.tells_a_list(page):
        return []
    counted = all((f.denominator or 0) >= _MANY_DATED for f in page.onset if not f.excluded)
    if minute.written_facts(page) and not counted:
        return []
    return pictures.of_onset(page.onset, marks)


def _tests(page: DiseasePage) -> list[tuple[str, list[tuple[Curie, str]]]]:
    """Return the tests for the most frequent signs, in the reader's language where we can."""
    if any(f.text and not f.quoted for f in page.facts.get(Section.DIAGNOSIS, ())):
        # Where somebody wrote how this disease is found, tests for single signs would mislead.
        return []
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
