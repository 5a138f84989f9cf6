import json

import pytest
from click.testing import CliRunner

from rarekin.cli.criteria import criteria
from rarekin.errors import InputError, UnknownId


def run(*arguments):
    return CliRunner().invoke(criteria, list(arguments), catch_exceptions=False).output


@pytest.fixture
def packet(tmp_path):
    file = tmp_path / "case.json"
    findings = [
        {
            "type": {"id": "HP:0025027", "label": "Osteoma cutis"},
            "onset": {"age": {"iso8601duration": "P6M"}},
        },
        {
            "type": {"id": "HP:0011987", "label": "Ectopic ossification in muscle tissue"},
            "onset": {"age": {"iso8601duration": "P6Y"}},
        },
        {"type": {"id": "HP:0004322", "label": "Short stature"}},
    ]
    file.write_text(json.dumps({"id": "me", "phenotypicFeatures": findings}), "utf-8")
    return str(file)


def test_list__names_every_edition():
    assert "poh/gard-2020" in run("list")
    assert "(unverified)" in run("list")


def test_show__prints_rule_items_and_sources():
    shown = run("show", "poh")
    assert "diagnostic criteria, edition gard-2020" in shown
    assert "HP:0010049 Short metacarpal" in shown
    assert "https://doi.org/10.1002/ajmg.a.32346" in shown
    assert "never decide" in shown


def test_check__says_verdict_first_then_items_then_what_is_missing(full_release, packet):
    printed = run("check", "poh", packet)
    verdict, items, missing = (
        printed.index(text)
        for text in ("heteroplasia: undetermined", "Osteoma cutis (HP:0025027)", "What is missing")
    )
    assert verdict < items < missing
    assert "not a diagnosis" in printed


def test_check__takes_answers(full_release, packet):
    rest = "obesity=no,round_face=no,short_bones=no,learning=no,pth_resistance=no"
    assert "heteroplasia: met" in run("check", "poh", packet, "--answers", rest)
    resistant = rest.replace("pth_resistance=no", "pth_resistance=yes")
    assert "Consider Overlap of POH and PHP1A" in run(
        "check", "poh", packet, "--answers", resistant
    )


def test_check__prints_json(full_release, packet):
    found = json.loads(run("check", "poh", packet, "--json"))
    assert found["outcome"] == "undetermined"
    assert found["criteria"] == "poh/gard-2020"
    assert {i["name"]: i["state"] for i in found["items"]}["progressed"] == "present"


def test_check__works_without_a_file_and_with_numbers(full_release):
    printed = run(
        "check", "nf1", "--answers", "small_spots=7,after_puberty=no,freckling=yes,bilateral=yes"
    )
    assert "Neurofibromatosis type 1: met" in printed
    assert "Measured 7 spots" in printed


def test_check__warns_of_fop(full_release):
    assert "IMPORTANT" in run("check", "poh", "--answers", "deep=yes,great_toe=yes")


@pytest.mark.parametrize("answers", ["deep", "deep=maybe", "deep="])
def test_check__refuses_other_answers(full_release, answers):
    with pytest.raises(InputError):
        run("check", "poh", "--answers", answers)


def test_check__names_near_sets(full_release):
    with pytest.raises(UnknownId) as raised:
        run("check", "pho")
    assert "poh" in raised.value.hint


def test_cases__all_agree(full_release):
    printed = run("cases", "poh")
    assert "agrees" in printed
    assert "differs" not in printed


def test_near__says_what_comes_close_and_what_would_settle_it(full_release, packet):
    printed = run("near", packet)
    assert "poh/gard-2020: undetermined" in printed
    assert "would make it hold: " in printed
    assert "IMPORTANT: Unless a doctor has seen" in printed
    found = {one["criteria"]: one for one in json.loads(run("near", packet, "--json"))}
    assert list(found)[:2] == ["fop/usual-2020", "poh/gard-2020"]
    assert [found[name]["n_answers"] for name in list(found)[:2]] == [1, 4]
    assert all(len(way) == 4 for way in found["poh/gard-2020"]["ways"])


def test_lint__says_everything_and_exits_with_one(full_release, tmp_path):
    file = tmp_path / "me-2020.toml"
    file.write_text("slug = 'me'", "utf-8")
    found = CliRunner().invoke(criteria, ["lint", str(file)])
    assert found.exit_code == 1
    assert "things to mend" in found.output


def test_check__says_what_would_settle_and_what_it_rests_on(full_release, packet):
    assert "The fewest answers that would make it hold" in run("check", "poh", packet)
    ruled_out = run("check", "poh", packet, "--answers", "pth_resistance=yes")
    assert "It rests on this" in ruled_out
    found = json.loads(run("check", "poh", packet, "--json"))
    assert {"pth_resistance": True} in found["settled_by"]["not_met"]


def test_export__prints_the_questionnaire_the_rule_and_its_tree():
    questionnaire = json.loads(run("export", "poh", "--to", "fhir"))
    assert questionnaire["resourceType"] == "Questionnaire"
    assert run("export", "poh", "--to", "cql").startswith("// Progressive osseous heteroplasia")
    library = json.loads(run("export", "poh/gard-2020", "--to", "elm"))["library"]
    assert library["identifier"] == {"id": "PohGard2020", "version": "2020"}


def test_export__of_an_unknown_set_names_near_ones():
    with pytest.raises(UnknownId) as refused:
        run("export", "pho", "--to", "cql")
    assert "poh" in refused.value.hint
