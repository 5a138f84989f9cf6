import pytest

from rarekin.api.family.risk import drawing_of_family, read_family, refuse_unread
from rarekin.errors import InputError


def test_refuse_unread__names_everything_that_counts_at_once():
    _, issues = read_family({"people": [{"id": "a", "sex": "mail"}, {"id": "a", "mother": []}]})
    with pytest.raises(InputError) as caught:
        refuse_unread(issues)
    assert "people[0].sex" in caught.value.message
    assert "people[1].mother" in caught.value.message
    assert "used twice" in caught.value.message
    assert caught.value.hint


def test_refuse_unread__stays_short_for_a_file_full_of_faults():
    people = [{"id": f"p{i}", "sex": "x" * 500} for i in range(1000)]
    with pytest.raises(InputError, match=r"And 990 more\.") as caught:
        refuse_unread(read_family({"people": people})[1])
    assert len(caught.value.message) < 2000


def test_refuse_unread__lets_notices_pass():
    _, issues = read_family({"people": [{"id": "c", "mother": "m"}, {"id": "m", "hat": 1}]})
    assert issues
    refuse_unread(issues)


def test_drawing__says_what_stands_in_it_in_the_reader_s_language():
    family, _ = read_family({"people": [{"id": "I-1", "sex": "female", "age_years": 40}]})
    words = {"%(n)s y": "%(n)s años", "Family tree": "Árbol", "female": "mujer"}

    def say(text):
        template = getattr(text, "template", "")
        return words.get(template, template) % text.values if template else str(text)

    drawing = drawing_of_family(family, say=say)
    assert ">40.0 años<" in drawing.svg
    assert ">Árbol<" in drawing.svg
