"""The article of a disease page as HTML, written in Python since it is made for every disease."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from html import escape

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format

from rarekin.api.lookup import DiseaseRef
from rarekin.model.disease import Section
from rarekin.web.atlas import first_steps
from rarekin.web.atlas.addresses import address_pattern
from rarekin.web.atlas.article_sources import sources_html
from rarekin.web.atlas.disease_page import DiseaseView, SectionView
from rarekin.web.atlas.glossary import Word
from rarekin.web.atlas.lookalikes import LookAlikeView
from rarekin.web.atlas.pictures import Picture
from rarekin.web.atlas.signs import SignGroup
from rarekin.web.atlas.templatetags.atlas import draw_marks, findings, links, plain_list, tellings
from rarekin.web.atlas.templatetags.statements import statements
from rarekin.web.atlas.trials import Trial
from rarekin.web.shell import phrases
from rarekin.web.shell.own_words import marked
from rarekin.web.shell.phrases import gettext as _
from rarekin.web.shell.phrases import ngettext
from rarekin.web.shell.sections import HEADINGS
from rarekin.web.shell.templatetags.shell import icon

_CHILDREN_SHOWN = 60
_RELATIVES_SHOWN = 24


def article_html(view: DiseaseView) -> str:
    """Draw everything a disease page says about its disease.

    Parameters
    ----------
    view
        What is said, in order.

    Returns
    -------
    html
        One ``article``; every text of a source is escaped.
    """
    parts = ["<article>\n", _lead(view), _safety(view), _contents(phrases.language())]
    parts += [_section(section, view) for section in view.sections]
    heading = escape(_("Sources"))
    parts += [
        '<section class="section long" id="sources" aria-labelledby="sources-h">'
        f'<h2 id="sources-h">{heading}</h2>\n',
        sources_html(view),
        "</section>\n",
        _words(view.words),
        "</article>",
    ]
    return "".join(parts)


def _lead(view: DiseaseView) -> str:
    parts = [f'<div class="lead">\n<h1>{escape(view.label)}</h1>\n']
    if view.also:
        also = " · ".join(escape(name) for name in view.also)
        parts.append(f'<p class="soft">{escape(_("Also called:"))} {also}</p>\n')
    parts += ['<p class="actions">', _tools(phrases.language())]
    if not view.safety:
        parts.append(_card(view, "btn quiet small", icon("shield") + escape(_("Emergency card"))))
    return "".join([*parts, "</p>\n</div>\n"])


@lru_cache(maxsize=8)
def _tools(language: str) -> str:
    return (
        f'<button class="btn quiet small" type="button" data-print hidden>{icon("print")}'
        f"{escape(_('Print this page'))}</button>"
        f' <button class="btn quiet small" type="button" data-save="{reverse("saved")}"'
        f' aria-pressed="false" hidden>{icon("book")}{escape(_("Save for offline reading"))}'
        "</button>"
    )


def _card(view: DiseaseView, kind: str, label: str) -> str:
    address = address_pattern("atlas:card")(view.page.ref.id)
    return f'<a class="{kind}" href="{address}">{label}</a>'


def _safety(view: DiseaseView) -> str:
    if not view.safety:
        return ""
    label = escape(_("Emergency card to print")) + icon("arrow")
    return (
        '<section class="notice warn" aria-labelledby="safety">'
        f'<h2 id="safety">{icon("shield")} {escape(_("Before anything else"))}</h2>\n'
        f'{statements(view.safety)}\n<p class="actions">{_card(view, "btn", label)}</p></section>\n'
    )


@lru_cache(maxsize=8)
def _contents(language: str) -> str:
    """Draw the list of sections, which is the same on every page."""
    listed = "".join(
        f'<li><a href="#{section.value}">{escape(str(heading))}</a></li>'
        for section, heading in HEADINGS.items()
        if section is not Section.SAFETY
    )
    return f'<nav aria-label="{escape(_("On this page"))}"><ul class="toc">{listed}</ul></nav>\n'


def _section(section: SectionView, view: DiseaseView) -> str:
    anchor = section.anchor
    kind = "section long" if section.is_long else "section"
    parts = [
        f'<section class="{kind}" id="{anchor}" aria-labelledby="{anchor}-h">'
        f'<h2 id="{anchor}-h">{escape(str(section.heading))}</h2>\n',
        statements(section.statements),
        _pictures(section.pictures),
    ]
    if section.folded:
        parts.append(_folded(section))
    if section.unknown:
        parts.append(f'<p class="soft">{escape(str(section.unknown))}</p>\n')
    own = _OWN.get(section.section)
    if own:
        parts.append(own(view))
    if section.on_record:
        summary = escape(_("What the databases have on record"))
        parts.append(_details(summary, statements(section.on_record)))
    parts += [links(section.links), *section.panels, _actions(section), _updated(section.updated)]
    return "".join([*parts, "</section>\n"])


def _details(summary: str, content: str, kind: str = "more") -> str:
    return f'<details class="{kind}"><summary>{summary}</summary>{content}</details>\n'


def _folded(section: SectionView) -> str:
    n = len(section.folded)
    summary = ngettext(
        '%(n)s more statement<span class="hidden-label">: %(section)s</span>',
        '%(n)s more statements<span class="hidden-label">: %(section)s</span>',
        n,
    ) % {"n": n, "section": escape(str(section.heading))}
    return _details(summary, statements(section.folded))


def _pictures(pictures: Iterable[Picture]) -> str:
    return "".join(
        f'<figure class="picture"><figcaption>{escape(p.heading)}{draw_marks(p.marks)}</figcaption>'
        f"{p.svg}"
        + (f'<p class="soft small">{escape(p.note)}</p>' if p.note else "")
        + "</figure>\n"
        for p in pictures
    )


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


def _chips(refs: Sequence[DiseaseRef]) -> str:
    address = address_pattern("atlas:disease")
    listed = "".join(
        f'<li><a class="chip" href="{address(ref.id)}">{escape(ref.label)}</a></li>' for ref in refs
    )
    return f'<ul class="chips">{listed}</ul>'


def _kin(view: DiseaseView) -> str:
    parents, children = view.page.parents, view.page.children
    parts = []
    if parents:
        parts.append(f"<p>{escape(_('Belongs to:'))}</p>{_chips(parents)}")
    if children:
        parts.append(f"<p>{escape(_('Takes in:'))}</p>{_chips(children[:_CHILDREN_SHOWN])}")
    return _details(escape(_("Where it belongs")), "".join(parts)) if parts else ""


def _signs(view: DiseaseView) -> str:
    parts = [_pictures(view.onset), *map(_sign_group, view.groups)]
    if view.excluded:
        summary = _counted_heading(_("Looked for and not found"), len(view.excluded))
        parts.append(_details(summary, findings(view.excluded), "more system"))
    if view.beginnings:
        address = address_pattern("atlas:finding")
        summary = _counted_heading(_("When signs began in published cases"), len(view.beginnings))
        note = _(
            "Counted people by their age when the sign began. Published cases are not like"
            " everybody."
        )
        rows = "".join(
            f'<dt><a href="{address(b.term)}">{escape(b.label)}</a></dt>'
            f"<dd>{escape(b.ages)}{draw_marks(b.marks)}</dd>"
            for b in view.beginnings
        )
        content = f'<p class="soft small">{escape(note)}</p>\n<dl class="pairs">{rows}</dl>'
        parts.append(_details(summary, content, "more system"))
    return "".join(parts)


def _counted_heading(heading: str, n: int) -> str:
    return f'<h3>{escape(heading)} <span class="soft small">{n}</span></h3>'


def _sign_group(group: SignGroup) -> str:
    heading = _counted_heading(str(group.heading), group.n_signs)
    if not group.is_open:
        content = findings(group.shown) + (findings(group.folded) if group.folded else "")
        return _details(heading, content, "more system")
    parts = [heading, "\n", findings(group.shown)]
    if group.folded:
        n = len(group.folded)
        more = ngettext(
            '%(n)s more<span class="hidden-label">: %(system)s</span>',
            '%(n)s more<span class="hidden-label">: %(system)s</span>',
            n,
        )
        shown = more % {"n": n, "system": escape(str(group.heading))}
        parts.append(_details(shown, findings(group.folded)))
    return "".join(parts)


def _genes(view: DiseaseView) -> str:
    if not view.symbols:
        return ""
    address, drawn = address_pattern("atlas:gene"), icon("gene")
    listed = "".join(
        f'<li><a class="chip" href="{address(symbol)}">{drawn}{escape(symbol)}</a></li>'
        for symbol in view.symbols
    )
    return f'<ul class="chips">{listed}</ul>\n'


def _tests(view: DiseaseView) -> str:
    if not view.tests:
        return ""
    address = address_pattern("atlas:finding")
    note = _(
        "Tests that look for the most frequent signs on record. Nobody needs all of them: your"
        " doctor chooses. Each sign’s page says who names the test."
    )
    rows = "".join(
        f'<dt lang="en">{escape(test)}</dt><dd>'
        + ", ".join(f'<a href="{address(term)}">{escape(label)}</a>' for term, label in signs)
        + "</dd>"
        for test, signs in view.tests
    )
    content = f'<p class="soft small">{escape(note)}</p>\n<dl class="pairs">{rows}</dl>'
    return _details(escape(_("Which test shows which sign")), content)


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
        parts.append(_details(summary, f'<p class="soft small">{note}</p>\n{cards}'))
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


def _look_alikes(view: DiseaseView) -> str:
    parts = []
    if view.lookalikes:
        note = _(
            "Worked out here from the signs on record. Only tests can tell for sure. “Not on"
            " record” does not mean that it never occurs."
        )
        parts.append(f"<h3>{escape(_('Diseases with the most similar signs'))}</h3>\n")
        parts.append(f'<p class="soft small">{escape(note)}</p>\n')
        parts += [_look_alike(other, view) for other in view.lookalikes]
    if view.page.relatives:
        note = escape(_("Diseases of the same gene, or of the same group."))
        chips = _chips(view.page.relatives[:_RELATIVES_SHOWN])
        summary = escape(_("Relatives of this disease"))
        parts.append(_details(summary, f'<p class="soft small">{note}</p>\n{chips}'))
    return "".join(parts)


def _look_alike(other: LookAlikeView, view: DiseaseView) -> str:
    label = escape(other.label)
    parts = []
    if other.shared:
        shared = f"<strong>{escape(_('Both have:'))}</strong> {escape(other.shared)}"
        parts.append(f"<p>{shared}</p>")
    more_often = _("More often in %(label)s:")
    for found, name in ((other.for_this, escape(view.label)), (other.for_other, label)):
        if found:
            parts.append(f"<p><strong>{more_often % {'label': name}}</strong></p>{tellings(found)}")
    ids = f"?a={escape(view.page.ref.id)}&amp;b={escape(other.id)}"
    read = _("Read about %(label)s") % {"label": label}
    address = address_pattern("atlas:disease")(other.id)
    kind = 'class="btn quiet small"'
    parts.append(
        f'<p class="actions"><a {kind} href="{address}">{read}</a>'
        f'<a {kind} href="{_compare(phrases.language())}{ids}">'
        f"{escape(_('Compare side by side'))}</a></p>"
    )
    return _details(f"<span>{label}</span>", "".join(parts), "more alike")


@lru_cache(maxsize=8)
def _compare(language: str) -> str:
    return reverse("atlas:compare")


def _steps(view: DiseaseView) -> str:
    return _first_steps(phrases.language())


@lru_cache(maxsize=8)
def _first_steps(language: str) -> str:
    advice = _(
        "A clinical geneticist or a genetic counsellor can look at your own results and your own"
        " family. Your doctor can refer you. A page like this cannot do that."
    )
    return (
        f"<h3>{escape(_('Just diagnosed'))}</h3>\n{plain_list(first_steps.STEPS)}"
        + _details(escape(_("Questions for the doctor")), plain_list(first_steps.QUESTIONS))
        + f"<h3>{escape(_('Talk to a genetics professional'))}</h3>\n<p>{escape(advice)}</p>\n"
    )


def _organisations(view: DiseaseView) -> str:
    if not view.page.organisations:
        return ""
    return render_to_string("atlas/parts/organisations.html", {"page": view.page})


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
    Section.SUMMARY: _kin,
    Section.SIGNS: _signs,
    Section.CAUSES: _genes,
    Section.DIAGNOSIS: _tests,
    Section.TRIALS: _trials,
    Section.LOOKALIKES: _look_alikes,
    Section.FIRST_STEPS: _steps,
    Section.ORGANISATIONS: _organisations,
}
