"""What builds a release, as one short text: another text, and the release is built anew.

A release keeps the text of what built it. So an upgraded program, a new package of data or an
accepted suggestion reaches the readers with the next sync or start, though no publisher has
anything new.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import rarekin
from rarekin.api.making.inputs import packaged_paths
from rarekin.sources.declaration import declarations

_ROOT = Path(rarekin.__file__).parent
# Parsers are imported by name and found by their folder.
_BEGINNING = "api/making/release.py"
_PARSERS = "sources/*/*.py"


def fingerprint(home: Path) -> str:
    """Return what a build with this program and these files would be known by.

    Parameters
    ----------
    home
        The data folder: what people contributed lies there.

    Returns
    -------
    fingerprint
        16 hexadecimal digits. What a sync fetches has no part in it.

    Examples
    --------
    >>> len(fingerprint(Path("/nowhere")))
    16
    """
    digest = hashlib.sha256(_code().encode())
    for name, source in declarations().items():
        for file in source.files:
            for path in packaged_paths(name, file, home):
                digest.update(f"{name}/{path.name} {path.stat().st_size}\n".encode())
                if path.is_relative_to(home):
                    digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def modules() -> frozenset[Path]:
    """Return the program files that take part in a build.

    Returns
    -------
    paths
        The one a build begins with, every parser, and all that these import.
    """
    waiting = [_ROOT / _BEGINNING, *_ROOT.glob(_PARSERS)]
    found: set[Path] = set()
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += _imported(path)
    return frozenset(found)


@cache
def _code() -> str:
    files = modules()
    folders = {path.parent for path in files}
    data = {
        path
        for folder in folders - {_ROOT, _ROOT / "api"}
        for path in folder.rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"}
    }
    digest = hashlib.sha256()
    for path in sorted(files | data):
        digest.update(f"{path.relative_to(_ROOT)}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _imported(path: Path) -> Iterator[Path]:
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        for name in names:
            yield from _file_of(name)


def _file_of(module: str) -> Iterator[Path]:
    first, *parts = module.split(".")
    if first != "rarekin" or not parts:
        return
    place = _ROOT.joinpath(*parts)
    for path in (place.with_suffix(".py"), place / "__init__.py"):
        if path.is_file():
            yield path
