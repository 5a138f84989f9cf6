"""The file of a backup: JSON lines, packed, with a checksum at the end, sealed where asked.

One form for every database, so that a backup of SQLite can be restored into PostgreSQL.
"""

from __future__ import annotations

import datetime
import decimal
import gzip
import hashlib
import io
import json
import os
import struct
import uuid
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from cryptography.fernet import Fernet, InvalidToken

from rarekin.errors import InputError

FORMAT = "rarekin-backup"
VERSION = 1
_SEALED = b"RKSEALED1\n"
_CHUNK_BYTES = 1 << 20
_LENGTH = struct.Struct(">I")
_NUMBER = struct.Struct(">Q?")

Line = Mapping[str, Any]


class BackupError(InputError):
    """A backup cannot be written or read."""

    code = "RAREKIN-510"


def read_key(place: Path) -> Fernet:
    """Read the key that seals backups.

    Parameters
    ----------
    place
        A file that holds what ``rarekin backup key`` printed.

    Returns
    -------
    key
        Ready to seal and open.

    Raises
    ------
    BackupError
        If there is no such file, or it holds something else.
    """
    try:
        return Fernet(place.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as error:
        raise BackupError(
            f"The key file {place} cannot be used: {error}.",
            hint="Make one: rarekin backup key > backup.key (and keep it apart from the backups).",
        ) from error


class Writer:
    """Writes lines and, at the end, how many there were and their checksum."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._sum = hashlib.sha256()
        self.n_lines = 0

    def write(self, line: Line) -> None:
        """Write one line.

        Parameters
        ----------
        line
            What JSON can say, and dates, moments and UUIDs, which become text.
        """
        data = json.dumps(line, default=_in_full, ensure_ascii=False, allow_nan=False)
        self._put(data.encode() + b"\n")

    def close(self) -> None:
        """Write the last line."""
        end = {"end": {"lines": self.n_lines, "sha256": self._sum.hexdigest()}}
        self._out.write(json.dumps(end).encode() + b"\n")

    def _put(self, data: bytes) -> None:
        self._sum.update(data)
        self.n_lines += 1
        self._out.write(data)


def _in_full(value: object) -> str:
    """Say a moment to the microsecond, where Django's own encoder would cut it."""
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, uuid.UUID | decimal.Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no form in a backup")


@contextmanager
def writing(place: Path, key: Fernet | None = None) -> Iterator[Writer]:
    """Write a backup beside its place and move it there once it is whole.

    Parameters
    ----------
    place
        Where the file is to stand; what stood there is replaced at the very end.
    key
        Seals the file, where given.

    Yields
    ------
    writer
        Takes the lines.

    Raises
    ------
    BackupError
        If the disk refuses.
    """
    beside = place.with_name(f".{place.name}.part-{os.getpid()}")
    try:
        with _opened(beside) as raw:
            out = cast("IO[bytes]", _Sealing(raw, key)) if key else raw
            with gzip.GzipFile("", "wb", 6, out, mtime=0) as packed:
                writer = Writer(cast("IO[bytes]", packed))
                yield writer
                writer.close()
            if isinstance(out, _Sealing):
                out.finish()
            raw.flush()
            os.fsync(raw.fileno())
        beside.replace(place)
    except OSError as error:
        raise BackupError(
            f"The backup {place} could not be written: {error.strerror or error}.",
            hint="Free some space or name another place. What stood there before is untouched.",
        ) from error
    finally:
        beside.unlink(missing_ok=True)


def _opened(place: Path) -> IO[bytes]:
    return os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")


def reading(place: Path, key: Fernet | None = None) -> Iterator[dict[str, Any]]:
    """Read a backup line by line; the last line is checked, not yielded.

    Parameters
    ----------
    place
        The file.
    key
        Opens a sealed one.

    Yields
    ------
    line
        As it was written, dates as text.

    Raises
    ------
    BackupError
        If the file is no backup, is sealed with another key, or is damaged.
    """
    try:
        with place.open("rb") as raw:
            yield from _checked(place, _unpacked(place, raw, key))
    except BackupError:
        raise
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise _damaged(place, str(error)) from error


def _unpacked(place: Path, raw: IO[bytes], key: Fernet | None) -> IO[bytes]:
    start = raw.read(len(_SEALED))
    if start == _SEALED:
        if key is None:
            raise BackupError(
                f"The backup {place} is sealed.", hint="Name its key: --key-file FILE."
            )
        opened = io.BufferedReader(_Opening(raw, key, place))
        return cast("IO[bytes]", gzip.GzipFile(fileobj=opened))
    raw.seek(0)
    return cast("IO[bytes]", gzip.GzipFile(fileobj=raw))


def _checked(place: Path, lines: IO[bytes]) -> Iterator[dict[str, Any]]:
    checksum = hashlib.sha256()
    for n_before, data in enumerate(lines):
        line = json.loads(data)
        if n_before == 0 and line.get("format") != FORMAT:
            raise _damaged(place, "it is not a backup of Rarekin")
        if "end" in line:
            if line["end"] != {"lines": n_before, "sha256": checksum.hexdigest()}:
                raise _damaged(place, "its checksum does not hold")
            return
        checksum.update(data)
        yield line
    raise _damaged(place, "its end is missing")


def _damaged(place: Path, why: str) -> BackupError:
    return BackupError(
        f"The backup {place} cannot be used: {why}.",
        hint="Use another copy of it, or an older one.",
    )


class _Sealing(io.RawIOBase):
    """Cuts a stream into numbered pieces and seals each, so that none can be moved or dropped."""

    def __init__(self, out: IO[bytes], key: Fernet) -> None:
        self._out, self._key, self._kept, self._n = out, key, bytearray(), 0
        out.write(_SEALED)

    def writable(self) -> bool:
        """Say yes: that is what it is for."""
        return True

    def write(self, data: Any) -> int:
        """Keep until there is enough for a piece."""
        self._kept += data
        while len(self._kept) >= _CHUNK_BYTES:
            self._piece(bytes(self._kept[:_CHUNK_BYTES]), is_last=False)
            del self._kept[:_CHUNK_BYTES]
        return len(data)

    def finish(self) -> None:
        """Seal what is left as the last piece."""
        self._piece(bytes(self._kept), is_last=True)
        self._kept.clear()

    def _piece(self, data: bytes, is_last: bool) -> None:
        sealed = self._key.encrypt(_NUMBER.pack(self._n, is_last) + data)
        self._out.write(_LENGTH.pack(len(sealed)) + sealed)
        self._n += 1


class _Opening(io.RawIOBase):
    """Gives back what `_Sealing` took, and refuses pieces in another order."""

    def __init__(self, raw: IO[bytes], key: Fernet, place: Path) -> None:
        self._raw, self._key, self._place = raw, key, place
        self._kept, self._n, self._is_over = b"", 0, False

    def readable(self) -> bool:
        """Say yes: that is what it is for."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer from the opened pieces."""
        while not self._kept and not self._is_over:
            self._next()
        n = min(len(buffer), len(self._kept))
        buffer[:n], self._kept = self._kept[:n], self._kept[n:]
        return n

    def _next(self) -> None:
        head = self._raw.read(_LENGTH.size)
        if len(head) < _LENGTH.size:
            raise _damaged(self._place, "its end is missing")
        try:
            opened = self._key.decrypt(self._raw.read(_LENGTH.unpack(head)[0]))
        except InvalidToken:
            raise _damaged(self._place, "the key does not open it, or it is damaged") from None
        number, self._is_over = _NUMBER.unpack_from(opened)
        if number != self._n:
            raise _damaged(self._place, "its pieces are out of order")
        self._kept, self._n = opened[_NUMBER.size :], self._n + 1
