"""Where sources contradict each other about a disease, in plain words."""

from __future__ import annotations

from rarekin.api.ids import Disagreement, disagreements
from rarekin.api.lookup import DiseasePage, DiseaseRef
from rarekin.web.atlas.marks import Marks
from rarekin.web.atlas.statements import Statement
from rarekin.web.shell import phrases
from rarekin.web.shell.disease_names import name_text
from rarekin.web.shell.phrases import gettext as _
from rarekin.web.shell.phrases import ngettext

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
        About identity first, then about signs; none where nobody disagrees.
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
    return told


def _other(one: Disagreement, ref: DiseaseRef) -> DiseaseRef:
    return one.subject_disease if one.object_disease.id == ref.id else one.object_disease


def _statement(text: str, sources: list[str] | set[str], marks: Marks) -> Statement:
    return Statement(text, marks.all(sources), language=phrases.language())
