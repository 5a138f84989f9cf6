"""The `rarekin` command: registers the nouns and gives every refusal one shape."""

from __future__ import annotations

import sys

import click

from rarekin import __version__
from rarekin.cli.backup import backup, restore
from rarekin.cli.criteria import criteria
from rarekin.cli.disease import disease, search
from rarekin.cli.host import host
from rarekin.cli.ids import convert
from rarekin.cli.knowledge import knowledge
from rarekin.cli.pedigree import pedigree
from rarekin.cli.rank import rank
from rarekin.cli.risk import risk
from rarekin.cli.serve import serve
from rarekin.cli.terms import terms
from rarekin.cli.trials import trials
from rarekin.errors import RarekinError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
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


_COMMANDS = (
    *(search, disease, convert, trials, terms, rank, criteria, risk, pedigree, knowledge),
    *(serve, backup, restore, host),
)
for _command in _COMMANDS:
    rarekin.add_command(_command)


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
