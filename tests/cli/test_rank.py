import gzip
import json

import pytest
from click.testing import CliRunner
from tests.rank.toys import richest

from rarekin.api.rank import ranker
from rarekin.cli.rank import rank
from rarekin.errors import FormatError, InputError


@pytest.fixture
def packet(toy_release) -> dict:
    engine = ranker()
    i_disease, terms = richest(engine)
    return {
        "id": "the case",
        "phenotypicFeatures": [{"type": {"id": t, "label": ""}} for t in terms[:6]],
        "diseases": [{"term": {"id": engine.source_ids(i_disease)[0], "label": ""}}],
    }


def run(*arguments: str):
    return CliRunner().invoke(rank, list(arguments), catch_exceptions=False)


def test_files__are_ranked_for_reading(packet, tmp_path) -> None:
    path = tmp_path / "case.json"
    path.write_text(json.dumps(packet))
    result = run(str(path), str(path), "--top", "3")
    assert result.exit_code == 0
    assert result.output.count("the case:") == 2
    assert "not a diagnosis" in result.output


def test_json__carries_the_contributions(packet, tmp_path) -> None:
    path = tmp_path / "case.json"
    path.write_text(json.dumps(packet))
    record = json.loads(run(str(path), "--top", "2", "--json").output)
    assert record["case"] == "the case"
    assert len(record["diseases"]) == 2
    assert record["diseases"][0]["contributions"][0]["how"] == "exact"


def test_terms__are_ranked_and_a_minus_excludes(packet) -> None:
    first, second = (f["type"]["id"] for f in packet["phenotypicFeatures"][:2])
    record = json.loads(run("--terms", f"{first},-{second}", "--json").output)
    states = {c["term"]: c["state"] for d in record["diseases"] for c in d["contributions"]}
    assert states[first] == "present"


@pytest.mark.parametrize("packed", [False, True])
def test_jsonl__is_ranked_and_scored(packet, tmp_path, packed) -> None:
    data = (json.dumps(packet) + "\n").encode() * 3
    path = tmp_path / ("cases.jsonl.gz" if packed else "cases.jsonl")
    path.write_bytes(gzip.compress(data) if packed else data)
    result = run("--jsonl", str(path), "--top", "1", "--json", "--score", "--processes", "1")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["case"] for line in lines] == ["the case"] * 3
    assert "3 cases, 3 with a known disease" in result.stderr


def test_a_damaged_gz__is_refused(packet, tmp_path) -> None:
    path = tmp_path / "cases.jsonl.gz"
    path.write_bytes(b"not packed at all")
    with pytest.raises(FormatError, match="damaged"):
        run("--jsonl", str(path), "--processes", "1")


@pytest.mark.parametrize("arguments", [(), ("--terms", "HP:0001250", "--jsonl", __file__)])
def test_input__must_be_of_one_kind(toy_release, arguments) -> None:
    with pytest.raises(InputError):
        run(*arguments)


def test_a_file_that_is_no_phenopacket__is_named(toy_release, tmp_path) -> None:
    path = tmp_path / "letter.json"
    path.write_text("[]")
    with pytest.raises(FormatError) as caught:
        run(str(path))
    assert str(path) in caught.value.where
