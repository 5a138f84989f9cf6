"""The top of a disease page as HTML: contents, the first minute, what could harm, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from html import escape

from django.urls import reverse
from django.utils.html import conditional_escape

from rarekin.api import help as helpline
from rarekin.api.diseases.narrower import organisations_near
from rarekin.api.making.release import current
from rarekin.model.disease import Organisation, Section
from rarekin.web.atlas.addresses import address_pattern
from rarekin.web.atlas.drawing.article_parts import details
from rarekin.web.atlas.pages.disease_page import DiseaseView
from rarekin.web.atlas.sections import missing
from rarekin.web.atlas.sections.links import links_of
from rarekin.web.atlas.sections.statements import Statement
from rarekin.web.atlas.telling import first_steps
from rarekin.web.atlas.telling.borrowed import of_kind, whose_words
from rarekin.web.atlas.telling.countries import country_name
from rarekin.web.atlas.templatetags.atlas import draw_marks, links, plain_list
from rarekin.web.atlas.templatetags.statements import statements
from rarekin.web.shell import panels, phrases
from rarekin.web.shell.disease_names import in_its_language, name_html
from rarekin.web.shell.phrases import gettext as _
from rarekin.web.shell.phrases import gettext_lazy, ngettext
from rarekin.web.shell.sections import HEADINGS
from rarekin.web.shell.templatetags.shell import icon

_NAMES_SHOWN = 3
_ORGANISATIONS_SHOWN = 3
_STEPS_SHOWN = 4
_FORMS_NAMED = 12
_HELPLINES_SHOWN = 4
_CARD = gettext_lazy("Emergency card")
_NOT_RARE = gettext_lazy("This is not a rare disease. It stands here because people look for it.")


def contents_html(view: DiseaseView) -> str:
    """Draw the list of the sections that are there: a bar on a phone, a column beside the text."""
    told = [(section.anchor, str(section.heading)) for section in view.sections]
    rows = [
        (Section.FIRST_STEPS.value, str(HEADINGS[Section.FIRST_STEPS])),
        *told,
        (missing.ANCHOR, heading_of_missing(view)),
        (Section.SOURCES.value, str(HEADINGS[Section.SOURCES])),
    ]
    listed = "".join(
        f'<li><a href="#{anchor}">{escape(heading)}</a></li>' for anchor, heading in rows
    )
    label = escape(_("On this page"))
    return f'<nav class="contents" aria-label="{label}"><ul class="toc">{listed}</ul></nav>\n'


def heading_of_missing(view: DiseaseView) -> str:
    """Name the place that says what is not here."""
    return _("What this copy does not have") if view.missing.topics else _("Read on elsewhere")


def lead_html(view: DiseaseView) -> str:
    """Draw name, other names, and what is said in the first minute."""
    ref = view.page.ref
    parts = [f'<div class="lead">\n<h1>{name_html(ref, capital=True)}</h1>\n']
    if view.english:
        said = escape(_("In English:"))
        parts.append(f'<p class="soft also">{said} {in_its_language(view.english, "en")}</p>\n')
    if view.also:
        also = " · ".join(in_its_language(*name) for name in view.also[:_NAMES_SHOWN])
        parts.append(f'<p class="soft also">{escape(_("Also called:"))} {also}</p>\n')
    said = " ".join(_sentence(statement) for statement in view.minute)
    parts.append(f'<p class="minute">{said}</p>\n')
    if view.page.is_rare is False:
        parts.append(f'<p class="soft also">{escape(str(_NOT_RARE))}</p>\n')
    parts += [panel.render(view.page.ref.id) for panel in panels.panels_in(None)]
    parts.append(f'<p class="actions">{_sheets(view)} {_tools(phrases.language())}</p>\n</div>\n')
    return "".join(parts)


def _sentence(statement: Statement) -> str:
    language = statement.language
    words = conditional_escape(statement.shown or statement.text) + draw_marks(statement.marks)
    return words if language == phrases.language() else f'<span lang="{language}">{words}</span>'


@lru_cache(maxsize=8)
def _tools(language: str) -> str:
    return (
        f'<button class="btn quiet small" type="button" data-print hidden>{icon("print")}'
        f"{escape(_('Print this page'))}</button>"
        f' <button class="btn quiet small" type="button" data-save="{reverse("saved")}"'
        f' aria-pressed="false" hidden>{icon("book")}{escape(_("Save for offline reading"))}'
        "</button> "
    )


def _sheets(view: DiseaseView) -> str:
    """Draw the links to what is made for paper: the doctor's sheet and the card."""
    sheets = (("atlas:doctor", "print", _("For the doctor")), ("atlas:card", "shield", _CARD))
    return " ".join(
        f'<a class="btn quiet small" href="{address_pattern(name)(view.page.ref.id)}">'
        f"{icon(drawn)}{escape(str(label))}</a>"
        for name, drawn, label in sheets
    )


def safety_html(view: DiseaseView) -> str:
    """Draw what cannot wait and what could harm; nothing where nothing is known."""
    if not view.urgent and not view.safety:
        told = _kinds_html(view) + _dangers_html(view)
        return f"{_warning()}{told}</section>\n" if told else ""
    parts = [_warning()]
    if view.wider.ref and not view.page.facts.get(Section.SAFETY):
        parts.append(of_wider(view))
    if view.urgent:
        parts += [_kicker(_("What cannot wait:")), statements(view.urgent)]
    if view.urgent and view.safety:
        parts.append(_kicker(_("What could harm:")))
    address = address_pattern("atlas:card")(view.page.ref.id)
    label = escape(_("Emergency card to print")) + icon("arrow")
    parts += [
        statements(view.safety),
        f'\n<p class="actions"><a class="btn" href="{address}">{label}</a></p></section>\n',
    ]
    return "".join(parts)


def _dangers_html(view: DiseaseView) -> str:
    """Draw what forms' own pages say, where nobody wrote it about the whole; else nothing."""
    if not view.dangers:
        return ""
    said = _(
        "This is told of single forms. While you do not know which form it is, take it to hold:"
    )
    if not any(form.told for form in view.dangers):
        said = _("What cannot wait, or could harm, stands on the pages of these forms:")
    parts = [f"<p>{escape(said)}</p>\n"]
    bare = []
    for form in view.dangers:
        address = address_pattern("atlas:disease")(form.ref.id)
        link = f'<a href="{address}">{name_html(form.ref, capital=True)}</a>'
        if form.told:
            parts.append(f'<p class="wider">{link}:</p>{statements(form.told)}\n')
        else:
            bare.append(f"<li>{link}</li>")
    first, rest = bare[:_FORMS_NAMED], bare[_FORMS_NAMED:]
    if first:
        parts.append(f'<ul class="shared forms">{"".join(first)}</ul>\n')
    if rest:
        text = ngettext("%(n)d more form", "%(n)d more forms", len(rest)) % {"n": len(rest)}
        parts.append(details(escape(text), f'<ul class="shared forms">{"".join(rest)}</ul>\n'))
    return "".join(parts)


def _warning() -> str:
    return (
        '<section class="notice warn" aria-labelledby="safety">'
        f'<h2 id="safety">{icon("shield")} {escape(_("Before anything else"))}</h2>\n'
    )


def _kinds_html(view: DiseaseView) -> str:
    """Draw what is dangerous in the kind of disease, where nobody wrote it about this one."""
    parts = []
    for kind in view.kinds:
        parts.append(f'<p class="wider">{escape(of_kind(kind.name))}</p>')
        if kind.urgent:
            parts += [_kicker(_("What cannot wait:")), statements(kind.urgent)]
        if kind.urgent and kind.safety:
            parts.append(_kicker(_("What could harm:")))
        parts.append(statements(kind.safety))
    if parts:
        address = address_pattern("atlas:card")(view.page.ref.id)
        label = escape(_("Emergency card to print")) + icon("arrow")
        parts.append(f'\n<p class="actions"><a class="btn" href="{address}">{label}</a></p>\n')
    return "".join(parts)


def _kicker(text: str) -> str:
    return f'<p class="ask-today"><strong>{escape(text)}</strong></p>'


def of_wider(view: DiseaseView) -> str:
    """Say that what follows is about another disease."""
    wider = view.wider.ref
    if wider is None:
        return ""
    address = address_pattern("atlas:disease")(wider.id)
    link = f'<a href="{address}">{name_html(wider, capital=True)}</a>'
    text = escape(whose_words(view.wider)) % {"name": link}
    return f'<p class="wider">{text}</p>'


def steps_html(view: DiseaseView) -> str:
    """Draw what to do now: the steps of this disease where somebody wrote them, and help."""
    heading = escape(str(HEADINGS[Section.FIRST_STEPS]))
    own = _steps(view.steps[:_STEPS_SHOWN])
    general_steps = plain_list(first_steps.STEPS)
    if own:
        summary = escape(_("First steps with any rare disease"))
        more = details(escape(_("More first steps")), _steps(view.steps[_STEPS_SHOWN:]))
        is_long = len(view.steps) > _STEPS_SHOWN
        steps = own, (more if is_long else "") + details(summary, general_steps)
    else:
        steps = general_steps, ""
    return (
        '<section class="section" id="first_steps" aria-labelledby="first_steps-h">'
        f'<h2 id="first_steps-h">{heading}</h2>\n'
        + _talk(view)
        + steps[0]
        + steps[1]
        + _general(phrases.language())
        + links(links_of(Section.FIRST_STEPS, view.page))
        + _invitation(view)
        + "</section>\n"
    )


def _invitation(view: DiseaseView) -> str:
    drawn = "".join(p.render(view.page.ref.id) for p in panels.panels_in(Section.FIRST_STEPS))
    return f'<div class="section-foot">{drawn}</div>\n' if drawn else ""


def _steps(told: Sequence[Statement]) -> str:
    listed = "".join(f"<li>{_sentence(statement)}</li>" for statement in told)
    return f'<ul class="steps">{listed}</ul>' if listed else ""


def _talk(view: DiseaseView) -> str:
    """Name who can be talked to: organisations of this disease, and helplines for all."""
    heading = f"<p><strong>{escape(_('Talk to somebody:'))}</strong> "
    # Networks of hospitals stand behind those of patients.
    own = sorted(view.page.organisations, key=lambda one: bool(one.kind))
    named = own[:_ORGANISATIONS_SHOWN]
    if named:
        told = " · ".join(_linked(o) for o in named)
        more = f' · <a href="#organisations">{escape(_("addresses and more"))}</a>'
        return f"{heading}{told}{more}</p>\n{_helplines(phrases.language())}"
    if near := organisations_near(view.page):
        ref, others = near
        address = address_pattern("atlas:disease")(ref.id)
        link = f'<a href="{address}#organisations">{name_html(ref, capital=True)}</a>'
        told = " · ".join(_linked(o) for o in others[:_ORGANISATIONS_SHOWN])
        text = escape(_("listed for %(name)s")) % {"name": link}
        return f"{heading}{told} ({text})</p>\n{_helplines(phrases.language())}"
    text = escape(
        _("We list no organisation for this disease yet. %(eurordis)s and %(nord)s know many.")
    )
    links_ = {
        "eurordis": '<a href="https://www.eurordis.org/" rel="noreferrer">EURORDIS</a>',
        "nord": '<a href="https://rarediseases.org/" rel="noreferrer">NORD</a>',
    }
    return f"{heading}{text % links_}</p>\n{_helplines(phrases.language())}"


def _linked(organisation: Organisation) -> str:
    name = escape(organisation.name)
    if not organisation.url:
        return name
    doubt = "" if organisation.seen != "memory" else f" ({escape(_('not checked'))})"
    return f'<a href="{escape(organisation.url)}" rel="noreferrer">{name}</a>{doubt}'


@lru_cache(maxsize=8)
def _lines(language: str, release: str) -> tuple[Organisation, ...]:
    first = {o.country: o for o in reversed(helpline.helplines_in(language or "en"))}
    return tuple(reversed(first.values()))[:_HELPLINES_SHOWN]


def _helplines(language: str) -> str:
    """Name helplines that speak the reader's language, and the page with those of all countries."""
    told = [
        f"{escape(country_name(o.country))}: {_linked(o)}"
        + (f" {escape(o.phone)}" if o.phone else "")
        for o in _lines(language, current().version)
    ]
    more = f'<a href="{reverse("atlas:help")}">{escape(_("other countries, expert centres"))}</a>'
    heading = f"<strong>{escape(_('For any rare disease:'))}</strong>"
    return f"<p>{heading} {' · '.join([*told, more])}</p>\n"


@lru_cache(maxsize=8)
def _general(language: str) -> str:
    advice = _(
        "A clinical geneticist or a genetic counsellor can look at your own results and your own"
        " family. Your doctor can refer you. A page like this cannot do that."
    )
    return details(
        escape(_("Questions for the doctor")),
        plain_list(first_steps.QUESTIONS)
        + f"<h3>{escape(_('Talk to a genetics professional'))}</h3>\n<p>{escape(advice)}</p>",
    )
