"""Small marks beside a statement that lead to its source, numbered in order of use."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from rarekin.model.citations import Citation, SourceInfo

_ADDRESSES = {
    "PMID": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "PMC": "https://pmc.ncbi.nlm.nih.gov/articles/{}/",
    "OMIM": "https://www.omim.org/entry/{}",
    "ORPHA": "https://www.orpha.net/en/disease/detail/{}",
    "DOI": "https://doi.org/{}",
    "MONDO": "https://monarchinitiative.org/MONDO:{}",
    "HP": "https://hpo.jax.org/browse/term/HP:{}",
    "HGNC": "https://www.genenames.org/data/gene-symbol-report/#!/hgnc_id/HGNC:{}",
    "GARD": "https://rarediseases.info.nih.gov/diseases/{}/index",
    "DOID": "https://disease-ontology.org/?id=DOID:{}",
    "UMLS": "https://uts.nlm.nih.gov/uts/umls/concept/{}",
}
_REFERENCE = re.compile(r"^(?P<prefix>[A-Za-z]+):(?P<local>\S+)$")


def address_of(reference: str) -> str:
    """Return the web address of an identifier, at its own publisher.

    Parameters
    ----------
    reference
        Such as ``PMID:18553568``, or an address already.

    Returns
    -------
    address
        Empty where we know none.

    Examples
    --------
    >>> address_of("PMID:18553568"), address_of("ISBN-13:978-0"), address_of("GARD:109")[-10:]
    ('https://pubmed.ncbi.nlm.nih.gov/18553568/', '', '/109/index')
    """
    if reference.startswith(("https://", "http://")):
        return reference
    match = _REFERENCE.match(reference)
    pattern = _ADDRESSES.get(match["prefix"].upper()) if match else None
    return pattern.format(match["local"]) if match and pattern else ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A link from a statement to the place on the page that names its source.

    Attributes
    ----------
    text
        What is shown, such as ``2``.
    title
        The source in words, with version and date.
    anchor
        Element id on the same page.
    """

    text: str
    title: str
    anchor: str


@dataclass
class Marks:
    """Hands out marks for one page and remembers the works cited.

    Parameters
    ----------
    sources
        The data sources of the page; they take the first numbers.
    """

    sources: Iterable[SourceInfo]
    works: list[Citation] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sources = tuple(self.sources)
        self._by_name = {info.name: (i, info) for i, info in enumerate(self.sources, 1)}
        self._numbers: dict[Citation, int] = {}

    def source(self, name: str) -> Mark:
        """Return the mark of a data source.

        Parameters
        ----------
        name
            Its folder name.

        Returns
        -------
        mark
            Leads to the list of sources, where the name is unknown to its end.
        """
        number, info = self._by_name.get(name, (0, None))
        if info is None:
            return Mark(name, name, "sources")
        date = info.date.isoformat() if info.date else info.version
        return Mark(str(number), ", ".join(p for p in (info.title, date) if p), f"source-{name}")

    def name(self, name: str) -> str:
        """Return the title of a data source, or its folder name where it is not on the page."""
        info = self._by_name.get(name, (0, None))[1]
        return info.title if info else name

    def credit(self, name: str) -> str:
        """Say whose words a quotation is: source, date and licence.

        Parameters
        ----------
        name
            The source's folder name.

        Returns
        -------
        credit
            Empty where the source is not on the page.
        """
        info = self._by_name.get(name, (0, None))[1]
        if info is None:
            return ""
        date = info.date.isoformat() if info.date else info.version
        return ", ".join(part for part in (info.title, date, info.licence.name) if part)

    def all(self, names: Iterable[str]) -> tuple[Mark, ...]:
        """Return the marks of several data sources, each once, in order of their number."""
        unique = sorted(set(names), key=lambda n: (self._by_name.get(n, (999, None))[0], n))
        return tuple(self.source(name) for name in unique)

    def work(self, citation: Citation) -> Mark:
        """Return the mark of a cited work; the same work keeps its number.

        Parameters
        ----------
        citation
            The work.

        Returns
        -------
        mark
            Numbered after the data sources.
        """
        if citation not in self._numbers:
            self.works.append(citation)
            self._numbers[citation] = len(self._by_name) + len(self.works)
        number = self._numbers[citation]
        first_author = citation.authors.split(",")[0].strip()
        said = " ".join(p for p in (first_author, str(citation.year or "")) if p)
        return Mark(str(number), said or citation.title, f"work-{number}")
