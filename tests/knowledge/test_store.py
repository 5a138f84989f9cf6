import random

from rarekin.api.making.release import build_release, use_release
from rarekin.knowledge import folder
from rarekin.model.disease import Disease, Fact, Section


def _facts(texts):
    return [Fact("MONDO:0000002", Section.SUMMARY, "text", "curated", text) for text in texts]


def test_records__stand_in_the_order_of_the_file(tmp_path, monkeypatch):
    texts = [f"Sentence {i}." for i in range(30)]
    random.Random(7).shuffle(texts)
    said = {
        "curated": [*_facts(texts), *_facts(texts[:3])],
        "identity": [Disease("MONDO:0000002", "a disease", "identity")],
    }
    monkeypatch.setattr(
        "rarekin.api.making.gathering.parser_of",
        lambda name: lambda _files: iter(said.get(name, ())),
    )
    version = build_release(home=tmp_path, sources=("curated", "hpo", "identity"), samples=True)
    with use_release(folder.releases_folder(tmp_path) / version) as release:
        found = release.records(Fact, "MONDO:0000002")
    assert [fact.text for fact in found] == texts
