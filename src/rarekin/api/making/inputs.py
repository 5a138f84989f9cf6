"""The raw files of a source: from a mirror, from the last sync, or from an installed package."""

from __future__ import annotations

import datetime
import hashlib
import importlib.util
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from rarekin.api.making.unpacking import LARGEST_RATIO, unpack
from rarekin.errors import SourceError
from rarekin.model.citations import SourceInfo
from rarekin.sources.declaration import FOLDER, Declaration, FileDeclaration

KEPT = "mirror"
"""Folder below the data folder where a sync keeps raw files, by source."""

INCOMING = "mirror/.incoming"
"""Folder below the data folder where fetched files wait until a build has used them."""

_HEADER_BYTES = 65_536
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class RawFiles:
    """The files of one source as a build takes them.

    Attributes
    ----------
    files
        Unpacked content by name, as the parser receives it.
    sha256
        Hash of each file as it lay there.
    version, date
        As the source's version rule reads them.
    place
        ``mirror``, ``incoming`` (what has just come in), ``kept``, ``packaged``, or ``sample``.
    """

    files: Mapping[str, bytes]
    sha256: tuple[tuple[str, str], ...]
    version: str
    date: datetime.date | None
    place: str


def gather(
    source: Declaration, home: Path, mirror: Path | None = None
) -> Iterator[RawFiles | SourceError]:
    """Yield the raw files of a source from every place that has them all, best first.

    Parameters
    ----------
    source
        Its declaration.
    home
        The data folder; a sync keeps files below it.
    mirror
        A mirror folder, taken first where it has the source.

    Yields
    ------
    raw
        From the mirror, from what has just come in, then the newer of what a sync kept and
        what a package carries, then the older. Where a file is damaged, the error instead.

    Examples
    --------
    >>> from rarekin.sources.declaration import declarations
    >>> [raw.place for raw in gather(declarations()["identity"], Path("/nowhere"))]
    ['packaged']
    """
    first = [("mirror", mirror), ("incoming", home / INCOMING / source.name)]
    for place, folder in first:
        found = _try(source, place, _finder(folder, by_mirror_name=place == "mirror"))
        if found is not None:
            yield found
    kept = _finder(home / KEPT / source.name)
    last = [
        _try(source, "kept", kept),
        _try(source, "packaged", lambda file: packaged_paths(source.name, file, home)),
    ]
    ready = [raw for raw in last if raw is not None]
    yield from sorted(ready, key=_date_of, reverse=True)


Finder = Callable[[FileDeclaration], tuple[Path, ...]]


def _try(source: Declaration, place: str, find: Finder) -> RawFiles | SourceError | None:
    try:
        return _read(source, place, find)
    except SourceError as error:
        return error


def _date_of(found: RawFiles | SourceError) -> datetime.date:
    known = found.date if isinstance(found, RawFiles) else None
    return known or datetime.date.min


def _finder(folder: Path | None, *, by_mirror_name: bool = False) -> Finder:
    def find(file: FileDeclaration) -> tuple[Path, ...]:
        name = file.mirror if by_mirror_name else file.name
        return (folder / name,) if folder is not None and name and "*" not in name else ()

    return find


def gather_sample(source: Declaration) -> RawFiles:
    """Read the tiny files in a source's ``sample/`` folder, for tests.

    Parameters
    ----------
    source
        Its declaration.

    Returns
    -------
    raw
        Files under their declared names; where an archive is declared and none lies there,
        every file of the folder as a member of it.

    Raises
    ------
    SourceError
        If the folder lacks a file the source needs.

    Examples
    --------
    >>> from rarekin.sources.declaration import declarations
    >>> sorted(gather_sample(declarations()["hpo"]).files)
    ['hp.obo']
    """
    folder = FOLDER / source.name / "sample"
    raw = _read(source, "sample", lambda file: _sample_paths(folder, file))
    if raw is None:
        raise SourceError(
            f"sources/{source.name}/sample/ lacks a file its source.toml declares.",
            hint=f"Put {', '.join(f.name for f in source.files)} there, a few lines each.",
            where=source.name,
        )
    return raw


def _sample_paths(folder: Path, file: FileDeclaration) -> tuple[Path, ...]:
    if (folder / file.name).is_file():
        return (folder / file.name,)
    if "*" in file.packaged:
        return tuple(sorted(folder.glob(file.name)))
    return tuple(sorted(folder.rglob("*"))) if file.unpack in ("tar.gz", "zip") else ()


def available(source: Declaration, home: Path, mirror: Path | None) -> bool:
    """Tell whether some place has the files of a source, without reading them.

    Parameters
    ----------
    source, home, mirror
        As `gather` takes them.

    Returns
    -------
    available
        True where `gather` would find them.
    """
    finders: tuple[Finder, ...] = (
        _finder(mirror, by_mirror_name=True),
        _finder(home / INCOMING / source.name),
        _finder(home / KEPT / source.name),
        lambda file: packaged_paths(source.name, file, home),
    )
    needed = [file for file in source.files if not file.optional]
    return any(
        all(any(path.is_file() for path in find(file)) for file in needed) for find in finders
    )


def packaged_paths(source: str, file: FileDeclaration, home: Path) -> tuple[Path, ...]:
    """Find a file inside an installed package, a source's own folder or the data folder.

    Parameters
    ----------
    source
        Name of the source folder.
    file
        Its declaration.
    home
        The data folder.

    Returns
    -------
    paths
        Existing ones, in order; several where the declaration has a pattern.
    """
    package, _, pattern = file.packaged.partition(":")
    if not pattern:
        return ()
    folder = {"self": FOLDER / source, "home": home}.get(package) or _package_folder(package)
    if folder is None or not folder.is_dir():
        return ()
    return tuple(sorted(p for p in folder.glob(pattern) if p.name != "source.toml"))


def _package_folder(package: str) -> Path | None:
    spec = importlib.util.find_spec(package)
    places = list(spec.submodule_search_locations or ()) if spec else []
    return Path(places[0]) if places else None


def _read(source: Declaration, place: str, find: Finder) -> RawFiles | None:
    files: dict[str, bytes] = {}
    hashes: list[tuple[str, str]] = []
    for file in source.files:
        paths = [path for path in find(file) if path.is_file()]
        if not paths and not file.optional:
            return None
        for path in paths:
            if path.stat().st_size > file.max_bytes:
                raise SourceError(
                    f"{path.name} has {path.stat().st_size:,} bytes, "
                    f"at most {file.max_bytes:,} are accepted.",
                    hint="Raise max_bytes in its source.toml if the publisher's file has grown.",
                    where=source.name,
                )
            data = path.read_bytes()
            member = len(paths) > 1 or "*" in file.packaged
            # Two folders of one source may hold files of the same name.
            name = str(PurePosixPath(file.name).with_name(path.name)) if member else file.name
            how = "" if member and place == "sample" else file.unpack
            hashes.append((name, hashlib.sha256(data).hexdigest()))
            most = file.max_bytes * LARGEST_RATIO
            files |= unpack(name, data, how, most, file.members)
    version, date = read_version(source, files, hashes)
    return RawFiles(files, tuple(hashes), version, date, place)


def read_version(
    source: Declaration, files: Mapping[str, bytes], hashes: list[tuple[str, str]]
) -> tuple[str, datetime.date | None]:
    """Read version and date of a source's files.

    Parameters
    ----------
    source
        Its declaration with the rule.
    files
        Unpacked content.
    hashes
        Hash of each raw file.

    Returns
    -------
    version, date
        The date is None where neither the files nor the declaration state one.

    Raises
    ------
    SourceError
        If the header the rule expects is missing.
    """
    rule = source.version
    version = ""
    if rule.kind == "header":
        pattern = re.compile(rule.pattern)
        heads = (data[:_HEADER_BYTES].decode("utf-8", "replace") for data in files.values())
        version = max((m[1] for head in heads for m in pattern.finditer(head)), default="")
        if not version:
            raise SourceError(
                f"The files of {source.name} state no version.",
                hint=f"A line that fits {rule.pattern!r} was expected near the beginning.",
                where=source.name,
            )
    elif rule.kind == "date" and rule.date:
        version = rule.date.isoformat()
    version = version or hashlib.sha256(repr(hashes).encode()).hexdigest()[:12]
    found = _DATE.search(version)
    return version, datetime.date.fromisoformat(found[0]) if found else rule.date


def describe(
    source: Declaration, raw: RawFiles, rows: Mapping[str, int], status: str, problem: str
) -> SourceInfo:
    """Describe a source as a release used it.

    Parameters
    ----------
    source, raw
        Declaration and files.
    rows
        Record counts by kind.
    status, problem
        ``fresh``, or ``kept`` with the reason.

    Returns
    -------
    info
        For the manifest.
    """
    return SourceInfo(
        name=source.name,
        title=source.title,
        publisher=source.publisher,
        homepage=source.homepage,
        version=raw.version,
        date=raw.date,
        licence=source.licence,
        attribution=source.attribution,
        cite=source.cite,
        fills=source.fills,
        rows=tuple(sorted(rows.items())),
        sha256=raw.sha256,
        status=status,
        problem=problem,
    )


def describe_failed(source: Declaration, problem: str) -> SourceInfo:
    """Describe a source that no place had in a usable state.

    Parameters
    ----------
    source
        Its declaration.
    problem
        Why.

    Returns
    -------
    info
        For the manifest: no version, no rows.
    """
    empty = RawFiles({}, (), "", None, "")
    return describe(source, empty, {}, "failed", problem)


def keep_incoming(home: Path, used: frozenset[str]) -> None:
    """Move what came in, and has served a build, to where kept files lie; drop the rest.

    Parameters
    ----------
    home
        The data folder.
    used
        Names of the sources whose incoming files the build took.
    """
    for folder in sorted((home / INCOMING).glob("*")):
        if folder.name in used:
            kept = home / KEPT / folder.name
            kept.mkdir(parents=True, exist_ok=True)
            for path in sorted(folder.iterdir()):
                path.replace(kept / path.name)
        shutil.rmtree(folder, ignore_errors=True)
