"""The notebook runs from its first cell to its last, and what it shows is a table."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

NOTEBOOK = Path(__file__).parents[2] / "docs" / "tutorial.ipynb"
# In a process of its own: what Jupyter calls deprecated is not our matter.
RUN = """
import sys, nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], 4)
NotebookClient(notebook, timeout=300, kernel_name="here").execute()
nbformat.write(notebook, sys.argv[2])
"""


@pytest.fixture(scope="module")
def cells(full_release_folder, tmp_path_factory):
    place = tmp_path_factory.mktemp("jupyter")
    kernel = place / "kernels" / "here"
    kernel.mkdir(parents=True)
    argv = [sys.executable, "-W", "ignore", "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    told = {"argv": argv, "display_name": "here", "language": "python"}
    (kernel / "kernel.json").write_text(json.dumps(told))
    environment = {
        "PATH": "/usr/bin:/bin", "JUPYTER_PATH": str(place), "HOME": str(place),
        "RAREKIN_HOME": str(full_release_folder.parents[1]), "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip
    out = place / "done.ipynb"
    command = [sys.executable, "-W", "ignore", "-c", RUN, str(NOTEBOOK), str(out)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(out.read_text("utf-8"))["cells"]


def test_the_notebook__is_kept_without_outputs():
    kept = json.loads(NOTEBOOK.read_text("utf-8"))["cells"]
    assert not [c for c in kept if c.get("outputs") or c.get("execution_count")]


def test_every_cell__runs_without_a_word_on_standard_error(cells):
    ran = [c for c in cells if c["cell_type"] == "code"]
    assert [c["execution_count"] for c in ran] == list(range(1, len(ran) + 1))
    assert not [o for c in ran for o in c["outputs"] if o.get("name") == "stderr"]


def test_every_verb_of_the_door__is_shown_as_a_table(cells):
    shown = {
        verb: any(
            "text/html" in output.get("data", {})
            for cell in cells
            if cell["cell_type"] == "code" and verb in "".join(cell["source"])
            for output in cell["outputs"]
        )
        for verb in ("rarekin.terms(", "rarekin.rank(", "rarekin.criteria(", "rarekin.risk(")
    }
    assert shown == dict.fromkeys(shown, True)
