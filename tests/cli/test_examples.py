"""What ships as an example can be tried as it says, and completion knows every command."""

import os
import shlex
import subprocess
import sys

import pytest
from click.testing import CliRunner

from rarekin.cli.main import rarekin
from rarekin.errors import InputError

RAREKIN = [sys.executable, "-m", "rarekin"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("examples") / "try-it"
    written = CliRunner().invoke(rarekin, ["examples", str(place)])
    assert written.exit_code == 0
    assert {str(file) for file in place.iterdir()} < set(written.stdout.splitlines())
    return place


def commands(folder):
    lines = (folder / "README.txt").read_text().splitlines()
    return [line for line in lines if line.startswith("rarekin ")]


def test_every_command_of_the_list__runs_and_says_something(full_release, folder):
    program = shlex.join(RAREKIN)
    found = commands(folder)
    assert len(found) >= 7
    for command in found:
        line = command.replace("rarekin ", f"{program} ")
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", line], cwd=folder, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, (command, done.stderr)
        assert done.stdout.strip(), command
        assert "Traceback" not in done.stderr


def test_every_file__is_named_by_a_command(folder):
    told = " ".join(commands(folder))
    assert [file.name for file in folder.iterdir() if file.name not in told] == ["README.txt"]


def test_a_folder_that_holds_something__is_left_alone(tmp_path):
    (tmp_path / "own.txt").write_text("mine")
    result = CliRunner().invoke(rarekin, ["examples", str(tmp_path)])
    assert isinstance(result.exception, InputError)
    assert [file.name for file in tmp_path.iterdir()] == ["own.txt"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion__is_written_for_the_shell(shell):
    environment = os.environ | {"_RAREKIN_COMPLETE": f"{shell}_source"}
    code = "from rarekin.cli.main import rarekin; rarekin(prog_name='rarekin')"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert "_RAREKIN_COMPLETE" in done.stdout


def test_completion__finishes_commands_and_options():
    def completed(words, n):
        environment = os.environ | {
            "_RAREKIN_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(n),
        }  # fmt: skip
        code = "from rarekin.cli.main import rarekin; rarekin(prog_name='rarekin')"
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        return {line.partition(",")[2] for line in done.stdout.splitlines()}

    assert completed("rarekin ra", 1) == {"rank"}
    assert {"--genes", "--lines", "--dask"} <= completed("rarekin rank --", 2)


FROM_STDIN = {
    "rank -": "case.json",
    "rank --jsonl -": "cohort.jsonl",
    "terms -": "letter.txt",
    "criteria check poh -": "case.json",
    "criteria near -": "case.json",
    "risk - --model gnas": "family.json",
    "pedigree check -": "family.json",
    "pedigree convert - --to ped": "family.json",
    "pedigree draw -": "family.json",
}


@pytest.mark.parametrize("command", FROM_STDIN)
def test_a_dash__is_standard_input_for_every_case_and_family(full_release, folder, command):
    data = (folder / FROM_STDIN[command]).read_bytes()
    result = CliRunner().invoke(rarekin, command.split(), input=data)
    assert result.exit_code == 0, result.output
    assert result.stdout.strip()
