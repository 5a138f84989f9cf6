import datetime
from dataclasses import replace

from rarekin.api.diseases.lookup import DiseaseRef
from rarekin.model.disease import Level
from rarekin.model.identifiers import Curie
from rarekin.web.atlas.sections.marks import Mark
from rarekin.web.atlas.sections.signs import Sign
from rarekin.web.atlas.templatetags.atlas import (
    behind_badges,
    diseases_by_frequency,
    findings,
    marks,
)

HOSTILE = "<b onmouseover=x>\"'&"
MARK = Mark(HOSTILE, HOSTILE, HOSTILE)
SIGN = Sign(
    Curie("HP:0000002"), HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, 30, HOSTILE, (MARK,),
    ((HOSTILE, (MARK,)),), 20, 45,
)  # fmt: skip


def test_tags__escape_everything_that_comes_from_a_source():
    for html in (
        marks([MARK], datetime.date(2020, 5, 1)),
        findings([SIGN]),
        diseases_by_frequency(
            [(DiseaseRef(Curie("MONDO:0000001"), HOSTILE, Level.DISORDER), SIGN)]
        ),
    ):
        assert "<b " not in html
        assert "&quot;" in html


def test_marks__show_number_title_and_date():
    html = marks([Mark("2", "Shore 2002", "work-2")], datetime.date(2020, 5, 1))
    assert '<a href="#work-2" title="Shore 2002">' in html
    assert '<time datetime="2020-05-01">May 2020</time>' in html
    assert marks(()) == ""


def test_findings__without_counts_are_drawn_as_a_range_only():
    html = findings([replace(SIGN, share=None)])
    assert 'class="range" x="20" width="25"' in html
    assert "share" not in html


def test_marks__of_several_sources_are_one_badge_with_a_list_behind_it():
    several = [Mark("1", "HPO", "source-hpoa"), Mark("4", "Shore 2002", "work-4")]
    html = marks(several)
    assert html.count("<a ") == 0
    assert html.count('<button type="button" popovertarget="behind-1-4"') == 1
    behind = behind_badges(html + html, {mark.text: mark for mark in several})
    assert behind.count('id="behind-1-4"') == 1
    assert 'href="#source-hpoa"' in behind
    assert 'href="#work-4"' in behind


def test_findings__draw_the_share_and_link_to_the_finding():
    html = findings([SIGN])
    assert 'href="/finding/HP:0000002"' in html
    assert 'class="share" width="30"' in html
    assert 'class="range" x="20" width="25"' in html
    assert "Sources disagree:" in html
