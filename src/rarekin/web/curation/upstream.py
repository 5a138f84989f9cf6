"""A ready text for the tracker of those who keep the annotations of the whole world."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone

from rarekin.api.diseases import lookup
from rarekin.api.keeping.overlay import contributions_hpoa
from rarekin.errors import InputError
from rarekin.model.identifiers import Curie
from rarekin.web.curation.contributions import contributed
from rarekin.web.curation.models import Contribution

TRACKER = "https://github.com/obophenotype/human-phenotype-ontology/issues/new"


def upstream_text(one: Contribution) -> str:
    """Return what to write to the maintainers of the HPO annotations, in English, their language.

    Parameters
    ----------
    one
        With a source that two people read.

    Returns
    -------
    text
        Empty for a sentence without a sign, and where the release no longer has the disease:
        the annotation file has no place for those.
    """
    row = contributed(one)
    if not one.term:
        return ""
    try:
        table = contributions_hpoa([row], site=settings.SITE_NAME, today=timezone.localdate())
        name, sign = lookup.resolve(one.disease).label, lookup.label_of(Curie(one.term))
    except InputError:
        return ""
    lines = table.splitlines()
    if len(lines) < 3:
        return ""
    return "\n".join(
        (
            f"New annotation: {name} - {sign}",
            "",
            f"Disease: {name} ({lines[-1].split(chr(9))[0]})",
            f"Phenotype: {sign} ({one.term})",
            f"Reference: {one.title}, {row.link}",
            *([f"Frequency: {one.frequency}"] if one.frequency else []),
            f"What it says: {one.sentence}",
            "",
            "Row for phenotype.hpoa (tab-separated):",
            *lines[1:],
        )
    )
