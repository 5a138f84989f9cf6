"""What readers of one site suggested and its moderators gave a source: lines of JSON.

Each becomes a text fact of its section, a sign as well: annotations, which rankings count, come
from published sources of annotations only.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping

from rarekin.errors import InputError
from rarekin.model.citations import Citation
from rarekin.model.disease import Fact, Section
from rarekin.model.identifiers import parse_curie
from rarekin.model.issues import Issue, IssueLevel

ENDING = ".jsonl"
_WORK = ("title", "doi", "pmid", "url")


def read_contributions(name: str, content: bytes, source: str) -> Iterator[Fact | Issue]:
    """Read the contributions of a site.

    Parameters
    ----------
    name, content
        The file, one JSON object a line.
    source
        Name of the source folder.

    Yields
    ------
    record
        A fact that stands beside those of the publishers and holds an opaque contribution
        number; an issue for a line that cannot be read, so that one bad line stops no build.

    Examples
    --------
    >>> line = b'{"contribution": "a1", "disease": "MONDO:0008153", "section": "living", '
    >>> line += b'"text": "Soft shoes help.", "as_of": "2026-11-30", '
    >>> line += b'"cite": {"title": "A study", "pmid": "18553568", "year": 2008}}'
    >>> [fact] = read_contributions("overlay/contributions.jsonl", line, "curated")
    >>> fact.text, fact.value["contribution"], fact.citations[0].pmid
    ('Soft shoes help.', 'a1', '18553568')
    """
    for i, line in enumerate(content.decode("utf-8", errors="replace").splitlines(), 1):
        if not line.strip():
            continue
        try:
            yield _fact(json.loads(line), source)
        except (InputError, KeyError, TypeError, ValueError) as error:
            message = f"Left out: {error}"
            yield Issue("contribution", IssueLevel.ERROR, f"{name}:{i}", message)


def _fact(row: Mapping[str, object], source: str) -> Fact:
    work = row["cite"]
    if not isinstance(work, Mapping):
        raise TypeError("no work is cited")
    cited = {key: str(work.get(key) or "") for key in _WORK}
    if not cited["title"] or not any(cited[key] for key in _WORK[1:]):
        raise ValueError("the cited work has no title or no identifier")
    text = str(row["text"]).strip()
    if not text:
        raise ValueError("there is no sentence")
    year = work.get("year")
    return Fact(
        disease=parse_curie(str(row["disease"])),
        section=Section(str(row["section"])),
        kind="text",
        source=source,
        text=text,
        value={"contribution": str(row["contribution"])},
        citations=(Citation(year=year if isinstance(year, int) else None, **cited),),
        as_of=datetime.date.fromisoformat(str(row["as_of"])),
    )
