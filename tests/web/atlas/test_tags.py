import datetime

from rarekin.model.identifiers import Curie
from rarekin.web.atlas.marks import Mark
from rarekin.web.atlas.signs import Sign
from rarekin.web.atlas.templatetags.atlas import diseases_by_frequency, findings, marks

HOSTILE = "<b onmouseover=x>\"'&"
MARK = Mark(HOSTILE, HOSTILE, HOSTILE)
SIGN = Sign(
    Curie("HP:0000002"), HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, 30, HOSTILE, (MARK,),
    ((HOSTILE, (MARK,)),),
)  # fmt: skip


def test_tags__escape_everything_that_comes_from_a_source():
    for html in (
        marks([MARK], datetime.date(2020, 5, 1)),
        findings([SIGN]),
        diseases_by_frequency([(Curie("MONDO:0000001"), HOSTILE, SIGN)]),
    ):
        assert "<b " not in html
        assert "&quot;" in html


def test_marks__show_number_title_and_date():
    html = marks([Mark("2", "Shore 2002", "work-2")], datetime.date(2020, 5, 1))
    assert '<a href="#work-2" title="Shore 2002">' in html
    assert '<time datetime="2020-05-01">May 2020</time>' in html
    assert marks(()) == ""


def test_findings__draw_the_share_and_link_to_the_finding():
    html = findings([SIGN])
    assert 'href="/finding/HP:0000002"' in html
    assert 'class="share" width="30"' in html
    assert "Sources disagree:" in html
