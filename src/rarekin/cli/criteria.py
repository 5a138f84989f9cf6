"""`rarekin criteria`: list, show and check published criteria."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import BinaryIO

import click

from rarekin.api import criteria as door
from rarekin.api.criteria import (
    CriteriaSet,
    Evaluation,
    ItemResult,
    ItemState,
    Near,
    Outcome,
)
from rarekin.api.criteria_answers import answered
from rarekin.api.criteria_export import ExportForm, export_criteria
from rarekin.api.diseases.terms import read_case
from rarekin.cli.criteria_json import evaluation_json, near_json
from rarekin.errors import InputError
from rarekin.model.case import Case, State
from rarekin.model.citations import Checked

_ANSWERS = {
    "yes": State.PRESENT,
    "present": State.PRESENT,
    "no": State.EXCLUDED,
    "excluded": State.EXCLUDED,
    "unknown": State.UNKNOWN,
}
_OUTCOME = {
    Outcome.MET: "met",
    Outcome.NOT_MET: "not met",
    Outcome.UNDETERMINED: "undetermined",
}
_MARK = {
    ItemState.PRESENT: "yes",
    ItemState.EXCLUDED: "no",
    ItemState.UNSETTLED: "not settled",
    ItemState.UNKNOWN: "unknown",
}


_SHOWN_WAYS = 5


@click.group()
def criteria() -> None:
    """List, read and check published criteria.

    \b
    Example:
      rarekin criteria check poh case.json --answers progressed=yes,deep=yes
    """


@criteria.command("list")
def list_sets() -> None:
    """List every edition of every set of criteria."""
    for entry in door.criteria_sets():
        mark = "" if entry.status is Checked.READ else "  (unverified)"
        click.echo(f"{entry.id:24} {entry.kind.value:16} {entry.title}{mark}")


@criteria.command("show")
@click.argument("slug")
def show(slug: str) -> None:
    """Show one set: its rule, its items and where they were read."""
    chosen = door.criteria_set(slug)
    _heading(chosen)
    click.echo(f"\n{chosen.summary}\n{chosen.caution}")
    for rule in chosen.rules:
        click.echo(f"\n* {rule.title}")
        for name in (n for n in rule.when.polarities if n in {i.name for i in chosen.items}):
            _show_item(chosen, name)
    shown = {name for rule in chosen.rules for name in rule.when.polarities}
    if chosen.supporting:
        click.echo(f"\n* Supporting findings. {chosen.supporting_note}")
        for name in chosen.supporting:
            _show_item(chosen, name)
    others = [i.name for i in chosen.items if i.name not in shown | set(chosen.supporting)]
    if others:
        click.echo("\n* Also asked")
        for name in others:
            _show_item(chosen, name)
    _show_sources(chosen)


def _show_sources(chosen: CriteriaSet) -> None:
    click.echo("\nSources")
    for _, citation in chosen.citations:
        click.echo(f"  {citation.title}. {citation.why} {citation.link}".rstrip())
    for note in (chosen.status_note, chosen.performance, *door.notes_of(chosen)):
        if note:
            click.echo(f"  {note}")


@criteria.command("cases")
@click.argument("slug")
def cases(slug: str) -> None:
    """Run the worked cases of a set; exit with 1 if one comes out differently."""
    wrong = 0
    for worked in door.worked_cases(slug):
        found = door.check(slug, worked.case)
        problems = door.differences(worked, found)
        wrong += bool(problems)
        click.echo(f"{'differs' if problems else 'agrees':8} {worked.name}")
        for problem in problems:
            click.echo(f"         {problem}")
    if wrong:
        sys.exit(1)


@criteria.command("lint")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def lint(file: Path) -> None:
    """Say everything that is wrong with the set in FILE and its cases; exit with 1 if anything is.

    \b
    Example:
      rarekin criteria lint my-disease/authority-2021.toml
    """
    beside = (file.with_name(f"{file.stem}.{what}.toml") for what in ("cases", "blind"))
    cases, twin = (f.read_text("utf-8") if f.is_file() else "" for f in beside)
    problems = door.lint(file.read_text("utf-8"), cases, twin)
    for problem in problems:
        click.echo(f"- {problem}")
    if problems:
        click.echo(f"{len(problems)} things to mend.")
        sys.exit(1)
    click.echo("Nothing is wrong.")


@criteria.command("export")
@click.argument("slug")
@click.option("--to", "form", type=click.Choice([f.value for f in ExportForm]), required=True)
def export(slug: str, form: str) -> None:
    """Write the set SLUG for another program: a FHIR Questionnaire, CQL, or ELM.

    \b
    Example:
      rarekin criteria export nf1 --to cql > nf1.cql
    """
    click.echo(export_criteria(slug, ExportForm(form)).content, nl=False)


@criteria.command("check")
@click.argument("slug")
@click.argument("case", type=click.File("rb"), required=False)
@click.option("--answers", default="", help="Such as deep=yes,obesity=no or small_spots=7.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def check(slug: str, case: BinaryIO | None, answers: str, as_json: bool) -> None:
    """Check CASE, a phenopacket, against the set SLUG.

    \b
    Example:
      rarekin criteria check poh case.json --answers progressed=yes
    """
    person, issues = (Case("case"), ()) if case is None else read_case(case.read())
    states, quantities = _parse_answers(answers)
    door.criteria_set(slug)
    found = door.check(slug, answered(person, slug, states, quantities))
    noted = (*issues, *found.issues)
    if as_json:
        click.echo(json.dumps(evaluation_json(found, noted), indent=2, ensure_ascii=False))
        return
    _print(found)
    for issue in noted:
        click.echo(
            f"{issue.level.value}: {issue.where}: {issue.message} {issue.hint}".rstrip(), err=True
        )


@criteria.command("near")
@click.argument("case", type=click.File("rb"))
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def near(case: BinaryIO, as_json: bool) -> None:
    """Say which published criteria the phenopacket CASE comes close to, and what would settle each.

    \b
    Example:
      rarekin criteria near case.json
    """
    person, issues = read_case(case.read())
    found = door.near(person)
    if as_json:
        click.echo(json.dumps([near_json(one) for one in found], indent=2, ensure_ascii=False))
    else:
        for one in found:
            _print_near(one)
        if not found:
            click.echo("None of the criteria we have speaks of these findings.")
        click.echo("This is not a diagnosis. Please talk it over with a doctor.")
    for issue in issues:
        click.echo(
            f"{issue.level.value}: {issue.where}: {issue.message} {issue.hint}".rstrip(), err=True
        )


def _print_near(one: Near) -> None:
    chosen = one.criteria_set
    level = f" Level reached: {one.level.title}." if one.level else ""
    click.echo(f"{chosen.id}: {_OUTCOME[one.outcome]}. {one.text}{level}")
    for alert in one.alerts:
        click.echo(f"  IMPORTANT: {alert}")
    if one.present:
        click.echo(f"  there: {'; '.join(item.title for item in one.present)}")
    if one.pointing:
        click.echo(f"  points to, not settled: {'; '.join(i.title for i in one.pointing)}")
    for way in one.to_met.ways:
        click.echo(f"  would make it hold: {'; '.join(door.in_words(chosen, way))}")
    for note in door.notes_of(chosen):
        click.echo(f"  note: {note}")
    click.echo()


def _parse_answers(text: str) -> tuple[dict[str, State], dict[str, float]]:
    states: dict[str, State] = {}
    quantities: dict[str, float] = {}
    for part in filter(None, (p.strip() for p in text.split(","))):
        name, _, value = part.partition("=")
        if value.lower() in _ANSWERS:
            states[name.strip()] = _ANSWERS[value.lower()]
            continue
        try:
            quantities[name.strip()] = float(value)
        except ValueError as error:
            raise InputError(
                f"{part!r} is not an answer; we accept item=yes, =no, =unknown or a number.",
                hint="Write for example --answers deep=yes,obesity=no.",
            ) from error
    return states, quantities


def _heading(chosen: CriteriaSet) -> None:
    click.echo(f"{chosen.title}: {chosen.kind.value} criteria, edition {chosen.edition}")


def _show_item(chosen: CriteriaSet, name: str) -> None:
    item = chosen.item(name)
    click.echo(f"  - {item.title} [{name}]: {item.ask}")
    if item.terms:
        click.echo(f"      {', '.join(f'{t.id} {t.label}' for t in item.terms)}")
    if item.where:
        click.echo(f"      read in: {item.where}")


def _print(found: Evaluation) -> None:
    _heading(found.criteria_set)
    click.echo(f"\n{found.criteria_set.main.title}: {_OUTCOME[found.outcome]}. {found.text}")
    if found.level:
        mark = "" if found.level.rule.status is Checked.READ else " (unverified)"
        click.echo(f"Level reached: {found.level.title}{mark}.")
    for alert in found.alerts:
        click.echo(f"\nIMPORTANT: {alert}")
    for note in found.notes:
        click.echo(f"\nNote: {note}")
    for hint in found.hints:
        mark = "" if hint.rule.status is Checked.READ else " (unverified)"
        click.echo(f"\nConsider {hint.title}{mark}. {hint.text}")
    shown: set[str] = set()
    for group in found.groups:
        click.echo(f"\n* {group.title}: {_OUTCOME[group.outcome]}. {group.text}")
        shown.update(group.items)
        _print_items(found, group.items)
    supporting = found.supporting
    if supporting.n_total:
        click.echo(
            f"\n* Supporting findings (they never decide): {supporting.n_present} of "
            f"{supporting.n_total} present, {supporting.n_unknown} unknown."
        )
        shown.update(supporting.items)
        _print_items(found, supporting.items)
    rest = [item for item in found.items if item.name not in shown and item.because]
    if rest:
        click.echo("\n* Also known")
        _print_items(found, [item.name for item in rest])
    _print_missing(found)
    _print_ways(found)
    click.echo("\nThis is not a diagnosis. Please talk it over with a doctor.")


def _print_items(found: Evaluation, names: tuple[str, ...] | list[str]) -> None:
    for name in names:
        result = next((item for item in found.items if item.name == name), None)
        if result:
            click.echo(f"  {_MARK[result.state]:12} {result.title} [{name}]{_reasons(result)}")


def _reasons(result: ItemResult) -> str:
    conflict = " CONFLICT:" if result.conflict else ""
    return f"{conflict} {' '.join(result.because)}" if result.because else ""


def _print_missing(found: Evaluation) -> None:
    if not found.missing:
        return
    click.echo("\nWhat is missing")
    for missing in found.missing:
        click.echo(f"  {missing.item.ask} [{missing.name}]")
        answers = {"yes": missing.if_present, "no": missing.if_excluded}
        for answer, consequence in answers.items():
            if consequence.changes or consequence.rules:
                click.echo(f"      if {answer}: {consequence.text}")
        if not missing.settles:
            click.echo("      This alone settles nothing yet.")
        for procedure in missing.item.find_out:
            click.echo(f"      how to find out: {procedure.label}")


def _print_ways(found: Evaluation) -> None:
    named = {
        "The fewest answers that would make it hold": door.settles(found, holds=True),
        "The fewest answers that would rule it out": door.settles(found, holds=False),
        "It rests on this; the other way round it would not stand": door.overturns(found),
    }
    for heading, ways in named.items():
        if ways.ways:
            click.echo(f"\n{heading}")
        for way in ways.ways[:_SHOWN_WAYS]:
            click.echo(f"  {'; '.join(door.in_words(found.criteria_set, way))}")
        if len(ways.ways) > _SHOWN_WAYS or not ways.is_complete:
            click.echo("  and others")
