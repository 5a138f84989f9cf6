"""Flesch-Kincaid grade of our own prose, measured by textstat."""

from __future__ import annotations

import importlib.resources
import importlib.util
import sys
import types
from typing import BinaryIO


def _resource_stream(package: str, name: str) -> BinaryIO:
    return importlib.resources.files(package).joinpath(name).open("rb")


# textstat 0.7.4 asks pkg_resources for one word list; setuptools no longer carries that module.
if importlib.util.find_spec("pkg_resources") is None:
    stand_in = types.ModuleType("pkg_resources")
    stand_in.resource_stream = _resource_stream  # type: ignore[attr-defined]
    sys.modules["pkg_resources"] = stand_in

import textstat  # noqa: E402


def reading_grade(text: str) -> float:
    return float(textstat.flesch_kincaid_grade(text))
