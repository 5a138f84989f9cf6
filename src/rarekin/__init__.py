"""Rarekin: every rare disease's page, and each section of it computes.

`rank`, `terms`, `risk`, `criteria`, `disease` and `search` are the door for Python; what they
need is imported when one of them is first called, so that ``import rarekin`` stays quick.

Examples
--------
>>> import rarekin
>>> callable(rarekin.rank) and callable(rarekin.disease)
True
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

__version__ = "0.1.0"
__all__ = ["__version__", "criteria", "disease", "rank", "risk", "search", "terms"]

_CALLS = frozenset(__all__) - {"__version__"}
_DOOR = "rarekin.api.door"


def __getattr__(name: str) -> Any:
    if name not in _CALLS:
        raise AttributeError(f"module 'rarekin' has no attribute {name!r}")
    return getattr(import_module(_DOOR), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_CALLS})


class _Engine(ModuleType):
    """A package whose name is also a verb of the door, such as ``rarekin.rank``."""

    def __call__(self, *given: Any, **named: Any) -> Any:
        return getattr(import_module(_DOOR), self.__name__.rpartition(".")[2])(*given, **named)


class _Root(ModuleType):
    """Python binds ``rarekin.rank`` to the package of that name; it stays callable then."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _CALLS and isinstance(value, ModuleType):
            value.__class__ = _Engine
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Root
