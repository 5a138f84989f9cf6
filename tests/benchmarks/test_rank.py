import math

import pytest

rank = pytest.importorskip("benchmarks.rank")


def test_rank_scenarios__run(full_release, data_folder) -> None:
    rows = list(rank.scenarios(data_folder, n_cases=40, n_peer=0))
    assert {row[0] for row in rows} == {"rank_open", "rank_one_case", "rank_many_cases"}
    # Few cases take less time than starting does, so that a difference may be of any sign.
    assert all(math.isfinite(value) for *_, value, _ in rows)
