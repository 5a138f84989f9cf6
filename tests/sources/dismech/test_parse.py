import datetime
from pathlib import Path

import pytest

import rarekin.sources.dismech as package
from rarekin.errors import SourceError
from rarekin.model.citations import Checked
from rarekin.model.disease import Fact, Section
from rarekin.model.issues import Issue
from rarekin.sources.dismech.parse import parse

FILE = "data.js"
SAMPLE = (Path(package.__path__[0]) / "sample" / FILE).read_bytes()


def test_parse__quotes_the_first_paragraph_and_names_treatments_marked_as_written_by_ai():
    facts = [record for record in parse({FILE: SAMPLE}) if isinstance(record, Fact)]
    assert [(f.section, f.text) for f in facts] == [
        (Section.SUMMARY, "Bone forms in the skin, then deeper."),
        (Section.TREATMENT, "Physiotherapy; Surgery, with care."),
    ]
    for fact in facts:
        assert "Written by AI" in str(fact.value["author"])
        assert (fact.quoted, fact.checked) == (True, Checked.UNVERIFIED)
        assert fact.as_of == datetime.date(2026, 2, 23)


def test_parse__counts_what_has_no_number():
    (issue,) = [record for record in parse({FILE: SAMPLE}) if isinstance(record, Issue)]
    assert issue.message.startswith("1 disorders are left out")


@pytest.mark.parametrize("data", [b"", b"window.searchData = {};", b"window.searchData = [1];"])
def test_parse__refuses_what_is_no_such_list(data):
    with pytest.raises(SourceError):
        list(parse({FILE: data}))
