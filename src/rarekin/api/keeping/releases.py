"""The door to releases as things: list them, compare them, cite them, hand them on."""

from __future__ import annotations

import datetime
import gzip
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module, util
from pathlib import Path
from typing import Any

from rarekin.api.home import home as default_home
from rarekin.api.keeping.data_package import CROISSANT, DATAPACKAGE, croissant, datapackage, tables
from rarekin.api.keeping.standard_files import standard_file, standard_files
from rarekin.api.keeping.typed_rows import typed
from rarekin.api.making.changes import diff, opened
from rarekin.api.making.release import installed, use
from rarekin.errors import InputError, KnowledgeError, UnknownId
from rarekin.knowledge import folder
from rarekin.knowledge.codec import to_plain
from rarekin.knowledge.diff import ReleaseDiff
from rarekin.knowledge.diff_words import describe
from rarekin.knowledge.manifest import verify_files
from rarekin.knowledge.release import Release
from rarekin.knowledge.rows_out import held_back, kinds, rows_of
from rarekin.model.citations import SourceInfo

__all__ = [
    "ReleaseDiff", "ReleaseSummary", "citation_line", "describe", "diff", "download", "export",
    "release_summaries", "release_summary", "use_whole", "verify",
]  # fmt: skip

_CHUNK_BYTES = 1 << 16
_SUFFIX = ".jsonl"


@dataclass(frozen=True, slots=True)
class ReleaseSummary:
    """A release on this machine.

    Attributes
    ----------
    version
        Made from its content: the same version is the same release everywhere.
    address
        Path below the site at which it is described as long as it is kept.
    serves
        Whether pages are answered from it.
    date
        Of its newest source.
    sources
        Every source with version, date and licence.
    held_back
        Sources whose licence does not let us hand their records on.
    counts
        Diseases, annotations and so on.
    n_bytes
        Size on disk.
    files
        Names to download, below ``address/download/``.
    citation
        The line by which to cite it.
    """

    version: str
    address: str
    serves: bool
    date: datetime.date | None
    sources: tuple[SourceInfo, ...]
    held_back: tuple[str, ...]
    counts: Mapping[str, int]
    n_bytes: int
    files: tuple[str, ...]
    citation: str


def release_summaries() -> tuple[ReleaseSummary, ...]:
    """Describe every release on this machine that this program can read.

    Returns
    -------
    summaries
        Newest first.
    """
    found = []
    for version, _ in reversed(installed()):
        try:
            found.append(release_summary(version))
        except KnowledgeError:
            continue
    return tuple(found)


def release_summary(version: str) -> ReleaseSummary:
    """Describe one release.

    Parameters
    ----------
    version
        One that is kept here.

    Returns
    -------
    summary
        With its citation line.

    Raises
    ------
    UnknownId
        If it is not, or is no longer, on this machine.
    """
    with opened(version) as release:
        return ReleaseSummary(
            version=release.version,
            address=f"/api/v1/releases/{release.version}",
            serves=dict(installed()).get(version, False),
            date=release.manifest.date,
            sources=release.sources,
            held_back=held_back(release),
            counts=release.manifest.counts,
            n_bytes=sum(path.stat().st_size for path in release.path.iterdir()),
            files=_file_names(),
            citation=citation_line(release),
        )


def citation_line(release: Release) -> str:
    """Return the line by which a release is cited.

    Parameters
    ----------
    release
        Any.

    Returns
    -------
    line
        With the version of every source, so that the work can be repeated.
    """
    told = ", ".join(f"{s.title} {s.version}" for s in release.sources if s.version)
    store = release.manifest.files.get("knowledge.sqlite", "")[:16]
    return f"Rarekin knowledge release {release.version} (sha256 {store}…), made from {told}."


def verify(version: str | None = None) -> int:
    """Compare every file of a release with the hash in its manifest.

    Parameters
    ----------
    version
        By default the one that serves.

    Returns
    -------
    n_files
        How many files were compared.

    Raises
    ------
    KnowledgeError
        If a file is missing or differs.
    """
    place = default_home()
    path = folder.releases_folder(place) / (version or folder.pointed(place))
    return verify_files(path)


def use_whole() -> str:
    """Let the newest release serve of which every file is as it was written.

    Returns
    -------
    version
        The one that serves now; empty, and nothing changed, where none is whole.
    """
    place = default_home()
    for version in folder.preferred(place):
        try:
            verify(version)
            use(version)
        except KnowledgeError:
            continue
        return version
    return ""


def _file_names() -> tuple[str, ...]:
    return ("release.json", DATAPACKAGE, *(f"{kind}{_SUFFIX}" for kind in kinds()))


def download(version: str, name: str) -> Iterator[bytes]:
    """Stream one file of a release: only what its sources let us hand on.

    Parameters
    ----------
    version
        A release on this machine.
    name
        ``release.json``, or a kind of record with ``.jsonl`` behind it.

    Returns
    -------
    chunks
        UTF-8, one JSON object a line.

    Raises
    ------
    UnknownId
        If there is no such release or file.
    """
    if name not in _file_names():
        raise UnknownId(
            f"A release has no file {name[:40]!r}.", hint=f"It has {', '.join(_file_names())}."
        )
    summary = release_summary(version)
    if name == "release.json":
        return iter((_summary_text(summary),))
    if name == DATAPACKAGE:
        return iter((_descriptor(summary, _SUFFIX),))
    return _stream(version, name.removesuffix(_SUFFIX))


def _summary_text(summary: ReleaseSummary) -> bytes:
    plain = to_plain(summary)
    del plain["serves"]  # the same text wherever the release lies
    return (json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _descriptor(summary: ReleaseSummary, ending: str) -> bytes:
    with opened(summary.version) as release:
        files = {k: f"{k}{ending}" for k in kinds() if next(rows_of(release, k), None)}
    return _json(datapackage(summary.version, summary.citation, summary.sources, files))


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _stream(version: str, kind: str) -> Iterator[bytes]:
    with opened(version) as release:
        chunk = bytearray()
        for row in _aligned(rows_of(release, kind), kind):
            chunk += _line(row)
            if len(chunk) >= _CHUNK_BYTES:
                yield bytes(chunk)
                chunk.clear()
        if chunk:
            yield bytes(chunk)


def _line(row: Mapping[str, Any]) -> bytes:
    text = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode() + b"\n"


def export(
    target: Path,
    version: str | None = None,
    *,
    parquet: bool | None = None,
    progress: Callable[[str, float], None] = lambda _step, _share: None,
) -> tuple[Path, ...]:
    """Write a release into a folder for others: JSON Lines, and Parquet where pyarrow is there.

    Parameters
    ----------
    target
        A folder; made where it is missing, and must be empty.
    version
        By default the release that serves.
    parquet
        Whether to write Parquet as well; by default where pyarrow is installed.
    progress
        Told the step and the share done.

    Returns
    -------
    files
        What was written: one ``.jsonl.gz`` per kind of record, SSSOM and HPO annotation
        files, ``release.json`` with citation and licences, ``datapackage.json`` and, beside
        Parquet, ``croissant.json`` with every column described, ``SHA256SUMS``.

    Raises
    ------
    InputError
        If the folder holds something, or Parquet was asked for without pyarrow.
    UnknownId
        If there is no such release.
    """
    chosen = version or folder.pointed(default_home())
    wants_parquet = util.find_spec("pyarrow") is not None if parquet is None else parquet
    if wants_parquet and util.find_spec("pyarrow") is None:
        raise InputError(
            "Parquet needs the package pyarrow, which is not installed.",
            hint="Run: pip install 'rarekin[parquet]'",
        )
    summary = release_summary(chosen)
    target.mkdir(parents=True, exist_ok=True)
    if any(target.iterdir()):
        raise InputError(f"{target} is not empty.", hint="Name a new folder.")
    written = [target / "release.json"]
    written[0].write_bytes(_summary_text(summary))
    for i, kind in enumerate(kinds()):
        progress(kind, i / len(kinds()))
        lines = target / f"{kind}{_SUFFIX}.gz"
        _write_packed(lines, _stream(chosen, kind))
        written.append(lines)
        if wants_parquet:
            written += _write_parquet(chosen, kind, target / f"{kind}.parquet")
    with opened(chosen) as release:
        for name in standard_files(release):
            written.append(target / f"{name}.gz")
            _write_packed(written[-1], standard_file(release, name))
    written += _descriptions(summary, target, written)
    sums = target / "SHA256SUMS"
    sums.write_text("".join(f"{_hash(path)}  {path.name}\n" for path in written), "ascii")
    progress("done", 1.0)
    return (*written, sums)


def _descriptions(summary: ReleaseSummary, target: Path, written: list[Path]) -> list[Path]:
    """Describe what was written for programs that look for such descriptions."""
    package, ml = target / DATAPACKAGE, target / CROISSANT
    package.write_bytes(_descriptor(summary, f"{_SUFFIX}.gz"))
    files = {
        path.stem: (path.name, _hash(path), path.stat().st_size)
        for path in written
        if path.suffix == ".parquet"
    }
    if not files:
        return [package]
    date = (summary.date or datetime.date.min).isoformat()
    ml.write_bytes(
        _json(croissant(summary.version, date, summary.citation, summary.sources, files))
    )
    return [package, ml]


def _write_packed(path: Path, chunks: Iterator[bytes]) -> None:
    """Pack without a time stamp, so that the same release gives the same bytes."""
    with path.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as file:
        for chunk in chunks:
            file.write(chunk)


def _write_parquet(version: str, kind: str, path: Path) -> list[Path]:
    arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    with opened(version) as release:
        rows = list(_aligned(rows_of(release, kind), kind))
    if not rows:
        return []
    typed(rows)
    parquet.write_table(_described(arrow.Table.from_pylist(rows), kind), path, compression="zstd")
    return [path]


def _described(table: Any, kind: str) -> Any:
    """Say in the file itself what each column means."""
    said = {column.name: column.description for column in tables()[kind].columns}
    fields = [f.with_metadata({"description": said[f.name]}) for f in table.schema]
    return table.cast(import_module("pyarrow").schema(fields))


def _aligned(rows: Iterable[dict[str, Any]], kind: str) -> Iterator[dict[str, Any]]:
    """Give the first row every column, since for many readers it decides which there are."""
    columns = dict.fromkeys(column.name for column in tables()[kind].columns)
    for n, row in enumerate(rows):
        yield row if n else columns | row


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
