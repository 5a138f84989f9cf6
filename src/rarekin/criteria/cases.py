"""Worked cases: what a set must conclude about named people, written beside the set."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rarekin.criteria.evaluation import Evaluation
from rarekin.errors import CatalogError, InputError
from rarekin.model.case import Case, Finding, ParentalOrigin, Sex, State, Variant
from rarekin.model.identifiers import parse_curie

_EXPECTED = frozenset(
    {"outcome", "level", "rules", "verdicts", "items", "conflicts", "missing", "alerts"}
)
_FIELDS = frozenset(
    {"name", "present", "excluded", "findings", "sex", "age_years", "onset_years"}
    | {"variants", "answers", "quantities", "expect"}
)
_ANSWERS = frozenset(state.value for state in State)


@dataclass(frozen=True, slots=True)
class WorkedCase:
    """A named case and what must come out.

    Attributes
    ----------
    name
        What it shows.
    case
        The person.
    expected
        ``outcome``, and where they matter ``level``, ``rules``, ``verdicts`` and ``items`` by
        name, ``conflicts`` and ``missing`` as names, ``alerts`` as a number.
    """

    name: str
    case: Case
    expected: Mapping[str, Any]


def read_cases(text: str) -> tuple[WorkedCase, ...]:
    """Read the worked cases of a set.

    Parameters
    ----------
    text
        The contents of a ``.cases.toml`` file.

    Returns
    -------
    cases
        In the order of the file.

    Raises
    ------
    CatalogError
        If the file is not TOML or a case is wrong.

    Examples
    --------
    >>> [worked] = read_cases('''
    ... [[case]]
    ... name = "short"
    ... present = ["HP:0004322 Short stature"]
    ... expect = {outcome = "met"}
    ... ''')
    >>> worked.case.present
    ('HP:0004322',)
    """
    where = ""
    try:
        raw = tomllib.loads(text)
        read = []
        for i, body in enumerate(raw.get("case", [])):
            where = f" in the case {body.get('name', i + 1)!r}"
            read.append(_worked(body))
        return tuple(read)
    except (tomllib.TOMLDecodeError, InputError, KeyError, TypeError, ValueError) as error:
        said = f"{error} is missing" if isinstance(error, KeyError) else error
        raise CatalogError(
            f"The file of worked cases is wrong{where}: {said}.",
            hint="Compare it with another one in the catalogue.",
        ) from error


def _worked(body: Mapping[str, Any]) -> WorkedCase:
    expected = body["expect"]
    _only(set(body), _FIELDS, "has")
    _only(set(expected), _EXPECTED, "expects")
    _only(set(map(str, body.get("answers", {}).values())), _ANSWERS, "has the answers")
    if not isinstance(body.get("age_years", 0), int | float):
        raise TypeError("age_years is no number; write it as in age_years = 30.0")
    case = Case(
        id=body["name"],
        findings=tuple(_findings(body)),
        sex=Sex(body.get("sex", "unknown")),
        age_years=body.get("age_years"),
        onset_years=body.get("onset_years"),
        variants=tuple(_variant(v) for v in body.get("variants", [])),
        answers={name: State(value) for name, value in body.get("answers", {}).items()},
        quantities={name: float(value) for name, value in body.get("quantities", {}).items()},
    )
    return WorkedCase(body["name"], case, expected)


def _only(given: set[str], known: frozenset[str], what: str) -> None:
    extra = sorted(given - known)
    if extra:
        listed = ", ".join(sorted(known))
        raise ValueError(f"it {what} {', '.join(extra)}, which we do not know; known are {listed}")


def _findings(body: Mapping[str, Any]) -> Iterator[Finding]:
    for given in body.get("findings", []):
        yield Finding(
            parse_curie(given["term"].partition(" ")[0]),
            State(given.get("state", "present")),
            given.get("onset_years"),
            parse_curie(given["onset"].partition(" ")[0]) if "onset" in given else None,
            tuple(parse_curie(m.partition(" ")[0]) for m in given.get("modifiers", [])),
        )
    for state in (State.PRESENT, State.EXCLUDED):
        for term in body.get(state.value, []):
            yield Finding(parse_curie(term.partition(" ")[0]), state)


def _variant(given: Mapping[str, str]) -> Variant:
    origin = ParentalOrigin(given.get("origin", "unknown"))
    return Variant(
        given["gene"],
        given["significance"],
        given.get("zygosity", ""),
        origin,
        given.get("change", ""),
    )


def differences(worked: WorkedCase, found: Evaluation) -> tuple[str, ...]:
    """Say where an evaluation differs from what a worked case expects.

    Parameters
    ----------
    worked
        The case.
    found
        Its evaluation.

    Returns
    -------
    differences
        One sentence each; empty where everything agrees.

    Examples
    --------
    >>> from rarekin.criteria.checking import evaluate
    >>> from rarekin.criteria.reading import read_set
    >>> from rarekin.model.identifiers import Curie
    >>> from rarekin.model.ontology import Ontology, Term
    >>> toy = read_set('''
    ... slug = "toy"
    ... edition = "me-2020"
    ... title = "Toy disease"
    ... kind = "diagnostic"
    ... diseases = []
    ... summary = "One sign."
    ... status = "read"
    ... hpo_release = "2025-01-16"
    ... item.a = {title = "A", ask = "A?", explain = "A sign."}
    ... verdict = [{name = "toy", title = "Toy", role = "main", when = "a"}]
    ... ''')
    >>> tree = Ontology.from_terms([Term(Curie("HP:0000001"), "All", "toy")])
    >>> worked = WorkedCase("nobody knows", Case("me"), {"outcome": "met"})
    >>> differences(worked, evaluate(toy, worked.case, tree))
    ("nobody knows: outcome should be 'met' and is 'undetermined'.",)
    """
    actual: dict[str, Any] = {
        "outcome": found.outcome.value,
        "level": found.level.name if found.level else "",
        "rules": {group.name: group.outcome.value for group in found.groups},
        "verdicts": {verdict.name: verdict.outcome.value for verdict in found.verdicts},
        "items": {item.name: item.state.value for item in found.items},
        "conflicts": sorted(item.name for item in found.items if item.conflict),
        "missing": sorted(missing.name for missing in found.missing),
        "alerts": len(found.alerts),
    }
    return tuple(
        f"{worked.name}: {what} should be {wanted!r} and is {actual[what]!r}."
        for what, wanted in worked.expected.items()
        if not _agrees(wanted, actual[what])
    )


def _agrees(wanted: Any, actual: Any) -> bool:
    if isinstance(wanted, dict):
        return all(actual.get(name) == value for name, value in wanted.items())
    if isinstance(wanted, list):
        return sorted(wanted) == list(actual)
    return bool(wanted == actual)
