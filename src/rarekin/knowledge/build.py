"""Turn records and compiled arrays into a release that serves."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from rarekin.errors import BuildError, KnowledgeError, NoRelease
from rarekin.knowledge import folder
from rarekin.knowledge.arrays import AnyArray, ontology_arrays
from rarekin.knowledge.checks import check_joined, check_store, check_successors, level_counts
from rarekin.knowledge.identity import Identity
from rarekin.knowledge.manifest import Manifest, make_manifest, write_manifest
from rarekin.knowledge.records import Records
from rarekin.knowledge.release import STORE, Release
from rarekin.knowledge.store import write_store
from rarekin.model.citations import SourceInfo
from rarekin.model.identifiers import Curie
from rarekin.model.issues import Issue
from rarekin.model.ontology import Ontology

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

Progress = Callable[[str, float], None]


def former_release(home: Path) -> Release | None:
    """Open the release that serves, if there is one this program can read.

    Parameters
    ----------
    home
        The data folder.

    Returns
    -------
    release
        None on a fresh machine or after an upgrade that changed the schema.
    """
    try:
        return Release.open(folder.releases_folder(home) / folder.pointed(home))
    except (NoRelease, KnowledgeError):
        return None


def build(
    home: Path,
    records: Records,
    identity: Identity,
    ontology: Ontology,
    arrays: Mapping[str, AnyArray],
    sources: Sequence[SourceInfo],
    *,
    former_ids: Sequence[Curie] = (),
    keep: int = 3,
    progress: Progress = lambda _step, _share: None,
) -> str:
    """Write, check and promote a release. The lock must be held.

    Parameters
    ----------
    home
        The data folder.
    records, identity, ontology
        What the sources said and how it is joined.
    arrays
        What the engines compiled, by name.
    sources
        Who said it.
    former_ids
        Canonical ids of the release that serves; each must still be found.
    keep
        How many releases to keep.
    progress
        Told the step and the share done, 0 to 1.

    Returns
    -------
    version
        Of the release that serves now.

    Raises
    ------
    BuildError
        If a check fails or the disk is full; what served goes on serving.
    """
    _raise_problems(check_joined(records, identity, ontology))
    _raise_problems(check_successors(former_ids, identity))
    try:
        with folder.temporary_folder(home) as fresh:
            progress("writing", 0.6)
            _write(fresh, records, identity, ontology, arrays)
            progress("checking", 0.9)
            manifest = _describe(fresh, records, identity, sources)
            place = folder.promote(home, fresh, manifest.version)
            Release.open(place).close()
    except (OSError, sqlite3.OperationalError) as error:
        raise _disk_error(error, home) from error
    folder.point(home, manifest.version)
    folder.prune(home, keep)
    progress("done", 1.0)
    return manifest.version


def _raise_problems(problems: Sequence[str]) -> None:
    if problems:
        raise BuildError(
            " ".join(problems),
            hint="Nothing was changed. Build from other files, or wait for the publisher's next.",
        )


def _write(
    fresh: Path,
    records: Records,
    identity: Identity,
    ontology: Ontology,
    arrays: Mapping[str, AnyArray],
) -> None:
    write_store(fresh / STORE, records, identity, ontology)
    check_store(fresh / STORE)
    for name, array in sorted({**ontology_arrays(ontology), **arrays}.items()):
        np.save(fresh / f"{name}.npy", np.ascontiguousarray(array), allow_pickle=False)


def _describe(
    fresh: Path, records: Records, identity: Identity, sources: Sequence[SourceInfo]
) -> Manifest:
    counts = {
        "diseases": len(identity.labels),
        "annotations": len(records.annotations),
        "terms": sum(not term.obsolete for term in records.terms),
        **{f"level_{level}": n for level, n in level_counts(identity).items()},
    }
    issues = tuple(
        Issue(i.code, i.level, f"{source}/{i.where}", i.message, i.hint)
        for source, i in records.issues
    )
    manifest = make_manifest(fresh, tuple(sources), counts, issues)
    write_manifest(fresh, manifest)
    return manifest


def _disk_error(error: OSError | sqlite3.OperationalError, home: Path) -> BuildError:
    if getattr(error, "errno", None) in _FULL or "disk is full" in str(error):
        return BuildError(
            f"The disk that holds {home} is full; a release needs about 700 MB while it is built.",
            hint="Free some space and build again; what serves goes on serving.",
        )
    return BuildError(
        f"The release could not be written below {home}: {error}.",
        hint="Check that the folder can be written; what serves goes on serving.",
    )
