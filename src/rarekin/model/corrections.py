"""What a publisher attaches to the wrong disease, and where it belongs."""

from __future__ import annotations

from dataclasses import dataclass

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
