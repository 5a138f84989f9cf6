"""Written pages: what is refused, and what every page in the package keeps to."""

import datetime
import re
import tarfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.sources.curated.reading import reading_grade

from rarekin.errors import SourceError
from rarekin.model.disease import Disease, Fact, Name, NameKind, Organisation, Section
from rarekin.model.mentions import Mention
from rarekin.sources.curated.parse import parse, read_page, read_toml
from rarekin.sources.curated.written import language_of

FOLDER = Path("src/rarekin/sources/curated").absolute()
PAGES = sorted(FOLDER.glob("pages/*.toml"))
UNREAD = sorted(FOLDER.glob("pages/unread/*.toml"))
HIGHEST_GRADE = 9.0

READ = """
[second_reading]
date = 2026-11-30
statements = 5
supported = 3
removed = 1
changed = 1
"""
BODY = f"""
[cite.a]
title = "A work"
pmid = "27140670"
[[fact]]
section = "summary"
kind = "minute"
text = "Bones break easily. Most children walk."
cite = ["a"]
[[fact]]
section = "signs"
text = "{"Bones break easily. " * 90}"
cite = ["a"]
[[fact]]
section = "safety"
kind = "urgent"
text = "Go to hospital."
cite = ["a"]
[[fact]]
section = "first_steps"
kind = "advice"
text = "Write down each broken bone."
[[name]]
text = "huesos de cristal"
kind = "lay"
language = "es"
[[organisation]]
name = "A club"
last_checked = "2026-11"
seen = "memory"
"""
HEAD = 'disease = "MONDO:0008153"\nreviewed = 2026-11-30\n'
PAGE = HEAD + READ + BODY
SPANISH = 'translated = "machine"\nreviewed = 2026-11-30\n' + "".join(
    f'[[fact]]\ntext = "{text}"\n' for text in ("Uno.", "Dos.", "Tres.", "Cuatro.")
)


def parsed(**files: str):
    return list(parse({f"pages/{n.replace('__', '.')}.toml": t.encode() for n, t in files.items()}))


def refused(**files: str) -> SourceError:
    with pytest.raises(SourceError) as caught:
        parsed(**files)
    assert caught.value.hint
    return caught.value


def test_page__carries_its_reading_its_names_and_what_was_seen_of_a_club():
    records = parsed(x=PAGE)
    facts = [r for r in records if isinstance(r, Fact)]
    assert [f.statement for f in facts] == [1, 2, 3, 4, 0]
    assert facts[-1].kind == "second_reading"
    assert facts[-1].value == {
        "date": "2026-11-30", "statements": 5, "supported": 3, "removed": 1, "changed": 1,
    }  # fmt: skip
    (name,) = [r for r in records if isinstance(r, Name)]
    assert (name.kind, name.language) == (NameKind.LAY, "es")
    (club,) = [r for r in records if isinstance(r, Organisation)]
    assert club.seen == "memory"
    assert Mention("MONDO:0008153", "pages/x.toml, line 1") in records


def test_page__that_nobody_read_a_second_time_is_refused():
    error = refused(x=HEAD + BODY)
    assert "no [second_reading]" in str(error)
    assert "unread" in error.hint


@pytest.mark.parametrize(
    ("old", "new", "where", "why"),
    [
        ("removed = 1", "removed = 2", "line 4", "not the 5 statements"),
        ("date = 2026-11-30", "date = 'today'", "line 4", "lacks a date"),
        ("supported = 3\n", "", "line 4", "lacks a date or a count"),
        ('pmid = "27140670"', "", "line 11", "no identifier"),
        ('pmid = "27140670"', 'pmid = "PMID:27140670"', "line 11", "leads nowhere"),
        ('pmid = "27140670"', 'url = "see the web"', "line 11", "leads nowhere"),
        ('kind = "urgent"', 'kind = "urgnt"', "line 23", "unknown kind"),
        ('kind = "urgent"\ntext = "Go to hospital."\ncite = ["a"]',
         'kind = "treatment"\ntext = "Rest."\ncite = ["a"]\n[fact.value]\nevidence = "hearsay"',
         "line 29", "'hearsay'"),
        ("Most children walk.", "Children suffer from pain.", "line 17", "suffer from"),
        ("Most children walk.", "Normal children walk.", "line 17", "Normal children"),
        ("Go to hospital.", "Go. " * 500, "x.toml", "words"),
        ("Bones break easily. " * 90, "Bones break. ", "x.toml", "words"),
        ("Most children walk.", "walk " * 90, "line 16", "the minute has"),
        ('kind = "minute"', "", "x.toml", "the minute has 0"),
        ('section = "signs"', 'section = "causes"', "x.toml", "its signs"),
        ('language = "es"', 'language = "Spanish"', "line 32", "language"),
        ('seen = "memory"', 'seen = "yes"', "line 36", "seen"),
        ('text = "Go to hospital."\ncite = ["a"]', 'text = "Go."', "line 23", "cites nothing"),
        ('cite = ["a"]\n[[fact]]\nsection = "first', 'cite = ["b"]\n[[fact]]\nsection = "first',
         "line 23", "not in [cite]"),
    ],
)  # fmt: skip
def test_page__is_refused_with_its_line_where(old: str, new: str, where: str, why: str):
    assert old in PAGE
    error = refused(x=PAGE.replace(old, new, 1))
    assert why in str(error)
    assert where in str(error)


def test_page__about_a_disease_that_has_one_is_refused():
    assert "pages/a.toml" in str(refused(a=PAGE, b=PAGE))


def test_page__may_name_a_disease_that_the_packaged_list_is_too_old_to_have():
    listed = '[listed]\nlabel = "Dravet syndrome"\nby = "Mondo, release 2026-08-04"\n'
    (disease,) = [r for r in parsed(x=HEAD + listed + READ + BODY) if isinstance(r, Disease)]
    assert (disease.id, disease.label) == ("MONDO:0008153", "Dravet syndrome")
    error = refused(x=HEAD + listed.partition("by")[0] + READ + BODY)
    assert "line 3: lacks the label or who lists it" in str(error)


def test_translation__speaks_with_the_sources_of_the_page():
    records = parsed(x=PAGE, x__es=SPANISH)
    spanish = [r for r in records if isinstance(r, Fact) and r.language == "es"]
    assert [(f.statement, f.text) for f in spanish][:2] == [(1, "Uno."), (2, "Dos.")]
    assert all(f.machine and f.is_translation for f in spanish)
    assert spanish[0].citations[0].pmid == "27140670"
    assert spanish[2].kind == "urgent"
    assert spanish[0].as_of == datetime.date(2026, 11, 30)


@pytest.mark.parametrize(
    ("spanish", "why"),
    [
        (SPANISH + '[[fact]]\ntext = "Cinco."\n', "has 5 statements"),
        (SPANISH.replace('[[fact]]\ntext = "Dos."\n', ""), "has 3 statements"),
        (SPANISH.replace('text = "Dos."', ""), "silent"),
        (SPANISH.replace("machine", "nobody"), "who translated"),
        (SPANISH.replace('text = "Dos."', 'text = "Dos."\ncite = ["a"]'), "unknown key 'cite'"),
    ],
)
def test_translation__with_other_statements_is_refused(spanish: str, why: str):
    error = refused(x=PAGE, x__es=spanish)
    assert why in str(error)
    assert "x.es.toml" in str(error)


def test_translation__of_no_page_is_refused():
    assert "not there" in str(refused(x__fr=SPANISH))


@pytest.mark.parametrize("path", PAGES + UNREAD, ids=lambda path: path.name)
def test_written__keeps_to_the_form_and_reads_easily(path: Path):
    if language_of(f"pages/{path.name}") != "en":
        return
    records = list(read_page(f"pages/{path.name}", *read_toml(path.name, path.read_bytes())))
    facts = [r for r in records if isinstance(r, Fact)]
    assert reading_grade(" ".join(f.text for f in facts)) <= HIGHEST_GRADE
    assert facts[0].section is Section.SUMMARY


def test_written__a_line_of_an_emergency_card_is_a_whole_sentence():
    """A stranger reads one line at a time; half a sentence ("call my centre") misleads."""
    halves = {
        (path.name, line)
        for path in (*PAGES, *UNREAD)
        for fact in tomllib.loads(path.read_text(encoding="utf-8"))["fact"]
        if fact.get("kind") == "emergency_card"
        for line in fact["value"]["lines"]
        if line[0].islower() or line[-1] not in ".!?»)"
    }
    assert halves == set()


def test_written__all_pages_are_read_together():
    list(parse({f"pages/{path.name}": path.read_bytes() for path in PAGES}))


def _runs(text: str, n_words: int = 8) -> Iterator[tuple[str, ...]]:
    """Yield every run of words; runs with figures are facts, not somebody's sentence."""
    words = re.findall(r"[a-z0-9]+", text.casefold())
    for i in range(len(words) - n_words + 1):
        run = tuple(words[i : i + n_words])
        if not any(word.isdigit() for word in run):
            yield run


@pytest.mark.data
def test_written__no_sentence_comes_from_the_open_pages_we_read(data_folder: Path):
    ours: dict[tuple[str, ...], str] = {}
    for path in PAGES + UNREAD:
        if language_of(f"pages/{path.name}") == "en":
            table, text = read_toml(path.name, path.read_bytes())
            for record in read_page(f"pages/{path.name}", table, text):
                if isinstance(record, Fact):
                    ours |= dict.fromkeys(_runs(record.text), path.name)
    shared = set()
    for name in ("2_GARD_QA", "3_GHR_QA"):
        with tarfile.open(data_folder / "medquad" / f"{name}.tar.gz") as archive:
            files = [archive.extractfile(m) for m in archive if m.name.endswith(".xml")]
            for file in files:
                assert file is not None
                answer = re.sub(r"<[^>]+>", " ", file.read().decode("utf-8"))
                shared |= {(ours[run], " ".join(run)) for run in _runs(answer) if run in ours}
    assert shared == set()
