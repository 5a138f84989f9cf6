"""One person's findings, as an engine needs them.

Unknown is never absent: a finding nobody looked for is simply not listed, or listed as
`State.UNKNOWN`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import StrEnum

from rarekin.errors import InputError
from rarekin.model.identifiers import Curie


class State(StrEnum):
    """Whether a finding was seen, looked for and not found, or not looked for."""

    PRESENT = "present"
    EXCLUDED = "excluded"
    UNKNOWN = "unknown"


class Sex(StrEnum):
    """Sex as far as inheritance and sex-specific frequencies need it."""

    FEMALE = "female"
    MALE = "male"
    UNKNOWN = "unknown"


class ParentalOrigin(StrEnum):
    """From which parent an allele came."""

    MATERNAL = "maternal"
    PATERNAL = "paternal"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """One HPO term and what is known about it in one person.

    Attributes
    ----------
    term
        HPO id.
    state
        Present, excluded or unknown.
    onset_years
        Age at which it appeared, in years, 0 and up; None where not recorded.
    onset_term
        HPO onset class where only that was recorded, such as ``HP:0003593``.
    modifiers
        HPO modifiers, such as ``HP:0003676`` Progressive.
    """

    term: Curie
    state: State = State.PRESENT
    onset_years: float | None = None
    onset_term: Curie | None = None
    modifiers: tuple[Curie, ...] = ()


@dataclass(frozen=True, slots=True)
class Variant:
    """A genetic test result.

    Attributes
    ----------
    gene
        HGNC symbol.
    significance
        ACMG class: ``P``, ``LP``, ``VUS``, ``LB``, ``B``; ``none`` where a test found nothing.
    zygosity
        ``heterozygous``, ``homozygous``, ``hemizygous``, ``mosaic`` or empty.
    origin
        Parental copy it lies on.
    change
        What changed, in HGVS words such as ``c.1499T>C p.(Ile500Thr)``; empty where not known.
    """

    gene: str
    significance: str
    zygosity: str = ""
    origin: ParentalOrigin = ParentalOrigin.UNKNOWN
    change: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One person as far as ranking and criteria need to know.

    Attributes
    ----------
    id
        A label chosen by the caller; never a name.
    findings
        One entry per HPO term.
    sex
        Where known.
    age_years
        Age at last examination, in years.
    onset_years
        Age at onset of the disease, in years.
    variants
        Genetic test results.
    answers
        Answers to questions no HPO term covers, by criteria item name.
    quantities
        Measured values by criteria item name, in the unit the item names.
    diseases
        Confirmed diseases, where the case is a published one.
    references
        Identifiers of the publications a published case comes from.
    onset_term
        HPO onset class of the disease where no age was recorded, such as ``HP:0003593``.
    """

    id: str
    findings: tuple[Finding, ...] = ()
    sex: Sex = Sex.UNKNOWN
    age_years: float | None = None
    onset_years: float | None = None
    variants: tuple[Variant, ...] = ()
    answers: dict[str, State] = field(default_factory=dict)
    quantities: dict[str, float] = field(default_factory=dict)
    diseases: tuple[Curie, ...] = ()
    references: tuple[str, ...] = ()
    onset_term: Curie | None = None

    def __post_init__(self) -> None:
        """Refuse ages and measures that are no numbers, before anything is computed from them."""
        given = {"age_years": self.age_years, "onset_years": self.onset_years, **self.quantities}
        for name, value in given.items():
            if value is not None and not math.isfinite(value):
                raise InputError(
                    f"{name} = {value} is no number; we accept finite ones.",
                    hint="Leave it out where it is not known.",
                    where=name,
                )

    @property
    def present(self) -> tuple[Curie, ...]:
        """HPO ids of the findings that are present, in order."""
        return tuple(f.term for f in self.findings if f.state is State.PRESENT)

    @property
    def excluded(self) -> tuple[Curie, ...]:
        """HPO ids of the findings that were looked for and not found, in order."""
        return tuple(f.term for f in self.findings if f.state is State.EXCLUDED)
