"""Parts that several sections of a disease page are drawn with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from rarekin.api.diseases.lookup import DiseaseRef
from rarekin.web.atlas.addresses import address_pattern
from rarekin.web.atlas.sections.pictures import Picture
from rarekin.web.atlas.templatetags.atlas import draw_marks
from rarekin.web.shell.disease_names import name_html


def details(summary: str, content: str, kind: str = "more") -> str:
    """Draw something folded away; both arguments are HTML."""
    return f'<details class="{kind}"><summary>{summary}</summary>{content}</details>\n'


def pictures_html(pictures: Iterable[Picture]) -> str:
    """Draw pictures, each with its heading, sources and note."""
    return "".join(
        f'<figure class="picture"><figcaption>{escape(p.heading)}{draw_marks(p.marks)}</figcaption>'
        f"{p.svg}"
        + (f'<p class="soft small">{escape(p.note)}</p>' if p.note else "")
        + "</figure>\n"
        for p in pictures
    )


def chips(refs: Sequence[DiseaseRef]) -> str:
    """Draw diseases as a row of links."""
    address = address_pattern("atlas:disease")
    listed = "".join(
        f'<li><a class="chip" href="{address(ref.id)}">{name_html(ref)}</a></li>' for ref in refs
    )
    return f'<ul class="chips">{listed}</ul>'
