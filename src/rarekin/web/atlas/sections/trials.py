"""Studies one can join, as a page shows them: those of the disease first, then the wider ones."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from rarekin.model.disease import Fact
from rarekin.web.atlas.sections.marks import Mark, Marks
from rarekin.web.shell.phrases import gettext as _


@dataclass(frozen=True, slots=True)
class Trial:
    """One study.

    Attributes
    ----------
    title, address
        In the words of the registry, and its entry there.
    status
        Whether it looks for people, in plain words.
    details
        Pairs of question and answer, such as where; only what the registry says.
    names_disease
        False where the registry found it but it does not name this disease.
    asked
        When the registry was asked.
    """

    title: str
    address: str
    status: str
    details: tuple[tuple[str, str], ...]
    names_disease: bool
    asked: datetime.date | None
    marks: tuple[Mark, ...]


def trials_of(facts: Iterable[Fact], marks: Marks) -> list[Trial]:
    """Arrange studies for a page.

    Parameters
    ----------
    facts
        Of the section; only those of kind ``trial`` are studies.
    marks
        Numbers the sources.

    Returns
    -------
    trials
        Those that look for people now first, in the order of the registry.
    """
    found = [_trial(fact, marks) for fact in facts if fact.kind == "trial"]
    recruiting = _status("RECRUITING")
    return sorted(found, key=lambda trial: (not trial.names_disease, trial.status != recruiting))


def _trial(fact: Fact, marks: Marks) -> Trial:
    value = fact.value
    asked = (
        (_("What is tried"), _listed(value.get("interventions"))),
        (_("Where"), _listed(value.get("countries"))),
        (_("Ages"), _ages(str(value.get("youngest", "")), str(value.get("oldest", "")))),
        (_("For"), _sex(str(value.get("sex", "")))),
        (_("Phase"), _phases(value.get("phases"))),
        (_("Led by"), str(value.get("sponsor", ""))),
        (_("Number"), str(value.get("study", ""))),
    )
    return Trial(
        title=fact.text,
        address=next((work.link for work in fact.citations), ""),
        status=_status(str(value.get("status", ""))),
        details=tuple((question, answer) for question, answer in asked if answer),
        names_disease=bool(value.get("names")),
        asked=fact.as_of,
        marks=marks.all([fact.source]),
    )


def _status(code: str) -> str:
    return {
        "RECRUITING": _("looks for people now"),
        "NOT_YET_RECRUITING": _("will look for people soon"),
        "ENROLLING_BY_INVITATION": _("takes people by invitation only"),
        "AVAILABLE": _("the treatment can be had outside a study"),
    }.get(code, code.replace("_", " ").lower())


def _sex(code: str) -> str:
    return {"FEMALE": _("girls and women"), "MALE": _("boys and men")}.get(code, "")


def _listed(value: object) -> str:
    return ", ".join(str(item) for item in value) if isinstance(value, list | tuple) else ""


def _phases(value: object) -> str:
    return _listed(value).replace("EARLY_PHASE", "0/").replace("PHASE", "")


def _ages(youngest: str, oldest: str) -> str:
    if youngest and oldest:
        return _("%(youngest)s to %(oldest)s") % {"youngest": youngest, "oldest": oldest}
    if youngest:
        return _("%(youngest)s and older") % {"youngest": youngest}
    return _("up to %(oldest)s") % {"oldest": oldest} if oldest else ""
