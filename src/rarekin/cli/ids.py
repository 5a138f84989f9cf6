"""``rarekin convert`` and ``rarekin knowledge disagreements``: numbers of the same disease."""

from __future__ import annotations

import json
import sys

import click

from rarekin.api import plain
from rarekin.api.diseases import lookup
from rarekin.cli.knowledge import knowledge
from rarekin.errors import InputError


@click.command()
@click.argument("ids", nargs=-1)
@click.option("--to", "prefix", default="MONDO", show_default=True, help="Catalogue to convert to.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def convert(ids: tuple[str, ...], prefix: str, as_json: bool) -> None:
    """Convert IDS of any catalogue into another one; without IDS, or for -, read them, one a line.

    Prints tab-separated: what was given, our id, relation, the id asked for, who says so. Exits
    with 1 if an identifier stands for no disease, or for several.

    \b
    rarekin convert OMIM:166350 GARD:0000109 --to ORPHA
    cut -f1 cohort.tsv | rarekin convert --to MONDO
    """
    given = [i for i in ids if i != "-"] or [line.strip() for line in sys.stdin if line.strip()]
    if not given:
        raise InputError("No identifier was given.", hint="rarekin convert OMIM:166350 --to ORPHA")
    conversions = lookup.convert(given, prefix)
    if as_json:
        click.echo(json.dumps(plain.to_plain(conversions), ensure_ascii=True, indent=2))
    else:
        for conversion in conversions:
            _print(conversion)
    if any(conversion.ref is None for conversion in conversions):
        sys.exit(1)


def _print(conversion: lookup.Conversion) -> None:
    if conversion.ref is None:
        click.echo(f"{conversion.given}: {conversion.problem}", err=True)
        return
    for one in conversion.ids:
        said = ",".join(one.sources) or "release"
        doubt = "" if one.finds else "\tfinds another disease"
        click.echo(
            f"{conversion.given}\t{conversion.ref.id}\t{one.predicate}\t{one.id}\t{said}{doubt}"
        )
    if not conversion.ids:
        click.echo(f"{conversion.given}\t{conversion.ref.id}\t\t\t")


@knowledge.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def disagreements(as_json: bool) -> None:
    """List where a source calls one disease what the release, after the newest, keeps as two."""
    found = lookup.disagreements()
    if as_json:
        click.echo(json.dumps(plain.to_plain(found), ensure_ascii=True, indent=2))
        return
    for one in found:
        click.echo(
            f"{one.source}\t{one.subject} {one.predicate} {one.object}\t"
            f"{one.subject_disease.label} ({one.subject_disease.id}) / "
            f"{one.object_disease.label} ({one.object_disease.id})"
        )
    click.echo(f"{len(found):,} disagreements.", err=True)
