"""What is done about a disease, what could harm, and how one would find out about a finding."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rarekin.api.diseases.lookup import label_of, resolve
from rarekin.api.making.release import current
from rarekin.errors import UnknownId
from rarekin.knowledge.codec import decode
from rarekin.knowledge.release import Release
from rarekin.model.citations import Checked, Citation
from rarekin.model.disease import Fact, Section
from rarekin.model.identifiers import Curie, parse_curie

RELATIONS = (
    "contraindicated", "treats", "prevents", "investigates", "no_observed_benefit",
    "no_observed_response", "unknown",
)  # fmt: skip
"""What an action does, in the order in which a page should say it: what could harm first."""

_SEVERAL_REPORTS = 2
_INVASIVE = re.compile(
    r"biops|surg|autops|excision|ectomy\b|laparo|catheter|puncture", re.IGNORECASE
)
"""Never proposed as a way to look for a sign: whether it is worth the risk, doctors decide."""

_A_DOCTOR = re.compile(r"\bevaluation\b|medical action|endocrinologist assessment", re.IGNORECASE)
_NO_TESTS = re.compile(
    r"\b(clinical assessment|dysmorphology assessment|specimen collection)\b"
    r"|-?oscopy\b(?<!fundoscopy)|angiogra|cystograph|urethrograph",
    re.IGNORECASE,
)
"""What shows nothing, or is not to be proposed for one sign, beside doctors.

A specialist is no test, and which one is right the disease decides: somebody with lethargy from
ammonia was led to a psychiatrist, with a fit from a long QT to a neurologist. The source that
names them knows of the sign alone.
"""


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
    checked
        Whether somebody read the reports behind it. What nobody read is no treatment to show.
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
    checked: Checked = Checked.READ

    @property
    def is_single_report(self) -> bool:
        """Whether it rests on one report, often of one person."""
        return len(self.citations) < _SEVERAL_REPORTS


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
    facts = current().records(Fact, disease_id)
    return tuple(f for f in facts if f.section is Section.SAFETY and not f.is_translation)


def treatments(text: str) -> tuple[Treatment, ...]:
    """Return the medical actions that sources name for a disease, pooled by action.

    Parameters
    ----------
    text
        As `rarekin.api.diseases.lookup.resolve` takes it.

    Returns
    -------
    treatments
        By relation in the order of `RELATIONS`, the best documented first.

    Raises
    ------
    UnknownId, AmbiguousName
        As `rarekin.api.diseases.lookup.resolve`.
    """
    return pooled_treatments(current().records(Fact, resolve(text).id))


def pooled_treatments(facts: Iterable[Fact]) -> tuple[Treatment, ...]:
    """Pool the medical actions among the facts about a disease.

    Parameters
    ----------
    facts
        Of any kind.

    Returns
    -------
    treatments
        As `treatments`.
    """
    grouped: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.kind == "treatment" and fact.value.get("procedure"):
            key = str(fact.value["relation"]), str(fact.value["procedure"])
            grouped[key].append(fact)
    pooled = [_treatment(*key, found) for key, found in grouped.items()]
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
        checked=Checked.READ
        if any(f.checked is Checked.READ for f in facts)
        else Checked.UNVERIFIED,
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
    return _nearest_procedures(release, release.ontology.current(parse_curie(term)))


def procedures_for(terms: Iterable[Curie]) -> tuple[tuple[str, tuple[Curie, ...]], ...]:
    """Group findings by the test that shows whether somebody has them.

    Parameters
    ----------
    terms
        Live HPO ids, those that matter most first.

    Returns
    -------
    tests
        Name of the test and the findings it looks for, the test with the most findings
        first. Being examined by a doctor of any kind, tests before birth, what hurts the body
        and what is named for a wider finding only are left out.
    """
    release = current()
    found: dict[str, dict[Curie, None]] = defaultdict(dict)
    for term in terms:
        for one in _nearest_procedures(release, term):
            # What is named for a wider sign need not show this one.
            if one.about == term and _is_a_test(one):
                found[one.label][term] = None
    ordered = sorted(found.items(), key=lambda item: -len(item[1]))
    return tuple((label, tuple(shown)) for label, shown in ordered)


def is_a_doctor(procedure: Procedure) -> bool:
    """Tell whether it is a specialist who is named, or nothing in particular, and no test."""
    return bool(_A_DOCTOR.search(procedure.label))


def _is_a_test(procedure: Procedure) -> bool:
    if procedure.before_birth or is_a_doctor(procedure) or _NO_TESTS.search(procedure.label):
        return False
    return not _INVASIVE.search(procedure.label)


@lru_cache(8192)
def _nearest_procedures(release: Release, live: Curie) -> tuple[Procedure, ...]:
    ontology, known = release.ontology, _known_procedures(release)
    level = [live]
    while level:
        found = {p for id_ in level for p in known.get(id_, ())}
        if found:
            return tuple(sorted(found, key=lambda p: (p.before_birth, p.label)))
        above = (i for id_ in level for i in ontology.parents(ontology.index_of[id_]).tolist())
        level = [ontology.ids[i] for i in dict.fromkeys(above)]
    return ()


@lru_cache(2)
def _known_procedures(release: Release) -> Mapping[Curie, tuple[Procedure, ...]]:
    """Read all of them at once: a page asks about dozens of findings and what is above them."""
    ontology = release.ontology
    found: dict[Curie, list[Procedure]] = defaultdict(list)
    rows = release.rows(
        "SELECT data FROM record WHERE kind = 'Fact' AND key >= 'HP:' AND key < 'HP;' "
        "ORDER BY key, n"
    )
    for fact in (decode(Fact, data) for (data,) in rows):
        if fact.kind != "procedure":
            continue
        try:
            live = ontology.current(fact.disease)
        except UnknownId:  # a term newer than the ontology of this release
            continue
        found[live].append(
            Procedure(
                Curie(str(fact.value["procedure"])),
                str(fact.value["label"]),
                fact.value.get("when") == "before_birth",
                live,
                ontology.label(live),
                fact.source,
            )
        )
    return {id_: tuple(listed) for id_, listed in found.items()}
