"""Signs, tests and look-alikes of a disease page as HTML."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from django.urls import reverse

from rarekin.model.disease import Section
from rarekin.web.atlas.addresses import address_pattern
from rarekin.web.atlas.drawing.article_parts import details, pictures_html
from rarekin.web.atlas.pages.disease_page import DiseaseView
from rarekin.web.atlas.sections import minute
from rarekin.web.atlas.sections.lookalikes import LookAlikeView
from rarekin.web.atlas.sections.marks import Mark
from rarekin.web.atlas.sections.signs import SignGroup
from rarekin.web.atlas.templatetags.atlas import draw_marks, findings, tellings
from rarekin.web.shell import phrases
from rarekin.web.shell.disease_names import name_html
from rarekin.web.shell.phrases import gettext as _
from rarekin.web.shell.phrases import ngettext

_FEW_SYSTEMS = 2


def signs_html(view: DiseaseView) -> str:
    """Draw when it begins, and the signs by body system."""
    # Where somebody wrote about the signs, the list of all of them is looked up, not read.
    has_prose = any(s.section is Section.SIGNS and s.is_written for s in view.sections)
    opening, parts = [pictures_html(view.onset)], []
    same = _same_marks(view)
    if same:
        told = escape(_("All the signs below come from one place:"))
        parts.append(f'<p class="soft small">{told}{draw_marks(same)}</p>\n')
    parts += [_sign_group(group, is_marked=not same) for group in view.groups if group.is_open]
    others = [group for group in view.groups if not group.is_open]
    drawn = "".join(_sign_group(group, is_marked=not same) for group in others)
    if len(others) > _FEW_SYSTEMS:
        n = sum(group.n_signs for group in others)
        heading = _counted_heading(_("Signs of other parts of the body"), n)
        drawn = details(heading, drawn, "more system")
    parts.append(drawn)
    if has_prose:
        n = sum(group.n_signs for group in view.groups)
        summary = _counted_heading(_("All signs on record, by part of the body"), n)
        parts = [*opening, details(summary, "".join(parts), "more system")] if n else opening
    else:
        parts = [*opening, *parts]
    if view.doubted:
        summary = _counted_heading(_("On one list only"), len(view.doubted))
        note = _(
            "One list has these signs and others do not. They may come seldom, or in some forms"
            " only."
        )
        listed = findings(view.doubted, is_marked=not same)
        content = f'<p class="soft small">{escape(note)}</p>\n{listed}'
        parts.append(details(summary, content, "more system"))
    if view.excluded:
        summary = _counted_heading(_("Looked for and not found"), len(view.excluded))
        parts.append(details(summary, findings(view.excluded, is_marked=not same), "more system"))
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
        parts.append(details(summary, content, "more system"))
    return "".join(parts)


def _counted_heading(heading: str, n: int) -> str:
    return f'<h3>{escape(heading)} <span class="soft small">{n}</span></h3>'


def _same_marks(view: DiseaseView) -> tuple[Mark, ...]:
    """Return the sources of all signs where they are the same: one badge then says it."""
    rows = [sign for group in view.groups for sign in (*group.shown, *group.folded)]
    told = {sign.marks for sign in (*rows, *view.doubted, *view.excluded)}
    return next(iter(told)) if len(told) == 1 and len(rows) > 1 else ()


def _sign_group(group: SignGroup, *, is_marked: bool) -> str:
    heading = _counted_heading(str(group.heading), group.n_signs)
    if not group.is_open:
        content = findings((*group.shown, *group.folded), is_marked=is_marked)
        return details(heading, content, "more system")
    parts = [heading, "\n", findings(group.shown, is_marked=is_marked)]
    if group.folded:
        n = len(group.folded)
        more = ngettext(
            '%(n)s more<span class="hidden-label">: %(system)s</span>',
            '%(n)s more<span class="hidden-label">: %(system)s</span>',
            n,
        )
        shown = more % {"n": n, "system": escape(str(group.heading))}
        parts.append(details(shown, findings(group.folded, is_marked=is_marked)))
    return "".join(parts)


def tests_html(view: DiseaseView) -> str:
    """Draw which test shows which sign."""
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
    return details(escape(_("Which test shows which sign")), content)


def look_alikes_html(view: DiseaseView) -> str:
    """Draw the diseases that look like it, and what tells them apart."""
    if not view.lookalikes:
        return ""
    note = _(
        "Those with a source beside their name are named by it. The others are worked out here"
        " from the signs on record. Only tests can tell for sure. “Not on record” does not mean"
        " that it never occurs."
    )
    heading = _counted_heading(_("Diseases with similar signs"), len(view.lookalikes))
    listed = "".join(_look_alike(other, view) for other in view.lookalikes)
    said = f'<p class="soft small">{escape(note)}</p>\n{listed}'
    is_written = minute.is_written(view.page)
    return details(heading, said, "more system") if is_written else f"{heading}\n{said}"


def _look_alike(other: LookAlikeView, view: DiseaseView) -> str:
    label = name_html(other.ref)
    parts = []
    if other.marks:
        named = escape(_("A source names it as a look-alike."))
        parts.append(f"<p>{named}{draw_marks(other.marks)}</p>")
    if other.shared:
        shared = f"<strong>{escape(_('Both have:'))}</strong> {escape(other.shared)}"
        parts.append(f"<p>{shared}</p>")
    if not other.for_this and not other.for_other:
        untold = _("What tells the two apart, such as a test, is not in our lists.")
        parts.append(f"<p>{escape(untold)}</p>")
    more_often = _("More often in %(label)s:")
    for found, name in (
        (other.for_this, name_html(view.page.ref, capital=True)),
        (other.for_other, label),
    ):
        if found:
            parts.append(f"<p><strong>{more_often % {'label': name}}</strong></p>{tellings(found)}")
    ids = f"?a={escape(view.page.ref.id)}&amp;b={escape(other.ref.id)}"
    read = _("Read about %(label)s") % {"label": label}
    address = address_pattern("atlas:disease")(other.ref.id)
    kind = 'class="btn quiet small"'
    parts.append(
        f'<p class="actions"><a {kind} href="{address}">{read}</a>'
        f'<a {kind} href="{_compare(phrases.language())}{ids}">'
        f"{escape(_('Compare side by side'))}</a></p>"
    )
    return details(f"<span>{label}</span>", "".join(parts), "more alike")


@lru_cache(maxsize=8)
def _compare(language: str) -> str:
    return reverse("atlas:compare")
