"""What a program may send about a family, checked by pydantic."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from rarekin.api.family.risk import OwnCurve, read_curve
from rarekin.web.http_api.bodies import Strict

_Age = Annotated[float, Field(ge=0, le=130)]


class KinBody(Strict):
    """A family of any standard."""

    family: dict[str, object] | str = Field(
        description="The family as ``rarekin risk`` reads it: our JSON, that of another standard, "
        "or the text of a file."
    )
    name: str = Field("", max_length=200, description="Which one, of several in the file.")
    add_parents: bool = Field(False, description="Add parents who are named but not listed.")

    def content(self) -> dict[str, object] | bytes:
        """Return the file as a reader takes it."""
        return self.family.encode() if isinstance(self.family, str) else self.family


class FamilyBody(KinBody):
    """A family file of any standard, and what is wanted of it."""

    to: str = Field("rarekin", max_length=30, description="Standard to write it in.")
    draw: bool = Field(False, description="Whether to draw it.")


class ModelBody(KinBody):
    """A family, and the model's figures where others than the published ones are meant."""

    parameters: dict[str, float] = Field(default_factory=dict, max_length=100)
    curves: dict[str, Annotated[str, Field(max_length=20_000)]] = Field(
        default_factory=dict,
        max_length=20,
        description="By phenotype, or under the empty name for all: a table of ages and the share "
        "of carriers ill by then, one age a line.",
    )

    def own_curves(self) -> dict[str, OwnCurve]:
        """Return the curves, read."""
        return {phenotype: read_curve(text) for phenotype, text in self.curves.items()}


class RiskBody(ModelBody):
    """A family, the figures, and ages by which the chances are wanted, too."""

    ages: list[_Age] = Field(
        default_factory=list, max_length=20, description="Ages in years; see ``by_age``."
    )


class PersonBody(ModelBody):
    """A family, the figures, and whom the answer is about."""

    person: str = Field(
        "",
        max_length=200,
        description="Id; the one who seeks advice where empty, else the proband.",
    )


class VariantsBody(ModelBody):
    """A family, the figures, and variants of it."""

    variants: list[Annotated[str, Field(max_length=1000)]] = Field(
        max_length=6,
        description="Each such as ``II-1=negative``, ``II-1=positive, II-2=ill`` "
        "or ``child of I-1 and I-2``; an empty one is the family as it is.",
    )
