"""`rarekin pedigree`: family files checked, drawn, and carried into another format."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable
from typing import Any, BinaryIO

import click

from rarekin.api.draw import KINDS, picture_as
from rarekin.api.family import families as files
from rarekin.api.family import risk as door
from rarekin.errors import InputError
from rarekin.model.family import Family
from rarekin.model.issues import Issue, IssueLevel


@click.group()
def pedigree() -> None:
    """Check, draw and convert family files.

    Reads PED and .fam, CSV and TSV, Madeline, CanRisk, BOADICEA, GEDCOM, GA4GH Pedigree,
    Phenopackets, FHIR, pedigreejs, open-pedigree and our own; the format is told from the file.

    \b
    Examples:
      rarekin pedigree check family.ged
      rarekin pedigree draw family.ped --out family.svg
      rarekin pedigree draw family.ped --out family.pdf
      rarekin pedigree convert canrisk.txt --to ped --out family.ped
    """


def family_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the argument and the options that say which family is meant."""
    for option in (
        click.option(
            "--add-parents", is_flag=True, help="Add parents who are named but not listed."
        ),
        click.option("--family", "name", default="", help="Which one, of several in the file."),
        click.argument("file", type=click.File("rb")),
    ):
        command = option(command)
    return command


@pedigree.command()
@family_options
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def check(file: BinaryIO, name: str, add_parents: bool, as_json: bool) -> None:
    """Say what FILE is, how many people it holds, and everything that is wrong.

    Exits with 1 if the family cannot be computed as it stands.
    """
    data = file.read()
    opened = files.open_families(data)
    family, issues = files.read_family(data, family=name, add_parents=add_parents)
    if as_json:
        told: dict[str, Any] = {
            "format": opened.standard.slug,
            "families": [{"id": f.id, "people": len(f)} for f in opened.families],
            "issues": [dataclasses.asdict(i) for i in issues],
        }
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        click.echo(f"{opened.standard.title}: family {family.id!r}, {len(family)} people.")
        show_issues(issues, err=False)
    if any(i.level is IssueLevel.ERROR for i in issues):
        raise SystemExit(1)


@pedigree.command()
@family_options
@click.option("--out", type=click.File("wb"), default="-", help="File: .svg, .png or .pdf.")
@click.option("--as", "kind", type=click.Choice(list(KINDS)), help="Where the name does not say.")
@click.option("--words", is_flag=True, help="Write the tree in words instead.")
def draw(file: BinaryIO, name: str, add_parents: bool, out: Any, kind: str, words: bool) -> None:
    """Draw FILE in the standard symbols, as SVG, PNG or PDF."""
    family = _sound(file, name, add_parents)
    drawing = door.drawing_of_family(family)
    ending = str(getattr(out, "name", "")).rpartition(".")[2].lower()
    wanted = kind or (ending if ending in KINDS else "svg")
    out.write(f"{drawing.text}\n".encode() if words else picture_as(drawing, wanted))


@pedigree.command()
@family_options
@click.option("--to", "slug", required=True, help="Format to write; see 'pedigree formats'.")
@click.option("--out", type=click.File("wb"), default="-", help="File to write.")
def convert(file: BinaryIO, name: str, add_parents: bool, slug: str, out: Any) -> None:
    """Write FILE in another format, and say what that format cannot carry."""
    data, lost = files.write_as(_sound(file, name, add_parents), slug)
    out.write(data)
    show_issues(lost)


@pedigree.command()
def formats() -> None:
    """List the formats we read and write."""
    for one in files.STANDARDS:
        click.echo(f"{one.slug:14} {'read, write':12} {one.title}")


def _sound(file: BinaryIO, name: str, add_parents: bool) -> Family:
    family, issues = files.read_family(file.read(), family=name, add_parents=add_parents)
    files.refuse_unread(issues)
    show_issues(issues)
    if not family.people:
        raise InputError("This file lists no people.", hint="Choose another file.")
    return family


def show_issues(issues: Iterable[Issue], *, err: bool = True) -> None:
    """Print each issue on a line of its own."""
    for issue in issues:
        text = f"{issue.level}: {issue.where}: {issue.message} {issue.hint}".rstrip()
        click.echo(text, err=err)
