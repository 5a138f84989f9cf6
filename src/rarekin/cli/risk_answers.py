"""Other answers of `rarekin risk`: whose test tells most, a letter, the table by hand and more."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import click

from rarekin.api.family import family_answers
from rarekin.api.family.risk import FamilyRisk, OwnCurve, family_risk, percent, told_words
from rarekin.errors import InputError
from rarekin.model.family import Family


@dataclass(frozen=True)
class Asked:
    """What was asked of a family.

    Attributes
    ----------
    family, slug, parameters
        The family, the model, and values in place of its defaults.
    person
        Id of whom the answer is about; empty where nobody was named.
    curves
        The reader's own, by phenotype.
    """

    family: Family
    slug: str
    parameters: Mapping[str, float]
    person: str
    curves: Mapping[str, OwnCurve] = field(default_factory=dict)

    def risk(self) -> FamilyRisk:
        """Compute everybody's chances."""
        return family_risk(self.family, self.slug, parameters=self.parameters, curves=self.curves)

    def who(self) -> str:
        """Return the person named, else the one who seeks advice, else the proband.

        Raises
        ------
        InputError
            If there is none.
        """
        people = self.family.people
        marked = [p.id for p in people if p.consultand] + [p.id for p in people if p.proband]
        if not self.person and not marked:
            raise InputError(
                "Say whom the answer is about.",
                hint="Name the person with --for ID.",
                where="--for",
            )
        return self.person or marked[0]


_KINDS = {"none": "not changed", "one": "one copy changed", "both": "both (his only) copy changed"}


def _tests(asked: Asked) -> tuple[object, list[str]]:
    worth = family_answers.worth_of_tests(
        asked.family, asked.slug, asked.who(), parameters=asked.parameters, curves=asked.curves
    )
    lines = [f"Whose gene test would tell most about {asked.who()}:"]
    for one in worth:
        share = one.bits / one.bits_open if one.bits_open > 0 else 0.0
        lines.append(f"{one.label}: {one.bits:.3f} bits, {share:.0%} of what is open")
        lines += [
            f"  {_KINDS[kind]} ({percent(p)}): then {asked.who()} carries it with {percent(then)}"
            for kind, p, then in one.outcomes
        ]
    if not worth:
        lines.append("No test of anybody would tell more.")
    return [dataclasses.asdict(w) for w in worth], lines


def _by_hand(asked: Asked) -> tuple[object, list[str]]:
    table = family_answers.by_hand(
        asked.family, asked.slug, asked.who(), parameters=asked.parameters, curves=asked.curves
    )
    rows = [table.prior, *table.conditional, table.joint, table.posterior]
    width = max(len(row.what) for row in rows)
    names = zip(table.columns, table.genes, strict=True)
    lines = [" " * width + "".join(f"{f'{gene} {kind}'.strip():>14}" for kind, gene in names)]
    lines += [
        f"{row.what:{width}}" + "".join(f"{value:14.6g}" for value in row.values) for row in rows
    ]
    # What is missing counts for nothing here; the chances give a range then.
    missing = asked.risk().issues
    lines += [f"{issue.message} {issue.hint}" for issue in missing]
    return dataclasses.asdict(table), lines


def _letter(asked: Asked) -> tuple[object, list[str]]:
    risk = asked.risk()
    told = [str(text) for text in family_answers.letter(risk, asked.who())]
    return told, "\n\n".join(told).split("\n")


def _bayes_factor(asked: Asked) -> tuple[object, list[str]]:
    factor = family_answers.bayes_factor(
        asked.family, asked.slug, asked.who(), parameters=asked.parameters, curves=asked.curves
    )
    way = "for" if factor > 1 else "against"
    return factor, [
        f"Bayes factor {factor:.4g}: that the variant runs with the disease speaks {way} it.",
        "It rests on the model's penetrance and on the variant's own frequency: set both.",
    ]


def _kinship(asked: Asked) -> tuple[object, list[str]]:
    found = family_answers.kinship(asked.family)
    inbred = {id_: found.inbreeding(id_) for id_ in found.ids if found.inbreeding(id_) > 0}
    lines = [f"{id_}: the parents are related, F = {value:g}" for id_, value in inbred.items()]
    if asked.person:
        of = {id_: found.between(asked.who(), id_) for id_ in found.ids}
        lines += [f"{asked.person} and {id_}: kinship {value:g}" for id_, value in of.items()]
        return {"inbreeding": inbred, "kinship": of}, lines
    return {"inbreeding": inbred}, lines or ["Nobody's parents are related."]


ANSWERS: Mapping[str, Callable[[Asked], tuple[object, list[str]]]] = {
    "tests": _tests,
    "by-hand": _by_hand,
    "letter": _letter,
    "bayes-factor": _bayes_factor,
    "kinship": _kinship,
}


def show_answer(name: str, asked: Asked, *, as_json: bool) -> None:
    """Print one of `ANSWERS`, in words or as JSON."""
    data, lines = ANSWERS[name](asked)
    click.echo(json.dumps(data, ensure_ascii=False, indent=1) if as_json else "\n".join(lines))


def by_age(asked: Asked, age: float) -> Iterator[str]:
    """Yield everybody's chance to have each disease of the model by an age."""
    risk = asked.risk()
    for person in risk.people:
        for phenotype in person.phenotypes:
            found = risk.age_chance(person.person, phenotype.slug, age)
            told = (
                "not known" if found.p is None else told_words(found.p, found.between, found.within)
            )
            yield f"{person.label}: {phenotype.title} by {age:g} years: {told}"
