import json

import pytest
from click.testing import CliRunner

from rarekin.cli.main import rarekin

PED = "F1 dad 0 0 1 1\nF1 mum 0 0 2 1\nF1 kid dad mum 1 2\n"


@pytest.fixture
def run(tmp_path):
    file = tmp_path / "family"

    def call(*arguments, content=PED):
        file.write_text(content)
        return CliRunner().invoke(rarekin, ["pedigree", arguments[0], str(file), *arguments[1:]])

    return call


def test_check__names_the_format_and_is_content(run):
    result = run("check")
    assert (result.exit_code, result.output) == (
        0,
        "PED (LINKAGE, PLINK .fam): family 'F1', 3 people.\n",
    )


def test_check__exits_with_1_and_tells_everything(run):
    result = run("check", "--json", content="F1 kid dad mum 1 perhaps\nF2 a 0 0 1 1\n")
    told = json.loads(result.output)
    assert result.exit_code == 1
    assert [f["id"] for f in told["families"]] == ["F1", "F2"]
    assert {i["code"] for i in told["issues"]} == {
        "field-unusable",
        "family-other",
        "parents-offered",
        "parent-unknown",
    }


def test_convert__says_what_is_lost(run):
    csv = "id,father,mother,sex,affected,age\ndad,,,M,n,60\nmum,,,F,y,\nkid,dad,mum,M,,\n"
    result = run("convert", "--to", "ped", content=csv)
    assert "family\tkid\tdad\tmum\t1\t0" in result.output
    assert "PED has no room for ages." in result.output


def test_draw__writes_a_picture_or_words(run):
    assert run("draw").output.startswith("<?xml")
    assert run("draw", "--words").output.startswith("Family tree: 3 people")


@pytest.mark.parametrize(("name", "start"), [("a.svg", b"<?xml"), ("a.png", b"\x89PNG"), ("a.pdf", b"%PDF-"), ("a", b"<?xml")])  # fmt: skip  # noqa: E501
def test_draw__the_name_of_the_file_says_the_kind(run, tmp_path, name, start):
    out = tmp_path / name
    assert run("draw", "--out", str(out)).exit_code == 0
    assert out.read_bytes().startswith(start)
    run("draw", "--out", str(out), "--as", "pdf")
    assert out.read_bytes().startswith(b"%PDF-")


def test_draw__added_parents_are_drawn(run):
    content = "F1 kid dad mum 1 2\n"
    assert run("draw", content=content).exit_code == 1
    result = run("draw", "--add-parents", "--words", content=content)
    assert "3 people in 2 generations" in result.output


def test_formats__lists_them_all():
    assert (
        "canrisk        read, write" in CliRunner().invoke(rarekin, ["pedigree", "formats"]).output
    )
