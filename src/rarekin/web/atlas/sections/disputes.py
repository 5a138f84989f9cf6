"""Where sources contradict each other about a disease, in plain words."""

from __future__ import annotations

from collections import defaultdict

from django.utils.functional import Promise

from rarekin.api.diseases.ids import Disagreement, disagreements
from rarekin.api.diseases.lookup import DiseasePage, DiseaseRef, label_of
from rarekin.model.disease import Fact, Section
from rarekin.model.identifiers import Curie
from rarekin.web.atlas.sections.marks import Marks
from rarekin.web.atlas.sections.statements import Statement
from rarekin.web.atlas.telling.labels import label_in_language
from rarekin.web.shell import phrases
from rarekin.web.shell.disease_names import name_text
from rarekin.web.shell.phrases import gettext as _
from rarekin.web.shell.phrases import gettext_lazy, ngettext

_EXACT = "skos:exactMatch"


def disputes_of(page: DiseasePage, marks: Marks) -> list[Statement]:
    """Say where the sources of a page disagree.

    Parameters
    ----------
    page
        What the release knows.
    marks
        Numbers the sources.

    Returns
    -------
    statements
        About identity first, then about signs, then what of a list is not shown and why; none
        where nobody disagrees.
    """
    found: dict[tuple[str, DiseaseRef, bool], set[str]] = {}
    for one in disagreements(page.ref.id):
        key = one.source, _other(one, page.ref), one.predicate == _EXACT
        found.setdefault(key, set()).update((one.subject, one.object))
    told = []
    for (source, other, is_exact), ids in found.items():
        if is_exact:
            text = _(
                "%(source)s calls this disease and “%(other)s” one and the same (%(ids)s). Other"
                " sources keep them apart, and so do we."
            )
        else:
            text = _(
                "%(source)s lists this disease and “%(other)s” under one number (%(ids)s). Other"
                " sources keep them apart, and so do we."
            )
        values = {
            "source": marks.name(source),
            "other": name_text(other),
            "ids": ", ".join(sorted(ids)),
        }
        told.append(_statement(text % values, [source], marks))
    disputed = [finding for finding in page.findings if finding.conflicting]
    if disputed:
        n = len(disputed)
        text = ngettext(
            "About %(n)d sign the sources disagree whether it belongs to the disease: %(signs)s."
            " What each of them says stands with the sign.",
            "About %(n)d signs the sources disagree whether they belong to the disease: %(signs)s."
            " What each of them says stands with the sign.",
            n,
        ) % {"n": n, "signs": ", ".join(finding.label for finding in disputed)}
        told.append(_statement(text, {row.source for f in disputed for row in f.rows}, marks))
    return [*told, *_not_shown(page, marks)]


_WHY: dict[str, str | Promise] = {
    "other disease": gettext_lazy(
        "Left out, though a list has it, because it seems to belong to another disease: %(signs)s."
    ),
    "other form": gettext_lazy(
        "Left out, though a list has it, because it belongs to one form or a related disease:"
        " %(signs)s."
    ),
    "risk": gettext_lazy(
        "Left out, though a list calls it frequent, because only the chance of it is raised:"
        " %(signs)s."
    ),
    "counted": gettext_lazy(
        "Left out, though a list calls it frequent, because far fewer people counted elsewhere"
        " have it: %(signs)s."
    ),
    "text": gettext_lazy(
        "Left out, though a list has it, because texts about the disease say otherwise: %(signs)s."
    ),
}


def _not_shown(page: DiseasePage, marks: Marks) -> list[Statement]:
    """Say which signs of a list are not believed, by the reason."""
    by_reason: dict[str, list[Fact]] = defaultdict(list)
    for fact in page.facts.get(Section.SIGNS, ()):
        if fact.kind == "doubt":
            by_reason[str(fact.value["why"])].append(fact)
    told = []
    for reason, facts in by_reason.items():
        terms = [Curie(str(fact.value["term"])) for fact in facts]
        signs = ", ".join(label_in_language(term, label_of(term)) for term in terms)
        works = dict.fromkeys(work for fact in facts for work in fact.citations)
        cited = (marks.source(facts[0].source), *(marks.work(work) for work in works))
        text = str(_WHY[reason]) % {"signs": signs}
        told.append(Statement(text, cited, language=phrases.language()))
    return told


def _other(one: Disagreement, ref: DiseaseRef) -> DiseaseRef:
    return one.subject_disease if one.object_disease.id == ref.id else one.object_disease


def _statement(text: str, sources: list[str] | set[str], marks: Marks) -> Statement:
    return Statement(text, marks.all(sources), language=phrases.language())
