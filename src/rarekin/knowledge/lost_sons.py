"""X-linked diseases of which sons with the change are mostly lost before birth."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from rarekin.model.identifiers import Curie

_LIST = Path(__file__).with_name("lost_sons.toml")


@cache
def listed_diseases() -> frozenset[Curie]:
    """Return the diseases that a source says so of.

    Returns
    -------
    diseases
        Canonical ids.
    """
    entries = tomllib.loads(_LIST.read_text(encoding="utf-8"))["disease"]
    return frozenset(Curie(entry["id"]) for entry in entries)


def sons_are_lost(disease: Curie, wider: Iterable[Curie] = ()) -> bool:
    """Tell whether sons with the change are mostly lost before birth.

    Parameters
    ----------
    disease
        Canonical id.
    wider
        Diseases of which it is a form.

    Returns
    -------
    lost
        Whether a source says so of it, or of one that it is a form of.

    Examples
    --------
    >>> sons_are_lost("MONDO:0010631"), sons_are_lost("MONDO:0009061")
    (True, False)
    """
    return not listed_diseases().isdisjoint({disease, *wider})
