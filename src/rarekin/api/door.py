"""The door for Python: ``import rarekin``, then one verb for each thing that computes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from rarekin.api.answers import Answer
from rarekin.api.criteria import Evaluation, check
from rarekin.api.criteria_answers import answered
from rarekin.api.diseases import lookup
from rarekin.api.diseases.findings import finding_id
from rarekin.api.diseases.terms import TextReading, find_terms, read_case
from rarekin.api.family.risk import FamilyRisk, family_risk, read_family, refuse_unread
from rarekin.api.ranking.rank import Ranking, rank_case
from rarekin.api.ranking.rank_records import disease_genes
from rarekin.errors import InputError
from rarekin.knowledge.pages import DiseasePage, SearchHit
from rarekin.model.case import Case, Finding, Sex, State
from rarekin.model.family import Family
from rarekin.model.issues import Issue

__all__ = ["criteria", "disease", "rank", "risk", "search", "terms"]

Given = Case | Mapping[str, object] | bytes | Path | TextReading | Iterable[str]
"""A case, a phenopacket, its file, a text that was read, or HPO ids and labels."""

_STATES = {True: State.PRESENT, False: State.EXCLUDED, None: State.UNKNOWN}
_CAUTION = "Not a diagnosis: it says which described diseases fit the findings given."


def rank(
    case: Given,
    *,
    excluded: Iterable[str] = (),
    sex: str | None = None,
    top: int = 20,
) -> Answer[Ranking]:
    """Rank every disease by how well it explains a person's findings.

    Parameters
    ----------
    case
        HPO ids or labels of what is present; or a phenopacket, its file, a `Case`, or what
        `terms` returned as ``result``.
    excluded
        HPO ids or labels of what was looked for and is not there.
    sex
        ``female`` or ``male``, where known.
    top
        How many diseases.

    Returns
    -------
    answer
        One row per disease; ``result`` has the reasons.

    Raises
    ------
    InputError
        If a finding is none, or the file cannot be read.
    NoRelease
        If no knowledge release has been built.
    """
    person, issues = _case(case)
    denied = tuple(Finding(finding_id(text), State.EXCLUDED) for text in excluded)
    person = replace(person, findings=(*person.findings, *denied))
    if sex is not None:
        person = replace(person, sex=_sex(sex))
    ranking = rank_case(person, top=top)
    return Answer(
        ranking,
        f"{ranking.n_diseases} diseases compared, release {ranking.release}",
        ("rank", "id", "name", "probability", "log_lr", "genes"),
        tuple(
            (d.rank, d.id, d.name, d.probability, d.log_lr, " ".join(disease_genes(d.id)))
            for d in ranking.diseases
        ),
        (*_messages((*issues, *ranking.issues)), *_others(ranking), _CAUTION),
    )


def terms(text: str) -> Answer[TextReading]:
    """Find the findings that a text mentions, in clinical or in everyday words.

    Parameters
    ----------
    text
        English, Spanish or French; the words tell which.

    Returns
    -------
    answer
        One row per mention.
    """
    reading = find_terms(text)
    return Answer(
        reading,
        f"{len(reading.mentions)} mentions of findings",
        ("term", "label", "state", "said", "p_right"),
        tuple(
            (m.term, m.label, m.state.value, text[m.start : m.end], m.p_right)
            for m in reading.mentions
        ),
        _messages(reading.issues),
    )


def risk(
    family: Family | Mapping[str, object] | bytes | Path, model: str, **figures: float
) -> Answer[FamilyRisk]:
    """Compute everybody's chances in a family.

    Parameters
    ----------
    family
        A family, its JSON, or a file of any kind that `read_family` knows, such as JSON, PED,
        CanRisk or GEDCOM.
    model
        Slug of an inheritance model.
    figures
        The model's parameters, where other values than its own are meant.

    Returns
    -------
    answer
        One row per person and phenotype.

    Raises
    ------
    InputError
        If something in the family could not be read.
    """
    issues: tuple[Issue, ...] = ()
    if isinstance(family, Path):
        family = family.read_bytes()
    if not isinstance(family, Family):
        family, issues = read_family(family)
        refuse_unread(issues)
    result = family_risk(family, model, parameters=figures or None)
    rows = tuple(
        (person.person, person.p_carrier, phenotype.title, phenotype.p_lifetime)
        for person in result.people
        for phenotype in person.phenotypes
    )
    notes = (*_messages((*issues, *result.issues)), *map(str, result.notes))
    return Answer(
        result, f"Model {model}", ("person", "p_carrier", "phenotype", "p_lifetime"), rows, notes
    )


def criteria(
    slug: str, case: Given | None = None, **answers: bool | float | None
) -> Answer[Evaluation]:
    """Check published criteria.

    Parameters
    ----------
    slug
        Such as ``poh``.
    case
        As `rank` takes it; may be left out.
    answers
        By item name: true, false, none where nobody looked, or a number that was measured.

    Returns
    -------
    answer
        One row per item; ``result`` has the verdicts and what is missing.

    Raises
    ------
    UnknownId
        If there is no such set or item.
    """
    person, issues = _case(case) if case is not None else (Case("case"), ())
    states = {n: _STATES[v] for n, v in answers.items() if v is None or isinstance(v, bool)}
    measured = {n: float(v) for n, v in answers.items() if v is not None and n not in states}
    found = check(slug, answered(person, slug, states, measured))
    return Answer(
        found,
        f"{found.criteria_set.title}: {found.outcome.value}",
        ("item", "title", "state", "because"),
        tuple((i.name, i.title, i.state.value, " ".join(i.because)) for i in found.items),
        (found.text, *found.alerts, *_messages((*issues, *found.issues))),
    )


def disease(text: str) -> Answer[DiseasePage]:
    """Gather everything the release knows about one disease.

    Parameters
    ----------
    text
        Any identifier, address, name or abbreviation.

    Returns
    -------
    answer
        One row per finding.

    Raises
    ------
    UnknownId, AmbiguousName
        If it stands for none, or for several.
    """
    page = lookup.disease(text)
    rows = tuple(
        (row.term, row.label, row.frequency, row.numerator, row.denominator, row.excluded)
        for row in page.findings
    )
    columns = ("term", "label", "frequency", "numerator", "denominator", "excluded")
    return Answer(page, f"{page.ref.label} ({page.ref.id}), release {page.release}", columns, rows)


def search(text: str, limit: int = 10) -> Answer[tuple[SearchHit, ...]]:
    """Find diseases by name, identifier or gene.

    Parameters
    ----------
    text
        What somebody typed.
    limit
        Most hits.

    Returns
    -------
    answer
        Best first.
    """
    hits = lookup.search(text, limit)
    rows = tuple((hit.ref.id, hit.ref.label, hit.matched, hit.kind, hit.score) for hit in hits)
    return Answer(hits, f"{len(hits)} found", ("id", "label", "matched", "kind", "score"), rows)


def _case(given: Given) -> tuple[Case, tuple[Issue, ...]]:
    if isinstance(given, Case):
        return given, ()
    if isinstance(given, TextReading):
        return Case("text", given.findings), given.issues
    if isinstance(given, Path):
        return read_case(given.read_bytes())
    if isinstance(given, bytes | Mapping):
        return read_case(given)
    if isinstance(given, str):
        raise InputError(
            "We got one text; we accept a list of HPO ids or labels.",
            hint='Write rarekin.rank(["HP:0001250"]), or rarekin.rank(rarekin.terms(text).result).',
        )
    return Case("case", tuple(Finding(finding_id(text)) for text in given)), ()


def _sex(text: str) -> Sex:
    if text not in set(Sex):
        raise InputError(
            f"We got the sex {text[:40]!r}; we accept {', '.join(sorted(Sex))}.",
            hint="Leave it out where it is not known.",
        )
    return Sex(text)


def _messages(issues: Iterable[Issue]) -> tuple[str, ...]:
    return tuple(f"{issue.message} {issue.hint}".rstrip() for issue in issues)


def _others(ranking: Ranking) -> tuple[str, ...]:
    if ranking.p_other is None:
        return ()
    return (f"None of the diseases compared: {ranking.p_other:.1%}.",)
