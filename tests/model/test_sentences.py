import ast
import copy
import json
import pickle
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rarekin
from rarekin.model.sentences import Sentence, joined, sentence


@given(st.text(), st.integers(-(10**9), 10**9))
def test_sentence__is_its_english_text_everywhere(who, n):
    told = sentence("%(who)s has %(n)s.", who=who, n=n)
    assert told == f"{who} has {n:,}."
    assert json.loads(json.dumps([told])) == [str(told)]


@given(st.lists(st.text()))
def test_joined__puts_between_what_join_does(parts):
    told = joined(parts, ", ")
    assert told == ", ".join(parts)
    assert told.parts == tuple(parts)


def test_sentence__remembers_its_pattern_when_it_is_copied():
    told = sentence("It began at %(age)s.", age=sentence("%(n)s years", n=2.5))
    for twin in (copy.deepcopy(told), pickle.loads(pickle.dumps(told))):
        assert (twin, twin.template, twin.values) == (told, told.template, told.values)


def test_sentence__without_places_keeps_a_doubled_per_cent_sign_in_the_pattern_only():
    assert sentence("none (0 %%)") == "none (0 %)"
    assert isinstance(sentence("none (0 %%)"), Sentence)


SOURCE = Path(rarekin.__file__).parent
MAKING = [
    str(path.relative_to(SOURCE))
    for path in sorted(SOURCE.rglob("*.py"))
    if "sentence(" in path.read_text("utf-8")
]


@pytest.mark.parametrize("module", MAKING)
def test_sentence__has_a_value_for_every_place_and_no_other(module):
    for node in ast.walk(ast.parse((SOURCE / module).read_text("utf-8"))):
        if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "sentence"):
            continue
        (pattern,) = node.args
        assert isinstance(pattern, ast.Constant), f"line {node.lineno}: nobody can translate this"
        places = set(re.findall(r"%\((\w+)\)s", pattern.value))
        given = {k.arg for k in node.keywords}
        assert places == given or None in given, pattern.value
        assert "%" not in re.sub(r"%\(\w+\)s|%%", "", pattern.value)


# What readers of family files and the risk engine say is shown to families in their language.
SPOKEN = [
    *(f"formats/{n}.py" for n in (
        "canrisk", "families", "family_gathering", "family_json", "family_losses", "family_text",
        "fhir_family", "ga4gh_pedigree", "gedcom", "json_fields", "ped", "pedigreejs")),
    *(f"api/family/{n}.py" for n in ("families", "risk", "family_answers")),
    "model/family.py",
    "model/family_checks.py",
    "model/birth_checks.py",
    "model/partnership.py",
    *(str(p.relative_to(SOURCE))
      for p in sorted(SOURCE.joinpath("risk").glob("*.py"))
      if p.name not in {"model_file.py", "toml_table.py", "recurrence.py"}),
]  # fmt: skip
TOLD_IN = {"InputError", "FormatError", "TooLarge", "UnknownId", "Issue", "_error", "_warning"}
TOLD_BY = {"error", "warning", "leave_out", "problem"}


def bare(node):
    """Literal English in what is told: a text of two words or more outside ``sentence``."""
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"sentence", "repr"}:
        return
    if isinstance(node, ast.JoinedStr):
        text = "".join(v.value for v in node.values if isinstance(v, ast.Constant))
        if len(re.findall(r"[A-Za-z]{2,}", text)) >= 2:
            yield text
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if len(re.findall(r"[A-Za-z]{2,}", node.value.replace("-", ""))) >= 2:
            yield node.value
        return
    for child in ast.iter_child_nodes(node):
        yield from bare(child)


@pytest.mark.parametrize("module", SPOKEN)
def test_messages__that_families_see_can_be_said_in_their_language(module):
    tree = ast.parse(SOURCE.joinpath(module).read_text("utf-8"))
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", "") or ""
        method = getattr(node.func, "attr", "")
        if name in TOLD_IN or method in TOLD_BY:
            parts = [*node.args, *(k.value for k in node.keywords if k.arg in {"hint", "message"})]
            found += [f"{node.lineno}: {text}" for part in parts for text in bare(part)]
    # The place is no sentence: a line, a field, a path.
    place = re.compile(r"\d+: (line |FamilyMemberHistory |GG |column |people\[|\.\w+$)")
    assert [f for f in found if not place.match(f)] == []
