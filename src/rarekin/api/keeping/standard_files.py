"""A release in the forms that other programs read: SSSOM for mappings, HPO's for annotations."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from rarekin.formats.hpoa import write_annotations
from rarekin.formats.sssom import MappingSet, is_sayable, write_sssom
from rarekin.knowledge.release import Release
from rarekin.knowledge.rows_out import Row, annotations_out, rows_of
from rarekin.model.citations import SourceInfo
from rarekin.model.disease import Annotation

HPOA = "phenotype.hpoa"
_SSSOM = ".sssom.tsv"
_SETS = "https://w3id.org/sssom/mappings/"  # where the tools of SSSOM keep ids they make


def standard_files(release: Release) -> tuple[str, ...]:
    """Name the files that `standard_file` writes.

    Parameters
    ----------
    release
        Which has sources that let their records be handed on.

    Returns
    -------
    names
        One SSSOM file for each source of mappings, since each has a licence of its own, and
        one annotation file.
    """
    rows = rows_of(release, "mappings")
    sources = {row["source"] for row in rows if is_sayable(_triple(row))}
    return (*(f"mappings-{name}{_SSSOM}" for name in sorted(sources)), HPOA)


def standard_file(release: Release, name: str) -> Iterator[bytes]:
    """Write one of them.

    Parameters
    ----------
    release
        Where the records are.
    name
        One of `standard_files`.

    Yields
    ------
    line
        UTF-8.
    """
    lines = _annotations(release) if name == HPOA else _mappings(release, name)
    for line in lines:
        yield line.encode()


def _mappings(release: Release, file: str) -> Iterator[str]:
    name = file.removeprefix("mappings-").removesuffix(_SSSOM)
    source = _by_name(release)[name]
    about = MappingSet(
        # The same content has the same version and so the same id, wherever it was built.
        f"{_SETS}{uuid.uuid5(uuid.NAMESPACE_URL, f'{release.version}/{name}')}",
        source.version or release.version,
        f"Mappings of {source.title}",
        source.licence.url,
    )
    rows = [row for row in rows_of(release, "mappings") if row["source"] == name]
    return write_sssom(about, map(_triple, rows), _labels(release))


def _triple(row: Row) -> tuple[str, str, str]:
    return row["subject"], row["predicate"], row["object"]


def _annotations(release: Release) -> Iterator[str]:
    sources = _by_name(release)
    labels = _labels(release)
    made = {name: f"{name}[{s.date or release.manifest.date}]" for name, s in sources.items()}

    def rows() -> Iterator[tuple[Annotation, str, str]]:
        for canonical, row in annotations_out(release):
            yield row, labels.get(canonical, ""), made[row.source]

    ontology = sources["hpo"].version if "hpo" in sources else ""
    return write_annotations(rows(), release.version, ontology)


def _labels(release: Release) -> dict[str, str]:
    """Return the names of diseases that may be handed on."""
    return {row["id"]: row["label"] for row in rows_of(release, "diseases") if "label" in row}


def _by_name(release: Release) -> dict[str, SourceInfo]:
    return {source.name: source for source in release.sources}
