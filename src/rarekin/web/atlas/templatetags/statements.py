"""Statements with their sources, written in Python since a page has dozens of them."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rarekin.web.atlas.statements import Statement
from rarekin.web.atlas.templatetags.atlas import draw_marks

register = template.Library()

_LONG_TABLE = 5
_WIDE_TABLE = 4


@register.simple_tag
def statements(told: Iterable[Statement]) -> SafeString:
    """Draw statements: prose, quotations, answers side by side, tables.

    Parameters
    ----------
    told
        In the order shown.

    Returns
    -------
    html
        Empty where there are none.
    """
    active = get_language() or "en"
    parts = [_quoted(s, active) if s.is_quoted else _own(s, active) for s in told]
    return mark_safe("".join(parts))  # noqa: S308 - escaped piece by piece


def _language(statement: Statement, active: str) -> str:
    if statement.language == active:
        return ""
    return f' lang="{escape(statement.language)}"'


def _shown(statement: Statement) -> str:
    return conditional_escape(statement.shown or statement.text)


def _quoted(statement: Statement, active: str) -> str:
    credit = ""
    if statement.credit:
        credit = f'<footer class="soft small">{escape(statement.credit)}</footer>'
    return (
        f'<blockquote class="quote"{_language(statement, active)}>'
        f"<p>“{_shown(statement)}”{draw_marks(statement.marks)}</p>{credit}</blockquote>"
    )


def _own(statement: Statement, active: str) -> str:
    parts = [f'<div class="fact"{_language(statement, active)}>']
    if statement.text:
        parts.append(f"<p>{_shown(statement)}{draw_marks(statement.marks, statement.as_of)}")
        if not statement.is_verified:
            note = escape(_("not yet checked against the original"))
            parts.append(f' <span class="tag">{note}</span>')
        if statement.basis:
            label = escape(_("How well founded:"))
            parts.append(f'<br><span class="tag">{label} {escape(statement.basis)}</span>')
        parts.append("</p>")
    if statement.answers:
        pairs = "".join(
            f"<div><dd>{escape(says)}</dd><dt>{escape(who)}</dt></div>"
            for says, who in statement.answers
        )
        parts.append(f'<dl class="answers">{pairs}</dl>')
    if statement.rows:
        parts.append(_table(statement))
    return "".join([*parts, "</div>"])


def _table(statement: Statement) -> str:
    is_long = len(statement.rows) > _LONG_TABLE
    heading = escape(statement.heading)
    kind = "table wide" if len(statement.columns) > _WIDE_TABLE else "table"
    parts = [
        f'<div class="table-scroll" tabindex="0" role="region"'
        f' aria-label="{escape(statement.heading or statement.text)}"><table class="{kind}">'
    ]
    if heading:
        hidden = ' class="hidden-label"' if is_long else ""
        parts.append(f"<caption{hidden}>{heading}</caption>")
    if statement.columns:
        cells = "".join(f'<th scope="col">{escape(c)}</th>' for c in statement.columns)
        parts.append(f"<thead><tr>{cells}</tr></thead>")
    body = "".join(f"<tr>{_cells(row)}</tr>" for row in statement.rows)
    parts.append(f"<tbody>{body}</tbody></table></div>")
    table = "".join(parts)
    if not is_long:
        return table
    title = heading or escape(_("Show the table"))
    return f'<details class="more"><summary>{title}</summary>{table}</details>'


def _cells(row: tuple[str, ...]) -> str:
    first, *others = row or ("",)
    rest = "".join(f"<td>{escape(cell or '–')}</td>" for cell in others)
    return f'<th scope="row">{escape(first)}</th>{rest}'
