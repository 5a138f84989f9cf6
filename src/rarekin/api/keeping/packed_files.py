"""Files of a release packed once and kept, so that any part of one can be sent."""

from __future__ import annotations

import gzip
import os
import shutil
import struct
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rarekin.api.home import home
from rarekin.api.keeping.releases import download
from rarekin.api.making.release import installed

_FOLDER = "downloads"
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class PackedFile:
    """One file of a release, packed with gzip.

    Attributes
    ----------
    path
        Where it lies.
    n_packed, n_plain
        Its size packed and unpacked.
    """

    path: Path
    n_packed: int
    n_plain: int

    def read(self, start: int, end: int, *, is_packed: bool) -> Iterator[bytes]:
        """Yield the bytes from ``start`` up to and without ``end``, packed or unpacked."""
        with self.path.open("rb") as raw, raw if is_packed else gzip.GzipFile(fileobj=raw) as file:
            file.seek(start)
            left = end - start
            while left > 0 and (chunk := file.read(min(_CHUNK, left))):
                left -= len(chunk)
                yield chunk


def packed_file(version: str, name: str) -> PackedFile | None:
    """Return a file of a release, packed; it is made when it is first asked for.

    Parameters
    ----------
    version, name
        As `download` takes them.

    Returns
    -------
    packed
        None where nothing can be kept: the disk is full or only to be read.

    Raises
    ------
    UnknownId
        If there is no such release or file.
    """
    chunks = download(version, name)
    path = home() / _FOLDER / version / f"{name}.gz"
    try:
        if not path.exists():
            _write(path, chunks)
            _forget_others()
        return _opened(path)
    except OSError:
        return None


def _write(path: Path, chunks: Iterator[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as file:
            for chunk in chunks:
                file.write(chunk)
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _opened(path: Path) -> PackedFile:
    with path.open("rb") as file:
        n_packed = file.seek(0, os.SEEK_END)
        file.seek(-4, os.SEEK_END)
        [n_plain] = struct.unpack("<I", file.read(4))  # how gzip ends a file below 4 GB
    return PackedFile(path, n_packed, n_plain)


def _forget_others() -> None:
    """Remove the files of releases that are no longer kept."""
    kept = {version for version, _ in installed()}
    for folder in (home() / _FOLDER).iterdir():
        if folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)
