"""Static files named by their content once collected, by their plain name until then."""

from __future__ import annotations

from pathlib import Path

from whitenoise.middleware import WhiteNoiseMiddleware  # type: ignore[import-untyped]
from whitenoise.storage import (  # type: ignore[import-untyped]
    CompressedManifestStaticFilesStorage,
)


class NamedByContent(CompressedManifestStaticFilesStorage):  # type: ignore[misc] # no types
    """Hashed names where the manifest knows the file, else the plain name.

    A fresh installation, a test or a home that cannot be written has no manifest; whitenoise
    then serves the file straight from the package.
    """

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """Return the collected name, or the name itself where nothing was collected."""
        return str(self.hashed_files.get(self.hash_key(self.clean_name(name)), name))


class PackagedFiles(WhiteNoiseMiddleware):  # type: ignore[misc] # no types
    """Serves collected files where there are any, the packages' own files in any case."""

    def add_files(self, root: str, prefix: str | None = None) -> None:
        """Add a folder unless nothing has been collected into it yet."""
        if Path(root).is_dir():
            super().add_files(root, prefix)
