"""`docs/how-to/add-criteria.md` followed word for word by somebody who never programmed."""

import re
import shutil
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from tests.criteria.people import CATALOG, PATHS, SETS

from rarekin.criteria.cases import read_cases
from rarekin.criteria.expression import truth
from rarekin.criteria.grammar import parse
from rarekin.criteria.linting import lint
from rarekin.criteria.reading import read_item, read_set
from rarekin.criteria.sets import CriteriaSet, Item, Role

GUIDE = (Path(__file__).parents[2] / "docs/how-to/add-criteria.md").read_text("utf-8")
FORMS = re.findall(r"^\| (.+?) \| `(\S+?/\S+?)`(?:; .* `(\S+?/\S+?)`)? \|$", GUIDE, re.MULTILINE)


def block(kind, holding):
    [found] = [b for b in re.findall(rf"```{kind}\n(.*?)```", GUIDE, re.DOTALL) if holding in b]
    return found


def test_step_1__every_set_it_says_to_copy_is_there_with_its_cases():
    named = {path for _, *paths in FORMS for path in paths if path}
    assert len(FORMS) == 8
    assert named <= set(PATHS)


RULES = {
    "so many of a list": lambda rules: "at_least" in rules,
    "major and minor signs, a combination that does not count": lambda rules: "lam" in rules,
    "points and a limit": lambda rules: ">= 4" in rules,
    "points with a maximum for each group": lambda rules: "cap(" in rules,
    "rows with a strong and a weak form": lambda rules: "heart_a or heart_b" in rules,
    "other rules with an affected relative, a limit that depends on the age": lambda rules: (
        "family and with_family" in rules and "age_below_years" in rules
    ),
    "all of several parts, one of them “no other cause”": lambda rules: "not other_cause" in rules,
    "at most so many of a list": lambda rules: "at_most" in rules,
}


@pytest.mark.parametrize(("form", "path", "other"), FORMS)
def test_step_1__each_set_has_the_form_for_which_it_is_copied(form, path, other):
    holds = RULES[form.replace('"no other cause"', "“no other cause”")]
    assert holds((CATALOG / f"{path}.toml").read_text("utf-8"))
    assert not other or "at_least(3" in (CATALOG / f"{other}.toml").read_text("utf-8")


def test_step_2__the_item_it_shows_can_be_read_and_is_that_of_the_catalogue(hpo):
    table = tomllib.loads(block("toml", "[item.lens]"))["item"]["lens"]
    item = SETS["marfan/ghent-2010"].item("lens")
    assert (item.title, [f"{t.id} {t.label}" for t in item.terms]) == (
        table["title"],
        table["terms"],
    )
    assert {"title", "ask", "explain", "terms", "where"} == set(table)


def test_step_2__every_field_an_item_may_have_is_explained():
    explained = set(re.findall(r"`(\w+)`", GUIDE[GUIDE.index("| Field | For |") :]))
    shown = set(tomllib.loads(block("toml", "[item.lens]"))["item"]["lens"])
    known = {"threshold" if f.name == "thresholds" else f.name for f in fields(Item)} - {"name"}
    assert known - explained - shown == set()


@pytest.mark.parametrize("rule", re.findall(r'when = "(.+?)"', block("text", "at_least(2, a")))
def test_step_3__every_rule_it_shows_is_of_the_grammar(rule):
    assert parse(rule).polarities


def test_step_3__names_the_roles_a_verdict_may_have():
    assert all(f"`{role.value}`" in GUIDE or f'"{role.value}"' in GUIDE for role in Role)


def test_step_4__the_person_it_shows_is_one_of_marfan_syndrome():
    [worked] = read_cases(block("toml", "just below the edge"))
    assert set(worked.case.answers) <= set(SETS["marfan/ghent-2010"].answerable)
    assert set(worked.case.quantities) <= set(SETS["marfan/ghent-2010"].measures)


@pytest.fixture
def copied(tmp_path):
    """The folder after step 1, with the files of Marfan syndrome under a new name."""
    folder = tmp_path / "my-disease"
    folder.mkdir()
    for ending in ("toml", "cases.toml"):
        source = CATALOG / f"marfan/ghent-2010.{ending}"
        shutil.copy(str(source), folder / f"authority-2021.{ending}")
    return folder / "authority-2021.toml", folder / "authority-2021.cases.toml"


def test_step_5__a_copy_with_a_name_of_its_own_has_nothing_wrong(copied, hpo):
    rules, cases = (file.read_text("utf-8") for file in copied)
    rules = rules.replace('slug = "marfan"', 'slug = "my-disease"')
    rules = rules.replace('edition = "ghent-2010"', 'edition = "authority-2021"')
    assert lint(rules, cases, hpo) == ()
    assert read_set(rules).id == "my-disease/authority-2021"


UNUSED = '[item.unused]\ntitle = "U"\nask = "U?"\nexplain = "U."\n'
MISTAKES = (
    ('"HP:0001083 Ectopia lentis"', '"HP:0001083 Displaced lens"', "is called 'Ectopia lentis'"),
    ('"HP:0100775 Dural ectasia"', '"HP:9999999 Dural ectasia"', "HP:9999999 is no term"),
    ("lens or score or root_family", "lenz or score or root_family", "Did you mean lens?"),
    ('role = "main"', 'role = "principal"', "'principal' is none of"),
    ("explain = ", "explane = ", "has a field we do not know: explane"),
    (
        "[rule.face]",
        '[item.unused]\ntitle = "U"\nask = "U?"\nexplain = "U."\n[rule.face]',
        "unused",
    ),
    ("at_least(3, long_head", "atleast(3, long_head", "is not of the criteria grammar"),
)


@pytest.mark.parametrize(("right", "wrong", "said"), MISTAKES)
def test_step_5__each_slip_is_named_in_words(copied, hpo, right, wrong, said):
    rules, cases = (file.read_text("utf-8") for file in copied)
    assert any(said in problem for problem in lint(rules.replace(right, wrong, 1), cases, hpo))


def test_step_5__all_slips_are_named_at_once(copied, hpo):
    rules, cases = (file.read_text("utf-8") for file in copied)
    for right, wrong, _ in MISTAKES:
        rules = rules.replace(right, wrong, 1)
    said = " ".join(lint(rules, cases, hpo))
    assert [s for *_, s in MISTAKES if s not in said] == []


def test_step_5__a_person_who_comes_out_differently_is_named(copied, hpo):
    rules, cases = (file.read_text("utf-8") for file in copied)
    wrong = cases.replace('outcome = "met"', 'outcome = "not_met"', 1)
    [told] = lint(rules, wrong, hpo)
    assert "outcome should be 'not_met' and is 'met'" in told


def test_honesty__a_place_without_having_read_is_refused(copied, hpo):
    rules, cases = (file.read_text("utf-8") for file in copied)
    claimed = rules.replace("[item.lens]", '[item.lens]\nwhere = "Box 1"', 1)
    assert any("Give the place only for what you saw" in p for p in lint(claimed, cases, hpo))


WORDS = {"title": "Nosebleeds", "ask": "Are there nosebleeds?", "explain": "They are a sign."}


def test_honesty__the_second_transcription_it_shows_is_right_for_its_set():
    shown = tomllib.loads(block("toml", 'of = "hht'))
    chosen = SETS[shown["of"]]
    rule = parse(shown["verdict"]["definite"])
    names = sorted(rule.polarities)
    for i in range(3 ** len(names)):
        known = {n: (True, False, None)[i // 3**k % 3] for k, n in enumerate(names)}
        assert truth(rule, known) is truth(chosen.main.when, known)
    item = read_item("nosebleeds", {**WORDS, **shown["item"]["nosebleeds"]}, {})
    ours = chosen.item("nosebleeds")
    assert (item.terms, item.suggests) == (ours.terms, ours.suggests)


def test_guide__every_field_of_a_set_that_readers_see_is_named():
    named = {"status", "status_note", "kind", "performance", "revision"}
    assert named <= {f.name for f in fields(CriteriaSet)}
    assert all(f"`{name}`" in GUIDE or f"`{name} =" in GUIDE for name in named)
