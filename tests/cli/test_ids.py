import json

import pytest
from click.testing import CliRunner

from rarekin.cli.ids import convert
from rarekin.cli.knowledge import knowledge
from rarekin.errors import InputError

pytestmark = pytest.mark.usefixtures("toy_release")


def _run(command, *args, given=None):
    return CliRunner().invoke(command, args, input=given, catch_exceptions=False)


def test_convert__prints_a_line_for_each_id():
    answer = _run(convert, "OMIM:166350", "GARD:0000109", "--to", "ORPHA")
    rows = [line.split("\t") for line in answer.output.splitlines()]
    assert [row[:4] for row in rows] == [
        [given, "MONDO:0008153", "skos:exactMatch", "ORPHA:2762"]
        for given in ("OMIM:166350", "GARD:0000109")
    ]
    assert answer.exit_code == 0


def test_convert__reads_ids_from_standard_input():
    answer = _run(convert, given="OMIM:166350\n\nPOH\n")
    assert [line.split("\t")[3] for line in answer.output.splitlines()] == ["MONDO:0008153"] * 2


def test_convert__what_is_unknown_makes_the_exit_code():
    answer = _run(convert, "banana", "POH")
    assert answer.exit_code == 1
    assert "banana" in answer.output


def test_convert__writes_json():
    (one,) = json.loads(_run(convert, "POH", "--json").output)
    assert one["ref"]["id"] == "MONDO:0008153"


def test_convert__nothing_given_is_refused():
    with pytest.raises(InputError, match="No identifier"):
        _run(convert, given="")


def test_disagreements__are_counted():
    assert "disagreements." in _run(knowledge, "disagreements").output
    assert isinstance(json.loads(_run(knowledge, "disagreements", "--json").output), list)
