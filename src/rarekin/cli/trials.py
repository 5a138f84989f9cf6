"""``rarekin trials``: follow the recruiting studies of chosen diseases."""

from __future__ import annotations

import click

from rarekin.api.keeping import trials as following


@click.command()
@click.argument("diseases", nargs=-1, metavar="[DISEASE]...")
def trials(diseases: tuple[str, ...]) -> None:
    """Ask ClinicalTrials.gov which studies recruit for these diseases.

    Without a disease, those followed so far are asked about again. The answers stand on the
    pages after the next build. From then on each sync asks again about answers that are a week
    old, at most 200 at a time; RAREKIN_TRIALS=all lets it go on with diseases nobody named,
    RAREKIN_TRIALS=off leaves it all to this command.

    \b
    Example:
      rarekin trials POH MONDO:0007606
      rarekin knowledge build
    """
    chosen = diseases or following.followed()
    if not chosen:
        raise click.UsageError("No disease is followed yet: name one, for example POH.")
    outcome = following.ask_trials(chosen)
    for id_ in outcome.asked:
        click.echo(f"{id_}: asked, answer kept.")
    for id_, problem in outcome.problems.items():
        click.echo(f"{id_}: kept as it was. {problem}", err=True)
    if outcome.asked:
        click.echo("Run 'rarekin knowledge build' to show them.")
