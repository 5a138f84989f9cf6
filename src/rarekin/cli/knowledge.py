"""``rarekin knowledge``: build, list, use, verify, compare, hand on and sync releases."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import click

from rarekin.api.home import home
from rarekin.api.keeping import releases as shelf
from rarekin.api.keeping import reports
from rarekin.api.keeping import sync as syncing
from rarekin.api.making import release as releases
from rarekin.api.making.last_sync import last_sync
from rarekin.api.plain import to_plain


@click.group()
def knowledge() -> None:
    """Build, choose and refresh the knowledge release."""


def _progress(step: str, share: float) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{share:4.0%}  {step}", nl=share >= 1, err=True)
    else:
        click.echo(f"{share:4.0%}  {step}", err=True)


def _write_json(value: object) -> None:
    click.echo(json.dumps(to_plain(value), ensure_ascii=False, indent=1))


@knowledge.command()
@click.option("--mirror", type=click.Path(exists=True, file_okay=False), help="Read files here.")
@click.option("--source", "sources", multiple=True, help="Only this source; may be repeated.")
@click.option("--accept-loss", is_flag=True, help="Let entries of the former release vanish.")
@click.option("--keep", type=click.IntRange(1), help="Keep so many releases.  [default: 3]")
def build(
    mirror: str | None, sources: tuple[str, ...], accept_loss: bool, keep: int | None
) -> None:
    """Build a release from the files at hand; opens no network."""
    with reports.build_costs(home()) as note:
        version = releases.build_release(
            mirror=mirror,
            sources=sources or None,
            progress=_progress,
            accept_loss=accept_loss,
            keep=keep,
        )
        note["version"] = version
    click.echo(version)


@knowledge.command("list")
@click.option("--json", "as_json", is_flag=True, help="Write JSON with sources and citation.")
def list_releases(as_json: bool) -> None:
    """List the releases on this machine; the one that serves has a star."""
    if as_json:
        _write_json(shelf.release_summaries())
        return
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
    count = shelf.verify(version)
    click.echo(f"{count} files are as the manifest says.")


@knowledge.command()
def path() -> None:
    """Print the folder of the release that serves."""
    click.echo(releases.current().path)


@knowledge.command()
@click.argument("before", required=False)
@click.argument("after", required=False)
@click.option("--json", "as_json", is_flag=True, help="Write everything as JSON.")
@click.option("--shown", type=click.IntRange(0), default=12, help="Most entries of each list.")
def diff(before: str | None, after: str | None, as_json: bool, shown: int) -> None:
    """Say what changed from release BEFORE to release AFTER.

    Without names: from the release before the one that serves to the one that serves.

    \b
    Examples:
      rarekin knowledge diff
      rarekin knowledge diff 2025-01-16-1a2b3c4d 2026-11-22-5e6f7a8b --json
    """
    found = shelf.diff(before, after)
    if as_json:
        _write_json(found)
    else:
        click.echo(shelf.describe(found, shown), nl=False)


@knowledge.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--release", "version", help="Another release than the one that serves.")
@click.option("--parquet/--no-parquet", default=None, help="Parquet too.  [default: if possible]")
def export(folder: Path, version: str | None, parquet: bool | None) -> None:
    """Write a release into FOLDER, as far as licences allow.

    JSON Lines and Parquet of every kind of record, mappings as SSSOM, annotations in HPO's
    own form.
    """
    for written in shelf.export(folder, version, parquet=parquet, progress=_progress):
        click.echo(written)


@knowledge.command()
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def report(as_json: bool) -> None:
    """Say what the release that serves holds: counts, sections filled, disagreements."""
    found = reports.measures()
    if as_json:
        _write_json(found)
    else:
        click.echo(reports.measures_text(found), nl=False)


@knowledge.command()
def addresses() -> None:
    """List every address a sync asks, and whether it has been met live."""
    for entry in syncing.addresses():
        where = entry.url or f"in the package ({entry.packaged})"
        click.echo(f"{entry.source:18} {entry.file:28} {entry.state:14} {where}")


@knowledge.command()
@click.option("--mirror", help="A folder or web address that holds the files.")
@click.option("--every", "hours", type=float, help="Go on, once in so many hours.")
def sync(mirror: str | None, hours: float | None) -> None:
    """Bring every source up to date, build, check and let the result serve.

    Recruiting studies of the diseases that 'rarekin trials' follows are asked about again.
    With a mirror no other address is asked. Offline it says so and changes nothing.

    \b
    Examples:
      rarekin knowledge sync
      rarekin knowledge sync --mirror https://mirror.example.org/rarekin
    """
    if hours is not None:
        os.nice(10)  # pages come first
        command = [sys.executable, "-m", "rarekin", "knowledge", "sync"]
        chosen = ["--mirror", mirror] if mirror else []
        syncing.keep_syncing(hours, lambda: _run_and_tell([*command, *chosen]))
        return
    with reports.build_costs(home()) as note:
        outcome = syncing.sync(mirror=mirror, progress=_progress)
        if outcome.changed:
            note["version"] = outcome.version
    _tell(outcome)
    click.echo(f"Data folder: {home()}")


def _run_and_tell(command: list[str]) -> None:
    """Run one sync and write one line about it; the next one comes however it ends."""
    before, began = last_sync(), time.monotonic()
    ended = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603
    done = last_sync()
    line: dict[str, object] = {
        "event": "sync",
        "seconds": round(time.monotonic() - began, 1),
        "exit": ended.returncode,
        **{"changed": False, "fetched": [], "problems": {}},
    }
    if done is None or done == before:  # it could not even say what happened
        line |= {"outcome": "failed", "problems": {"sync": ended.stderr.strip()[-500:]}}
    else:
        line |= {"outcome": "partly" if done.problems else "good"} | to_plain(done)
    click.echo(json.dumps(line, ensure_ascii=False), err=True)


def _tell(outcome: syncing.SyncOutcome) -> None:
    for name, problem in outcome.problems.items():
        click.echo(f"{name}: kept as it was. {problem}", err=True)
    if not outcome.version:
        click.echo("No release serves yet; run 'rarekin knowledge build'.")
    else:
        state = "serves now" if outcome.changed else "goes on serving"
        click.echo(f"{outcome.version} {state}.")
    for written in outcome.reports:
        click.echo(f"Report: {written}")
