import csv
import gzip
import json

import pytest
from click.testing import CliRunner
from tests.rank.toys import richest

from rarekin.api.ranking.ranker import ranker
from rarekin.api.ranking.ranking import Family, RankedDisease, Ranking, ToldApart
from rarekin.cli.rank import rank
from rarekin.cli.rank_output import write_text
from rarekin.errors import FormatError, InputError
from rarekin.model.case import Case


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


def test_alike__says_that_a_release_has_no_published_patients(packet, tmp_path) -> None:
    path = tmp_path / "case.json"
    path.write_text(json.dumps(packet))
    assert "holds no published patients" in run(str(path), "--alike", "3").output
    record = json.loads(run(str(path), "--alike", "3", "--json").output)
    assert record["alike"] == {"n_cases": 0, "cases": []}


def test_genes__come_with_what_tells_a_family_apart(toy_release, capsys) -> None:
    diseases = tuple(
        RankedDisease(rank, f"MONDO:{rank}", (), f"disease {rank}", 0.4, 1.0, ()) for rank in (1, 2)
    )
    apart = ToldApart((1, 2), "HP:0001250", "Seizure", (0.0, None), (("GNAS",), ()))
    family = Family("MONDO:3", "both", 0.8, 2, (1, 2), apart)
    write_text(
        Case("c"), Ranking("r", diseases, 2, 0.2, (), (family,)), (), genes=True, quiet=False
    )
    told = capsys.readouterr().out
    assert "both, what tells its members apart" in told
    assert "disease 1: not described; gene GNAS" in told
    assert "disease 2: seen, not counted" in told


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


def saved(folder, name, content) -> str:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return str(path)


def test_good_files__are_ranked_beside_a_bad_one(packet, tmp_path) -> None:
    good, bad = saved(tmp_path, "a.json", packet), saved(tmp_path, "b.json", "{")
    result = run(good, bad, "--top", "1")
    assert result.exit_code == 0
    assert "the case:" in result.stdout
    assert "b.json" in result.stderr
    result = run(good, bad, "--top", "1", "--json")
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [bool(r["diseases"]) for r in records] == [True, False]
    assert records[1]["issues"][0]["code"] == "case-unreadable"


def test_where_nothing_could_be_read__it_ends_with_1(toy_release, tmp_path) -> None:
    bad = saved(tmp_path, "bad.json", "{")
    assert run(bad, bad).exit_code == 1
    assert run(bad, "--json").exit_code == 1
    lines = saved(tmp_path, "bad.jsonl", "[1]\nx\n")
    result = run("--jsonl", lines, "--processes", "1")
    assert result.exit_code == 1
    assert [json.loads(line)["p_other"] for line in result.stdout.splitlines()] == [None, None]
    assert run("--jsonl", saved(tmp_path, "empty.jsonl", "\n"), "--processes", "1").exit_code == 1


def test_each_member_of_a_cohort__is_ranked(packet, tmp_path) -> None:
    path = saved(tmp_path, "cohort.json", {"id": "x", "members": [packet, packet | {"id": "b"}]})
    output = run(path, "--top", "1").output
    assert output.index("the case:") < output.index("b:")


def test_standard_input__is_read_as_a_file_and_as_a_batch(packet) -> None:
    text = json.dumps(packet)
    one = CliRunner().invoke(rank, ["-", "--json", "--top", "1"], input=text)
    many = CliRunner().invoke(rank, ["--jsonl", "-", "--top", "1", "--processes", "1"], input=text)
    assert (
        json.loads(one.stdout)["diseases"][0]["id"]
        == (json.loads(many.stdout)["diseases"][0]["id"])
    )


def test_what_terms_found__is_ranked(packet) -> None:
    first = packet["phenotypicFeatures"][0]["type"]["id"]
    reading = {"text": "", "mentions": [{"term": first, "label": "", "state": "present"}]}
    result = CliRunner().invoke(rank, ["-", "--json"], input=json.dumps(reading))
    direct = run("--terms", first, "--json")
    assert json.loads(result.stdout)["diseases"] == json.loads(direct.stdout)["diseases"]


@pytest.mark.parametrize(("option", "separator"), [("--tsv", "\t"), ("--csv", ",")])
def test_tables__have_one_row_per_disease(packet, tmp_path, option, separator) -> None:
    packet["id"] = "=1+1"
    path = saved(tmp_path, "case.json", packet)
    options = (option, "--top", "2", "--genes", "--explain", "1")
    single = run(path, *options).stdout
    batch = run("--jsonl", path, *options, "--processes", "1").stdout
    rows = list(csv.reader(single.splitlines(), delimiter=separator))
    head = ["case", "rank", "id", "name", "probability", "log_lr", "genes", "reasons"]
    assert rows[0] == head
    assert [row[:2] for row in rows[1:]] == [["'=1+1", "1"], ["'=1+1", "2"]]
    assert rows[1][7]
    assert not rows[2][7]
    batch_rows = list(csv.reader(batch.splitlines(), delimiter=separator))
    assert [row[:4] for row in batch_rows] == [row[:4] for row in rows]


def test_reasons_in_a_batch__are_those_of_one_case(packet, tmp_path) -> None:
    path = saved(tmp_path, "case.json", packet)
    single = json.loads(run(path, "--json", "--top", "3", "--genes").stdout)
    options = ("--explain", "3", "--genes", "--top", "3", "--processes", "1")
    batch = json.loads(run("--jsonl", path, *options).stdout)
    for ours, theirs in zip(batch["diseases"], single["diseases"], strict=True):
        assert ours["genes"] == theirs["genes"]
        assert [(c["term"], c["how"]) for c in ours["contributions"]] == [
            (c["term"], c["how"]) for c in theirs["contributions"]
        ]


def test_quiet__writes_only_the_diseases(packet, tmp_path) -> None:
    output = run(saved(tmp_path, "case.json", packet), "--top", "2", "--quiet").output
    assert len(output.splitlines()) == 2


def test_json_lines_given_as_one_file__are_sent_to_jsonl(packet, tmp_path) -> None:
    path = saved(tmp_path, "two.json", f"{json.dumps(packet)}\n{json.dumps(packet)}\n")
    with pytest.raises(FormatError) as caught:
        run(path)
    assert "--jsonl" in caught.value.hint


def test_a_packed_batch__is_known_by_its_first_bytes(packet, tmp_path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_bytes(gzip.compress(json.dumps(packet).encode()))
    assert json.loads(run("--jsonl", str(path), "--processes", "1").stdout)["diseases"]


def test_genes__are_ranked_and_filters_say_what_they_hide(toy_release) -> None:
    terms = ",".join(richest(ranker())[1][:3])
    assert "gene  " in run("--terms", terms, "--genes", "--top", "3").output
    shown = run("--terms", terms, "--json", "--genes", "--inheritance", "HP:0000006")
    record = json.loads(shown.output)
    assert record["genes"]
    assert 0 <= record["p_hidden"] <= 1


def test_filters__do_not_go_with_many_cases(toy_release, tmp_path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text("{}\n")
    with pytest.raises(InputError, match="do not go with --jsonl"):
        run("--jsonl", str(path), "--gene", "GNAS")
