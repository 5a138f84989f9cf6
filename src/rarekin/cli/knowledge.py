"""``rarekin knowledge``: build, list, use, verify and sync releases."""

from __future__ import annotations

import sys

import click

from rarekin.api import release as releases
from rarekin.api import sync as syncing
from rarekin.api.home import home


@click.group()
def knowledge() -> None:
    """Build, choose and refresh the knowledge release."""


def _progress(step: str, share: float) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{share:4.0%}  {step}", nl=share >= 1, err=True)
    else:
        click.echo(f"{share:4.0%}  {step}", err=True)


@knowledge.command()
@click.option("--mirror", type=click.Path(exists=True, file_okay=False), help="Read files here.")
@click.option("--source", "sources", multiple=True, help="Only this source; may be repeated.")
@click.option("--accept-loss", is_flag=True, help="Let entries of the former release vanish.")
def build(mirror: str | None, sources: tuple[str, ...], accept_loss: bool) -> None:
    """Build a release from the files at hand; opens no network."""
    version = releases.build_release(
        mirror=mirror, sources=sources or None, progress=_progress, accept_loss=accept_loss
    )
    click.echo(version)


@knowledge.command("list")
def list_releases() -> None:
    """List the releases on this machine; the one that serves has a star."""
    for version, serves in releases.installed():
        click.echo(f"{'*' if serves else ' '} {version}")


@knowledge.command()
@click.argument("version")
def use(version: str) -> None:
    """Let another release serve, at once."""
    releases.use(version)
    click.echo(f"{version} serves now.")


@knowledge.command()
@click.argument("version", required=False)
def verify(version: str | None) -> None:
    """Compare every file of a release with its manifest."""
    count = releases.verify(version)
    click.echo(f"{count} files are as the manifest says.")


@knowledge.command()
def path() -> None:
    """Print the folder of the release that serves."""
    click.echo(releases.current().path)


@knowledge.command()
@click.option("--mirror", help="A folder or https address that holds the files.")
def sync(mirror: str | None) -> None:
    """Bring every source up to date, build, check and let the result serve."""
    outcome = syncing.sync(mirror=mirror, progress=_progress)
    for name, problem in outcome.problems.items():
        click.echo(f"{name}: kept as it was. {problem}", err=True)
    click.echo(f"{outcome.version} {'serves now' if outcome.changed else 'goes on serving'}.")
    click.echo(f"Data folder: {home()}")
