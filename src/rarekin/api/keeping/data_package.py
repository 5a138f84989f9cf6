"""Every column of a release's files described, for programs that read such descriptions.

Frictionless Data Package, version 1 (https://specs.frictionlessdata.io/data-package/);
Croissant 1.0 (https://docs.mlcommons.org/croissant/docs/croissant-spec.html).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from rarekin.model.citations import SourceInfo

DATAPACKAGE, CROISSANT = "datapackage.json", "croissant.json"
_HOME = "https://pypi.org/project/rarekin/"
_CROISSANT_TYPES = {
    "string": "sc:Text", "integer": "sc:Integer", "number": "sc:Float", "boolean": "sc:Boolean",
    "array": "sc:Text", "object": "sc:Text",
}  # fmt: skip

_CROISSANT_TERMS = """
citeAs column dataBiases dataCollection extract field fileProperty fileObject fileSet format
includes isLiveDataset jsonPath key md5 parentField path personalSensitiveInformation recordSet
references regex repeated replace separator source subField transform
"""


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes
    ----------
    name, type, description
        The type is one of Frictionless's.
    """

    name: str
    type: str
    description: str


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of record.

    Attributes
    ----------
    title
        For readers.
    columns
        In the order of the files.
    """

    title: str
    columns: tuple[Column, ...]


@cache
def tables() -> Mapping[str, Table]:
    """Return the description of every kind of record.

    Returns
    -------
    tables
        By kind.

    Examples
    --------
    >>> [column.name for column in tables()["aliases"].columns]
    ['canonical', 'id', 'licence', 'source']
    """
    text = resources.files("rarekin.api.keeping").joinpath("columns.toml").read_text("utf-8")
    return {kind: _table(rows) for kind, rows in tomllib.loads(text).items()}


def _table(rows: Mapping[str, str]) -> Table:
    columns = []
    for name, said in rows.items():
        if name != "title":
            kind, _, description = said.partition(": ")
            columns.append(Column(name, kind, description))
    return Table(rows["title"], tuple(columns))


def datapackage(
    version: str, citation: str, sources: Iterable[SourceInfo], files: Mapping[str, str]
) -> dict[str, Any]:
    """Describe files as a Frictionless Data Package.

    Parameters
    ----------
    version, citation
        Of the release.
    sources
        What it was made from.
    files
        Name of the file of each kind of record.

    Returns
    -------
    descriptor
        JSON-ready.
    """
    free = [source for source in sources if source.licence.redistribute]
    licences = {s.licence.name: s.licence.url for s in free if s.licence.url}
    return {
        "profile": "data-package",
        "name": "rarekin",
        "title": "Rarekin knowledge release",
        "version": version,
        "description": f"{citation} Each row names its source and its licence.",
        "homepage": _HOME,
        "licenses": [{"title": name, "path": url} for name, url in sorted(licences.items())],
        "sources": [{"title": source.title} for source in free],
        "resources": [
            {
                "name": kind,
                "title": tables()[kind].title,
                "path": file,
                "format": "jsonl",
                "mediatype": "application/jsonl",
                "encoding": "utf-8",
                **({"compression": "gz"} if file.endswith(".gz") else {}),
                "dialect": {"json": {"keyed": True}},
                "schema": {"fields": [
                    {"name": c.name, "type": c.type, "description": c.description}
                    for c in tables()[kind].columns
                ]},
            }
            for kind, file in files.items()
        ],
    }  # fmt: skip


def croissant(
    version: str,
    date: str,
    citation: str,
    sources: Iterable[SourceInfo],
    files: Mapping[str, tuple[str, str, int]],
) -> dict[str, Any]:
    """Describe files as a Croissant data set.

    Parameters
    ----------
    version, date, citation
        Of the release.
    sources
        What it was made from.
    files
        Name, SHA-256 and size of the Parquet file of each kind of record.

    Returns
    -------
    document
        JSON-LD.
    """
    licences = {s.licence.url for s in sources if s.licence.redistribute and s.licence.url}
    return {
        "@context": _context(),
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": "rarekin",
        "description": "Rarekin knowledge release: rare diseases, findings, genes and statements. "
        "Each row names its source and its licence.",
        "url": _HOME,
        "version": _semantic(version),
        "datePublished": date,
        "license": sorted(licences),
        "citeAs": citation,
        "distribution": [
            {
                "@type": "cr:FileObject", "@id": file, "name": file, "contentUrl": file,
                "contentSize": f"{size} B", "encodingFormat": "application/x-parquet",
                "sha256": digest,
            }
            for file, digest, size in files.values()
        ],
        "recordSet": [_record_set(kind, file) for kind, (file, _, _) in files.items()],
    }  # fmt: skip


def _record_set(kind: str, file: str) -> dict[str, Any]:
    table = tables()[kind]
    return {
        "@type": "cr:RecordSet",
        "@id": kind,
        "name": kind,
        "description": table.title,
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{kind}/{column.name}",
                "name": column.name,
                "description": column.description,
                "dataType": _CROISSANT_TYPES[column.type],
                **({"repeated": True} if column.type == "array" else {}),
                "source": {"fileObject": {"@id": file}, "extract": {"column": column.name}},
            }
            for column in table.columns
        ],
    }


def _semantic(version: str) -> str:
    """Return a release's name as three numbers, which Croissant asks for."""
    year, month, day = version.split("-")[:3]
    return f"{int(year)}.{int(month)}.{int(day)}"


def _context() -> dict[str, Any]:
    """Return the context that the Croissant specification gives for version 1.0."""
    terms: dict[str, Any] = {name: f"cr:{name}" for name in _CROISSANT_TERMS.split()}
    terms["conformsTo"] = "dct:conformsTo"
    terms["data"] = {"@id": "cr:data", "@type": "@json"}
    terms["examples"] = {"@id": "cr:examples", "@type": "@json"}
    terms["dataType"] = {"@id": "cr:dataType", "@type": "@vocab"}
    return {
        "@language": "en",
        "@vocab": "https://schema.org/",
        "sc": "https://schema.org/",
        "cr": "http://mlcommons.org/croissant/",
        "rai": "http://mlcommons.org/croissant/RAI/",
        "dct": "http://purl.org/dc/terms/",
        **terms,
    }
