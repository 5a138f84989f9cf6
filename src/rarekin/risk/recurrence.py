"""How likely something happens again where no allele is handed on, as published, by cause."""

from __future__ import annotations

import datetime
import tomllib
from dataclasses import dataclass

from rarekin.errors import CatalogError
from rarekin.model.citations import Citation
from rarekin.model.identifiers import Curie, parse_curie
from rarekin.risk.model_file import parse_citation
from rarekin.risk.toml_table import Table


@dataclass(frozen=True, slots=True)
class Cause:
    """One way in which a disease comes about, and what that means for the next child.

    Attributes
    ----------
    title
        What was found.
    chance
        For the next child of the same parents, in words.
    explain
        One plain sentence; may be empty.
    model
        Slug of the inheritance model that computes it; empty where there is nothing to compute.
    citations
        Who says so; empty where it is the rule of the mode itself.
    """

    title: str
    chance: str
    explain: str
    model: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Recurrence:
    """What is published about a disease, or a kind of change, happening again.

    Attributes
    ----------
    slug, title, summary
        Name in addresses, for readers, one plain sentence.
    diseases
        Ids it speaks for; empty for a kind of change.
    causes
        In the order of how common they are.
    reviewed
        When it was last read.
    """

    slug: str
    title: str
    summary: str
    diseases: tuple[Curie, ...]
    causes: tuple[Cause, ...]
    reviewed: datetime.date


def parse_recurrence(data: bytes, *, name: str = "recurrence") -> Recurrence:
    """Read a statement of recurrence from TOML.

    Parameters
    ----------
    data
        The file.
    name
        What to call it in error messages.

    Returns
    -------
    recurrence
        Checked: every citation it names exists.

    Raises
    ------
    CatalogError
        If the file is not one.

    Examples
    --------
    >>> found = parse_recurrence(b'''
    ... slug = "toy"
    ... title = "Toy"
    ... summary = "A toy."
    ... reviewed = 2026-11-30
    ... cause = [{title = "A new deletion", chance = "less than 1 in 100"}]
    ... ''')
    >>> found.causes[0].chance
    'less than 1 in 100'
    """
    try:
        get = Table(tomllib.loads(data.decode()))
        works = {key: parse_citation(Table(row)) for key, row in get.tables("cite").items()}
        causes = tuple(
            Cause(
                row.text("title"),
                row.text("chance"),
                row.text("explain", ""),
                row.text("model", ""),
                row.cited(works),
            )
            for row in get.rows("cause")
        )
        return Recurrence(
            get.text("slug"),
            get.text("title"),
            get.text("summary"),
            tuple(parse_curie(d) for d in get.words("diseases")),
            causes,
            get.date("reviewed"),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise CatalogError(f"{name} is not a statement of recurrence: {error}.") from error
