"""Unpack raw files in memory, never more than was agreed."""

from __future__ import annotations

import gzip
import io
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator

from rarekin.errors import SourceError

LARGEST_RATIO = 20
"""An unpacked file may be this many times as large as ``max_bytes``."""


def unpack(name: str, data: bytes, how: str, max_bytes: int, members: str = "") -> dict[str, bytes]:
    """Unpack a raw file in memory.

    Parameters
    ----------
    name
        Name of the file.
    data
        Its bytes; a file that should be gzipped but is not is taken as it is.
    how
        ``gz``, ``tar.gz``, ``zip`` or empty.
    max_bytes
        Most bytes accepted after unpacking.
    members
        Regular expression; members of an archive in whose path it is not found stay packed.

    Returns
    -------
    files
        Content by name; members of an archive under their path in it.

    Raises
    ------
    SourceError
        If it is damaged or unpacks to more than is accepted.

    Examples
    --------
    >>> unpack("a.txt", gzip.compress(b"hello"), "gz", 100)
    {'a.txt': b'hello'}
    """
    try:
        if how == "gz":
            return {name: _gunzip(data, max_bytes) if data[:2] == b"\x1f\x8b" else data}
        if how == "tar.gz":
            return dict(_untar(_gunzip(data, max_bytes), re.compile(members)))
        if how == "zip":
            return dict(_unzip(data, max_bytes, re.compile(members)))
    except (OSError, EOFError, zlib.error, tarfile.TarError, zipfile.BadZipFile) as error:
        raise SourceError(
            f"{name} is damaged: {error}.", hint="Fetch it again with 'rarekin knowledge sync'."
        ) from error
    return {name: data}


def _gunzip(data: bytes, max_bytes: int) -> bytes:
    with gzip.open(io.BytesIO(data)) as file:
        content = file.read(max_bytes + 1)
    _refuse_bomb(len(content), max_bytes)
    return content


def _untar(data: bytes, wanted: re.Pattern[str]) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
        for member in archive:
            is_wanted = member.isfile() and wanted.search(member.name)
            file = archive.extractfile(member) if is_wanted else None
            if file is not None:
                yield member.name, file.read()


def _unzip(data: bytes, max_bytes: int, wanted: re.Pattern[str]) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = [info for info in archive.infolist() if wanted.search(info.filename)]
        _refuse_bomb(sum(info.file_size for info in found), max_bytes)
        for info in found:
            if not info.is_dir():
                yield info.filename, archive.read(info)


def _refuse_bomb(n_bytes: int, max_bytes: int) -> None:
    if n_bytes > max_bytes:
        raise SourceError(
            f"A packed file unpacks to more than {max_bytes:,} bytes.",
            hint="Raise max_bytes in its source.toml if the publisher's file has grown.",
        )
