"""``rarekin search`` and ``rarekin disease``."""

from __future__ import annotations

import json

import click

from rarekin.api import plain
from rarekin.api.diseases import lookup


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", default=10, show_default=True, help="Most answers.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def search(words: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Find diseases by name, identifier or gene.

    \b
    Examples:
      rarekin search stone man
      rarekin search GARD:109 --json
    """
    hits = lookup.search(" ".join(words), limit)
    if as_json:
        click.echo(json.dumps([plain.to_plain(hit) for hit in hits], ensure_ascii=False, indent=2))
        return
    for hit in hits:
        why = "" if hit.matched == hit.ref.label else f"  [{hit.matched}]"
        click.echo(f"{hit.ref.id:16} {hit.ref.label}{why}")
    if not hits:
        click.echo("Nothing found. Try one word of the name.")


@click.command()
@click.argument("disease_id", metavar="DISEASE")
@click.option("--json", "as_json", is_flag=True, help="Write JSON with everything.")
def disease(disease_id: str, as_json: bool) -> None:
    """Show what the release knows about one disease.

    DISEASE is an identifier of any source, a name or an abbreviation.
    """
    page = lookup.disease(disease_id)
    if as_json:
        click.echo(json.dumps(plain.to_plain(page), ensure_ascii=False, indent=2))
        return
    click.echo(f"{page.ref.label}  ({page.ref.id}, {page.ref.level.value})")
    click.echo("also: " + "; ".join(dict.fromkeys(name.text for name in page.names[1:])))
    click.echo("ids:  " + " ".join(dict.fromkeys(_other_ids(page))))
    for title, found in (
        ("findings", page.findings),
        ("inheritance", page.inheritance),
        ("onset", page.onset),
        ("course", page.course),
    ):
        click.echo(f"{title}:")
        for finding in found:
            click.echo(f"  {_share(finding):>9}  {finding.label} ({finding.term})")
    click.echo("genes: " + " ".join(dict.fromkeys(link.symbol for link in page.genes)))
    click.echo(f"release {page.release}, sources: {', '.join(s.name for s in page.sources)}")


def _other_ids(page: lookup.DiseasePage) -> list[str]:
    ends = [end for mapping in page.ids for end in (mapping.subject, mapping.object)]
    return [end for end in ends if end != page.ref.id]


def _share(finding: lookup.AnnotatedFinding) -> str:
    if finding.excluded:
        return "absent"
    share = "?" if finding.frequency is None else f"{finding.frequency:.0%}"
    return f"disputed {share}" if finding.conflicting else share
