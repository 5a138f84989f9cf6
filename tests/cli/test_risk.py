import json
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from rarekin.cli.risk import risk
from rarekin.errors import InputError

FAMILY = {
    "people": [
        {"id": "mother", "sex": "female", "phenotypes": {"poh": "present"}, "tests": "positive"},
        {"id": "father", "sex": "male"},
        {"id": "child", "mother": "mother", "father": "father"},
    ]
}


TEXT = json.dumps(FAMILY)


def run(*arguments, text=TEXT):
    return CliRunner().invoke(risk, list(arguments), input=text, catch_exceptions=False)


def test_risk__shows_textbook_beside_measured():
    result = run("-", "--model", "gnas")
    assert result.exit_code == 0
    assert "measured: 58 %" in result.output
    assert "not POH" in result.output


def test_risk__json_and_drawing(tmp_path):
    drawing = tmp_path / "family.svg"
    result = run("-", "--model", "gnas", "--json", "--svg", str(drawing), "--set", "poh_share=0.5")
    answer = json.loads(result.output)
    assert [p["person"] for p in answer["people"]] == ["mother", "father", "child"]
    assert {"name": "poh_share", "value": 0.5, "basis": "assumed", "chosen": True} in answer[
        "parameters"
    ]
    ElementTree.parse(drawing)


def test_risk__ped_is_read():
    result = run("-", "--model", "ad", text="f a 0 0 1 2\n")
    assert "Chance that a carries the change" in result.output


def test_risk__lists_models_with_their_sources():
    assert "10.1002/jbmr.3948" in run("--list").output
    only = run("--list", "--model", "xr").output
    assert "X-linked recessive" in only
    assert "GNAS" not in only


@pytest.mark.parametrize("setting", ["penetrance", "poh_share=much"])
def test_risk__a_setting_that_is_no_figure_is_refused(setting):
    with pytest.raises(InputError):
        run("-", "--model", "gnas", "--set", setting)


def test_risk__without_a_model_it_refuses_and_names_what_fits():
    with pytest.raises(InputError) as caught:
        run("-")
    assert "gnas" in caught.value.hint
    assert "--list" in caught.value.hint


def test_risk__json_carries_every_warning():
    text = "F1 dad 0 0 1 0\nF1 kid dad 0 1 2\nF2 other 0 0 1 2\n"
    told = json.loads(run("-", "--model", "ad", "--json", text=text).output)
    assert {"family-other", "parent-missing"} <= {i["code"] for i in told["issues"]}
    text = json.dumps({"people": [{"id": "kid", "diagnosis": "cf", "affected": True}]})
    told = json.loads(run("-", "--model", "ad", "--json", text=text).output)
    where = [i["where"] for i in told["issues"]]
    assert where == ["people[0].diagnosis", "people[0].affected", "people"]


@pytest.mark.parametrize(
    "text",
    [
        "F1 kid 0 0 1 perhaps\n",
        json.dumps({"people": [{"id": "kid", "phenotypes": {"affected": "ill"}}]}),
        json.dumps({"people": [{"id": "kid", "adopted": True}]}),
    ],
)
def test_risk__a_state_that_cannot_be_read_is_refused_in_every_format(text):
    with pytest.raises(InputError, match="cannot be computed"):
        run("-", "--model", "ad", text=text)


BOYS = json.dumps(
    {
        "people": [
            {"id": "granny", "sex": "female", "tests": "heterozygous"},
            {"id": "mother", "sex": "female", "mother": "granny", "consultand": True},
            {"id": "son", "sex": "male", "mother": "mother", "age_years": 30,
             "phenotypes": {"affected": "excluded"}},
        ]
    }
)  # fmt: skip


def test_answer__the_table_by_hand():
    set_age = ("--set", "onset_until_years=5")
    result = run("-", "--model", "duchenne", *set_age, "--answer", "by-hand", text=BOYS)
    lines = result.output.splitlines()
    assert lines[0].split() == ["none", "one", "both"]
    last = next(line for line in lines if line.startswith("After"))
    assert [round(float(v), 2) for v in last.split()[-3:]] == [0.67, 0.33, 0.0]
    open_age = run("-", "--model", "becker", "--answer", "by-hand", text=BOYS).output
    assert "at what age this disease shows itself" in open_age


def test_answer__whose_test_tells_most():
    result = run("-", "--model", "duchenne", "--answer", "tests", "--json", text=BOYS)
    told = json.loads(result.output)
    assert told[0]["person"] == "mother"
    assert told[0]["bits"] == pytest.approx(told[0]["bits_open"])


def test_answer__a_letter_and_kinship():
    letter = run("-", "--model", "duchenne", "--answer", "letter", text=BOYS).output
    assert "Dear relative" in letter
    assert "mother" not in letter
    told = run("-", "--model", "duchenne", "--answer", "kinship", "--for", "son", text=BOYS).output
    assert "son and granny: kinship 0.125" in told


def test_answer__asks_for_whom():
    with pytest.raises(InputError, match="whom"):
        run("-", "--model", "gnas", "--answer", "by-hand")


def test_answer__bayes_factor_needs_tests():
    with pytest.raises(InputError, match="tested"):
        run("-", "--model", "duchenne", "--answer", "bayes-factor", text=BOYS)


def test_by_age__one_line_for_everybody_and_disease():
    result = run("-", "--model", "duchenne", "--by-age", "3", text=BOYS)
    assert len(result.output.splitlines()) == 3
    assert "by 3 years" in result.output
