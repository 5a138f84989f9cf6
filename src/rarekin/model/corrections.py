"""What a publisher has wrong: numbers of the wrong disease, and signs that are not believed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rarekin.model.citations import Citation
from rarekin.model.identifiers import Curie


@dataclass(frozen=True, slots=True)
class Correction:
    """An identifier that a source gives to a disease it does not stand for.

    Attributes
    ----------
    id
        The identifier.
    taken_from
        The disease that sources give it to.
    belongs_to
        The disease it stands for; None where that is not known.
    names
        Names that came to ``taken_from`` with it.
    text
        Why, in one sentence.
    citations
        Who found it.
    source
        Name of the source folder.
    """

    id: Curie
    taken_from: Curie
    belongs_to: Curie | None
    names: tuple[str, ...]
    text: str
    citations: tuple[Citation, ...]
    source: str


class DoubtReason(StrEnum):
    """Why what a list has on record about a sign is not believed.

    Attributes
    ----------
    OTHER_DISEASE
        The sign belongs to another disease, whose rows stand under this one by mistake.
    OTHER_FORM
        It belongs to one form, or to a disease filed below.
    RISK
        The chance of it is raised; most people never have it.
    COUNTED
        People who were counted have it far less often, or never.
    TEXT
        Texts about the disease say otherwise.
    """

    OTHER_DISEASE = "other disease"
    OTHER_FORM = "other form"
    RISK = "risk"
    COUNTED = "counted"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A statement of a list that is not believed.

    Attributes
    ----------
    entry
        The entry of the list, such as ``ORPHA:144``.
    term
        The sign it names.
    reason
        Why it is not believed.
    note
        The reason in our own words, for those who look after the data.
    citations
        Works that say otherwise.
    source
        Name of the source folder.
    """

    entry: Curie
    term: Curie
    reason: DoubtReason
    note: str
    citations: tuple[Citation, ...]
    source: str
