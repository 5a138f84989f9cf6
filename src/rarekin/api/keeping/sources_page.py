"""What every source is: by its own declaration, in the release, and on this machine."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from rarekin.api.home import home as default_home
from rarekin.api.keeping.sync import SourceAddress, addresses
from rarekin.api.making.inputs import KEPT, describe_failed
from rarekin.api.making.last_sync import LastSync, last_sync
from rarekin.api.making.release import current
from rarekin.model.citations import SourceInfo
from rarekin.sources.declaration import Declaration, FileDeclaration, declarations

__all__ = ["FileState", "SourceState", "SourcesState", "source_states", "sources_markdown"]


@dataclass(frozen=True, slots=True)
class FileState:
    """A file of a source on this machine.

    Attributes
    ----------
    address
        Where it comes from, and whether that address has ever been met.
    n_bytes, kept
        Size of the copy a sync has kept, and its day; 0 and None where there is none.
    """

    address: SourceAddress
    n_bytes: int = 0
    kept: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class SourceState:
    """A source as the release uses it and as the last sync found it.

    Attributes
    ----------
    info
        As the release states it. ``info.status`` is ``absent`` where the release has nothing
        of it; the rest then stands as declared.
    files
        Each with its address and the kept copy.
    sync_problem
        What failed at the last sync; empty where nothing did.
    """

    info: SourceInfo
    files: tuple[FileState, ...] = ()
    sync_problem: str = ""


@dataclass(frozen=True, slots=True)
class SourcesState:
    """All sources.

    Attributes
    ----------
    release
        Version of the release that serves.
    last_sync
        The last sync of this machine, where there was one.
    sources
        Those of the release first, in its order.
    """

    release: str
    last_sync: LastSync | None
    sources: tuple[SourceState, ...]


def source_states() -> SourcesState:
    """Say of every source what the release has of it and how it stands on this machine.

    Returns
    -------
    state
        Sources that no sync has brought yet are there too.
    """
    release, done, known = current(), last_sync(), declarations()
    told = {info.name: info for info in release.sources}
    told |= {
        name: replace(describe_failed(source, ""), status="absent")
        for name, source in known.items()
        if name not in told
    }
    files: dict[str, list[FileState]] = {name: [] for name in told}
    for address in addresses():
        files[address.source].append(_file_state(default_home(), address))
    problems = done.problems if done else {}
    return SourcesState(
        release.version,
        done,
        tuple(
            SourceState(info, tuple(files[name]), problems.get(name, ""))
            for name, info in told.items()
        ),
    )


def _file_state(home: Path, address: SourceAddress) -> FileState:
    try:
        found = (home / KEPT / address.source / address.file).stat()
    except OSError:
        return FileState(address)
    day = datetime.datetime.fromtimestamp(found.st_mtime, datetime.UTC).date()
    return FileState(address, found.st_size, day)


def sources_markdown() -> str:
    """Describe every source that a release can be made from.

    Returns
    -------
    text
        Markdown: a table of all sources, then one part for each. The same on every machine.

    Examples
    --------
    >>> "### hpo: Human Phenotype Ontology" in sources_markdown()
    True
    """
    known = tuple(declarations().values())
    lines = ["| source | title | licence | handed on | on a fresh machine | fills |"]
    lines.append("|---|---|---|---|---|---|")
    lines += [_row(source) for source in known]
    for source in known:
        lines += _part(source)
    return "\n".join(lines)


def _row(source: Declaration) -> str:
    cells = (
        f"[{source.name}](#{_anchor(source)})",
        source.title,
        source.licence.name,
        "yes" if source.licence.redistribute else "no",
        "yes" if source.default else "after a sync",
        ", ".join(source.fills),
    )
    return f"| {' | '.join(cells)} |"


def _heading(source: Declaration) -> str:
    return f"{source.name}: {source.title}"


def _anchor(source: Declaration) -> str:
    kept = "".join(c for c in _heading(source).lower() if c.isalnum() or c in " -_")
    return kept.replace(" ", "-")


def _part(source: Declaration) -> Iterator[str]:
    yield f"\n### {_heading(source)}\n"
    yield f"- Publisher: {_linked(source.publisher, source.homepage)}"
    yield f"- Licence: {_linked(source.licence.name, source.licence.url)}; {_terms(source)}"
    if source.attribution:
        yield f"- Credit: {source.attribution}"
    for work in source.cite:
        yield f"- Cite for {work.why or 'the data'}: {_linked(work.title, work.link)}"
    for file in source.files:
        yield f"- File `{file.name}`{' (optional)' if file.optional else ''}: {_origin(file)}"
    rows = ", ".join(f"{n:,} {kind}" for kind, n in source.expect.min_rows.items())
    if rows:
        drop = f"{100 * source.expect.max_drop:g} %"
        yield f"- Refused with fewer than {rows}, or if more than {drop} of a kind vanish"


def _terms(source: Declaration) -> str:
    handed = "may be handed on" if source.licence.redistribute else "is not handed on"
    quoted = "may be quoted" if source.licence.quote else "are not quoted"
    return f"the data {handed}, sentences {quoted}"


def _linked(text: str, address: str) -> str:
    return f"[{text}]({address})" if address else text


def _origin(file: FileDeclaration) -> str:
    places = []
    if file.asked:
        tried = "met live" if file.tried else "not yet tried"
        return f"asked about one disease at a time at <{file.asked}> ({tried})"
    if file.url:
        places.append(f"<{file.url}> ({'met live' if file.tried else 'not yet tried'})")
    if file.packaged:
        places.append(f"packaged as `{file.packaged}`")
    if file.mirror:
        places.append(f"in a mirror `{file.mirror}`")
    return "; ".join(places)
