import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from rarekin.cli import main as module
from rarekin.cli.main import rarekin

# What a machine has that only computes: none of these is installed there.
WEB = ("django", "allauth", "gunicorn", "cryptography", "pydantic", "whitenoise", "nh3",
       "markdown_it", "psycopg", "django_htmx", "django_tasks")  # fmt: skip
_WITHOUT_WEB = f"""
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {WEB!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Absent())
from rarekin.cli.main import main
sys.argv = ["rarekin", *sys.argv[1:]]
main()
"""


def without_web(*arguments, home):
    return subprocess.run(
        [sys.executable, "-c", _WITHOUT_WEB, *arguments],
        env={"RAREKIN_HOME": str(home), "PATH": "/usr/bin:/bin", "RAREKIN_SYNC": "off"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_command_has_a_name_of_its_own_and_help():
    context = click.Context(rarekin)
    for name in rarekin.list_commands(context):
        command = rarekin.get_command(context, name)
        assert command.name == name
        assert command.help
    assert rarekin.get_command(context, "no-such") is None


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("rank", "--terms", "HP:0001166"),
        ("search", "marfan"),
        ("risk", "--list"),
        ("criteria", "list"),
        ("pedigree", "formats"),
        ("knowledge", "list"),
    ],
)
def test_without_the_webs_packages_everything_that_computes_works(arguments, toy_home):
    done = without_web(*arguments, home=toy_home)
    assert done.returncode == 0, done.stderr
    assert done.stdout


@pytest.mark.parametrize("command", ["serve", "backup", "restore", "host"])
def test_without_the_webs_packages_what_serves_says_how_to_get_them(command, tmp_path):
    done = without_web(command, "--port", "1", home=tmp_path)
    assert done.returncode == 1
    assert "pip install 'rarekin[web]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_error_of_our_own_is_not_taken_for_a_missing_package(monkeypatch):
    def broken(name):
        raise ModuleNotFoundError(name="rarekin.something")

    monkeypatch.setattr(module, "import_module", broken)
    with pytest.raises(ModuleNotFoundError):
        CliRunner().invoke(rarekin, ["rank"], catch_exceptions=False)
