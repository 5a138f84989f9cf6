"""Where a statement comes from: a citation for the fact, a source for the data set."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum


class Checked(StrEnum):
    """How far a statement was checked against its primary source."""

    READ = "read"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Citation:
    """A primary source and the reason for which it is cited.

    Attributes
    ----------
    title, authors, year
        As printed by the publisher; empty or None where not known.
    why
        What the work is cited for, in a few words.
    doi, pmid, pmcid, url
        Identifiers of the work itself, never of a mirror page. ``pmid`` is digits only.
    locator
        Table, figure or page that was read; empty where nobody read it.

    Examples
    --------
    >>> Citation(title="A case series", pmid="18553568", year=2008).link
    'https://pubmed.ncbi.nlm.nih.gov/18553568/'
    """

    title: str
    why: str = ""
    authors: str = ""
    year: int | None = None
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    url: str = ""
    locator: str = ""

    @property
    def link(self) -> str:
        """The address of the work: DOI, else PubMed, else PubMed Central, else ``url``."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        if self.pmid:
            return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/"
        if self.pmcid:
            return f"https://pmc.ncbi.nlm.nih.gov/articles/{self.pmcid}/"
        return self.url


@dataclass(frozen=True, slots=True)
class Licence:
    """The terms under which a source's data may be used.

    Attributes
    ----------
    name
        Such as ``CC BY 4.0``.
    url
        Where the terms are written; empty where the publisher states none.
    redistribute
        Whether a release that carries the data may be handed on.
    quote
        Whether its sentences may be shown word for word (CC0, CC BY, US government).
    """

    name: str
    url: str = ""
    redistribute: bool = False
    quote: bool = False


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """One public source as a release used it.

    Attributes
    ----------
    name
        Folder name, such as ``hpoa``.
    title, publisher, homepage
        As the publisher writes them.
    version
        As the publisher states it; a date where there is no other version.
    date
        When that version was published, or None where unknown.
    licence
        The terms.
    attribution
        The line the publisher asks to be shown.
    cite
        Works to cite when using it.
    fills
        Page sections the source fills.
    rows
        Record counts by kind.
    sha256
        Hash of each raw file by name.
    status
        ``fresh``, ``kept`` (last good file after a failure) or ``failed``.
    problem
        Why it was kept or failed; empty otherwise.
    """

    name: str
    title: str
    publisher: str
    homepage: str
    version: str
    date: datetime.date | None
    licence: Licence
    attribution: str = ""
    cite: tuple[Citation, ...] = ()
    fills: tuple[str, ...] = ()
    rows: tuple[tuple[str, int], ...] = ()
    sha256: tuple[tuple[str, str], ...] = ()
    status: str = "fresh"
    problem: str = ""
