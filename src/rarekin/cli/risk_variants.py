"""Variants of a family beside each other: `rarekin risk --what-if`."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Sequence

import click

from rarekin.api.family.risk import PersonRisk, told_words
from rarekin.api.family.what_if import Variant, what_if, who_changes
from rarekin.cli.risk_answers import Asked


def show_variants(asked: Asked, texts: Sequence[str], *, as_json: bool) -> None:
    """Print the family as it is and its variants, person by person.

    Parameters
    ----------
    asked
        The family, model and figures.
    texts
        Each as `rarekin.api.family.what_if.changed` reads it.
    as_json
        Whether to print JSON.
    """
    found = what_if(
        asked.family, asked.slug, ("", *texts), parameters=asked.parameters, curves=asked.curves
    )
    if as_json:
        told = [
            {"variant": one.title, "problem": one.problem,
             "people": [dataclasses.asdict(p) for p in one.people.values()]}
            for one in found
        ]  # fmt: skip
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for id_ in who_changes(found):
        click.echo(f"{id_}:")
        for line in _lines(found, id_):
            click.echo(f"  {line}")
    for one in found:
        if one.problem:
            click.echo(f"{one.title}: this cannot be. {one.problem}")
    if not who_changes(found) and not any(one.problem for one in found):
        click.echo("Nobody's chances would be others.")


def _lines(found: Sequence[Variant], id_: str) -> Iterator[str]:
    width = max(len(one.title or "as it is") for one in found)
    for one in found:
        if id_ in one.people:
            yield f"{one.title or 'as it is':{width}}  {_person(one.people[id_])}"


def _person(person: PersonRisk) -> str:
    told = [
        "carries the change "
        + told_words(person.p_carrier, person.p_carrier_between, person.p_carrier_within)
    ]
    told += [
        f"{p.title} {told_words(p.p_lifetime, p.between, p.within)}"
        for p in person.phenotypes
        if p.p_lifetime is not None
    ]
    return "; ".join(told)
