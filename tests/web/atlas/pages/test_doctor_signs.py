"""What fits on a doctor's sheet: dangers first, nothing that rests on one list."""

from types import SimpleNamespace

from rarekin.model.identifiers import Curie
from rarekin.web.atlas.pages.doctor import _foremost
from rarekin.web.atlas.sections.signs import Sign, SignGroup


def sign(term, place, *, is_danger=False):
    rest = dict.fromkeys(("gloss", "words", "percentage", "counts", "note"), "")
    made = {"label": term, "share": None, "marks": (), "says": (), **rest}
    return Sign(Curie(term), **made, place=(place, 0.0), is_danger=is_danger)


def sheet(*signs):
    return [s.term for s in _foremost(SimpleNamespace(groups=[SignGroup("All", (), signs)]))]


def test_a_danger__is_never_cut_off():
    many = [sign(f"HP:{i:07}", 1) for i in range(3_000_000, 3_000_040)]
    found = sheet(*many, sign("HP:0005294", 2), sign("HP:0002664", 5, is_danger=True))
    assert found[:2] == ["HP:0005294", "HP:0002664"]
    assert len(found) == 18


def test_one_list_alone__fills_no_paper():
    assert sheet(sign("HP:3000001", 4), sign("HP:3000002", 3), sign("HP:0000271", 0)) == [
        "HP:3000002"
    ]
