import re
import sys

import numpy as np
import pytest

rank_accuracy = pytest.importorskip("validation.rank_accuracy")
rank_fit = pytest.importorskip("validation.rank_fit")


def run(module, monkeypatch, capsys, data_folder, *options) -> str:
    arguments = ["x", "--data", str(data_folder), *options]
    monkeypatch.setattr(sys, "argv", arguments)
    module.main()
    return capsys.readouterr().out


def test_rank_accuracy__measures_every_stratum(
    full_release, data_folder, monkeypatch, capsys
) -> None:
    out = run(rank_accuracy, monkeypatch, capsys, data_folder, "--every", "30")
    for name in ("LIRICAL RAW", "STORE LOPO", "UNREAD, held-out", "Reliability"):
        assert name in out
    shares = [float(s) for s in re.findall(r" (\d\.\d{3})", out)]
    assert shares
    assert all(0 <= share <= 1 for share in shares)


def test_rank_fit__lowers_the_loss_it_names(full_release, data_folder, monkeypatch, capsys) -> None:
    options = ("--posterior", "--rounds", "3", "--every", "30")
    losses = re.findall(
        r"^  (\d+\.\d{4})",
        run(rank_fit, monkeypatch, capsys, data_folder, *options),
        flags=re.MULTILINE,
    )
    assert float(losses[1]) <= float(losses[0])


def test_left_out__with_nothing_left_out_is_the_engines_score(full_release) -> None:
    bench = rank_accuracy.Bench()
    profiles = bench.engine.profiles
    sizes = np.diff(profiles.direct_indptr)
    for i in np.flatnonzero((sizes > 15) & (sizes < 40))[::900].tolist():
        rows = profiles.direct_row[profiles.direct_indptr[i] :][:4].tolist()
        rows += profiles.direct_row[:: len(profiles.direct_row) // 3].tolist()
        rows = list(dict.fromkeys(rows))
        known = bench.rows[bench.engine.ids[i]]
        expected = rank_accuracy.log_likelihood_ratios(profiles, rows)[i]
        # Half a step of each byte, and neighbours told apart by a sketch.
        slack = len(rows) * profiles.step / 2 + 0.3
        assert bench.left_out.score(bench.left_out.profile(known, i), rows) == pytest.approx(
            expected, abs=slack
        )


def test_changed__keeps_what_it_does_not_name() -> None:
    parameters = rank_fit.changed("noise=0.25,n_neighbours=10")
    assert (parameters.noise, parameters.n_neighbours) == (0.25, 10)
    assert parameters.decay == rank_fit.FITTED.decay
