"""The link under a section of a disease page; the same for everybody."""

from __future__ import annotations

from django.template.loader import render_to_string

from rarekin.model.disease import Section
from rarekin.model.identifiers import Curie


def render(disease: Curie, section: Section) -> str:
    """Draw the link.

    Parameters
    ----------
    disease
        Canonical id.
    section
        Where it stands.

    Returns
    -------
    html
        One paragraph.
    """
    context = {"disease": disease, "section": section.value}
    return render_to_string("curation/link.html", context)
