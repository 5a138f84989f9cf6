"""A cluster writes what one process writes, and a file shared out by lines is ranked once."""

import io
import json
import subprocess
import sys
from itertools import pairwise

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from rarekin.api.making.release import current
from rarekin.api.ranking import rank_cluster
from rarekin.api.ranking.batch_reading import numbered, part_of
from rarekin.api.ranking.rank_cluster import LOCAL, rank_on_cluster
from rarekin.api.ranking.rank_lines import Wishes, rank_lines
from rarekin.cli.main import rarekin
from rarekin.errors import InputError, KnowledgeError

TERMS = ["HP:0001250", "HP:0000252", "HP:0001252", "HP:0025027", "HP:0001263", "HP:0000365"]


def cases(n: int) -> list[bytes]:
    """Simulated cases, no two alike, with a line that is none among them."""
    found = []
    for i in range(n):
        picked = [t for k, t in enumerate(TERMS) if i >> k & 1] or TERMS[:1]
        features = [{"type": {"id": term}} for term in picked]
        found.append(json.dumps({"id": f"case-{i}", "phenotypicFeatures": features}).encode())
    return [*found[: n // 2], b"no case", *found[n // 2 :]]


# A process of its own: a worker starts this program anew and must find nothing of the tests.
ON_A_CLUSTER = """
import sys
from rarekin.api.ranking.rank_cluster import LOCAL, rank_on_cluster
from rarekin.api.ranking.rank_lines import Wishes
if __name__ == "__main__":
    for line in rank_on_cluster(sys.stdin.buffer, LOCAL, Wishes(3, True, 1, True)):
        print(line.text, line.truth_rank, line.is_read, sep="\\t")
"""


def test_a_cluster__writes_what_one_process_writes_in_the_same_order(full_release, tmp_path):
    lines = cases(2_000)
    script = tmp_path / "cluster.py"
    script.write_text(ON_A_CLUSTER)
    command = [sys.executable, str(script)]
    done = subprocess.run(command, input=b"\n".join(lines), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    alone = [
        f"{line.text}\t{line.truth_rank}\t{line.is_read}"
        for line in rank_lines(lines, top=3, score=True, explain=1, genes=True)
    ]
    assert done.stdout.decode().splitlines() == alone
    assert len(alone) == 2_001


def test_an_address_where_nobody_answers__is_said(toy_release, monkeypatch):
    class Nobody:
        def Client(self, *_args, **_named):  # noqa: N802 - the library's own name
            raise OSError("timed out")

    monkeypatch.setattr(rank_cluster, "import_module", lambda _name: Nobody())
    with pytest.raises(InputError, match=r"No Dask scheduler answers at tcp://10\.0\.0\.1"):
        list(rank_on_cluster([b"{}"], "tcp://10.0.0.1:8786", Wishes(1, False, 0, False)))


def test_without_dask__the_way_to_it_is_said(toy_release, monkeypatch):
    def missing(name):
        raise ImportError(name)

    monkeypatch.setattr(rank_cluster, "import_module", missing)
    with pytest.raises(InputError) as caught:
        list(rank_on_cluster([b"{}"], LOCAL, Wishes(1, False, 0, False)))
    assert "rarekin[dask]" in caught.value.hint


def test_a_worker_without_the_release__says_which_it_needs(toy_release):
    assert rank_cluster._own_copy("/nowhere", current().version) == current().path
    with pytest.raises(KnowledgeError, match="2001-01-01-00000000"):
        rank_cluster._own_copy("/nowhere", "2001-01-01-00000000")


@given(
    n=st.integers(0, 30),
    cuts=st.lists(st.integers(1, 35), max_size=5, unique=True).map(sorted),
)
def test_a_file_shared_out_by_lines__is_read_once_with_the_numbers_of_the_file(n, cuts):
    lines = [b"" if i % 4 == 0 else b'{"id": "%d"}' % i for i in range(1, n + 1)]
    ends = [1, *[c for c in cuts if c > 1], 10**6]
    parts = [list(numbered(part_of(lines, a, b - 1))) for a, b in pairwise(ends)]
    assert [line for part in parts for line in part] == list(numbered(lines))


@pytest.mark.parametrize("wish", ["5", "0-3", "a-b", "3-x", "-4"])
def test_a_range_that_is_none__is_refused_with_an_example(toy_release, tmp_path, wish):
    file = tmp_path / "cases.jsonl"
    file.write_bytes(b"\n".join(cases(2)))
    result = CliRunner().invoke(rarekin, ["rank", "--jsonl", str(file), f"--lines={wish}"])
    assert isinstance(result.exception, InputError)
    assert "1001-2000" in result.exception.hint


def test_the_command__ranks_its_lines_and_names_those_of_the_file(full_release, tmp_path):
    file = tmp_path / "cases.jsonl"
    file.write_bytes(b"\n".join(cases(6)))
    command = ["rank", "--jsonl", str(file), "--processes", "1", "--quiet"]
    whole = CliRunner().invoke(rarekin, command).stdout.splitlines()
    first = CliRunner().invoke(rarekin, [*command, "--lines", "1-4"]).stdout.splitlines()
    rest = CliRunner().invoke(rarekin, [*command, "--lines", "5-"]).stdout.splitlines()
    assert first + rest == whole
    damaged = json.loads(whole[3])["issues"][0]
    assert damaged["where"].startswith("line 4")
    assert io.BytesIO(file.read_bytes()).readlines()[3].strip() == b"no case"
