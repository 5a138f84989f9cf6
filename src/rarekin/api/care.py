"""What is done about a disease, what could harm, and how one would find out about a finding."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rarekin.api.lookup import label_of, resolve
from rarekin.api.release import current
from rarekin.errors import UnknownId
from rarekin.knowledge.release import Release
from rarekin.model.citations import Citation
from rarekin.model.disease import Fact, Section
from rarekin.model.identifiers import Curie, parse_curie

RELATIONS = (
    "contraindicated", "treats", "prevents", "investigates", "no_observed_benefit",
    "no_observed_response", "unknown",
)  # fmt: skip
"""What an action does, in the order in which a page should say it: what could harm first."""


@dataclass(frozen=True, slots=True)
class Treatment:
    """One medical action for a disease, with everything it is said to do the same way.

    Attributes
    ----------
    relation
        One of `RELATIONS`. Only ``treats`` and ``prevents`` speak for it.
    procedure, label
        MAXO id and name.
    agents
        Substances named with it.
    findings
        Id and label of the findings it is about; empty where it is about the disease as such.
    remarks
        Of the curators.
    citations
        Works it rests on.
    as_of
        Newest date of an entry.
    source
        Source folder.
    """

    relation: str
    procedure: Curie
    label: str
    agents: tuple[str, ...]
    findings: tuple[tuple[Curie, str], ...]
    remarks: tuple[str, ...]
    citations: tuple[Citation, ...]
    as_of: datetime.date | None
    source: str


@dataclass(frozen=True, slots=True)
class Procedure:
    """One way to find out whether somebody has a finding.

    Attributes
    ----------
    procedure, label
        MAXO id and name.
    before_birth
        Whether it looks before birth.
    about, about_label
        The term the source speaks of: the one asked for, or a broader one.
    source
        Source folder.
    """

    procedure: Curie
    label: str
    before_birth: bool
    about: Curie
    about_label: str
    source: str


def warnings_about(disease_id: Curie) -> tuple[Fact, ...]:
    """Return what could harm in a disease, to be read before anything else.

    Parameters
    ----------
    disease_id
        Canonical id.

    Returns
    -------
    facts
        Of the safety section; none where no source warns.
    """
    return tuple(f for f in current().records(Fact, disease_id) if f.section is Section.SAFETY)


def treatments(text: str) -> tuple[Treatment, ...]:
    """Return the medical actions that sources name for a disease, pooled by action.

    Parameters
    ----------
    text
        As `rarekin.api.lookup.resolve` takes it.

    Returns
    -------
    treatments
        By relation in the order of `RELATIONS`, the best documented first.

    Raises
    ------
    UnknownId, AmbiguousName
        As `rarekin.api.lookup.resolve`.
    """
    ref = resolve(text)
    grouped: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in current().records(Fact, ref.id):
        if fact.kind == "treatment" and fact.value.get("procedure"):
            key = str(fact.value["relation"]), str(fact.value["procedure"])
            grouped[key].append(fact)
    pooled = [_treatment(*key, facts) for key, facts in grouped.items()]
    return tuple(sorted(pooled, key=_order))


def _order(treatment: Treatment) -> tuple[int, int, int, str]:
    return (
        RELATIONS.index(treatment.relation),
        -len(treatment.citations),
        -len(treatment.findings),
        treatment.label,
    )


def _treatment(relation: str, procedure: str, facts: Sequence[Fact]) -> Treatment:
    terms = dict.fromkeys(Curie(str(f.value["term"])) for f in facts if f.value.get("term"))
    labelled = {term: _label(term) for term in terms}
    return Treatment(
        relation=relation,
        procedure=Curie(procedure),
        label=str(facts[0].value["label"]),
        agents=_texts(facts, "agent_label"),
        findings=tuple(sorted(labelled.items(), key=lambda pair: pair[1].casefold())),
        remarks=_texts(facts, "remark"),
        citations=tuple(dict.fromkeys(c for f in facts for c in f.citations)),
        as_of=max((f.as_of for f in facts if f.as_of), default=None),
        source=facts[0].source,
    )


def _texts(facts: Sequence[Fact], key: str) -> tuple[str, ...]:
    return tuple(sorted({str(f.value[key]) for f in facts if f.value.get(key)}))


def _label(term: Curie) -> str:
    try:
        return label_of(term)
    except UnknownId:  # a term newer than the ontology of this release
        return term


def procedures(term: str) -> tuple[Procedure, ...]:
    """Return how one would find out whether somebody has a finding.

    Parameters
    ----------
    term
        An HPO id in any notation; a retired one stands for its successor too.

    Returns
    -------
    procedures
        After birth first. Where none is known for the term itself, those of its nearest
        broader terms that have one.

    Raises
    ------
    UnknownId
        If there is no such term.
    """
    release = current()
    ontology = release.ontology
    level = [ontology.current(parse_curie(term))]
    while level:
        found = {p for id_ in level for p in _procedures(release, id_)}
        if found:
            return tuple(sorted(found, key=lambda p: (p.before_birth, p.label)))
        above = (i for id_ in level for i in ontology.parents(ontology.index_of[id_]).tolist())
        level = [ontology.ids[i] for i in dict.fromkeys(above)]
    return ()


def _procedures(release: Release, id_: Curie) -> list[Procedure]:
    retired = [old for old, new in release.ontology.successors.items() if new == id_]
    return [
        Procedure(
            Curie(str(fact.value["procedure"])),
            str(fact.value["label"]),
            fact.value.get("when") == "before_birth",
            id_,
            release.ontology.label(id_),
            fact.source,
        )
        for key in (id_, *retired)
        for fact in release.records(Fact, key)
        if fact.kind == "procedure"
    ]
