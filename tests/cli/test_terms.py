import json

from click.testing import CliRunner

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
