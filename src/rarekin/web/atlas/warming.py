"""What a fresh worker opens before its first reader comes."""

from __future__ import annotations

from django.template.loader import get_template

from rarekin.api.criteria import criteria_for
from rarekin.api.diseases import lookup
from rarekin.api.family.risk import models_for
from rarekin.api.telling import lookalikes
from rarekin.errors import RarekinError
from rarekin.web.atlas.drawing.article import article_html
from rarekin.web.atlas.pages import disease_page
from rarekin.web.atlas.telling.glossary import glosses


def warm() -> None:
    """Open the release, read the catalogues and compile the largest templates.

    Runs in each worker after it was forked, since open databases must not cross a fork. A
    site without a release still starts and says so on its pages.
    """
    get_template("atlas/disease.html")
    try:
        glosses()
        first = lookup.disease_ids()[0]
        lookalikes.prepare()
        criteria_for(first)
        models_for(first)
        article_html(disease_page.view_of(lookup.disease(first)))
        lookup.search("a rare disease")
    except RarekinError:
        return
