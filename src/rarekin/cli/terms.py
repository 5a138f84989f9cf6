"""``rarekin terms``: which HPO terms do these words mean?"""

from __future__ import annotations

import datetime
import json
import sys
from dataclasses import asdict

import click

from rarekin.api.diseases import terms as api
from rarekin.api.export import case_fhir, case_phenopacket
from rarekin.errors import InputError
from rarekin.model.case import Case

_MAX_BYTES = 1_000_000


@click.command("terms")
@click.argument("words", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--phenopacket", is_flag=True, help="Print a GA4GH Phenopacket, version 2.")
@click.option("--fhir", is_flag=True, help="Print a Bundle of HL7 FHIR R4.")
def terms(words: tuple[str, ...], as_json: bool, phenopacket: bool, fhir: bool) -> None:
    """Find the HPO terms that WORDS mean.

    Without WORDS, or for -, the text is read from standard input. What --json writes can be
    ranked: rarekin terms --json < letter.txt | rarekin rank -

    \b
    rarekin terms "hard lumps under the skin, no seizures"
    rarekin terms --json < letter.txt
    """
    text = " ".join(words) if words not in ((), ("-",)) else _standard_input()
    reading = api.find_terms(text)
    if phenopacket or fhir:
        write = case_phenopacket if phenopacket else case_fhir
        now = datetime.datetime.now(datetime.UTC)
        click.echo(write(Case("text", reading.findings), now), nl=False)
        return
    if as_json:
        shown = asdict(reading)  # 'rarekin rank -' reads this
        click.echo(json.dumps(shown, indent=2, ensure_ascii=True))
        return
    for mention in reading.mentions:
        said = " ".join(text[mention.start : mention.end].split())
        click.echo(
            f"{mention.term}  {mention.state.value:8}  {mention.p_right:4.0%}  "
            f"{mention.label}  ({said})"
        )
    for issue in reading.issues:
        click.echo(f"note: {issue.message} {issue.hint}".rstrip(), err=True)
    if not reading.mentions:
        click.echo("No finding was recognised.", err=True)


def _standard_input() -> str:
    if sys.stdin.isatty():
        raise InputError(
            "No words were given.",
            hint='Write them behind the command, as in: rarekin terms "low muscle tone".',
        )
    return sys.stdin.buffer.read(_MAX_BYTES).decode("utf-8", "replace")
