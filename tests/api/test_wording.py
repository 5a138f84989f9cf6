import re
from pathlib import Path

import pytest

from rarekin.api import wording
from rarekin.api.criteria import criteria_sets
from rarekin.api.family.risk import models

PARTS = wording.own_sentences()
SOURCE = Path(wording.__file__).parents[1]


def test_own_sentences__are_all_there_and_each_once_in_its_part():
    assert list(PARTS) == ["engines", "criteria", "risk", "facts", "findings", "glossary"]
    for told in PARTS.values():
        texts = [s.text for s in told]
        assert texts
        assert len(texts) == len(set(texts))
        assert texts == [wording.one_line(text) for text in texts]
        assert all(s.where for s in told)


@pytest.mark.parametrize("one", criteria_sets(), ids=lambda s: s.id)
def test_own_sentences__hold_every_question_of_a_set(one):
    texts = {s.text for s in PARTS["criteria"]}
    assert {wording.one_line(item.ask) for item in one.items} <= texts
    assert {wording.one_line(rule.met) for rule in one.rules if rule.met} <= texts


@pytest.mark.parametrize("model", models(), ids=lambda m: m.slug)
def test_own_sentences__hold_every_note_of_a_model(model):
    texts = {s.text for s in PARTS["risk"]}
    assert {wording.one_line(note.text) for note in model.notes} <= texts
    assert {wording.one_line(p.explain) for p in model.parameters} <= texts


def test_own_sentences__hold_no_title_of_a_cited_work():
    texts = {s.text for told in PARTS.values() for s in told}
    titles = {work.title for one in criteria_sets() for _key, work in one.citations}
    names = {one.title for one in criteria_sets()}
    assert not {title for title in titles - names if len(title.split()) > 6} & texts


def test_own_sentences__find_every_pattern_that_an_engine_fills_in():
    written = [
        call
        for package in ("criteria", "risk", "draw", "api")
        for path in (SOURCE / package).glob("*.py")
        if path.name != "wording.py"
        for call in re.findall(r"\bsentence\(\s*(.)", path.read_text(encoding="utf8"))
    ]
    # A pattern that is not written out where it is used could not be found.
    assert set(written) == {'"'}
    patterns = {s.text for s in PARTS["engines"]}
    assert "Chance that %(person)s carries the change: %(chance)s." in patterns
