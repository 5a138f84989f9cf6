import json

from click.testing import CliRunner

from rarekin.cli.rank import rank
from rarekin.cli.terms import terms


def test_terms__prints_a_line_per_mention(full_release):
    result = CliRunner().invoke(terms, ["low muscle tone,", "no seizures"])
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].startswith("HP:0001252  present")
    assert lines[1].startswith("HP:0001250  excluded")


def test_terms__reads_standard_input_and_prints_json(full_release):
    result = CliRunner().invoke(terms, ["--json"], input="his mother has seizures")
    reading = json.loads(result.stdout)
    assert reading["mentions"][0]["state"] == "unknown"
    assert reading["issues"][0]["code"] == "finding-of-relative"


def test_terms__says_so_where_nothing_is_found(full_release):
    result = CliRunner().invoke(terms, ["good morning"])
    assert result.stdout == ""
    assert "No finding" in result.stderr


def test_terms__writes_a_phenopacket_that_can_be_ranked(full_release):
    written = CliRunner().invoke(terms, ["--phenopacket", "low muscle tone, no seizures"])
    features = json.loads(written.stdout)["phenotypicFeatures"]
    assert [(f["type"]["id"], f.get("excluded", False)) for f in features] == [
        ("HP:0001252", False),
        ("HP:0001250", True),
    ]
    ranked = CliRunner().invoke(rank, ["-", "--json", "--top", "1"], input=written.stdout)
    assert json.loads(ranked.stdout)["diseases"]


def test_terms__a_dash_reads_standard_input(full_release):
    assert "HP:0001250" in CliRunner().invoke(terms, ["-"], input="seizures").stdout
