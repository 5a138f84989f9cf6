"""The `rarekin` command: registers the nouns and gives every refusal one shape."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from rarekin import __version__
from rarekin.errors import InputError, RarekinError

# Each command is a function of its own name in this module of ours, imported when it is asked
# for: ranking needs none of the web's packages, and starts without waiting for them.
_COMMANDS = {
    **{"search": "disease", "disease": "disease", "convert": "ids", "trials": "trials"},
    **{name: name for name in ("terms", "rank", "criteria", "risk", "pedigree", "knowledge")},
    **{
        "examples": "example",
        "serve": "serve",
        "backup": "backup",
        "restore": "backup",
        "host": "host",
    },
}


class _Commands(click.Group):
    """Knows the commands by name and imports one when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        try:
            module = import_module(f"rarekin.cli.{_COMMANDS[cmd_name]}")
        except ModuleNotFoundError as error:
            if (error.name or "").startswith("rarekin"):
                raise
            return _missing(cmd_name, error.name or "")
        found: click.Command = getattr(module, cmd_name)
        return found


def _missing(command: str, package: str) -> click.Command:
    """Stand in for a command whose packages are not installed, and say how to get them."""

    def refuse() -> None:
        raise InputError(
            f"`rarekin {command}` needs {package}, which is not installed here.",
            hint="Install the part that serves pages: pip install 'rarekin[web]'.",
        )

    settings = {"ignore_unknown_options": True, "allow_extra_args": True}
    note = "Not installed: pip install 'rarekin[web]'."
    return click.Command(command, settings, refuse, help=note, add_help_option=False)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="rarekin")
def rarekin() -> None:
    """Rare diseases, computed: look up, rank, check criteria, family risk.

    Nothing here is a diagnosis.

    \b
    Example:
      rarekin search POH
      rarekin rank case.json
      rarekin criteria check poh case.json
    """


def main() -> None:
    """Run the command line; a refusal prints message and hint and exits with 1."""
    try:
        rarekin(standalone_mode=False)
    except RarekinError as error:
        click.echo(f"Error ({error.code}): {error.message}", err=True)
        if error.where:
            click.echo(f"Where: {error.where}", err=True)
        if error.hint:
            click.echo(f"Hint: {error.hint}", err=True)
        sys.exit(1)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(141)
