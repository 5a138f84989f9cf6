"""The files of a release: rows of its store and arrays, opened once and shared between threads."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np

from rarekin.errors import KnowledgeError
from rarekin.knowledge.arrays import AnyArray
from rarekin.knowledge.manifest import Manifest

STORE = "knowledge.sqlite"


class Shelf:
    """A release folder that can be read.

    Parameters
    ----------
    path
        Its folder.
    manifest
        Its description.

    Attributes
    ----------
    damage
        Set once a file could not be read: whoever chooses releases then takes another.
    """

    def __init__(self, path: Path, manifest: Manifest) -> None:
        self.path = path
        self.manifest = manifest
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._arrays: dict[str, AnyArray] = {}
        self._guard = threading.Lock()
        self.damage: KnowledgeError | None = None

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._guard:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
            self._local = threading.local()

    @property
    def version(self) -> str:
        """Version of the release."""
        return self.manifest.version

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Ask the store; each thread has its own connection.

        Parameters
        ----------
        statement, values
            A SELECT and its values.

        Returns
        -------
        rows
            All of them.

        Raises
        ------
        KnowledgeError
            If the file cannot be read.
        """
        try:
            return list(self._connection().execute(statement, values))
        except sqlite3.DatabaseError as error:
            # Whoever tries to write has made a mistake; the file is as good as it was.
            if getattr(error, "sqlite_errorname", "").startswith("SQLITE_READONLY"):
                raise
            raise self._damaged(STORE, error) from error

    def _connection(self) -> sqlite3.Connection:
        connection = getattr(self._local, "connection", None)
        if connection is None:
            uri = f"{(self.path / STORE).absolute().as_uri()}?mode=ro&immutable=1"
            connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            connection.execute("PRAGMA mmap_size=268435456")
            self._local.connection = connection
            with self._guard:
                self._connections.append(connection)
        return cast("sqlite3.Connection", connection)

    def _damaged(self, file: str, error: Exception) -> KnowledgeError:
        self.damage = KnowledgeError(
            f"The file {file} of release {self.version} cannot be read: {error}.",
            hint="Build again with 'rarekin knowledge build', or use another release: "
            "'rarekin knowledge list'.",
        )
        return self.damage

    def array(self, name: str) -> AnyArray:
        """Return a compiled array, memory-mapped and shared.

        Parameters
        ----------
        name
            Such as ``rank_indptr``.

        Returns
        -------
        array
            Read-only.

        Raises
        ------
        KnowledgeError
            If the release has no such array, or its file cannot be read.
        """
        if name not in self._arrays:
            file = f"{name}.npy"
            if file not in self.manifest.files:
                raise KnowledgeError(
                    f"The release {self.version} has no array {name!r}.",
                    hint="Build again with 'rarekin knowledge build'.",
                )
            try:
                self._arrays[name] = np.load(self.path / file, mmap_mode="r", allow_pickle=False)
            except (OSError, ValueError) as error:
                raise self._damaged(file, error) from error
        return self._arrays[name]
