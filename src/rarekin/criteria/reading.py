"""Read a criteria file: TOML text in, a checked `CriteriaSet` out."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from enum import StrEnum
from typing import Any, TypeVar

from rarekin.criteria.changes import codon_of
from rarekin.criteria.expression import Expression
from rarekin.criteria.grammar import parse
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
from rarekin.errors import CatalogError, InputError
from rarekin.model.case import ParentalOrigin
from rarekin.model.citations import Checked, Citation
from rarekin.model.identifiers import Curie, parse_curie

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

_EDITION = re.compile(r"^[a-z][a-z-]*-\d{4}$")
BUILT_IN = frozenset({"female", "male"})
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
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CatalogError(f"The criteria file is not TOML: {error}.") from error
    try:
        criteria_set = _set(raw)
    except InputError as error:
        raise CatalogError(error.message, hint=error.hint) from error
    _check(criteria_set)
    return criteria_set


def _set(raw: dict[str, Any]) -> CriteriaSet:
    rules: dict[str, Expression] = {}
    read_rules = []
    for name, body in raw.pop("rule", {}).items():
        rules[name] = parse(_need(body, "when", f"rule.{name}"), rules)
        read_rules.append(_build(Rule, {**body, "name": name, "when": rules[name]}, "rule"))
    items = tuple(_item(name, body, rules) for name, body in raw.pop("item", {}).items())
    verdicts = tuple(_verdict(body, rules) for body in raw.pop("verdict", []))
    support = raw.pop("supporting", {})
    citations = tuple(
        (key, _build(Citation, body, f"cite.{key}")) for key, body in raw.pop("cite", {}).items()
    )
    published: datetime.date | None = raw.pop("published", None)
    return _build(
        CriteriaSet,
        {
            "caution": "",
            "status_note": "",
            **raw,
            "published": published,
            "kind": _choice(Kind, raw.get("kind"), "kind"),
            "status": _choice(Checked, raw.get("status"), "status"),
            "diseases": tuple(parse_curie(d) for d in raw.get("diseases", ())),
            "beside": tuple(raw.get("beside", ())),
            "items": items,
            "rules": tuple(read_rules),
            "verdicts": verdicts,
            "supporting": tuple(support.get("items", ())),
            "supporting_note": support.get("note", ""),
            "citations": citations,
        },
        "the set",
    )


def _item(name: str, body: Mapping[str, Any], rules: Mapping[str, Expression]) -> Item:
    where = f"item.{name}"
    given: dict[str, Any] = {**body, "name": name}
    for field in _TERM_FIELDS:
        given[field] = tuple(_term(t, where) for t in given.get(field, ()))
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
    given["thresholds"] = tuple(
        _build(Threshold, threshold, where) for threshold in given.pop("threshold", ())
    )
    for field in ("also", "needs"):
        if field in given:
            given[field] = parse(given[field], rules)
    return _build(Item, given, where)


def _variant(body: Mapping[str, Any], where: str) -> VariantEvidence:
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
        raise CatalogError(f"{where}: {value!r} is none of {known}.") from error


def _build(kind: type[T], given: Mapping[str, Any], where: str) -> T:
    slots = {f.name: f for f in fields(kind)}  # type: ignore[arg-type]
    extra = sorted(set(given) - set(slots))
    if extra:
        raise CatalogError(
            f"{where} has a field we do not know: {', '.join(extra)}.",
            hint=f"The known fields are {', '.join(slots)}.",
        )
    missing = sorted(
        n
        for n, f in slots.items()
        if n not in given and f.default is MISSING and f.default_factory is MISSING
    )
    if missing:
        raise CatalogError(f"{where} lacks {', '.join(missing)}.", hint="Add what is missing.")
    return kind(**given)


def _check(criteria_set: CriteriaSet) -> None:
    if not _EDITION.match(criteria_set.edition):
        raise CatalogError(
            f"The edition {criteria_set.edition!r} does not end with its year.",
            hint="Write it as authority-year, such as gard-2020.",
        )
    names = {item.name for item in criteria_set.items}
    unknown = sorted(
        name for name in set(_used(criteria_set)) - names - BUILT_IN if not name.startswith("age ")
    )
    if unknown:
        raise CatalogError(
            f"{criteria_set.id} uses {', '.join(unknown)}, which is no item or earlier rule.",
            hint="Add the item, or put the rule above where it is used.",
        )
    for item in criteria_set.items:
        for threshold in item.thresholds:
            if threshold.direction not in DIRECTIONS:
                known = ", ".join(sorted(DIRECTIONS))
                raise CatalogError(f"item.{item.name}: {threshold.direction!r} is none of {known}.")
    mains = [v for v in criteria_set.verdicts if v.role is Role.MAIN]
    if len(mains) != 1:
        raise CatalogError(f"{criteria_set.id} has {len(mains)} main verdicts; it needs one.")


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
