"""Statements with their sources, written in Python since a page has dozens of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from rarekin.web.atlas.sections.statements import Statement
from rarekin.web.atlas.templatetags.atlas import draw_marks
from rarekin.web.shell import phrases
from rarekin.web.shell.phrases import gettext as _

register = template.Library()

_LONG_TABLE = 5
_WIDE_TABLE = 4
_LONG_QUOTE = 900
_SHORT_QUOTE = 300
_SENTENCE_END = re.compile(r"[.!?] +(?=[A-Z<])")


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
    active = phrases.language()
    parts = [_quoted(s, active) if s.is_quoted else _own(s, active) for s in told]
    return SafeString("".join(parts))


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
    beginning, rest = _cut(_shown(statement))
    marks = draw_marks(statement.marks)
    opened, closed = ("“", "”") if statement.is_word_for_word else ("", "")
    if rest:
        read_on = escape(_("Read the rest of the quotation"))
        words = (
            f"<p>{opened}{beginning} …{marks}</p>"
            f'<details class="more"><summary>{read_on}</summary><p>… {rest}{closed}</p></details>'
        )
    else:
        words = f"<p>{opened}{beginning}{closed}{marks}</p>"
    return f'<blockquote class="quote"{_language(statement, active)}>{words}{credit}</blockquote>'


def _cut(shown: str) -> tuple[str, str]:
    """Cut a long quotation after a sentence, never inside an explained word."""
    if len(shown) <= _LONG_QUOTE:
        return shown, ""
    for end in _SENTENCE_END.finditer(shown, _SHORT_QUOTE):
        beginning, rest = shown[: end.start() + 1], shown[end.end() :]
        if beginning.count("<button") == beginning.count("</button") and len(rest) > _SHORT_QUOTE:
            return beginning, rest
    return shown, ""


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
    is_long = len(statement.rows) > _LONG_TABLE or len(statement.columns) > _WIDE_TABLE
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
