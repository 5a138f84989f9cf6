"""What families here report of a disease, apart from what is published; the same for everybody."""

from __future__ import annotations

from django.template.loader import render_to_string

from rarekin.api.diseases import lookup
from rarekin.errors import InputError
from rarekin.model.identifiers import Curie
from rarekin.web.curation.contributions import reported
from rarekin.web.shell import phrases


def render(disease: Curie) -> str:
    """Draw what ten families or more say.

    Parameters
    ----------
    disease
        Canonical id.

    Returns
    -------
    html
        Empty where there is nothing that ten people said.
    """
    rows = [(one, _said(one.term) or one.sentence) for one in reported(str(disease))]
    return render_to_string("curation/reported.html", {"rows": rows}) if rows else ""


def _said(term: str) -> str:
    try:
        return lookup.label_of(Curie(term), phrases.language()) if term else ""
    except InputError:
        return term


def stamp(disease: Curie) -> str:
    """Return what the panel shows, in short.

    Parameters
    ----------
    disease
        Canonical id.

    Returns
    -------
    stamp
        Changes once a week at most, and when something reported gets a source.
    """
    return ";".join(f"{one.term}{one.sentence}{one.n_people}" for one in reported(str(disease)))
