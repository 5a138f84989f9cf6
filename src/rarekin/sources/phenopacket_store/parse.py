"""Published cases to cases, and to counted patients by disease, finding and publication.

A finding that a case does not mention is unknown: the denominator counts only those in whom it
was seen or looked for. Danis D, et al. HGG Adv 2025;6:100371 (doi:10.1016/j.xhgg.2024.100371).
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping

from rarekin.errors import InputError, SourceError
from rarekin.model.case import Case, State
from rarekin.model.disease import Annotation, Disease
from rarekin.model.identifiers import Curie
from rarekin.model.issues import Issue, IssueLevel
from rarekin.sources.phenopacket_store.packets import read_packet

SOURCE = "phenopacket_store"
_MOST_UNPACKED_BYTES = 2_000_000_000

Record = Case | Disease | Annotation | Issue
Counts = dict[tuple[Curie, Curie, tuple[str, ...]], list[int]]


def parse(files: Mapping[str, bytes]) -> Iterator[Record]:
    r"""Yield each case, the diseases they have, then counts of patients.

    Parameters
    ----------
    files
        JSON Lines with one phenopacket each, or a zip archive with one JSON file each.

    Yields
    ------
    record
        A `Disease` the first time one is met, each `Case`, at the end an `Annotation` with
        ``numerator`` and ``denominator`` for every disease, finding and publication. A case
        with two diseases is kept and not counted: whose finding it is, nobody says. An
        `Issue` for a case that could not be read.

    Raises
    ------
    SourceError
        If the archive is damaged or unpacks to more than is accepted.

    Examples
    --------
    >>> line = ('{"id": "%s", "diseases": [{"term": {"id": "OMIM:1", "label": "Toy"}}],'
    ...         '"phenotypicFeatures": [{"type": {"id": "HP:0001166"}, "excluded": %s}]}')
    >>> lines = "\n".join([line % ("a", "true"), line % ("b", "false")])
    >>> count = list(parse({"cases.jsonl": lines.encode()}))[-1]
    >>> count.term, count.numerator, count.denominator
    ('HP:0001166', 1, 2)
    """
    counts: Counts = {}
    seen: set[str] = set()
    named: set[Curie] = set()
    for where, text in _packets(files):
        try:
            case, names = read_packet(json.loads(text))
            _refuse(case, seen)
        except (InputError, ValueError, KeyError, TypeError, AttributeError) as error:
            yield Issue("case-left-out", IssueLevel.ERROR, where, f"Left out: {_why(error)}")
            continue
        seen.add(case.id)
        for id_ in names:
            if id_ not in named:
                named.add(id_)
                yield Disease(id_, names[id_], SOURCE)
        yield case
        if len(case.diseases) == 1:
            _count(case, counts)
    yield from _annotations(counts)


def _refuse(case: Case, seen: set[str]) -> None:
    if case.id in seen:
        raise InputError(f"a second case has the id {case.id[:60]}.")
    if not case.diseases:
        raise InputError("it names no disease.")


def _why(error: Exception) -> str:
    if isinstance(error, InputError):
        return str(error)
    return f"it is no phenopacket ({type(error).__name__}: {error})."


def _packets(files: Mapping[str, bytes]) -> Iterator[tuple[str, str | bytes]]:
    for name in sorted(files):
        data = files[name]
        if data[:2] == b"PK":
            yield from _members(name, data)
            continue
        for i_line, line in enumerate(data.split(b"\n"), 1):
            if line.strip():
                yield f"{name}:{i_line}", line


def _members(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [m for m in archive.infolist() if m.filename.endswith(".json")]
            if sum(member.file_size for member in members) > _MOST_UNPACKED_BYTES:
                raise SourceError(
                    f"{name} unpacks to more than {_MOST_UNPACKED_BYTES:,} bytes.",
                    hint="Check what the publisher sent.",
                )
            for member in sorted(members, key=lambda m: m.filename):
                yield member.filename, archive.read(member)
    except zipfile.BadZipFile as error:
        raise SourceError(
            f"{name} is damaged: {error}.", hint="Fetch it again with 'rarekin knowledge sync'."
        ) from error


def _count(case: Case, counts: Counts) -> None:
    publication = tuple(r for r in case.references if r.startswith("PMID:"))[:1]
    for finding in case.findings:
        if finding.state is State.UNKNOWN:
            continue
        pair = counts.setdefault((case.diseases[0], finding.term, publication), [0, 0])
        pair[0] += finding.state is State.PRESENT
        pair[1] += 1


def _annotations(counts: Counts) -> Iterator[Annotation]:
    for (disease, term, publication), (n_with, n_of) in sorted(counts.items()):
        yield Annotation(
            disease,
            term,
            SOURCE,
            numerator=n_with,
            denominator=n_of,
            references=publication,
            evidence="PCS",
        )
