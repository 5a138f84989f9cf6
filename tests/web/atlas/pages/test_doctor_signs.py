"""What fits on a doctor's sheet: what the disease is known by, then the frequent, then dangers."""

import pytest

from rarekin.api.diseases import lookup
from rarekin.model.identifiers import Curie
from rarekin.web.atlas.pages import doctor
from rarekin.web.atlas.pages.disease_page import view_of
from rarekin.web.atlas.pages.sheet_signs import others_of_sheet
from rarekin.web.atlas.sections.signs import Sign, SignGroup

pytestmark = pytest.mark.django_db


def sign(term, place, *, is_danger=False, share=0.0):
    rest = dict.fromkeys(("gloss", "words", "percentage", "counts", "note"), "")
    made = {"label": term, "share": None, "marks": (), "says": (), **rest}
    return Sign(Curie(term), **made, place=(place, -share), is_danger=is_danger)


def sheet(*signs, **kwargs):
    return [s.term for s in others_of_sheet([SignGroup("All", (), signs)], **kwargs)]


MANY = [sign(f"HP:{i:07}", 1) for i in range(3_000_000, 3_000_040)]


def test_a_danger__is_never_cut_off_and_stands_below():
    found = sheet(*MANY, sign("HP:0005294", 2), sign("HP:0002664", 5, is_danger=True))
    assert found[-2:] == ["HP:0005294", "HP:0002664"]
    assert len(found) == 18


def test_one_list_alone__fills_paper_only_where_little_else_is_known():
    alone, founded = sign("HP:3000101", 4, share=80), sign("HP:3000102", 3)
    assert sheet(alone, founded, sign("HP:0000271", 0)) == ["HP:3000102", "HP:3000101"]
    assert "HP:3000101" not in sheet(*MANY[:12], alone)


def test_what_is_rare__fills_no_paper_but_what_nobody_graded_does():
    rows = sign("HP:3000101", 5, share=2), sign("HP:3000102", 5)
    assert sheet(*rows, ungraded={"HP:3000102"}) == ["HP:3000102"]


@pytest.mark.parametrize(
    ("id_", "first", "later"),
    [
        ("MONDO:0008380", ["Leukocoria", "Strabismus"], "Osteosarcoma"),  # retinoblastoma
        ("MONDO:0010622", ["Ichthyosis"], "Testicular neoplasm"),
        ("MONDO:0008300", ["Polyphagia", "Hypotonia", "Obesity"], "Stroke"),  # Prader-Willi
        ("MONDO:0010160", ["Corneal opacity", "Palmoplantar keratoderma"], ""),  # tyrosinemia II
        ("MONDO:0009134", ["Jaundice", "Splenomegaly", "Anemia of inadequate production"], ""),
        ("MONDO:0009804", ["Increased susceptibility to fractures", "Short stature"], ""),
        ("MONDO:0016163", ["Progressive cerebellar ataxia", "Progressive visual loss"], ""),
    ],
)
def test_sheet__shows_what_it_is_known_by_before_what_may_come(full_release, id_, first, later):
    shown = doctor.context_of(view_of(lookup.disease(id_)))
    names = [name for name, _often in shown["signs"]]
    assert set(first) <= set(names[:12])
    if later:
        assert names.index(later) > max(map(names.index, first))
    assert len(names) <= 18


def test_sheet__has_no_number_of_a_related_entry(full_release):
    numbers = doctor.context_of(view_of(lookup.disease("MONDO:0010622")))["numbers"]
    assert "ORPHA:281090" not in numbers
    assert {"ORPHA:461", "OMIM:308100"} <= set(numbers)
