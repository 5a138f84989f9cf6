"""The guides for contributors, followed word for word in a copy of the program's tree.

The copy is made of links, so that only what a guide adds is new; the commands run in a process
of their own, as a newcomer's would.
"""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import rarekin
from rarekin.criteria.cases import read_cases
from rarekin.criteria.grammar import parse
from rarekin.criteria.reading import read_set

PACKAGE = Path(rarekin.__file__).parent
GUIDES = PACKAGE.parents[1] / "docs" / "how-to"
TOY_SOURCES = ["curated", "hpo", "hpoa", "identity", "toyregister"]
BUILD = f"""
import sys
from rarekin.api.making.release import build_release
print(build_release(sources={TOY_SOURCES!r}, samples=True))
"""


def text_of(guide: str) -> str:
    return (GUIDES / guide).read_text("utf-8")


def files_of(guide: str) -> dict[str, str]:
    """Return the files a guide shows: a path alone on its line, then what stands in it."""
    found = re.findall(
        r"^`(src/[^`\s]+)`[^\n]*\n\n```\w+\n(.*?)```", text_of(guide), re.M | re.DOTALL
    )
    return dict(found)


@pytest.fixture
def tree(tmp_path):
    """A tree of links to the program, with real folders where a guide puts something."""
    real = {"sources", "risk", "criteria"}
    package = tmp_path / "src" / "rarekin"
    package.mkdir(parents=True)
    for child in PACKAGE.iterdir():
        if child.name not in real:
            (package / child.name).symlink_to(child)
            continue
        (package / child.name).mkdir()
        for inner in child.iterdir():
            if inner.name != "catalog":
                (package / child.name / inner.name).symlink_to(inner)
                continue
            (package / child.name / "catalog").mkdir()
            for entry in inner.iterdir():
                (package / child.name / "catalog" / entry.name).symlink_to(entry)
    return tmp_path


def put(tree: Path, guide: str) -> list[str]:
    files = files_of(guide)
    for path, text in files.items():
        place = tree / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    return list(files)


def run(tree: Path, home: Path, *command: str) -> str:
    environment = os.environ | {
        "PYTHONPATH": str(tree / "src"), "RAREKIN_HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONSAFEPATH": "1",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, *command], cwd=tree, env=environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_source__is_found_built_and_shown(tree, tmp_path):
    assert len(put(tree, "add-a-source.md")) == 4
    home = tmp_path / "home"
    run(tree, home, "-c", BUILD)
    gene = json.loads(run(tree, home, "-m", "rarekin", "disease", "MONDO:0008153", "--json"))[
        "genes"
    ]
    assert [g["source"] for g in gene if g["symbol"] == "TOYGENE1"] == ["toyregister"]
    report = run(tree, home, "-m", "rarekin", "knowledge", "report")
    assert "toyregister" in report
    assert "toyregister/line 3" in report
    assert "no disease" in report


def test_a_model__is_found_and_computes(tree, full_release_folder, tmp_path):
    assert put(tree, "add-a-risk-model.md") == ["src/rarekin/risk/catalog/toy-dominant.toml"]
    family = tmp_path / "family.json"
    people = [
        {"id": "mother", "sex": "female", "phenotypes": {"disease": "present"}},
        {"id": "father", "sex": "male"},
        {"id": "child", "mother": "mother", "father": "father", "unborn": True},
    ]
    family.write_text(json.dumps({"people": people}))
    home = full_release_folder.parents[1]
    command = ("-m", "rarekin", "risk", str(family), "--model", "toy-dominant", "--json")
    told = json.loads(run(tree, home, *command))
    child = next(p for p in told["people"] if p["person"] == "child")
    # Half of the mother's copies are changed, and 8 in 10 with a changed copy fall ill.
    assert child["p_carrier"] == pytest.approx(0.5, abs=0.001)
    assert child["phenotypes"][0]["p_lifetime"] == pytest.approx(0.4, abs=0.001)


def rows_to_copy() -> list[str]:
    return re.findall(r"`([a-z]+/[a-z]+-\d{4})`", text_of("add-criteria.md").split("## 2.")[0])


@pytest.mark.parametrize("name", rows_to_copy())
def test_a_set_to_copy__passes_the_check_in_another_folder(tree, full_release_folder, name):
    folder, edition = name.split("/")
    place = tree / "my-disease"
    place.mkdir()
    for ending in (".toml", ".cases.toml"):
        text = (PACKAGE / "criteria" / "catalog" / folder / f"{edition}{ending}").read_text()
        (place / f"{edition}{ending}").write_text(text)
    home = full_release_folder.parents[1]
    command = ("-m", "rarekin", "criteria", "lint", f"my-disease/{edition}.toml")
    assert "Nothing is wrong" in run(tree, home, *command)


def test_every_rule_of_the_guide__is_one():
    rules = re.findall(r'^when = "(.+?)"', text_of("add-criteria.md"), re.M)
    assert len(rules) >= 7
    for rule in rules:
        parse(rule)


def test_every_piece_of_the_guide__is_toml_and_its_person_is_read():
    pieces = re.findall(r"```toml\n(.*?)```", text_of("add-criteria.md"), re.DOTALL)
    for piece in pieces:
        tomllib.loads(piece)
    [person] = [piece for piece in pieces if "[[case]]" in piece]
    [case] = read_cases(person)
    assert case.name == "just below the edge"


def test_a_set_of_three_items__is_enough():
    block = re.search(r"read_set\('''\n(.*?)\.\.\. '''\)", text_of("add-criteria.md"), re.DOTALL)
    text = "\n".join(line.removeprefix("... ") for line in block[1].splitlines())
    assert len(read_set(text).items) == 3


@pytest.mark.parametrize("guide", sorted(path.name for path in GUIDES.glob("*.md")))
def test_every_path_and_command_of_a_guide__is_there(guide):
    text = text_of(guide)
    made = set(files_of(guide))
    for path in re.findall(r"`((?:src|validation|tests|docs)/[\w./-]+)`", text):
        if "toyregister" not in path and path not in made:
            assert (PACKAGE.parents[1] / path).exists(), path
    for module in re.findall(r"python -m ((?:validation|benchmarks)\.\w+)", text):
        assert (PACKAGE.parents[1] / (module.replace(".", "/") + ".py")).exists(), module
    for script in re.findall(r"python (validation/\w+\.py)", text):
        assert (PACKAGE.parents[1] / script).exists(), script


def test_every_piece_of_a_site_page__stands_in_the_file_the_guide_names():
    pieces = files_of("add-a-site-page.md")
    assert len(pieces) == 7
    for path, piece in pieces.items():
        text = (PACKAGE.parents[1] / path).read_text("utf-8")
        assert [line for line in piece.splitlines() if line.strip() not in text] == [], path


def test_every_guide__is_linked_by_its_name():
    pages = [*GUIDES.parent.rglob("*.md"), PACKAGE.parents[1] / "CONTRIBUTING.md"]
    for page in pages:
        for target in re.findall(r"\]\(([\w./-]+\.md)\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), (page.name, target)
    named = re.findall(r"`docs/how-to/([\w-]+\.md)`", pages[-1].read_text("utf-8"))
    assert len(named) >= 3
    assert [name for name in named if not (GUIDES / name).exists()] == []


def test_where_things_go__names_folders_that_are_there():
    text = (PACKAGE.parents[1] / "CONTRIBUTING.md").read_text("utf-8")
    folders = re.findall(r"`(src/rarekin/[\w/]+/)", text)
    assert len(folders) >= 4
    assert [f for f in folders if not (PACKAGE.parents[1] / f).is_dir()] == []
    for target in re.findall(r"`make (\w+)`", text):
        assert f"\n{target}:" in (PACKAGE.parents[1] / "Makefile").read_text()
