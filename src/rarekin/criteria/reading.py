"""Read a criteria file: TOML text in, a checked `CriteriaSet` out."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar

from rarekin.criteria.expression import BUILT_IN, Expression
from rarekin.criteria.grammar import parse
from rarekin.criteria.hgvs import codon_of
from rarekin.criteria.measured import DIRECTIONS
from rarekin.criteria.sets import (
    CriteriaSet,
    Item,
    Kind,
    OnsetEvidence,
    OrderEvidence,
    PinnedTerm,
    Role,
    Rule,
    Threshold,
    VariantEvidence,
    VerdictRule,
)
from rarekin.criteria.slips import usual_slip
from rarekin.errors import CatalogError, InputError
from rarekin.model.case import ParentalOrigin
from rarekin.model.citations import Checked, Citation
from rarekin.model.identifiers import Curie, parse_curie

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

_EDITION = re.compile(r"^[a-z][a-z-]*-\d{4}$")
_TERM_FIELDS = ("terms", "except_terms", "suggests", "against", "find_out")


def read_set(text: str) -> CriteriaSet:
    """Read one edition of one set of criteria.

    Parameters
    ----------
    text
        The contents of its TOML file.

    Returns
    -------
    criteria_set
        Whole and checked: every name used in a rule exists, exactly one verdict is the main
        one.

    Raises
    ------
    CatalogError
        If the file is not TOML, lacks a field, has one too many or names something unknown.

    Examples
    --------
    >>> toy = read_set('''
    ... slug = "toy"
    ... edition = "me-2020"
    ... title = "Toy disease"
    ... kind = "diagnostic"
    ... diseases = ["MONDO:0000001"]
    ... summary = "Both signs."
    ... status = "read"
    ... hpo_release = "2025-01-16"
    ... [item.a]
    ... title = "A"
    ... ask = "Is A there?"
    ... explain = "A is a sign."
    ... terms = ["HP:0000001 All"]
    ... [[verdict]]
    ... name = "toy"
    ... title = "Toy"
    ... role = "main"
    ... when = "a"
    ... ''')
    >>> toy.id, toy.main.title, toy.item("a").terms[0].label
    ('toy/me-2020', 'Toy', 'All')
    """
    criteria_set, problems = read_parts(text)
    if criteria_set is None or problems:
        raise CatalogError(
            " ".join(problems), hint="The file of another set in the catalogue shows how."
        )
    return criteria_set


def read_parts(text: str) -> tuple[CriteriaSet | None, tuple[str, ...]]:
    """Read as much of a criteria file as can be read, and say everything that is wrong.

    Parameters
    ----------
    text
        The contents of its TOML file.

    Returns
    -------
    criteria_set
        None where a part is missing without which there is no set.
    problems
        One or two sentences each.

    Examples
    --------
    >>> read_parts("slug = ")[1][0].startswith("The file is not TOML:")
    True
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return None, (f"The file is not TOML: {error}.{usual_slip(text, str(error))}",)
    if not raw:
        return None, ("The file is empty.",)
    problems = _Problems()
    criteria_set = problems.catch(lambda: _set(raw, problems))
    if criteria_set is not None:
        _check(criteria_set, problems)
    return criteria_set, tuple(problems.found)


class _Problems:
    """What is wrong with a file, collected instead of stopping at the first."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.unread: set[str] = set()

    def add(self, message: str, hint: str = "") -> None:
        """Note one problem."""
        self.found.append(f"{message} {hint}".rstrip())

    def catch(self, read: Callable[[], T]) -> T | None:
        """Return what can be read, or note why it cannot."""
        try:
            return read()
        except (CatalogError, InputError) as error:
            self.add(error.message, error.hint)
        except (AttributeError, TypeError, ValueError) as error:
            self.add(f"A value is not of the kind that belongs there: {error}.")
        return None


def _set(raw: dict[str, Any], problems: _Problems) -> CriteriaSet:
    rules: dict[str, Expression] = {}
    unread: set[str] = set()
    read_rules = []
    for name, body in raw.pop("rule", {}).items():
        rule = problems.catch(partial(_rule, name, body, rules))
        rules[name] = rule.when if rule else Expression("item", name=name)
        unread |= set() if rule else {name}
        read_rules += [rule] if rule else []
    tables = raw.pop("item", {})
    items = [problems.catch(partial(read_item, name, body, rules)) for name, body in tables.items()]
    listed = raw.pop("verdict", [])
    if isinstance(listed, dict):
        problems.add("[verdict] is no list.", "Write [[verdict]], in two brackets.")
        listed = [listed]
    verdicts = [problems.catch(partial(_verdict, body, rules)) for body in listed]
    problems.unread = unread | {
        name for name, item in zip(tables, items, strict=True) if item is None
    }
    support = raw.pop("supporting", {})
    citations = tuple((key, _citation(key, body)) for key, body in raw.pop("cite", {}).items())
    return _build(
        CriteriaSet,
        {
            "caution": "",
            "status_note": "",
            "published": None,
            **raw,
            "kind": _choice(Kind, raw.get("kind"), "kind"),
            "status": _choice(Checked, raw.get("status"), "status"),
            "diseases": tuple(parse_curie(d) for d in raw.get("diseases", ())),
            "beside": tuple(raw.get("beside", ())),
            "items": tuple(item for item in items if item),
            "rules": tuple(read_rules),
            "verdicts": tuple(verdict for verdict in verdicts if verdict),
            "supporting": tuple(support.get("items", ())),
            "supporting_note": support.get("note", ""),
            "citations": citations,
        },
        "the set",
    )


def _citation(key: str, body: Mapping[str, Any]) -> Citation:
    if not isinstance(body.get("year", 0), int):
        raise CatalogError(f"cite.{key}: year is no number.", hint="Write it as in year = 2014.")
    return _build(Citation, body, f"cite.{key}")


def _rule(name: str, body: Mapping[str, Any], rules: Mapping[str, Expression]) -> Rule:
    when = parse(_need(body, "when", f"rule.{name}"), rules)
    return _build(Rule, {**body, "name": name, "when": when}, f"rule.{name}")


def read_item(name: str, body: Mapping[str, Any], rules: Mapping[str, Expression]) -> Item:
    """Read one item.

    Parameters
    ----------
    name
        Its key.
    body
        Its table.
    rules
        The rules that it may name.

    Returns
    -------
    item
        With its terms, limits and other evidence.

    Raises
    ------
    CatalogError
        If a field is missing, unknown or wrong.

    Examples
    --------
    >>> read_item("a", {"title": "A", "ask": "A?", "explain": "A.", "also": "b"}, {}).also.asked
    ('b',)
    """
    where = f"item.{name}"
    given: dict[str, Any] = {**body, "name": name}
    for field in _TERM_FIELDS:
        given[field] = tuple(_term(t, where) for t in _listed(given, field, where))
    if "variant" in given:
        given["variant"] = _variant(given["variant"], where)
    if "onset" in given:
        onset = given["onset"]
        given["onset"] = _build(OnsetEvidence, {**onset, "of": tuple(onset.get("of", ()))}, where)
    if "order" in given:
        order = dict(given["order"])
        if "modifier" in order:
            order["modifier"] = _term(order["modifier"], where).id
        given["order"] = _build(OrderEvidence, order, where)
    given |= _measured(given.pop("threshold", ()), _listed(given, "within", where), where)
    for field in ("also", "needs"):
        if field in given:
            given[field] = parse(given[field], rules)
    return _build(Item, given, where)


def _listed(body: Mapping[str, Any], field: str, where: str) -> Any:
    value = body.get(field, ())
    if isinstance(value, str):
        raise CatalogError(
            f"{where}: {field} is no list.", hint=f'Put brackets around it: {field} = ["{value}"].'
        )
    return value


def _measured(limits: Any, within: Any, where: str) -> dict[str, Any]:
    given: dict[str, Any] = {"thresholds": tuple(_threshold(limit, where) for limit in limits)}
    if within:
        low, high = within
        given["within"] = (float(low), float(high))
    return given


def _threshold(body: Mapping[str, Any], where: str) -> Threshold:
    for name, value in body.items():
        if name != "direction" and not isinstance(value, int | float):
            raise CatalogError(
                f"{where}: {name} is {value!r}, which is no number.",
                hint="Write a number without quotation marks.",
            )
    return _build(Threshold, body, where)


def _variant(body: Mapping[str, Any], where: str) -> VariantEvidence:
    for field in ("genes", "significance", "zygosity", "effects", "only_changes"):
        _listed(body, field, where)
    given = {name: tuple(v) if isinstance(v, list) else v for name, v in body.items()}
    given["origin"] = _choice(ParentalOrigin, body.get("origin", "unknown"), where)
    for change in (*given.get("except_changes", ()), *given.get("only_changes", ())):
        if codon_of(change) is None:
            raise CatalogError(
                f"{where}: {change!r} names no codon.", hint="Write it as in p.Ile500."
            )
    return _build(VariantEvidence, given, where)


def _verdict(body: Mapping[str, Any], rules: Mapping[str, Expression]) -> VerdictRule:
    where = f"verdict {body.get('name', '')!r}"
    given: dict[str, Any] = {**body, "when": parse(_need(body, "when", where), rules)}
    given["role"] = _choice(Role, body.get("role"), where)
    given["status"] = _choice(Checked, body.get("status", "read"), where)
    if "disease" in given:
        given["disease"] = parse_curie(given["disease"])
    for field in ("unless_recorded", "alert_when", "alert_unless"):
        if field in given:
            given[field] = parse(given[field], rules)
    return _build(VerdictRule, given, where)


def _term(text: str, where: str) -> PinnedTerm:
    id_, _, label = text.partition(" ")
    if not label:
        raise CatalogError(
            f"{where}: {text!r} has no label.",
            hint="Write the id, a space and the label, such as 'HP:0001513 Obesity'.",
        )
    return PinnedTerm(Curie(parse_curie(id_)), label)


def _need(body: Mapping[str, Any], key: str, where: str) -> str:
    value = body.get(key)
    if not isinstance(value, str) or not value:
        raise CatalogError(f"{where} has no {key!r}.", hint=f"Give it a text {key!r}.")
    return value


def _choice(kind: type[E], value: object, where: str) -> E:
    try:
        return kind(str(value))
    except ValueError as error:
        known = ", ".join(member.value for member in kind)
        given = "it is missing; write one of" if value is None else f"{value!r} is none of"
        raise CatalogError(f"{where}: {given} {known}.") from error


def _build(kind: type[T], given: Mapping[str, Any], where: str) -> T:
    slots = {f.name: f for f in fields(kind)}  # type: ignore[arg-type]
    extra = sorted(set(given) - set(slots))
    missing = sorted(
        n
        for n, f in slots.items()
        if n not in given and f.default is MISSING and f.default_factory is MISSING
    )
    said = []
    if missing:
        said.append(f"{where} lacks {', '.join(missing)}.")
    if extra:
        said.append(f"{where} has a field we do not know: {', '.join(extra)}.")
    if said:
        raise CatalogError(" ".join(said), hint=f"The known fields are {', '.join(slots)}.")
    return kind(**given)


def _check(criteria_set: CriteriaSet, problems: _Problems) -> None:
    if not _EDITION.match(criteria_set.edition):
        problems.add(
            f"The edition {criteria_set.edition!r} does not end with its year.",
            "Write it as authority-year, such as gard-2020.",
        )
    names = {item.name for item in criteria_set.items} | problems.unread | BUILT_IN
    unknown = sorted({n for n in _used(criteria_set) if not n.startswith("age ")} - names)
    for name in unknown:
        near = difflib.get_close_matches(name, names, n=1)
        meant = f" Did you mean {near[0]}?" if near else ""
        problems.add(
            f"{criteria_set.id} uses {name}, which is no item or earlier rule.{meant}",
            "Add the item, or put the rule above where it is used.",
        )
    for item in criteria_set.items:
        for threshold in item.thresholds:
            if threshold.direction not in DIRECTIONS:
                known = ", ".join(sorted(DIRECTIONS))
                problems.add(f"item.{item.name}: {threshold.direction!r} is none of {known}.")
    mains = [v for v in criteria_set.verdicts if v.role is Role.MAIN]
    if len(mains) != 1:
        problems.add(f"{criteria_set.id} has {len(mains)} main verdicts; it needs one.")


def _used(criteria_set: CriteriaSet) -> Iterable[str]:
    for rule in criteria_set.rules:
        yield from rule.when.polarities
    for verdict in criteria_set.verdicts:
        for expression in verdict.expressions:
            yield from expression.polarities
    for item in criteria_set.items:
        for expression in filter(None, (item.also, item.needs)):
            yield from expression.polarities
        if item.onset:
            yield from item.onset.of
        if item.order:
            yield from (item.order.first, item.order.then)
    yield from criteria_set.supporting
