"""`rarekin risk`: everybody's chances in a family."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO, TextIO

import click

from rarekin.api.family import risk as door
from rarekin.api.family.other_ids import in_our_ids
from rarekin.api.family.risk import FamilyRisk, PersonRisk, PhenotypeRisk, RiskModel
from rarekin.cli.pedigree import show_issues
from rarekin.cli.risk_answers import ANSWERS, Asked, by_age, show_answer
from rarekin.cli.risk_variants import show_variants
from rarekin.errors import InputError
from rarekin.model.family import Family
from rarekin.model.issues import Issue
from rarekin.model.person import AFFECTED


@click.command()
@click.argument("family", type=click.File("rb"), required=False)
@click.option("--family", "name", default="", help="Which one, of several in the file.")
@click.option("--add-parents", is_flag=True, help="Add parents who are named but not listed.")
@click.option("--model", "slug", default="", help="Inheritance model; see --list.")
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="Change a figure.")
@click.option(
    "--curve",
    "curves",
    multiple=True,
    metavar="[PHENOTYPE=]FILE",
    help="Share of carriers ill by each age, a table; see docs/family-file.md.",
)
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@click.option("--svg", type=click.File("w", encoding="utf-8"), help="Also draw the family here.")
@click.option("--answer", type=click.Choice(sorted(ANSWERS)), help="Another answer instead.")
@click.option("--for", "person", default="", metavar="ID", help="Whom the answer is about.")
@click.option("--by-age", "age", type=float, help="Chances of each disease by this age.")
@click.option(
    "--what-if",
    "variants",
    multiple=True,
    metavar="ID=CHANGE",
    help="A variant beside the family as it is; several at once.",
)
@click.option("--list", "listing", is_flag=True, help="List the models, or one model's figures.")
def risk(
    family: BinaryIO | None,
    name: str,
    add_parents: bool,
    slug: str,
    settings: tuple[str, ...],
    curves: tuple[str, ...],
    as_json: bool,
    svg: TextIO | None,
    answer: str | None,
    person: str,
    age: float | None,
    variants: tuple[str, ...],
    listing: bool,
) -> None:
    """Compute everybody's chances in FAMILY, a family file (- for standard input).

    Reads our own format, PED, CSV, CanRisk, GEDCOM, GA4GH Pedigree, Phenopackets, FHIR and
    others; see `rarekin pedigree formats`.

    \b
    Examples:
      rarekin risk family.json --model gnas --svg family.svg
      rarekin risk family.ped --model ad --set penetrance=0.8
      rarekin risk family.json --model brca1 --by-age 50
      rarekin risk family.json --model duchenne --answer tests --for II-3
      rarekin risk family.json --model duchenne --what-if II-1=negative --what-if "child of I-1"
      rarekin risk --list
    """
    if listing or family is None:
        _list(slug)
        return
    people, issues = door.read_family(family.read(), family=name, add_parents=add_parents)
    door.refuse_unread(issues)
    people = in_our_ids(people)
    if not slug:
        raise _no_model(people)
    asked = Asked(
        people, slug, dict(_setting(s) for s in settings), person, dict(map(_curve, curves))
    )
    if variants:
        show_variants(asked, variants, as_json=as_json)
    elif answer is not None:
        show_answer(answer, asked, as_json=as_json)
    elif age is not None:
        click.echo("\n".join(by_age(asked, age)))
    else:
        _show(asked, issues, as_json=as_json, svg=svg)


def _show(asked: Asked, issues: tuple[Issue, ...], *, as_json: bool, svg: TextIO | None) -> None:
    result = asked.risk()
    if svg is not None:
        svg.write(door.draw_family(asked.family, result) + "\n")
    noticed = (*issues, *(i for i in result.issues if i not in issues))
    if as_json:
        click.echo(json.dumps(_plain(result, noticed), ensure_ascii=False, indent=1))
        return
    show_issues(noticed)
    for person in result.people:
        _show_person(person)
    click.echo("")
    for note in result.notes:
        click.echo(note)
    click.echo(f"Exact, by {result.method}; model {result.model.slug}.")


def _no_model(people: Family) -> InputError:
    """Say that a model must be chosen, and which know the diseases the family names."""
    keys = {key for person in people.people for key in person.phenotypes} - {AFFECTED}
    fitting = [m.slug for m in door.models() if any(m.phenotype_slug(key) for key in keys)]
    return InputError(
        "No inheritance model was chosen, and none fits every disease.",
        hint=(
            f"Models that know the diseases of this family: {', '.join(fitting)}. "
            if fitting
            else ""
        )
        + "Choose one with --model; `rarekin risk --list` tells what each is for.",
        where="--model",
    )


def _setting(text: str) -> tuple[str, float]:
    name, equals, value = text.partition("=")
    try:
        return name.strip(), float(value)
    except ValueError:
        raise InputError(
            f"{text!r} is not a figure." if equals else f"{text!r} has no '='.",
            hint="Write NAME=NUMBER, for example --set penetrance=0.8.",
        ) from None


def _curve(text: str) -> tuple[str, door.OwnCurve]:
    phenotype, equals, path = text.rpartition("=")
    try:
        return phenotype if equals else "", door.read_curve(Path(path).read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"The curve {path!r} cannot be read: {error}.",
            hint="Give a text file.",
            where="--curve",
        ) from None


def _list(slug: str) -> None:
    for model in [door.model(slug)] if slug else door.models():
        click.echo(f"{model.slug:16} {model.title}")
        click.echo(f"{'':16} {model.summary}")
        _list_figures(model)


def _list_figures(model: RiskModel) -> None:
    for p in model.parameters:
        default = "unknown" if p.default is None else f"{p.default:g}"
        interval = f" [{p.interval[0]:g} to {p.interval[1]:g}]" if p.interval else ""
        measured = f", {p.population}" if p.population else ""
        click.echo(f"{'':18}{p.slug} = {default}{interval} ({p.basis}{measured}): {p.label}")
        for work in p.citations:
            click.echo(f"{'':20}{work.title} {work.link}".rstrip())
    if model.populations:
        known = ", ".join(f"{p.slug} ({p.label})" for p in model.populations)
        click.echo(f"{'':18}ancestry of a founder in the family file: {known}")


def _show_person(person: PersonRisk) -> None:
    click.echo(f"\n{person.label}")
    for note in person.notes:
        click.echo(f"  {note}")
    for risk in person.phenotypes:
        click.echo(f"  {risk.title}: {_chance(risk)}")
        for one in risk.ahead:
            told = door.told_words(one.p, one.between, one.within)
            click.echo(f"    within {one.years:g} years: {told}")
    if person.p_carrier >= 0.001 and person.child_phenotypes:
        click.echo("  A future child with an unrelated partner:")
        for risk in person.child_phenotypes:
            click.echo(f"    {risk.title}: {_chance(risk)}")
        pairs = zip(person.daughters, person.sons, strict=True)
        for daughter, son in ((d, s) for d, s in pairs if d.p_at_most != s.p_at_most):
            if daughter.title != son.title:
                click.echo(f"    daughter: {daughter.title}: {_chance(daughter)}")
                click.echo(f"    son: {son.title}: {_chance(son)}")
                continue
            told_apart = f"daughter {_chance(daughter)}; son {_chance(son)}"
            click.echo(f"    {daughter.title}: {told_apart}")


def _chance(risk: PhenotypeRisk) -> str:
    if risk.p_lifetime is None:
        at_most = f", at most {door.percent(risk.p_at_most)}" if risk.p_at_most < 0.995 else ""
        return f"not known{at_most}"
    if risk.between is not None:
        return str(door.range_words(risk.between))
    others = [
        f"{other.label}: {door.percent(other.p)}"
        for other in risk.compared
        if other.p is not None and door.percent(other.p) != door.percent(risk.p_lifetime)
    ]
    return "; ".join([door.told_words(risk.p_lifetime, None, risk.within), *others])


def _plain(result: FamilyRisk, noticed: Iterable[Issue]) -> dict[str, Any]:
    return {
        "model": result.model.slug,
        "method": result.method,
        "width": result.width,
        "log_likelihood": result.log_likelihood,
        "parameters": [
            {
                "name": used.parameter.slug,
                "value": used.value,
                "basis": used.parameter.basis.value,
                "chosen": used.chosen,
            }
            for used in result.parameters
        ],
        "comparisons": [{"label": a, "explain": b} for a, b in result.comparisons],
        "people": [dataclasses.asdict(p) for p in result.people],
        "issues": [dataclasses.asdict(i) for i in noticed],
        "notes": list(result.notes),
    }
