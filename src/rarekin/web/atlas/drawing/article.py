"""The article of a disease page as HTML, written in Python since it is made for every disease."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from html import escape

from django.template.loader import render_to_string
from django.utils.formats import date_format

from rarekin.api.diseases.lookup import DiseaseRef
from rarekin.model.disease import Section
from rarekin.web.atlas.addresses import address_pattern
from rarekin.web.atlas.drawing.article_forms import forms_html
from rarekin.web.atlas.drawing.article_parts import chips, details, pictures_html
from rarekin.web.atlas.drawing.article_signs import look_alikes_html, signs_html, tests_html
from rarekin.web.atlas.drawing.article_sources import sources_html
from rarekin.web.atlas.drawing.article_top import (
    contents_html,
    heading_of_missing,
    lead_html,
    of_wider,
    safety_html,
    steps_html,
)
from rarekin.web.atlas.pages.disease_page import DiseaseView
from rarekin.web.atlas.sections import missing
from rarekin.web.atlas.sections.page_sections import SectionView
from rarekin.web.atlas.sections.pictures import Picture
from rarekin.web.atlas.sections.trials import Trial
from rarekin.web.atlas.telling.glossary import Word
from rarekin.web.atlas.templatetags.atlas import behind_badges, draw_marks, links
from rarekin.web.atlas.templatetags.statements import statements
from rarekin.web.shell import phrases
from rarekin.web.shell.disease_names import name_html
from rarekin.web.shell.own_words import marked
from rarekin.web.shell.panels import panels_in
from rarekin.web.shell.phrases import gettext as _
from rarekin.web.shell.phrases import ngettext
from rarekin.web.shell.templatetags.shell import icon

_CHILDREN_SHOWN = 60
_OPEN = 2  # organisations shown at once


def article_html(view: DiseaseView) -> str:
    """Draw everything a disease page says about its disease.

    Parameters
    ----------
    view
        What is said, in order.

    Returns
    -------
    html
        The contents and one ``article``; every text of a source is escaped.
    """
    parts = [lead_html(view), safety_html(view), steps_html(view)]
    parts += [_section(section, view) for section in view.sections]
    heading = escape(_("Sources"))
    parts += [
        _missing(view),
        '<section class="section long" id="sources" aria-labelledby="sources-h">'
        f'<h2 id="sources-h">{heading}</h2>\n',
        sources_html(view),
        "</section>\n",
        _words(view.words),
    ]
    article = "".join(parts)
    marks = {mark.text: mark for mark, _what in (*view.sources, *view.works)}
    behind = behind_badges(article, marks)
    return f'<div class="page">{contents_html(view)}<article>\n{article}{behind}</article></div>'


def _section(section: SectionView, view: DiseaseView) -> str:
    anchor = section.anchor
    kind = "section long" if section.is_long else "section"
    parts = [
        f'<section class="{kind}" id="{anchor}" aria-labelledby="{anchor}-h">'
        f'<h2 id="{anchor}-h">{escape(str(section.heading))}</h2>\n',
        statements(section.statements),
        _few_pictures(section.pictures),
    ]
    if section.folded:
        parts.append(_folded(section))
    own = _OWN.get(section.section)
    if own:
        parts.append(own(view))
    if section.wider:
        parts += [of_wider(view), statements(section.wider)]
    if section.on_record:
        summary = escape(_("What the databases have on record"))
        parts.append(details(summary, statements(section.on_record)))
    parts += [_actions(section), links(section.links), _foot(section)]
    return "".join([*parts, "</section>\n"])


def _few_pictures(pictures: Sequence[Picture]) -> str:
    """Draw the first picture, and fold the others of the same kind away."""
    first, rest = pictures[:1], pictures[1:]
    if not rest:
        return pictures_html(first)
    n = len(rest)
    more = ngettext("%(n)d more picture", "%(n)d more pictures", n) % {"n": n}
    return pictures_html(first) + details(escape(more), pictures_html(rest))


def _foot(section: SectionView) -> str:
    """Draw what stands small below a section; what invites people stands large."""
    if section.section is Section.PEOPLE:
        return "".join(section.panels)
    parts = [_updated(section.updated), *section.panels]
    return f'<div class="section-foot">{"".join(parts)}</div>\n' if any(parts) else ""


def _missing(view: DiseaseView) -> str:
    """Say once what is not here, speaking of this copy only, and where else to look."""
    heading = escape(heading_of_missing(view))
    parts = [
        f'<section class="section" id="{missing.ANCHOR}" aria-labelledby="missing-h">'
        f'<h2 id="missing-h">{heading}</h2>\n'
    ]
    if view.missing.topics:
        text = _(
            "This copy of the site has nothing yet on: %(topics)s. That says nothing about the"
            " disease: others may know it well. Look here:"
        )
        parts.append(f"<p>{escape(text % {'topics': ', '.join(view.missing.topics)})}</p>\n")
    listed = "".join(
        f'<li><a href="{escape(link.address)}" rel="noreferrer">{escape(link.label)}</a>'
        f'<span class="about">: {escape(link.about)}</span></li>'
        for link in view.missing.links
    )
    note = escape(_("These links leave this site. What stands there is not ours."))
    invitation = "".join(panel.render(view.page.ref.id) for panel in panels_in(Section.SUMMARY))
    parts.append(f'<ul class="small elsewhere">{listed}</ul>\n<p class="soft small">{note}</p>\n')
    parts.append(f"{invitation}</section>\n")
    return "".join(parts)


def _folded(section: SectionView) -> str:
    n = len(section.folded)
    summary = ngettext(
        '%(n)s more statement<span class="hidden-label">: %(section)s</span>',
        '%(n)s more statements<span class="hidden-label">: %(section)s</span>',
        n,
    ) % {"n": n, "section": escape(str(section.heading))}
    return details(summary, statements(section.folded))


def _actions(section: SectionView) -> str:
    if not section.actions:
        return ""
    arrow = icon("arrow")
    listed = "".join(
        f'<a class="btn" href="{escape(a.address)}">{escape(a.label)}{arrow}</a>'
        for a in section.actions
    )
    return f'<p class="actions">{listed}</p>\n'


def _updated(day: datetime.date | None) -> str:
    return _updated_line(day, phrases.language()) if day else ""


@lru_cache(maxsize=1024)
def _updated_line(day: datetime.date, language: str) -> str:
    shown = escape(date_format(day, _("j F Y")))
    said = escape(_("Last updated:"))
    return f'<p class="updated">{said} <time datetime="{day.isoformat()}">{shown}</time></p>\n'


def _kin(view: DiseaseView) -> str:
    """Draw where the disease stands: what it belongs to above, what it takes in below."""
    parents, children = view.page.groups, view.page.children
    if not parents and not children:
        return _relatives(view)
    below = "" if view.forms.has_data else _branch(children[:_CHILDREN_SHOWN])
    name = name_html(view.page.ref, capital=True)
    this = f"<li><strong>{name}</strong>{below}</li>"
    tree = f'<ul class="tree">{this}</ul>'
    if parents:
        above = _links(parents)
        tree = f'<ul class="tree"><li>{above}{tree}</li></ul>'
    return details(escape(_("Where it belongs")), tree) + _relatives(view)


def _relatives(view: DiseaseView) -> str:
    """Draw diseases of the same cause, or of the same small group."""
    if not view.page.relatives:
        return ""
    note = escape(_("Other diseases of the same gene, or of the same small group."))
    said = f'<p class="soft small">{note}</p>\n{chips(view.page.relatives)}'
    return details(escape(_("Relatives of this disease")), said)


def _branch(refs: Sequence[DiseaseRef]) -> str:
    listed = "".join(f"<li>{_links([ref])}</li>" for ref in refs)
    return f'<ul class="tree">{listed}</ul>' if listed else ""


def _links(refs: Iterable[DiseaseRef]) -> str:
    address = address_pattern("atlas:disease")
    return "; ".join(f'<a href="{address(ref.id)}">{name_html(ref)}</a>' for ref in refs)


def _summary(view: DiseaseView) -> str:
    return forms_html(view) + _kin(view)


def _genes(view: DiseaseView) -> str:
    others = _chips(view.symbols_of_others)
    if others:
        summary = escape(_("Genes named with it that need not be its cause"))
        others = details(f"{summary} · {len(view.symbols_of_others)}", others)
    return _chips(view.symbols) + others


def _chips(symbols: Iterable[str]) -> str:
    address, drawn = address_pattern("atlas:gene"), icon("gene")
    listed = "".join(
        f'<li><a class="chip" href="{address(symbol)}">{drawn}{escape(symbol)}</a></li>'
        for symbol in symbols
    )
    return f'<ul class="chips">{listed}</ul>\n' if listed else ""


def _trials(view: DiseaseView) -> str:
    own = [trial for trial in view.trials if trial.names_disease]
    wider = [trial for trial in view.trials if not trial.names_disease]
    parts = []
    if own:
        parts.append(f'<ul class="cards">{"".join(map(_trial, own))}</ul>\n')
    if wider:
        note = escape(_("The registry found these, but they do not name this disease."))
        cards = f'<ul class="cards">{"".join(map(_trial, wider))}</ul>'
        summary = escape(_("Studies of wider or neighbouring conditions"))
        parts.append(details(summary, f'<p class="soft small">{note}</p>\n{cards}'))
    return "".join(parts)


def _trial(trial: Trial) -> str:
    title = escape(trial.title)
    if trial.address:
        title = f'<a href="{escape(trial.address)}" rel="noreferrer">{title}</a>'
    pairs = "".join(
        f"<dt>{escape(question)}</dt><dd>{escape(answer)}</dd>"
        for question, answer in trial.details
    )
    return (
        f'<li class="card"><h3 lang="en">{title}</h3><p><strong>{escape(trial.status)}</strong>'
        f'{draw_marks(trial.marks, trial.asked)}</p><dl class="pairs">{pairs}</dl></li>'
    )


def _organisations(view: DiseaseView) -> str:
    if not view.page.organisations:
        return ""
    first, rest = view.page.organisations[:_OPEN], view.page.organisations[_OPEN:]
    template = "atlas/parts/organisations.html"
    shown = render_to_string(template, {"organisations": first})
    if not rest:
        return shown
    n = len(rest)
    more = ngettext("%(n)d more organisation", "%(n)d more organisations", n) % {"n": n}
    return shown + details(escape(more), render_to_string(template, {"organisations": rest}))


def _words(words: Iterable[Word]) -> str:
    listed = "".join(
        f'<div class="word" popover id="{escape(word.anchor)}">'
        f'<strong lang="{escape(word.language)}">{escape(word.term)}</strong>'
        f" {marked(word.text)}</div>"
        for word in words
    )
    if not listed:
        return ""
    label = escape(_("Words explained"))
    return f'<aside class="words" aria-label="{label}">{listed}</aside>\n'


_OWN: dict[Section, Callable[[DiseaseView], str]] = {
    Section.SUMMARY: _summary,
    Section.SIGNS: signs_html,
    Section.CAUSES: _genes,
    Section.DIAGNOSIS: tests_html,
    Section.TRIALS: _trials,
    Section.LOOKALIKES: look_alikes_html,
    Section.ORGANISATIONS: _organisations,
}
