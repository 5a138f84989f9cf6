"""The signs of a disease, without those that are none."""

from __future__ import annotations

from collections.abc import Iterable

from rarekin.knowledge.names import name_key
from rarekin.knowledge.pages import AnnotatedFinding
from rarekin.knowledge.release import Release
from rarekin.model.disease import Name, NameKind
from rarekin.model.ontology import ABNORMALITY

_SAME = (NameKind.LABEL, NameKind.EXACT)


def own_signs(
    release: Release, findings: Iterable[AnnotatedFinding], names: Iterable[Name]
) -> tuple[AnnotatedFinding, ...]:
    """Leave out what is said to be a sign of a disease and cannot be one.

    Parameters
    ----------
    release
        For what is broader.
    findings
        Of one disease, pooled.
    names
        Of the disease.

    Returns
    -------
    findings
        In their order, without the disease itself as its own sign, without the root of all
        signs, and without the denial of something of which a narrower kind is present.
    """
    called = {name_key(n.text) for n in names if n.kind in _SAME and n.language == "en"}
    listed = [f for f in findings if name_key(f.label) not in called and f.term != ABNORMALITY]
    denied = [f for f in listed if f.excluded]
    if not denied:
        return tuple(listed)
    ontology = release.ontology
    met: set[int] = set()
    for finding in listed:
        if not finding.excluded:
            met.update(ontology.ancestors(ontology.index_of[finding.term]).tolist())
    return tuple(f for f in listed if not f.excluded or ontology.index_of[f.term] not in met)
