import pytest
from click.testing import CliRunner

from rarekin.api.keeping import trials as following
from rarekin.api.keeping.trials import TrialsOutcome
from rarekin.cli.trials import trials


@pytest.fixture
def asked(monkeypatch):
    calls = []

    def ask(diseases):
        calls.append(tuple(diseases))
        return TrialsOutcome(("MONDO:0008153",), {"MONDO:0007606": "It is not there."})

    monkeypatch.setattr(following, "ask_trials", ask)
    monkeypatch.setattr(following, "followed", lambda: ("MONDO:0008153", "MONDO:0007606"))
    return calls


def test_trials__says_what_came_and_what_did_not(asked):
    result = CliRunner().invoke(trials, ["POH", "FOP"])
    assert (result.exit_code, asked) == (0, [("POH", "FOP")])
    assert "MONDO:0008153: asked" in result.stdout
    assert "MONDO:0007606: kept as it was. It is not there." in result.stderr


def test_trials__without_a_disease_asks_about_those_followed(asked):
    CliRunner().invoke(trials)
    assert asked == [("MONDO:0008153", "MONDO:0007606")]


def test_trials__says_what_to_do_where_none_is_followed(asked, monkeypatch):
    monkeypatch.setattr(following, "followed", tuple)
    result = CliRunner().invoke(trials)
    assert result.exit_code == 2
    assert "name one" in result.stderr
    assert asked == []
