import json

import pytest
from click.testing import CliRunner

from rarekin.cli.disease import disease, search
from rarekin.cli.knowledge import knowledge
from rarekin.errors import NoRelease, UnknownId


@pytest.fixture
def run(toy_release):
    def call(command, *args):
        return CliRunner().invoke(command, args, catch_exceptions=False)

    return call


def test_search__prints_id_label_and_why(run):
    answer = run(search, "stone", "man")
    first = " ".join(answer.output.splitlines()[0].split())
    assert first == "MONDO:0007606 fibrodysplasia ossificans progressiva [Stone Man syndrome]"


def test_search__writes_json(run):
    hits = json.loads(run(search, "POH", "--json").output)
    assert hits[0]["ref"]["id"] == "MONDO:0008153"


def test_search__nothing_found_says_what_to_try(run):
    assert "one word" in run(search, "zzzzqqq").output


def test_disease__prints_findings_and_disputes(run):
    output = run(disease, "PPHP").output
    assert "disputed" in output
    assert "pseudopseudohypoparathyroidism  (MONDO:0012912, disorder)" in output


def test_disease__json_is_the_whole_page(run):
    page = json.loads(run(disease, "POH", "--json").output)
    assert page["findings"][0]["rows"]
    assert page["release"]


def test_disease__unknown_one_is_refused(run):
    with pytest.raises(UnknownId):
        run(disease, "no such disease")


def test_knowledge__list_path_verify_and_use(run, toy_release, toy_home):
    assert f"* {toy_release.version}" in run(knowledge, "list").output
    assert run(knowledge, "path").output.strip() == str(toy_release.path)
    assert "as the manifest says" in run(knowledge, "verify").output
    assert "serves now" in run(knowledge, "use", toy_release.version).output
    with pytest.raises(NoRelease):
        run(knowledge, "use", "2001-01-01-00000000")


def test_knowledge__sync_switched_off_says_so(run, monkeypatch):
    monkeypatch.setenv("RAREKIN_SYNC", "off")
    assert "goes on serving" in run(knowledge, "sync").output


def test_knowledge__build_prints_the_version(run, monkeypatch):
    monkeypatch.setattr(
        "rarekin.api.release.build_release", lambda **kwargs: f"built {sorted(kwargs)[0]}"
    )
    assert "built accept_loss" in run(knowledge, "build").output
