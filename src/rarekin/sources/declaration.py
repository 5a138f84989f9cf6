"""What a source says about itself: ``source.toml`` read, checked and found by folder."""

from __future__ import annotations

import datetime
import importlib
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path

from rarekin.errors import SourceError
from rarekin.model.citations import Citation, Licence
from rarekin.model.disease import Section

FOLDER = Path(__file__).parent
_UNPACKS = ("", "gz", "tar.gz", "zip")
_VERSION_KINDS = ("header", "date", "content")
_DEFAULT_MAX_BYTES = 200_000_000

Parser = Callable[[Mapping[str, bytes]], Iterator[object]]


@dataclass(frozen=True, slots=True)
class FileDeclaration:
    """One raw file of a source and every place it can come from.

    Attributes
    ----------
    name
        The name under which the parser receives it.
    url
        The publisher's address; empty where there is none.
    asked
        Address of an interface that is asked about one disease at a time, where there is no
        file to fetch.
    mirror
        Path inside a mirror folder.
    unpack
        ``gz``, ``tar.gz``, ``zip`` or empty.
    packaged
        ``package:path`` inside an installed package, ``self:pattern`` in the source's own
        folder or ``home:pattern`` below the data folder.
    max_bytes
        Largest size accepted as packed; unpacked it may be twenty times that.
    tried
        Whether the address has been met live.
    optional
        Whether a build goes on without it.
    members
        Regular expression; of an archive, only members whose path it is found in are unpacked.
    """

    name: str
    url: str = ""
    asked: str = ""
    mirror: str = ""
    unpack: str = ""
    packaged: str = ""
    max_bytes: int = _DEFAULT_MAX_BYTES
    tried: bool = False
    optional: bool = False
    members: str = ""


@dataclass(frozen=True, slots=True)
class VersionRule:
    """How a source's version and date are read.

    Attributes
    ----------
    kind
        ``header``: the greatest match of ``pattern`` in the first 64 kB of its files;
        ``date``: the stated ``date``; ``content``: the first 12 digits of the hash.
    pattern
        Regular expression with one group.
    date
        The stated date, where the files carry none.
    """

    kind: str = "content"
    pattern: str = ""
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Expectations:
    """What must hold for a source to count as whole.

    Attributes
    ----------
    min_rows
        Least number of records by kind, such as ``{"Annotation": 100000}``.
    max_drop
        Largest share of records, by kind, that may vanish against the former release.
    fill
        Least share of records of a kind with a filled attribute, such as
        ``{"Term.definition": 0.5}``.
    """

    min_rows: Mapping[str, int] = field(default_factory=dict)
    max_drop: float = 0.02
    fill: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Declaration:
    """One source as its ``source.toml`` declares it.

    Attributes
    ----------
    name
        Folder name.
    default
        Whether the release of a fresh machine contains it.
    gives_way_to
        A source that says the same more carefully: findings of this one are used only for
        entries, by their own number, for which that one has none, and of a page that both
        quote (the last part of its address) that one's text stands. Empty where there is none.
    only_listed
        Whether it makes no entries: what it says of a disease that no other source lists is
        left out.
    """

    name: str
    title: str
    publisher: str
    homepage: str
    licence: Licence
    files: tuple[FileDeclaration, ...]
    attribution: str = ""
    cite: tuple[Citation, ...] = ()
    fills: tuple[str, ...] = ()
    default: bool = False
    gives_way_to: str = ""
    only_listed: bool = False
    version: VersionRule = VersionRule()
    expect: Expectations = Expectations()


def read_declaration(name: str, text: str) -> Declaration:
    """Read and check one ``source.toml``.

    Parameters
    ----------
    name
        Folder name of the source.
    text
        The file's content.

    Returns
    -------
    declaration
        Complete and checked.

    Raises
    ------
    SourceError
        If a key is missing, unknown or has an unusable value.

    Examples
    --------
    >>> declaration = read_declaration("toy", '''
    ... title = "Toy"
    ... publisher = "Nobody"
    ... homepage = "https://example.org"
    ... licence = { name = "CC0 1.0", redistribute = true }
    ... [[file]]
    ... name = "toy.txt"
    ... packaged = "self:toy.txt"
    ... ''')
    >>> declaration.files[0].name, declaration.default
    ('toy.txt', False)
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _wrong(name, f"is not TOML: {error}") from error
    try:
        return _declaration(name, dict(raw))
    except (TypeError, KeyError, ValueError, AttributeError, re.error) as error:
        raise _wrong(name, f"has a missing, unknown or unusable key: {error}") from error


_KEYS = tuple(
    "file" if field.name == "files" else field.name
    for field in fields(Declaration)
    if field.name != "name"
)
_FILE_KEYS = tuple(field.name for field in fields(FileDeclaration))


def _wrong(name: str, what: str) -> SourceError:
    return SourceError(
        f"sources/{name}/source.toml {what}.",
        hint=f"It may have the keys {', '.join(_KEYS)}; a [[file]] {', '.join(_FILE_KEYS)}.",
        where=f"sources/{name}/source.toml",
    )


def _declaration(name: str, raw: dict[str, object]) -> Declaration:
    files = raw.pop("file")
    version = raw.pop("version", {})
    if not isinstance(files, list) or not files:
        raise ValueError("at least one [[file]] is needed")
    if not isinstance(version, dict):
        raise TypeError("version must be a table")
    declaration = Declaration(
        name=name,
        licence=Licence(**_table(raw.pop("licence"))),
        files=tuple(FileDeclaration(**file) for file in files),
        cite=tuple(Citation(**_table(work)) for work in _list(raw.pop("cite", []))),
        fills=tuple(Section(str(s)).value for s in _list(raw.pop("fills", []))),
        version=VersionRule(**{"kind" if k == "from" else k: v for k, v in version.items()}),
        expect=Expectations(**_table(raw.pop("expect", {}))),
        **raw,  # type: ignore[arg-type]
    )
    _check(declaration)
    return declaration


def _table(value: object) -> dict[str, object] | dict[str, str]:
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} is not a table")
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is not a list")
    return value


def _check(declaration: Declaration) -> None:
    for file in declaration.files:
        _check_file(file)
    rule = declaration.version
    if rule.kind not in _VERSION_KINDS:
        raise ValueError(f"version.from = {rule.kind!r}; we know {', '.join(_VERSION_KINDS)}")
    if rule.kind == "header" and re.compile(rule.pattern).groups != 1:
        raise ValueError("version.pattern needs exactly one group")


def _check_file(file: FileDeclaration) -> None:
    if file.unpack not in _UNPACKS:
        raise ValueError(f"unpack = {file.unpack!r}; we know {', '.join(_UNPACKS[1:])}")
    if not (file.url or file.mirror or file.packaged):
        raise ValueError(f"{file.name} has no url, no mirror and no packaged place")
    for address in filter(None, (file.url, file.asked)):
        if not address.startswith(("https://", "http://purl.obolibrary.org/")):
            raise ValueError(f"{address} is not https")
    re.compile(file.members)
    if ".." in Path(file.mirror).parts or Path(file.mirror).is_absolute():
        raise ValueError(f"mirror = {file.mirror!r} leaves the mirror folder")


@cache
def declarations() -> Mapping[str, Declaration]:
    """Read the declaration of every source folder, by name.

    Returns
    -------
    declarations
        In the order of their names. A new folder with a ``source.toml`` is found by itself.

    Examples
    --------
    >>> "hpo" in declarations()
    True
    """
    return {
        path.parent.name: read_declaration(path.parent.name, path.read_text("utf-8"))
        for path in sorted(FOLDER.glob("*/source.toml"))
    }


def parser_of(name: str) -> Parser:
    r"""Return the parser of a source: bytes by file name in, model records out.

    Parameters
    ----------
    name
        Folder name of the source.

    Returns
    -------
    parse
        Pure.

    Raises
    ------
    SourceError
        If the folder has no ``parse.py`` with a ``parse`` function.

    Examples
    --------
    >>> [term.label for term in parser_of("hpo")({"hp.obo": b"[Term]\nid: HP:0000001\nname: All"})]
    ['All']
    """
    try:
        module = importlib.import_module(f"rarekin.sources.{name}.parse")
    except ModuleNotFoundError as error:
        raise _wrong(name, "has no parse.py beside it") from error
    parse: Parser = module.parse
    return parse
