"""The parts that a page repeats hundreds of times, written in Python for speed.

A long page has some 300 findings and marks; as included templates they took two thirds of
the time to render it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape

from django import template
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info

from rarekin.api.diseases.lookup import DiseaseRef
from rarekin.web.atlas.addresses import address_pattern
from rarekin.web.atlas.sections.links import LinkGroup
from rarekin.web.atlas.sections.lookalikes import Telling
from rarekin.web.atlas.sections.marks import Mark
from rarekin.web.atlas.sections.signs import Sign
from rarekin.web.atlas.telling.frequency import HowOften
from rarekin.web.shell.disease_names import name_html
from rarekin.web.shell.own_words import marked
from rarekin.web.shell.phrases import gettext as _

register = template.Library()

_BADGE = re.compile(r'popovertarget="behind-([\d-]+)"')


@register.simple_tag
def marks(marks: Sequence[Mark], as_of: datetime.date | None = None) -> SafeString:
    """Draw the small raised links to sources, with the date where one is given.

    Parameters
    ----------
    marks
        None draws nothing.
    as_of
        When the statement was written or last checked.

    Returns
    -------
    html
        One ``span``.
    """
    return SafeString(draw_marks(marks, as_of))


@register.simple_tag
def findings(signs: Iterable[Sign], *, is_marked: bool = True) -> SafeString:
    """Draw findings as rows: name, plain sentence, sources; bar, words, counts.

    Parameters
    ----------
    signs
        In the order shown.
    is_marked
        False where one badge above them all names their source.

    Returns
    -------
    html
        One ``ul``.
    """
    address = address_pattern("atlas:finding")
    rows = "".join(_row(_name(sign, address, is_marked=is_marked), sign) for sign in signs)
    return SafeString(f'<ul class="findings">{rows}</ul>')


@register.simple_tag
def diseases_by_frequency(rows: Iterable[tuple[DiseaseRef, Sign]]) -> SafeString:
    """Draw the diseases that have a finding as rows: name; bar, words, counts.

    Parameters
    ----------
    rows
        A disease, and the finding there.

    Returns
    -------
    html
        One ``ul``.
    """
    address = address_pattern("atlas:disease")
    listed = "".join(
        _row(f'<a href="{address(ref.id)}">{name_html(ref)}</a>', sign) for ref, sign in rows
    )
    return SafeString(f'<ul class="findings">{listed}</ul>')


@register.filter
def language_names(codes: Iterable[str]) -> str:
    """Write language codes as names in the active language.

    Parameters
    ----------
    codes
        Such as ``en``.

    Returns
    -------
    names
        Separated by commas; a code nobody knows stays a code.

    Examples
    --------
    >>> language_names(["en", "x-unknown"])
    'English, x-unknown'
    """
    return ", ".join(_language_name(code) for code in codes)


def _language_name(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def draw_marks(marks: Sequence[Mark], as_of: datetime.date | None = None) -> str:
    """Draw one small raised badge that leads to the source, or to a list of several.

    Parameters
    ----------
    marks, as_of
        As the tag ``marks`` takes them.

    Returns
    -------
    html
        Escaped; empty where there are no marks. The list behind a badge of several sources
        is drawn by `behind_badges`, once for the whole page.
    """
    if not marks:
        return ""
    badge = _badge(marks[0]) if len(marks) == 1 else _badge_of_several(marks)
    when = ""
    if as_of is not None:
        # Where the language writes months small, so does the short form.
        month = "b Y" if date_format(as_of, "F").islower() else "M Y"
        shown = date_format(as_of, month)
        when = f' <time datetime="{as_of.isoformat()}">{escape(shown)}</time>'
    return f'<span class="source">{badge}{when}</span>'


def _badge(mark: Mark) -> str:
    return (
        f'<a href="#{escape(mark.anchor)}" title="{escape(mark.title)}">'
        f'<span class="hidden-label">{_("Source")} </span>{escape(mark.text)}</a>'
    )


def _badge_of_several(marks: Sequence[Mark]) -> str:
    if not all(mark.text.isdigit() for mark in marks):
        return "".join(map(_badge, marks))
    marks = sorted(marks, key=lambda mark: int(mark.text))
    numbers = [mark.text for mark in marks]
    title = escape("; ".join(mark.title for mark in marks))
    return (
        f'<button type="button" popovertarget="behind-{"-".join(numbers)}" title="{title}">'
        f'<span class="hidden-label">{_("Sources")} </span>{numbers[0]}'
        f'<span aria-hidden="true">+{len(numbers) - 1}</span></button>'
    )


def behind_badges(html: str, marks: Mapping[str, Mark]) -> str:
    """Draw the lists of sources that the badges of a page open, each list once.

    Parameters
    ----------
    html
        The page so far.
    marks
        Every mark of the page by its number.

    Returns
    -------
    html
        Popovers; empty where every badge leads to one source.
    """
    drawn = []
    for numbers in dict.fromkeys(_BADGE.findall(html)):
        known = [marks[number] for number in numbers.split("-") if number in marks]
        listed = "".join(
            f'<li><a href="#{escape(m.anchor)}">{escape(m.text)}. {escape(m.title)}</a></li>'
            for m in known
        )
        drawn.append(
            f'<div class="word" popover id="behind-{numbers}"><strong>{_("Sources")}</strong>'
            f"<ul>{listed}</ul></div>"
        )
    return "".join(drawn)


def _name(sign: Sign, address: Callable[[str], str], *, is_marked: bool) -> str:
    parts = [f'<a href="{address(sign.term)}">{escape(sign.label)}</a>']
    if sign.note:
        parts.append(f' <span class="soft small">({escape(sign.note)})</span>')
    if is_marked:
        parts.append(draw_marks(sign.marks))
    if sign.gloss:
        parts.append(f'<p class="gloss">{marked(sign.gloss)}</p>')
    return "".join(parts)


def _row(name: str, sign: Sign) -> str:
    parts = ["<li><div>", name, '</div><div class="how-often">']
    if sign.low is not None and sign.high is not None:
        parts.append(_bar(sign.share, sign.low, sign.high))
    parts.append(escape(sign.words))
    if sign.percentage:
        parts.append(f' · <span class="num">{escape(sign.percentage)}</span>')
    if sign.counts:
        parts.append(f'<br><span class="num">{escape(sign.counts)}</span>')
    parts.append("</div>")
    if sign.says:
        told = " · ".join(escape(text) + draw_marks(found) for text, found in sign.says)
        parts.append(f'<div class="both"><strong>{_("Sources disagree:")}</strong> {told}</div>')
    return "".join([*parts, "</li>"])


@register.simple_tag
def tellings(found: Iterable[Telling]) -> SafeString:
    """Draw findings that tell two diseases apart, with both bars.

    Parameters
    ----------
    found
        In the order shown.

    Returns
    -------
    html
        One ``ul``.
    """
    address = address_pattern("atlas:finding")
    here, there = _("here"), _("there")
    rows = "".join(
        f'<li><div><a href="{address(t.term)}">{escape(t.label)}</a>'
        f'</div><div class="how-often">{_side(here, t.here)}'
        f"{_side(there, t.there)}</div></li>"
        for t in found
    )
    return SafeString(f'<ul class="findings">{rows}</ul>')


def _side(who: str, often: HowOften) -> str:
    bar = ""
    if often.low is not None and often.high is not None:
        bar = _bar(often.share, often.low, often.high)
    words = f"{often.words} · {often.detail}" if often.detail else often.words
    return f'<div class="side"><span class="soft">{escape(who)}</span> {escape(words)}{bar}</div>'


def _bar(share: int | None, low: int, high: int) -> str:
    """Draw what was counted as a bar, and what is left open as a paler range."""
    counted = "" if share is None else f'<rect class="share" width="{share}" height="8"/>'
    # A range without any width would be seen by nobody.
    width = max(2, high - low)
    return (
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="track" width="100" height="8"/>{counted}'
        f'<rect class="range" x="{min(low, 98)}" width="{width}" height="8"/></svg>'
    )


@register.simple_tag
def links(groups: Sequence[LinkGroup]) -> SafeString:
    """Draw the links that leave the site, folded away under their headings.

    Parameters
    ----------
    groups
        None draws nothing.

    Returns
    -------
    html
        One ``details``.
    """
    if not groups:
        return SafeString("")
    parts = [
        '<details class="more"><summary>',
        " · ".join(escape(group.heading) for group in groups),
        "</summary>",
    ]
    for group in groups:
        if len(groups) > 1:
            parts.append(f"<h3>{escape(group.heading)}</h3>")
        listed = "".join(
            f'<li><a href="{escape(link.address)}" rel="noreferrer">{escape(link.label)}</a>:'
            f" {escape(link.about)}</li>"
            for link in group.links
        )
        parts.append(f"<ul>{listed}</ul>")
    note = escape(_("These links leave this site. What stands there is not ours."))
    parts.append(f'<p class="soft small">{note}</p></details>')
    return SafeString("".join(parts))


@register.simple_tag
def plain_list(items: Iterable[object]) -> SafeString:
    """Draw a list of plain texts.

    Parameters
    ----------
    items
        Texts, lazily translated ones included.

    Returns
    -------
    html
        One ``ul``.
    """
    return SafeString(f"<ul>{''.join(f'<li>{escape(str(item))}</li>' for item in items)}</ul>")


@register.simple_tag
def names_table(rows: Iterable[tuple[str, object, Mark, str]], language: str) -> SafeString:
    """Draw the rows of the table of names: name, kind, source.

    Parameters
    ----------
    rows
        Text, kind, mark and language of each.
    language
        Of the page.

    Returns
    -------
    html
        Table rows.
    """
    return SafeString(
        "".join(
            _table_row(escape(text), kind, mark, "" if own == language else own)
            for text, kind, mark, own in rows
        )
    )


def _table_row(head: str, kind: object, mark: Mark, language: str = "") -> str:
    spoken = f' lang="{escape(language)}"' if language else ""
    return (
        f'<tr><th scope="row"{spoken}>{head}</th><td>{escape(str(kind))}</td>'
        f'<td><a href="#{escape(mark.anchor)}" title="{escape(mark.title)}">{escape(mark.text)}</a>'
        "</td></tr>"
    )


@register.simple_tag
def numbers_table(rows: Iterable[tuple[str, str, object, Mark]]) -> SafeString:
    """Draw the rows of the table of identifiers: number, relation, source.

    Parameters
    ----------
    rows
        Identifier, address (possibly empty), relation and mark of each.

    Returns
    -------
    html
        Table rows.
    """
    return SafeString(
        "".join(
            _table_row(
                f'<a href="{escape(address)}" rel="noreferrer">{escape(id_)}</a>'
                if address
                else escape(id_),
                relation,
                mark,
            )
            for id_, address, relation, mark in rows
        )
    )
