"""What a release says about itself: its sources and the hash of each of its files."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from rarekin.errors import KnowledgeError
from rarekin.knowledge.codec import from_plain, to_plain
from rarekin.knowledge.schema import SCHEMA_VERSION
from rarekin.model.citations import SourceInfo
from rarekin.model.issues import Issue

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Manifest:
    """The content of ``manifest.json``.

    Attributes
    ----------
    version
        Date of the newest source and eight digits of the hash of everything else here.
    schema
        `SCHEMA_VERSION` of the writer.
    sources
        Every source that speaks in the release.
    counts
        Number of diseases, annotations and so on after joining.
    files
        SHA-256 of every file of the release.
    issues
        What was wrong in the data and was left out.
    sizes
        Bytes of every file of the release, so that a cut one is seen on opening.
    builder
        What built it, in short; it says nothing of the content and has no part in the version.
    """

    version: str
    schema: int
    sources: tuple[SourceInfo, ...]
    counts: Mapping[str, int]
    files: Mapping[str, str]
    issues: tuple[Issue, ...] = field(default=())
    sizes: Mapping[str, int] = field(default_factory=dict)
    builder: str = ""

    @property
    def date(self) -> datetime.date | None:
        """Date of the newest source."""
        return max((s.date for s in self.sources if s.date), default=None)


def make_manifest(
    folder: Path,
    sources: tuple[SourceInfo, ...],
    counts: Mapping[str, int],
    issues: tuple[Issue, ...],
    builder: str = "",
) -> Manifest:
    """Describe a folder whose other files are complete.

    Parameters
    ----------
    folder
        The release being built.
    sources, counts, issues, builder
        What the manifest states.

    Returns
    -------
    manifest
        Its version depends on the content only: the files, and all that is said here.
    """
    files = {path.name: file_hash(path) for path in sorted(folder.iterdir())}
    sizes = {name: (folder / name).stat().st_size for name in files}
    nameless = Manifest("", SCHEMA_VERSION, sources, dict(counts), files, issues, sizes)
    text = json.dumps(to_plain(nameless), ensure_ascii=False, sort_keys=True)
    date = max((s.date for s in sources if s.date), default=datetime.date(1970, 1, 1))
    digest = hashlib.sha256(text.encode()).hexdigest()
    return replace(nameless, version=f"{date.isoformat()}-{digest[:8]}", builder=builder)


def damaged_files(folder: Path, manifest: Manifest) -> tuple[str, ...]:
    """Name the files of a release that are missing or of another size than they should be.

    Parameters
    ----------
    folder
        The release.
    manifest
        Its description.

    Returns
    -------
    names
        Empty where all is well; `verify_files` looks closer.
    """
    return tuple(
        name for name in manifest.files if not _is_whole(folder / name, manifest.sizes.get(name))
    )


def _is_whole(path: Path, size: int | None) -> bool:
    return path.is_file() and size in (None, path.stat().st_size)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest into its folder.

    Parameters
    ----------
    folder
        The release being built.
    manifest
        Its description.
    """
    plain = to_plain(manifest)
    text = json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / MANIFEST).write_text(text + "\n", "utf-8")


def read_manifest(folder: Path, oldest: int = SCHEMA_VERSION) -> Manifest:
    """Read the manifest of a release.

    Parameters
    ----------
    folder
        The release.
    oldest
        The oldest schema that will do.

    Returns
    -------
    manifest
        Of a schema this program reads.

    Raises
    ------
    KnowledgeError
        If it is missing, damaged, or written by a newer or older program.
    """
    try:
        raw = json.loads((folder / MANIFEST).read_text("utf-8"))
        schema = int(raw["schema"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KnowledgeError(
            f"The release in {folder} has no readable {MANIFEST}.",
            hint="Build again with 'rarekin knowledge build', or use another release.",
        ) from error
    if not oldest <= schema <= SCHEMA_VERSION:
        age = "a newer" if schema > SCHEMA_VERSION else "an older"
        raise KnowledgeError(
            f"The release {folder.name} was written by {age} Rarekin (schema {schema}); "
            f"this one reads schema {SCHEMA_VERSION}.",
            hint="Upgrade Rarekin, or build again with 'rarekin knowledge build'.",
        )
    try:
        return from_plain(Manifest, raw)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise KnowledgeError(
            f"The {MANIFEST} of the release in {folder} is damaged.",
            hint="Build again with 'rarekin knowledge build', or use another release.",
        ) from error


def file_hash(path: Path) -> str:
    """Hash a file.

    Parameters
    ----------
    path
        A file.

    Returns
    -------
    sha256
        Hexadecimal.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def verify_files(folder: Path) -> int:
    """Compare every file of a release with its manifest.

    Parameters
    ----------
    folder
        The release.

    Returns
    -------
    n_files
        How many files were compared.

    Raises
    ------
    KnowledgeError
        If a file is missing or differs.
    """
    manifest = read_manifest(folder)
    wrong = [
        name
        for name, sha256 in manifest.files.items()
        if not (folder / name).is_file() or file_hash(folder / name) != sha256
    ]
    if wrong:
        raise KnowledgeError(
            f"{len(wrong)} files of release {folder.name} are missing or changed: "
            f"{', '.join(wrong)}.",
            hint="Use another release, or build again with 'rarekin knowledge build'.",
        )
    return len(manifest.files)
