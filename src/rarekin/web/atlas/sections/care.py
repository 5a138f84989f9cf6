"""What is done about a disease, as the table that curated treatment data make."""

from __future__ import annotations

from rarekin.api.diseases.care import Treatment, pooled_treatments
from rarekin.api.diseases.lookup import DiseasePage
from rarekin.model.citations import Checked
from rarekin.web.atlas.sections.marks import Marks
from rarekin.web.atlas.sections.statements import Statement
from rarekin.web.shell.phrases import gettext as _

_ROOT = "HP:0000118"
_MOST_FINDINGS = 6


def actions_on_record(page: DiseasePage, marks: Marks) -> list[Statement]:
    """Return the medical actions that published reports name for a disease.

    Parameters
    ----------
    page
        The disease.
    marks
        Numbers the sources and works.

    Returns
    -------
    statements
        One table of the actions whose reports somebody read, what could harm first; none where
        there are none. What could harm and nobody read stands in the box of warnings.
    """
    named = pooled_treatments(fact for facts in page.facts.values() for fact in facts)
    found = [treatment for treatment in named if treatment.checked is Checked.READ]
    if not found:
        return []
    works = tuple(dict.fromkeys(work for t in found for work in t.citations))
    return [
        Statement(
            text=_("Published reports name these medical actions. They are not advice for you."),
            marks=(*marks.all(sorted({t.source for t in found})), *map(marks.work, works)),
            as_of=max((t.as_of for t in found if t.as_of), default=None),
            columns=(_("Action"), _("For"), _("What the report says")),
            rows=tuple((_action(t), _aim(t), _says(t)) for t in found),
        )
    ]


def _action(treatment: Treatment) -> str:
    label = treatment.label[:1].upper() + treatment.label[1:]
    return f"{label} ({', '.join(treatment.agents)})" if treatment.agents else label


def _aim(treatment: Treatment) -> str:
    labels = [label for term, label in treatment.findings if term != _ROOT]
    if not labels:
        return _("the disease as a whole")
    more = len(labels) - _MOST_FINDINGS
    named = ", ".join(labels[:_MOST_FINDINGS])
    return _("%(named)s and %(n)s more") % {"named": named, "n": more} if more > 0 else named


def _says(treatment: Treatment) -> str:
    said = _relation(treatment)
    return _("%(said)s (one report)") % {"said": said} if treatment.is_single_report else said


def _relation(treatment: Treatment) -> str:
    return {
        "contraindicated": _("could harm: not to be used"),
        "treats": _("is used against it"),
        "prevents": _("is used to prevent it"),
        "investigates": _("is being studied"),
        "no_observed_benefit": _("no benefit was seen"),
        "no_observed_response": _("no response was seen"),
    }.get(treatment.relation, _("effect not stated"))
