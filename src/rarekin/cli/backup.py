"""``rarekin backup`` and ``rarekin restore``: everything people gave, in one file."""

from __future__ import annotations

from pathlib import Path

import click
from cryptography.fernet import Fernet

from rarekin.web import one_server, serving
from rarekin.web.starting import start_django

_KEY = click.option(
    "--key-file",
    type=click.Path(path_type=Path),
    help="File with the key that seals and opens backups; make one with `rarekin backup key`.",
)
_FILE = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))


class _FileOrVerb(click.Group):
    """Takes `rarekin backup FILE` for `rarekin backup write FILE`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in {"-h", "--help"}:
            args = ["write", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_FileOrVerb)
def backup() -> None:
    """Back up everything people gave, while the site goes on serving.

    The secret key is not in a backup: keep a copy of it (RAREKIN_HOME/secret_key) in another
    place, and a copy of erased.txt beside the backups.

    \b
    Example:
      rarekin backup people.backup
      rarekin backup people.backup --key-file backup.key
      rarekin backup verify people.backup
    """


@backup.command()
@_FILE
@_KEY
def write(file: Path, key_file: Path | None) -> None:
    """Write a backup (the word `write` may be left out)."""
    start_django()
    from rarekin.web.hosting import archive, backup

    contents = backup.write_backup(file, archive.read_key(key_file) if key_file else None)
    click.echo(f"{file}: {contents.n_rows} rows, {contents.files} files, {contents.made_at}")


@backup.command()
@_FILE
@_KEY
def verify(file: Path, key_file: Path | None) -> None:
    """Read a backup to its end, check it, and say what it holds."""
    start_django()
    from rarekin.web.hosting import archive, backup

    contents = backup.verify(file, archive.read_key(key_file) if key_file else None)
    click.echo(f"Whole. Made {contents.made_at} by Rarekin {contents.program}.")
    for table, n in sorted(contents.rows.items()):
        click.echo(f"{n:>9}  {table}")
    click.echo(f"{contents.files:>9}  files")


@backup.command()
def key() -> None:
    """Print a fresh key; keep it apart from the backups it seals."""
    click.echo(Fernet.generate_key().decode("ascii"))


@click.command()
@_FILE
@_KEY
@click.option(
    "--erased",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Marks of everybody erased since (erased.txt of the site the backup is from).",
)
def restore(file: Path, key_file: Path | None, erased: Path | None) -> None:
    """Bring a backup back into an empty database.

    Set RAREKIN_HOME and RAREKIN_DATABASE_URL to where it should go, and put the secret key
    there first. Whoever was erased since stays erased.

    \b
    Example:
      rarekin restore people.backup --erased erased.txt
    """
    start_django()
    from rarekin.web.hosting import archive
    from rarekin.web.hosting.restore import restore as bring_back

    click.get_current_context().with_resource(one_server.hold(serving.check_home()))
    found = bring_back(file, archive.read_key(key_file) if key_file else None, erased)
    click.echo(f"{found.contents.n_rows} rows and {found.contents.files} files are back.")
    if found.n_erased_again:
        click.echo(f"Erased again, as they had wished: {found.n_erased_again}.")
