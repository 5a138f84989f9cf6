"""A written page on its way through a release: sections, names, clubs and another language."""

import shutil
from pathlib import Path

import pytest

from rarekin.api.diseases import lookup
from rarekin.api.diseases.care import warnings_about
from rarekin.api.making import release
from rarekin.errors import BuildError
from rarekin.model.disease import NameKind, Section
from rarekin.sources.declaration import FOLDER

FOP = "MONDO:0007606"


def test_page_of__carries_a_written_page_and_who_read_it(toy_release):
    page = lookup.disease(FOP)
    (minute,) = [f for f in page.facts[Section.SUMMARY] if f.kind == "minute"]
    assert minute.text == "Muscle and other soft tissue turn into bone."
    assert [f.text for f in page.facts[Section.LIVING]] == ["A fall can start new bone."]
    (reading,) = [f for f in page.facts[Section.SOURCES] if f.kind == "second_reading"]
    assert reading.value["statements"] == 3
    (club,) = [c for c in page.organisations if c.seen]
    assert club.seen == "memory"


def test_facts_in__is_the_translation_and_english_where_there_is_none(toy_release):
    page = lookup.disease(FOP)
    assert all(not f.is_translation for facts in page.facts.values() for f in facts)
    spanish = page.facts_in("es")
    (living,) = spanish[Section.LIVING]
    assert (living.text, living.language) == ("Una caída puede iniciar hueso nuevo.", "es")
    assert living.machine
    assert living.citations == page.facts[Section.LIVING][0].citations
    assert page.facts_in("fr") == page.facts
    assert all(not f.is_translation for f in warnings_about(page.ref.id))


def test_resolve__knows_what_people_say_in_their_language(toy_release):
    assert lookup.resolve("segundo esqueleto").id == FOP
    (name,) = [n for n in lookup.disease(FOP).names if n.text == "segundo esqueleto"]
    assert (name.kind, name.language) == (NameKind.LAY, "es")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (FOP, "MONDO:9999999", "no list has the disease MONDO:9999999"),
        ('text = "A fall', 'value = { term = "HP:9999999" }\ntext = "A fall',
         "HP:9999999 is no term"),
    ],
)  # fmt: skip
def test_build__refuses_a_dead_id_with_file_and_line(tmp_path, monkeypatch, old, new, says):
    sources = Path(shutil.copytree(FOLDER, tmp_path / "sources"))
    path = sources / "curated" / "sample" / "pages" / "example.toml"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    monkeypatch.setattr("rarekin.api.making.inputs.FOLDER", sources)
    with pytest.raises(BuildError, match=r"pages/example\.toml, line \d+: " + says):
        release.build_release(
            home=tmp_path / "home",
            sources=["curated", "hpo", "hpoa", "identity"],
            samples=True,
        )
