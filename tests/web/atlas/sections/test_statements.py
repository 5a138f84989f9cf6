import datetime

import pytest
from django.utils.safestring import mark_safe

from rarekin.model.citations import Checked, Citation, Licence, SourceInfo
from rarekin.model.disease import Fact, Section
from rarekin.model.identifiers import Curie
from rarekin.web.atlas.sections.marks import Marks
from rarekin.web.atlas.sections.statements import Statement, from_facts
from rarekin.web.atlas.templatetags.statements import statements


def fact(**parts):
    return Fact(Curie("MONDO:0000001"), Section.PREVALENCE, "text", "curated", **parts)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"class": "<1 / 1 000 000"}, "Fewer than 1 in 1,000,000 people have it."),
        (
            {"class": "1-9 / 100 000", "place": "Europe"},
            "Between 1 and 9 in 100,000 people have it (Europe).",
        ),
        ({"class": ">1 / 1000"}, "More than 1 in 1,000 people have it."),
        ({"count": 78, "place": "worldwide"}, "People described so far: 78 (worldwide)."),
    ],
)
def test_prevalence__structure_is_put_into_words(value, text):
    (statement,) = from_facts([fact(value=value)], Marks(()))
    assert statement.text == text


def test_facts__with_nothing_to_show_are_left_out():
    assert from_facts([fact(value={"class": "Unknown"}), fact()], Marks(())) == []


def test_facts__carry_date_source_and_whether_they_were_checked():
    cited = Citation("A paper", year=2002)
    (statement,) = from_facts(
        [fact(text="It\nis so.", citations=(cited,), checked=Checked.UNVERIFIED,
              as_of=datetime.date(2020, 5, 1))],
        Marks(()),
    )  # fmt: skip
    assert (statement.text, statement.is_verified) == ("It is so.", False)
    assert statement.as_of == datetime.date(2020, 5, 1)
    assert statement.marks[0].anchor == "work-1"


def test_facts__conflicting_answers_stand_side_by_side():
    answers = [{"says": "50 %", "source": "A", "year": 2020}, {"says": "59 %", "source": "B",
               "status": "unverified"}]  # fmt: skip
    (statement,) = from_facts([fact(text="Two.", value={"answers": answers})], Marks(()))
    assert statement.answers == (("50 %", "A, 2020"), ("59 %", "B; not yet checked by us"))


def test_facts__a_quotation_says_whose_words_they_are_when_written_and_on_what_terms():
    source = SourceInfo(
        "toy",
        "A collection",
        "Somebody",
        "",
        "3",
        datetime.date(2023, 10, 17),
        Licence("CC BY 4.0"),
    )
    quoted = Fact(
        Curie("MONDO:0000001"), Section.TREATMENT, "answer", "toy", text="Rest helps.", quoted=True,
        value={"note": "Written in 2017.", "author": "An office"},
    )  # fmt: skip
    (statement,) = from_facts([quoted], Marks([source]))
    assert statement.credit == ("Written in 2017. An office. A collection, 2023-10-17, CC BY 4.0.")


def test_facts__our_own_words_carry_no_credit_line():
    (statement,) = from_facts([fact(text="It is so.")], Marks(()))
    assert statement.credit == ""


def test_facts__what_two_entries_of_a_source_say_alike_is_shown_once():
    twice = [fact(text="It is so.", value={"classes": [n]}) for n in (1, 2)]
    assert len(from_facts(twice, Marks(()))) == 1


def test_statements__a_long_quotation_is_cut_after_a_sentence_and_nothing_is_lost():
    sentence = "This sentence is one of very many about the same matter. "
    text = (sentence * 40).strip()
    html = statements([Statement(text, is_quoted=True)])
    beginning, rest = html.split("<details", 1)
    assert 300 <= len(beginning) < 600
    assert "Read the rest of the quotation" in rest
    assert html.count("This sentence") == 40


def test_statements__a_quotation_is_never_cut_inside_an_explained_word():
    word = '<button type="button" class="term" popovertarget="w">St. Word</button> '
    shown = mark_safe(word * 40)
    html = statements([Statement("x", is_quoted=True, shown=shown)])
    for part in html.split("<details"):
        assert part.count("<button") == part.count("</button")
