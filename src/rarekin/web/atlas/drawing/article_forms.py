"""The forms of a disease as HTML: a table of how they differ, and what they share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from rarekin.api.diseases.lookup import DiseaseRef
from rarekin.api.telling.forms import Form, SharedSign
from rarekin.model.identifiers import Curie
from rarekin.web.atlas.addresses import address_pattern
from rarekin.web.atlas.drawing.article_parts import details
from rarekin.web.atlas.pages.disease_page import DiseaseView
from rarekin.web.atlas.telling.labels import label_in_language
from rarekin.web.atlas.telling.words import DEATHS, ONSET
from rarekin.web.atlas.templatetags.atlas import draw_marks
from rarekin.web.shell.disease_names import name_html
from rarekin.web.shell.phrases import gettext as _
from rarekin.web.shell.phrases import gettext_lazy, ngettext

_FORMS_SHOWN = 6
_WRITTEN_SHOWN = 12
_GENES_SHOWN = 4
_AGES_SHOWN = 3

MODES: dict[Curie, str | Promise] = {
    Curie("HP:0000006"): pgettext_lazy("inheritance, short", "dominant"),
    Curie("HP:0000007"): pgettext_lazy("inheritance, short", "recessive"),
    Curie("HP:0001417"): pgettext_lazy("inheritance, short", "X-linked"),
    Curie("HP:0001419"): pgettext_lazy("inheritance, short", "X-linked recessive"),
    Curie("HP:0001423"): pgettext_lazy("inheritance, short", "X-linked dominant"),
    Curie("HP:0001450"): pgettext_lazy("inheritance, short", "Y-linked"),
    Curie("HP:0001427"): pgettext_lazy("inheritance, short", "from the mother (mitochondria)"),
    Curie("HP:0003745"): pgettext_lazy("inheritance, short", "mostly single cases"),
    Curie("HP:0025352"): pgettext_lazy("inheritance, short", "mostly new"),
    Curie("HP:0001426"): pgettext_lazy("inheritance, short", "several causes together"),
    Curie("HP:0010984"): pgettext_lazy("inheritance, short", "two genes together"),
}
_COURSES: dict[Curie, str | Promise] = {
    Curie("HP:0003676"): gettext_lazy("gets worse over time"),
    Curie("HP:0003677"): gettext_lazy("gets worse slowly"),
    Curie("HP:0003678"): gettext_lazy("can get worse fast"),
    Curie("HP:0003680"): gettext_lazy("does not get worse as a rule"),
    Curie("HP:0031796"): gettext_lazy("can go away and come back"),
    Curie("HP:0025303"): gettext_lazy("comes in episodes"),
    Curie("HP:0012825"): gettext_lazy("mild"),
    Curie("HP:0012826"): gettext_lazy("moderate"),
    Curie("HP:0012828"): gettext_lazy("severe"),
    Curie("HP:0012829"): gettext_lazy("very severe"),
}


def forms_html(view: DiseaseView) -> str:
    """Draw how the forms of a disease differ and what they share; empty where none has data."""
    forms = view.forms
    if not forms.has_data:
        return ""
    marks = draw_marks([mark for mark, info in view.sources if info.name in forms.sources])
    rows = [
        (form, (_genes(form), _modes(form), _ages(form), _course(form))) for form in forms.forms
    ]
    columns = list(zip(*(cells for _form, cells in rows if any(cells)), strict=True))
    # What is the same for all of them does not tell them apart.
    told = [n for n, column in enumerate(columns) if any(column) and len(set(column)) > 1]
    is_table = len(told) > 1
    heading = escape(_("Its forms, and how they differ") if told else _("Its forms"))
    full = [row for row in rows if any(row[1][n] for n in told)] if is_table else rows
    first, rest = full[:_FORMS_SHOWN], full[_FORMS_SHOWN:]
    draw = _table if is_table else _list
    parts = [f"<h3>{heading}{marks}</h3>\n", draw(first, told)]
    if rest:
        n = len(rest)
        text = ngettext("%(n)d more form", "%(n)d more forms", n) % {"n": n}
        parts.append(details(escape(text), draw(rest, told)))
    bare = [row for row in rows if row not in full]
    if bare:
        n = len(bare)
        text = ngettext(
            "%(n)d more form, of which nothing here tells it apart",
            "%(n)d more forms, of which nothing here tells them apart",
            n,
        )
        parts.append(details(escape(text % {"n": n}), _list(bare, [])))
    if forms.n_more > 0:
        n = forms.n_more
        text = ngettext(
            "%(n)d further form is not listed here.", "%(n)d further forms are not listed here.", n
        )
        parts.append(f'<p class="soft small">{escape(text % {"n": n})}</p>\n')
    parts.append(_written(forms.written))
    parts.append(_shared(forms.shared))
    return "".join(parts)


def _written(refs: Sequence[DiseaseRef]) -> str:
    """Draw what lies deeper than the table and somebody wrote about."""
    if not refs:
        return ""
    address = address_pattern("atlas:disease")
    lines = [f'<li><a href="{address(r.id)}">{name_html(r, capital=True)}</a></li>' for r in refs]
    first, rest = lines[:_WRITTEN_SHOWN], lines[_WRITTEN_SHOWN:]
    heading = escape(_("Forms about which somebody wrote a page:"))
    said = f'<h3>{heading}</h3>\n<ul class="shared forms">{"".join(first)}</ul>\n'
    if rest:
        n = len(rest)
        text = ngettext("%(n)d more form", "%(n)d more forms", n) % {"n": n}
        said += details(escape(text), f'<ul class="shared forms">{"".join(rest)}</ul>\n')
    return said


_Row = tuple[Form, Sequence[str]]


def _list(forms: Sequence[_Row], told: Sequence[int]) -> str:
    """Draw one line for each form, where a table would have a single column or none."""
    lines = (
        f"<li>{_link(form)}{''.join(f': {escape(cells[n])}' for n in told if cells[n])}</li>"
        for form, cells in forms
    )
    return f'<ul class="shared forms">{"".join(lines)}</ul>\n'


def _link(form: Form) -> str:
    address = address_pattern("atlas:disease")(form.ref.id)
    return f'<a href="{address}">{name_html(form.ref, capital=True)}</a>'


def _table(forms: Sequence[_Row], shown: Sequence[int]) -> str:
    """Draw the columns in which forms differ: a column of dashes says nothing."""
    columns = (_("Genes"), _("Inheritance"), _("First signs"), _("Course"))
    heads = [_("Form"), *(columns[n] for n in shown)]
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in heads)
    rows = []
    for form, cells in forms:
        drawn = "".join(
            f'<td data-of="{escape(columns[n])}">{escape(cells[n])}</td>'
            if cells[n]
            else '<td class="none">–</td>'
            for n in shown
        )
        rows.append(f'<tr><th scope="row">{_link(form)}</th>{drawn}</tr>')
    label = escape(_("Its forms, and how they differ"))
    return (
        f'<div class="table-scroll" tabindex="0" role="region" aria-label="{label}">'
        f'<table class="table stacked"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>\n"
    )


def _genes(form: Form) -> str:
    shown = ", ".join(form.genes[:_GENES_SHOWN])
    more = len(form.genes) - _GENES_SHOWN
    return _("%(named)s and %(n)s more") % {"named": shown, "n": more} if more > 0 else shown


def _modes(form: Form) -> str:
    return _joined(str(MODES[term]) for term in form.inheritance if term in MODES)


def _ages(form: Form) -> str:
    order = list(ONSET)
    known = sorted((term for term in form.onset if term in ONSET), key=order.index)
    return _joined([str(ONSET[term]) for term in known][:_AGES_SHOWN])


def _course(form: Form) -> str:
    told = [str(_COURSES[term]) for term in form.course if term in _COURSES]
    order = list(DEATHS)
    deaths = sorted((term for term in form.course if term in DEATHS), key=order.index)
    if deaths:
        text = _("deaths described: %(ages)s")
        told.append(text % {"ages": _joined(str(DEATHS[term]) for term in deaths[:2])})
    return _joined(told, "; ")


def _joined(words: Iterable[str], between: str = ", ") -> str:
    return between.join(dict.fromkeys(words))


def _shared(shared: Sequence[SharedSign]) -> str:
    if not shared:
        return ""
    address = address_pattern("atlas:finding")
    listed = "".join(
        f'<li><a href="{address(sign.term)}">'
        f"{escape(label_in_language(sign.term, sign.label))}</a></li>"
        for sign in shared
    )
    # How many of the forms have it on record would read as if the others were free of it.
    note = escape(
        _(
            "The lists of single forms are not equally long. A form can have a sign that its list"
            " leaves out."
        )
    )
    return (
        f"<h3>{escape(_('Signs on record for many of its forms'))}</h3>\n"
        f'<ul class="shared">{listed}</ul>\n<p class="soft small">{note}</p>\n'
    )
