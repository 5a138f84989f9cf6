"""X-linked diseases in which sons with the change fare otherwise than daughters."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from rarekin.model.disease import Sons
from rarekin.model.identifiers import Curie

_LIST = Path(__file__).with_name("sons_and_daughters.toml")


@cache
def listed_diseases() -> Mapping[Curie, Sons]:
    """Return the diseases that a source says so of.

    Returns
    -------
    diseases
        By canonical id.
    """
    entries = tomllib.loads(_LIST.read_text(encoding="utf-8"))["disease"]
    return {Curie(entry["id"]): Sons(entry["sons"]) for entry in entries}


def how_sons_fare(disease: Curie, wider: Iterable[Curie] = ()) -> Sons | None:
    """Tell how sons with the change fare.

    Parameters
    ----------
    disease
        Canonical id.
    wider
        Diseases of which it is a form.

    Returns
    -------
    sons
        What a source says of it, or of one that it is a form of; None where nobody does.

    Examples
    --------
    >>> how_sons_fare("MONDO:0010631").value, how_sons_fare("MONDO:0009061")
    ('lost', None)
    """
    listed = listed_diseases()
    return next((listed[one] for one in (disease, *wider) if one in listed), None)
