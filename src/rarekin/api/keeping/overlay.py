"""What readers contributed and moderators gave a source: kept beside the releases.

A build reads it as it reads the program's own curated facts, and a backup takes it along.
"""

from __future__ import annotations

import datetime
import json
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rarekin.api.diseases.lookup import disease
from rarekin.api.home import home as default_home
from rarekin.formats.hpoa import HpoaRow, is_frequency, write_hpoa
from rarekin.model.citations import Citation
from rarekin.model.identifiers import Curie

__all__ = ("Contributed", "contributions_hpoa", "is_frequency", "write_contributions")

FILE = "overlay/contributions.jsonl"
_OF_HPOA = ("OMIM", "ORPHA", "DECIPHER")


@dataclass(frozen=True, slots=True)
class Contributed:
    """One sentence or sign about a disease, with the work that says it.

    A release takes it up as a text fact, a sign as well: no ranking counts it. The term goes to
    the keepers of the HPO annotations only (`contributions_hpoa`).

    Attributes
    ----------
    number
        Opaque; it names nobody.
    disease, section
        What it is about.
    sentence
        In English, in the moderators' words.
    title, doi, pmid, url, year
        The work.
    as_of
        Day on which it was read.
    term, frequency
        HPO id and how often, where it is a sign; empty otherwise.
    """

    number: str
    disease: str
    section: str
    sentence: str
    title: str
    as_of: datetime.date
    doi: str = ""
    pmid: str = ""
    url: str = ""
    year: int | None = None
    term: str = ""
    frequency: str = ""

    @property
    def link(self) -> str:
        """The address of the work."""
        return Citation(title=self.title, doi=self.doi, pmid=self.pmid, url=self.url).link


def write_contributions(rows: Iterable[Contributed], home: Path | None = None) -> Path:
    """Write all contributions anew; the next build of a release takes them in.

    Parameters
    ----------
    rows
        Those that stand behind a published source.
    home
        The data folder; by default the installation's own.

    Returns
    -------
    path
        The file, replaced whole or not at all.
    """
    path = (home or default_home()) / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(_line(row), ensure_ascii=False, sort_keys=True) for row in rows]
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".contributions")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("".join(f"{line}\n" for line in sorted(lines)))
    Path(draft).replace(path)
    return path


def _line(row: Contributed) -> dict[str, object]:
    work = {"title": row.title, "doi": row.doi, "pmid": row.pmid, "url": row.url, "year": row.year}
    return {
        "contribution": row.number,
        "disease": row.disease,
        "section": row.section,
        "text": row.sentence,
        "as_of": row.as_of.isoformat(),
        "cite": {key: value for key, value in work.items() if value},
    }


def contributions_hpoa(rows: Iterable[Contributed], *, site: str, today: datetime.date) -> str:
    """Write the signs among contributions as rows of the HPO annotation file.

    Parameters
    ----------
    rows
        With a sign and a PubMed number or DOI; others are left out, since the format has no
        place for them.
    site
        Short name of who curated, for the last column.
    today
        Day of writing.

    Returns
    -------
    table
        Tab-separated, with the header of ``phenotype.hpoa``.
    """
    written = [_hpoa_row(row, site) for row in rows if row.term and (row.pmid or row.doi)]
    return write_hpoa([row for row in written if row is not None], today)


def _hpoa_row(row: Contributed, site: str) -> HpoaRow | None:
    page = disease(row.disease)
    known = [page.ref.id, *(m.object for m in page.ids if m.predicate == "skos:exactMatch")]
    ids = [id_ for prefix in _OF_HPOA for id_ in known if id_.startswith(f"{prefix}:")]
    if not ids:
        return None
    return HpoaRow(
        disease=ids[0],
        name=page.ref.label,
        term=Curie(row.term),
        reference=f"PMID:{row.pmid}" if row.pmid else f"DOI:{row.doi}",
        frequency=row.frequency,
        curated=f"{site}[{row.as_of.isoformat()}]",
    )
