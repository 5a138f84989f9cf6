"""The short part of `validation/faults.py`: workers die while people write."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.timeout(400)
def test_killed_workers__lose_and_double_nothing_that_was_acknowledged(full_release_folder):
    home = full_release_folder.parents[1]
    command = [sys.executable, "-m", "validation.faults", "--short", "--releases", str(home)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 lost, 0 doubled" in done.stdout
