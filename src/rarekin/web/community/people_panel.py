"""The panel on every disease page: roughly how many are here, never who."""

from __future__ import annotations

from functools import lru_cache

from django.template.loader import render_to_string

from rarekin.model.identifiers import Curie
from rarekin.web.accounts.counts import kept_count
from rarekin.web.shell import phrases


def render(disease: Curie) -> str:
    """Draw the panel; the same for everybody.

    Parameters
    ----------
    disease
        Canonical id.

    Returns
    -------
    html
        With a number only where it is ten or more.
    """
    return _drawn(phrases.language(), kept_count(str(disease)))


@lru_cache(maxsize=256)
def _drawn(language: str, n_people: int | None) -> str:
    return render_to_string("community/parts/people_panel.html", {"n_people": n_people})


def stamp(disease: Curie) -> str:
    """Return what the panel shows, in short.

    Parameters
    ----------
    disease
        Canonical id.

    Returns
    -------
    stamp
        The rounded number: it changes once a week at most.
    """
    return str(kept_count(str(disease)))
