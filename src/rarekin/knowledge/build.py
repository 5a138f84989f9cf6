"""Turn records and compiled arrays into a release that serves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from rarekin.errors import BuildError
from rarekin.knowledge import folder
from rarekin.knowledge.arrays import AnyArray, ontology_arrays
from rarekin.knowledge.checks import (
    check_counts,
    check_joined,
    check_store,
    check_successors,
    level_counts,
)
from rarekin.knowledge.former import Former, succeed
from rarekin.knowledge.identity import Identity
from rarekin.knowledge.manifest import Manifest, make_manifest, write_manifest
from rarekin.knowledge.records import Records
from rarekin.knowledge.release import Release
from rarekin.knowledge.shelf import STORE
from rarekin.knowledge.store import write_store
from rarekin.model.citations import SourceInfo
from rarekin.model.issues import Issue
from rarekin.model.ontology import Ontology

Progress = Callable[[str, float], None]


def build(
    home: Path,
    records: Records,
    identity: Identity,
    ontology: Ontology,
    arrays: Mapping[str, AnyArray],
    sources: Sequence[SourceInfo],
    *,
    former: Former | None = None,
    accept_loss: bool = False,
    keep: int = 3,
    builder: str = "",
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
    former
        The release before: each of its ids is still found; by default there was none.
    accept_loss
        Whether diseases and rows of the former release may vanish.
    keep
        How many releases to keep.
    builder
        What builds, in short.
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
    before = former or Former()
    splits = succeed(identity, before)
    counts = _counts(records, identity)
    if not accept_loss:
        _raise_problems((*check_successors(before, identity), *check_counts(before, counts)))
    with folder.disk_trouble(home):
        with folder.temporary_folder(home) as fresh:
            progress("writing", 0.6)
            _write(fresh, records, identity, ontology, arrays)
            progress("checking", 0.9)
            manifest = _describe(fresh, records, sources, counts, splits, builder)
            place = folder.promote(home, fresh, manifest.version)
            Release.open(place).close()
        progress("promoting", 1.0)
        folder.point(home, manifest.version)
        folder.prune(home, keep)
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


def _counts(records: Records, identity: Identity) -> dict[str, int]:
    return {
        "diseases": len(identity.labels),
        "annotations": len(records.annotations),
        "terms": sum(not term.obsolete for term in records.terms),
        **{f"level_{level}": n for level, n in level_counts(identity).items()},
    }


def _describe(
    fresh: Path,
    records: Records,
    sources: Sequence[SourceInfo],
    counts: Mapping[str, int],
    splits: Sequence[Issue],
    builder: str,
) -> Manifest:
    found = tuple(
        Issue(i.code, i.level, f"{source}/{i.where}", i.message, i.hint)
        for source, i in records.issues
    )
    manifest = make_manifest(fresh, tuple(sources), counts, (*splits, *found), builder)
    write_manifest(fresh, manifest)
    return manifest
