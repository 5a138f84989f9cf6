"""What misled once is looked for on a sample of pages; `validation/page_faults.py` reads all."""

import importlib.util
import sys
from pathlib import Path

import pytest
from django.utils import translation

from rarekin.api.diseases import lookup
from rarekin.web.atlas.drawing.article import article_html
from rarekin.web.atlas.pages import disease_page

pytestmark = pytest.mark.django_db
PLACE = Path(__file__).resolve().parents[2] / "validation" / "page_faults.py"


def _scan():
    spec = importlib.util.spec_from_file_location("page_faults", PLACE)
    module = importlib.util.module_from_spec(spec)
    sys.modules["page_faults"] = module
    spec.loader.exec_module(module)
    return module


def test_pages__none_of_a_sample_has_a_fault_that_misled_once(full_release):
    scan = _scan()
    well_known = ["MONDO:0008153", "MONDO:0009061", "MONDO:0011382", "MONDO:0018975"]
    found = []
    with translation.override("en"):
        for id_ in [*well_known, *lookup.disease_ids()[::331]]:
            page = lookup.disease(id_)
            html = article_html(disease_page.view_of(page))
            found += [(id_, kind) for kind, _n in scan.faults(html, page)]
    assert found == []


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<li>Take your time. Hardly anything has to be decided today.</li>", "1 false calm"),
        ("<p>None of our sources names a cause.</p>", "2 speaks for the world"),
        (
            '<div class="how-often">2 in 10 · <span class="num">17\u202f%</span></div>',
            "6 a class as a percentage",
        ),
        ('<div class="side">about 2 in 10 people</div>', "6 look-alike without basis"),
        ("<p>all 3 people counted</p>", "7 a share of under five people"),
        (
            '<button type="button" class="term" popovertarget="word-x">gene</button>.',
            "18 punctuation may break off",
        ),
        ('Shoes must <button type="button" class="term" x="">fit</button>', "18 wrong sense"),
        (
            "<blockquote>“One two”<footer>The file lacks the commas of this text.</footer>"
            "</blockquote>",
            "19 quotation without commas",
        ),
        ('<a href="https://x.org" rel="noreferrer"></a>', "20 invisible link"),
    ],
)
def test_scan__finds_each_kind(html, kind):
    assert _scan().KINDS[kind](html) == 1
