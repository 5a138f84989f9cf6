"""The panel on every disease page: roughly how many are here, never who."""

from __future__ import annotations

from functools import lru_cache

from django.template.loader import render_to_string

from rarekin.model.identifiers import Curie
from rarekin.web.accounts.house.counts import kept_count
from rarekin.web.shell import phrases

_PLACE = "DISEASE"


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
    drawn = _drawn(phrases.language(), kept_count(str(disease)))
    return drawn.replace(_PLACE, str(disease))


def render_door(disease: Curie) -> str:
    """Draw the door under the title, which tells no number at all.

    Parameters
    ----------
    disease
        Canonical id. It travels in the body of the form, so it is in no address.

    Returns
    -------
    html
        A button.
    """
    return _door(phrases.language()).replace(_PLACE, str(disease))


@lru_cache(maxsize=8)
def _door(language: str) -> str:
    return render_to_string("community/parts/door.html")


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
