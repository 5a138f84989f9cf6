"""What sources say about diseases: the records a release is built from.

A parser yields these with the identifiers its source uses; the build joins them on the
canonical disease. ``source`` is always the name of a source folder.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from rarekin.model.citations import Checked, Citation
from rarekin.model.identifiers import Curie


class Level(StrEnum):
    """What kind of entry an identifier stands for."""

    GROUP = "group"
    DISORDER = "disorder"
    SUBTYPE = "subtype"
    TRAIT = "trait"
    SUSCEPTIBILITY = "susceptibility"
    UNKNOWN = "unknown"

    @property
    def is_disease(self) -> bool:
        """Whether somebody can have it as a disease: a trait or a raised chance is none."""
        return self not in (Level.TRAIT, Level.SUSCEPTIBILITY)


class Section(StrEnum):
    """The sections of a disease page, in reading order."""

    SAFETY = "safety"
    SUMMARY = "summary"
    SIGNS = "signs"
    CAUSES = "causes"
    INHERITANCE = "inheritance"
    DIAGNOSIS = "diagnosis"
    OUTLOOK = "outlook"
    LIVING = "living"
    PREVALENCE = "prevalence"
    TREATMENT = "treatment"
    FOLLOWUP = "followup"
    TRIALS = "trials"
    LOOKALIKES = "lookalikes"
    FIRST_STEPS = "first_steps"
    ORGANISATIONS = "organisations"
    PEOPLE = "people"
    SOURCES = "sources"


class NameKind(StrEnum):
    """How a name relates to its disease.

    Attributes
    ----------
    LABEL, EXACT, ABBREVIATION
        Names in use.
    LAY
        What people say, in everyday words.
    FORMER
        No longer in use; found when somebody looks for it.
    HURTFUL
        Found when somebody looks for it, and shown nowhere on top.
    RELATED
        Of something close to it.
    NOT_A_NAME
        Listed among the names and none: what modifies it, a chance to fall ill, a drug.
    """

    LABEL = "label"
    EXACT = "exact"
    ABBREVIATION = "abbreviation"
    LAY = "lay"
    FORMER = "former"
    HURTFUL = "hurtful"
    RELATED = "related"
    NOT_A_NAME = "not_a_name"

    @property
    def is_current(self) -> bool:
        """Whether the disease is called so today."""
        return self in (NameKind.LABEL, NameKind.EXACT, NameKind.ABBREVIATION, NameKind.LAY)


@dataclass(frozen=True, slots=True)
class Disease:
    """One entry of a disease list.

    Attributes
    ----------
    id
        The source's own identifier.
    label
        Its preferred name there.
    level
        Group, disorder or subtype; unknown where the source does not say.
    parents
        Direct broader entries, in the source's own identifiers.
    obsolete, replaced_by
        Retired entries and their successor, where one was named.
    """

    id: Curie
    label: str
    source: str
    level: Level = Level.UNKNOWN
    parents: tuple[Curie, ...] = ()
    obsolete: bool = False
    replaced_by: Curie | None = None


@dataclass(frozen=True, slots=True)
class IdMapping:
    """A statement that two identifiers stand in a relation (SSSOM).

    Attributes
    ----------
    subject, object
        The two identifiers.
    predicate
        ``skos:exactMatch``, ``skos:narrowMatch``, ``skos:broadMatch``, ``skos:closeMatch``
        or ``oboInOwl:hasDbXref``. Only an exact match is an identity.
    """

    subject: Curie
    predicate: str
    object: Curie
    source: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a disease."""

    disease: Curie
    text: str
    kind: NameKind
    source: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Annotation:
    """A statement that a disease has, or does not have, a finding.

    Attributes
    ----------
    disease, term
        Who and what. ``aspect`` says of which kind the term is: ``P`` finding,
        ``I`` inheritance, ``C`` onset or course, ``M`` modifier, ``H`` past history.
    excluded
        True where the source says the disease does not have it.
    numerator, denominator
        Counted patients where the source counted them.
    frequency
        The share the source states, 0 to 1, where it states one without counts; None where
        it says nothing.
    frequency_term
        The HPO frequency class, such as ``HP:0040281``, where one was used.
    onset, sex, modifiers
        Qualifiers; ``sex`` is ``female``, ``male`` or empty.
    references
        Identifiers of the works the row rests on.
    """

    disease: Curie
    term: Curie
    source: str
    aspect: str = "P"
    excluded: bool = False
    numerator: int | None = None
    denominator: int | None = None
    frequency: float | None = None
    frequency_term: Curie | None = None
    onset: Curie | None = None
    sex: str = ""
    modifiers: tuple[Curie, ...] = ()
    references: tuple[str, ...] = ()
    evidence: str = ""


CLASS_RANGE = {
    Curie("HP:0040280"): (1.0, 1.0),
    Curie("HP:0040281"): (0.80, 0.99),
    Curie("HP:0040282"): (0.30, 0.79),
    Curie("HP:0040283"): (0.05, 0.29),
    Curie("HP:0040284"): (0.01, 0.04),
    Curie("HP:0040285"): (0.0, 0.0),
}
"""Lowest and highest share of each HPO frequency class (Köhler S, et al. Nucleic Acids Res 2017,
doi:10.1093/nar/gkw1039)."""

CLASS_FREQUENCY = {
    Curie("HP:0040280"): 1.0,
    Curie("HP:0040281"): 0.895,
    Curie("HP:0040282"): 0.545,
    Curie("HP:0040283"): 0.17,
    Curie("HP:0040284"): 0.025,
    Curie("HP:0040285"): 0.0,
}
"""Middle of each HPO frequency class, from Obligate down to Excluded (Köhler S, et al. Nucleic
Acids Res 2017, doi:10.1093/nar/gkw1039)."""


class Sons(StrEnum):
    """How sons with the change of an X-linked disease fare, where daughters fare otherwise.

    Attributes
    ----------
    LOST
        Most of them are lost before birth.
    GRAVER
        As a rule they are much more severely ill than daughters, and many die early.
    SPARED
        They are well or have few signs: it is daughters who are ill.
    AS_GIRLS
        With one X and one Y chromosome many of them live as girls and women.
    """

    LOST = "lost"
    GRAVER = "graver"
    SPARED = "spared"
    AS_GIRLS = "as-girls"


class Seldom(StrEnum):
    """Why a disease is seldom handed on, though a list names a mode of inheritance.

    Attributes
    ----------
    SINGLE
        Most people with it are the only one in their family; a list names the mode of single
        families.
    UNEXPLAINED
        Its cause is not known, or several things act together.
    NEW
        The change is new in nearly everybody who has it.
    """

    SINGLE = "single"
    UNEXPLAINED = "unexplained"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class GeneLink:
    """A statement that a gene has to do with a disease."""

    disease: Curie
    symbol: str
    source: str
    hgnc: Curie | None = None
    relation: str = ""
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement for a page, in our own words or as a marked quotation, or as structure.

    Attributes
    ----------
    disease
        The disease it is about; an HPO term where it is about a finding whatever its cause.
    section
        Where on the page it belongs.
    kind
        What the value means, such as ``text``, ``prevalence``, ``onset``, ``trial``,
        ``link``, ``treatment``, ``imprinting``.
    text
        The sentence or paragraph shown; empty where the page composes it from ``value``.
    value
        JSON-ready structure behind the statement; keys depend on ``kind``.
    citations
        Primary sources; empty only where ``source`` itself is the primary source.
    as_of
        The date the statement was written or last checked.
    checked
        Whether the primary source was read.
    quoted
        True where ``text`` is another's words (shown as a quotation with licence).
    language
        Of ``text``.
    statement
        Its place in a written page, from 1; the same in each language. 0 elsewhere.
    machine
        True where a machine translated it and nobody has read the translation.
    for_forms
        Whether it holds for every form of the disease as well; None where nobody said so.
    """

    disease: Curie
    section: Section
    kind: str
    source: str
    text: str = ""
    value: Mapping[str, object] = field(default_factory=dict)
    citations: tuple[Citation, ...] = ()
    as_of: datetime.date | None = None
    checked: Checked = Checked.READ
    quoted: bool = False
    language: str = "en"
    statement: int = 0
    machine: bool = False
    for_forms: bool | None = None

    @property
    def is_translation(self) -> bool:
        """Whether it says what a statement of a written page says, in another language."""
        return self.statement > 0 and self.language != "en"


@dataclass(frozen=True, slots=True)
class Organisation:
    """A patient organisation, with the date somebody last looked.

    Attributes
    ----------
    diseases
        The diseases it serves.
    last_checked
        Year, month or day as text, such as ``2020``; empty where never.
    seen
        What was seen of the address then: its ``page``, a ``list`` with it, only the ``name``,
        or nothing (``memory``: show it as not checked); empty where nobody noted it.
    kind
        Empty for a patient organisation; ``helpline``, ``directory`` of expert centres, or
        ``network`` of hospitals that treat some diseases together.
    """

    name: str
    diseases: tuple[Curie, ...]
    source: str
    address: str = ""
    phone: str = ""
    fax: str = ""
    email: str = ""
    url: str = ""
    country: str = ""
    languages: tuple[str, ...] = ()
    last_checked: str = ""
    seen: str = ""
    kind: str = ""
