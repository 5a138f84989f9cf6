"""The ``examples`` command: files of made-up people, to try the others with."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import click

from rarekin.errors import InputError


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def examples(folder: Path) -> None:
    """Write files of made-up people into FOLDER: a letter, cases, a family.

    README.txt among them says what to try.

    \b
    Example:
      rarekin examples try-it
      cd try-it
      rarekin rank case.json
    """
    if folder.is_dir() and any(folder.iterdir()):
        raise InputError(f"{folder} is not empty.", hint="Name a new folder.")
    folder.mkdir(parents=True, exist_ok=True)
    place = resources.files("rarekin.cli").joinpath("examples")
    for file in sorted(place.iterdir(), key=lambda one: one.name):
        (folder / file.name).write_bytes(file.read_bytes())
        click.echo(folder / file.name)
    click.echo((folder / "README.txt").read_text("utf-8").rstrip())
