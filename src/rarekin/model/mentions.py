"""An identifier that somebody wrote by hand, and where: a build refuses it if it is dead."""

from __future__ import annotations

from dataclasses import dataclass

from rarekin.model.identifiers import Curie


@dataclass(frozen=True, slots=True)
class Mention:
    """One identifier in a hand-written file.

    Attributes
    ----------
    id
        Of a disease or a finding.
    where
        File and line.
    """

    id: Curie
    where: str
