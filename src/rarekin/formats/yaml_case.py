"""Read YAML as the JSON that says the same.

YAML 1.2.2, chapter 10.2 (https://yaml.org/spec/1.2.2/): the JSON schema knows null, true, false
and numbers; every other plain word is a text. So a day stays a text and ``no`` is no denial.
"""

from __future__ import annotations

import math
import re
from functools import cache
from importlib import import_module
from typing import Any

from rarekin.errors import FormatError, InputError, TooLarge
from rarekin.model.sentences import joined, sentence

MAX_BYTES = 1_000_000
"""Reading YAML takes some hundred times as long as reading JSON."""

_HINT = sentence("Convert it to JSON, for example with 'yq -o=json case.yaml > case.json'.")
_DEEPEST = 100
_TAG = "tag:yaml.org,2002:"
_MOST_PARTS = 200_000  # what refers to other parts of itself may unfold into far more
_PLAIN = (
    ("null", r"(?:~|null|Null|NULL|)$", "~nN\0"),
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)$", "-+0123456789"),
    ("float", r"[-+]?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$",
     "-+.0123456789"),
    ("float", r"[-+]?\.(?:inf|Inf|INF)$|\.(?:nan|NaN|NAN)$", "-+."),
)  # fmt: skip


@cache
def _loader() -> Any:
    """Make a loader that knows only what JSON knows."""
    try:
        yaml = import_module("yaml")
    except ModuleNotFoundError:
        return None
    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    class Loader(base):  # type: ignore[misc]
        yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - the library's own name

    for name, pattern, first in _PLAIN:
        starts = ["" if c == "\0" else c for c in first]
        Loader.add_implicit_resolver(_TAG + name, re.compile(pattern), starts)
    return Loader


def decode_yaml(data: bytes) -> Any:
    r"""Decode YAML that somebody sent.

    Parameters
    ----------
    data
        One document, at most 1 MB.

    Returns
    -------
    decoded
        A JSON value.

    Raises
    ------
    FormatError
        If it cannot be read, with line and column.
    TooLarge
        If it is longer.
    InputError
        If the package PyYAML is missing.

    Examples
    --------
    >>> decode_yaml(b"id: a\nexcluded: false\nsex: no\nborn: 2020-01-31\n")
    {'id': 'a', 'excluded': False, 'sex': 'no', 'born': '2020-01-31'}
    """
    if len(data) > MAX_BYTES:
        raise TooLarge(sentence("The YAML has %(n)s bytes; at most %(most)s are read.",
                                n=len(data), most=MAX_BYTES),
                       hint=_HINT)  # fmt: skip
    loader = _loader()
    if loader is None:
        raise InputError(
            sentence("The file is YAML; reading it needs the package PyYAML."),
            hint=joined((sentence("Run: pip install pyyaml."), _HINT), " "),
        )
    try:
        decoded = _load(loader, data)
    except _yaml_error() as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}, column {mark.column + 1}" if mark else "$"
        problem = getattr(error, "problem", None) or str(error).partition("\n")[0]
        message = sentence("The YAML cannot be read: %(problem)s.", problem=problem)
        raise FormatError(message, hint=_HINT, where=where) from error
    except (RecursionError, ValueError) as error:
        raise FormatError(sentence("The YAML cannot be read."), hint=_HINT, where="$") from error
    return _Unfolding().copy(decoded, 0)


def _yaml_error() -> type[Exception]:
    error: type[Exception] = import_module("yaml").YAMLError
    return error


def _load(loader: Any, data: bytes) -> Any:
    reader = loader(data)
    try:
        return reader.get_single_data()
    finally:
        reader.dispose()


class _Unfolding:
    """Copies a value as JSON has it, and refuses what JSON cannot hold."""

    def __init__(self) -> None:
        self._n_parts = 0

    def copy(self, value: Any, depth: int) -> Any:
        self._n_parts += 1
        if depth > _DEEPEST or self._n_parts > _MOST_PARTS:
            raise TooLarge(
                sentence("The YAML has too many parts, or is nested too deeply."), hint=_HINT
            )
        if isinstance(value, dict):
            return {_key(key): self.copy(inner, depth + 1) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.copy(inner, depth + 1) for inner in value]
        if value is None or isinstance(value, str | bool | int):
            return value
        if isinstance(value, float) and math.isfinite(value):
            return value
        raise _unfit(
            sentence(
                "The YAML holds %(value)s, which JSON cannot hold.", value=f"{str(value)[:40]!r}"
            )
        )


def _key(key: Any) -> str:
    if isinstance(key, str):
        return key
    raise _unfit(
        sentence("The YAML has %(name)s as a name; names are texts.", name=f"{str(key)[:40]!r}")
    )


def _unfit(message: str) -> FormatError:
    return FormatError(message, hint=_HINT, where="$")
