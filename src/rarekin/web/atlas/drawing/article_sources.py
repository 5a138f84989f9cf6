"""The end of a disease page as HTML: every source, work, name and number."""

from __future__ import annotations

from html import escape

from django.utils.formats import date_format

from rarekin.model.citations import Citation, SourceInfo
from rarekin.web.atlas.pages.disease_page import DiseaseView
from rarekin.web.atlas.sections.marks import Mark
from rarekin.web.atlas.templatetags.atlas import names_table, numbers_table
from rarekin.web.atlas.templatetags.statements import statements
from rarekin.web.shell import phrases
from rarekin.web.shell.phrases import gettext as _
from rarekin.web.shell.phrases import ngettext

_MANY_WORKS = 8
_FEW_SOURCES = 2


def sources_html(view: DiseaseView) -> str:
    """Draw what everything on a disease page rests on.

    Parameters
    ----------
    view
        Of the page.

    Returns
    -------
    html
        Without the section around it.
    """
    language = phrases.language()
    lines = "".join(
        _source_line(mark.anchor, info, language, view.page.release) for mark, info in view.sources
    )
    return "".join(
        (
            _introduction(view),
            _disputes(view),
            _data(lines, len(view.sources)),
            _works(view),
            _references(view),
            _names_and_numbers(view, language),
        )
    )


def _data(lines: str, n: int) -> str:
    """Draw the data sources; several are folded away, and open when a badge leads there."""
    heading, listed = escape(_("Data")), f'<ol class="works">{lines}</ol>'
    if n <= _FEW_SOURCES:
        return f"<h3>{heading}</h3>\n{listed}\n"
    counted = f'<h3>{heading} <span class="soft small">{n}</span></h3>'
    return f'<details class="more system"><summary>{counted}</summary>\n{listed}</details>\n'


def _introduction(view: DiseaseView) -> str:
    text = _(
        "Every number beside a statement leads to its source here. This page was made from"
        " release %(release)s."
    ) % {"release": escape(view.page.release)}
    if view.page.updated:
        shown = date_format(view.page.updated, _("j F Y"))
        text = f"{text} {_('Newest source: %(date)s.') % {'date': escape(shown)}}"
    return f"<p>{text}</p>\n"


_MOST_LINES = 500
_lines: dict[tuple[str, str, str], str] = {}


def _source_line(anchor: str, info: SourceInfo, language: str, release: str) -> str:
    # A SourceInfo takes longer to hash than the line to draw; its release and name say it all.
    key = (release, info.name, language)
    line = _lines.get(key)
    if line is None:
        if len(_lines) > _MOST_LINES:
            _lines.clear()
        line = _lines[key] = _drawn_source(anchor, info)
    return line


def _drawn_source(anchor: str, info: SourceInfo) -> str:
    parts = [f'<li id="{escape(anchor)}"><strong>{escape(info.title)}</strong>']
    if info.publisher:
        parts.append(f", {escape(info.publisher)}")
    parts.append(f". {escape(_('Version'))} {escape(info.version)}")
    if info.date:
        parts.append(f", {escape(date_format(info.date, _('j F Y')))}")
    licence = escape(info.licence.name)
    if info.licence.url:
        licence = f'<a href="{escape(info.licence.url)}" rel="noreferrer">{licence}</a>'
    parts.append(f". {escape(_('Licence:'))} {licence}.")
    if info.homepage:
        address = escape(info.homepage)
        parts.append(f' <a href="{address}" rel="noreferrer">{address}</a>')
    if info.problem:
        parts.append(f' <span class="tag">{escape(info.problem)}</span>')
    if info.attribution:
        parts.append(f'<br><span class="soft small">{escape(info.attribution)}</span>')
    return "".join([*parts, "</li>"])


def _disputes(view: DiseaseView) -> str:
    if not view.disputes:
        return ""
    return f"<h3>{escape(_('Where sources disagree'))}</h3>\n{statements(view.disputes)}\n"


def _works(view: DiseaseView) -> str:
    if not view.works:
        return ""
    listed = "".join(_work(mark, work) for mark, work in view.works)
    works = f'<ol class="works" start="{len(view.sources) + 1}">{listed}</ol>'
    heading = escape(_("Works cited"))
    n = len(view.works)
    if n <= _MANY_WORKS:
        return f"<h3>{heading}</h3>\n{works}"
    counted = f'<h3>{heading} <span class="soft small">{n}</span></h3>'
    return f'<details class="more system"><summary>{counted}</summary>\n{works}</details>'


def _work(mark: Mark, work: Citation) -> str:
    title = escape(work.title or work.link)
    if work.link:
        title = f'<a href="{escape(work.link)}" rel="noreferrer">{title}</a>'
    authors = f"{escape(work.authors)}. " if work.authors else ""
    year = f" ({work.year})" if work.year else ""
    place = f' <span class="soft small">{escape(work.locator)}</span>' if work.locator else ""
    return f'<li id="{mark.anchor}">{authors}{title}{year}.{place}</li>'


def _references(view: DiseaseView) -> str:
    if not view.references:
        return ""
    listed = [
        f'<li><a href="{escape(address)}" rel="noreferrer">{escape(reference)}</a></li>'
        if address
        else f"<li>{escape(reference)}</li>"
        for reference, address in view.references
    ]
    n = view.n_more_references
    if n:
        more = ngettext("and %(n)s more", "and %(n)s more", n) % {"n": n}
        listed.append(f'<li class="soft">{escape(more)}</li>')
    summary = escape(_("Works behind the signs and genes"))
    return (
        f'<details class="more"><summary>{summary}</summary>\n'
        f'<ul class="row small">{"".join(listed)}</ul></details>\n'
    )


def _names_and_numbers(view: DiseaseView, language: str) -> str:
    parts = [_table(_("Names"), _("Names"), names_table(view.names, language))]
    if view.identifiers:
        rows = numbers_table(view.identifiers)
        parts.append(_table(_("Numbers"), _("Numbers in other catalogues"), rows))
    summary = escape(_("All names and numbers of this disease"))
    return f'<details class="more"><summary>{summary}</summary>\n{"".join(parts)}</details>\n'


def _table(label: str, caption: str, rows: str) -> str:
    return (
        f'<div class="table-scroll" tabindex="0" role="region" aria-label="{escape(label)}">'
        f'<table class="table"><caption>{escape(caption)}</caption><tbody>{rows}</tbody></table>'
        "</div>\n"
    )
