"""``rarekin host``: who looks after the site, said from the machine itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from rarekin.web.starting import start_django

_ROLE = click.option("--moderator", is_flag=True, help="A moderator instead of an administrator.")
_ADDRESS = click.argument("address")


@click.group()
def host() -> None:
    """Name, remove or let in again who looks after this site.

    \b
    Example:
      rarekin host add ada@example.org
      rarekin host add ben@example.org --moderator
      rarekin host list
    """
    start_django()


@host.command("list")
def list_() -> None:
    """Show who looks after the site."""
    from rarekin.web.hosting import administrators

    for keeper in administrators.keepers():
        factor = "second factor" if keeper.has_second_factor else "NO second factor"
        click.echo(f"{keeper.email}  {', '.join(keeper.roles)}  {factor}")


@host.command()
@_ADDRESS
@_ROLE
def add(address: str, moderator: bool) -> None:
    """Give somebody a role; somebody new gets a link to choose a password, good once."""
    from rarekin.web.hosting import administrators

    role = administrators.Role.MODERATOR if moderator else administrators.Role.HOST
    link = administrators.name(address, role)
    click.echo(f"{address} is {role.value} now.")
    if link:
        click.echo(f"Choose a password, once: {link}")


@host.command()
@_ADDRESS
@_ROLE
def remove(address: str, moderator: bool) -> None:
    """Take a role away; the account stays. The last administrator cannot be removed."""
    from rarekin.web.hosting import administrators

    role = administrators.Role.MODERATOR if moderator else administrators.Role.HOST
    administrators.remove(address, role)
    click.echo(f"{address} is no {role.value} any more.")


@host.command()
@_ADDRESS
def reset(address: str) -> None:
    """Let somebody who looks after the site in again after a lost password or second factor."""
    from rarekin.web.hosting import administrators

    click.echo(f"Choose a new password, once: {administrators.reset(address)}")


@host.command()
@click.argument("database_url")
def move(database_url: str) -> None:
    """Copy everything people gave into another, empty database; stop the site first.

    \b
    Example:
      rarekin host move postgresql://rarekin@localhost/rarekin
    """
    from rarekin.web.hosting.backup import write_backup

    with TemporaryDirectory() as folder:
        file = Path(folder) / "people.backup"
        contents = write_backup(file)
        there = {**os.environ, "RAREKIN_DATABASE_URL": database_url}
        command = [sys.executable, "-m", "rarekin", "restore", str(file)]
        done = subprocess.run(command, env=there, check=False)  # noqa: S603 - our own command
    if done.returncode:
        raise click.ClickException("Nothing was moved; the old database is as it was.")
    click.echo(f"Moved {contents.n_rows} rows. Set RAREKIN_DATABASE_URL to it from now on.")
