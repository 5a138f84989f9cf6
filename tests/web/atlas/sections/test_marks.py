import datetime

from rarekin.model.citations import Citation, Licence, SourceInfo
from rarekin.web.atlas.sections.marks import Mark, Marks

INFO = SourceInfo("hpoa", "HPO", "p", "h", "v1", datetime.date(2025, 1, 16), Licence("x"))


def test_marks__sources_come_first_and_works_keep_their_number():
    marks = Marks([INFO])
    shore = Citation("Paternally inherited", authors="Shore EM, Ahn J", year=2002)
    assert marks.source("hpoa") == Mark("1", "HPO, 2025-01-16", "source-hpoa")
    assert marks.work(shore) == Mark("2", "Shore EM 2002", "work-2")
    assert marks.work(Citation("Another")).text == "3"
    assert marks.work(shore).text == "2"


def test_marks__an_unknown_source_is_named_and_leads_to_the_list():
    assert Marks([]).source("new") == Mark("new", "new", "sources")
    assert [m.text for m in Marks([INFO]).all(["new", "hpoa", "hpoa"])] == ["1", "new"]
