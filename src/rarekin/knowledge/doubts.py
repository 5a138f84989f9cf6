"""Leave out what a list has on record and what is not believed, and say so."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from rarekin.knowledge.records import Records
from rarekin.model.corrections import Doubt
from rarekin.model.disease import Annotation, Fact, Section
from rarekin.model.identifiers import Curie
from rarekin.model.issues import Issue, IssueLevel

KIND = "doubt"
"""Kind of a fact that says which sign of a list is not shown, and why."""


def leave_out_doubted(records: Records) -> int:
    """Take statements that are not believed away, and note each for its page.

    The publisher's files stay as they are; only what a release makes of them changes. A doubt
    that finds nothing is noted, so that it can be taken out once the publisher has mended it.

    Parameters
    ----------
    records
        What the sources said; changed in place.

    Returns
    -------
    n_left_out
        How many statements were left out.

    Examples
    --------
    >>> from rarekin.model.corrections import DoubtReason
    >>> records = Records()
    >>> _ = records.add("b", [Doubt("ORPHA:1", "HP:1", DoubtReason.RISK, "Seldom.", (), "b")])
    >>> _ = records.add("a", [Annotation(id_, "HP:1", "a") for id_ in ("ORPHA:1", "OMIM:1")])
    >>> leave_out_doubted(records), [row.disease for row in records.annotations]
    (1, ['OMIM:1'])
    >>> [(fact.kind, fact.value["why"]) for fact in records.facts]
    [('doubt', 'risk')]
    """
    doubted = {(doubt.entry, doubt.term): doubt for doubt in records.doubts}
    found: dict[tuple[Curie, Curie], list[Annotation]] = defaultdict(list)
    kept = []
    for row in records.annotations:
        key = row.disease, row.term
        if key in doubted and not row.excluded:
            found[key].append(row)
        else:
            kept.append(row)
    n_left_out = len(records.annotations) - len(kept)
    records.annotations = kept
    entries = {row.disease for row in kept} | {entry for entry, _term in found}
    for key, doubt in doubted.items():
        if key in found:
            records.facts.append(_fact(doubt, found[key][0]))
        elif doubt.entry in entries:
            message = f"No source has {doubt.term} for {doubt.entry} any more."
            hint = "Take the doubt out."
            issue = Issue("doubt-needless", IssueLevel.NOTICE, doubt.entry, message, hint)
            records.note(doubt.source, issue)
    return n_left_out


def _fact(doubt: Doubt, row: Annotation) -> Fact:
    value: dict[str, object] = {"term": doubt.term, "why": doubt.reason.value, "list": row.source}
    fact = Fact(doubt.entry, Section.SIGNS, KIND, doubt.source, value=value)
    return replace(fact, citations=doubt.citations)
