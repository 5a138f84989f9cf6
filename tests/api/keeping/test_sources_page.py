import datetime
import json

from rarekin.api.keeping.sources_page import source_states, sources_markdown
from rarekin.api.making.inputs import KEPT
from rarekin.api.making.last_sync import LastSync, remember_sync
from rarekin.sources.declaration import declarations

MOMENT = datetime.datetime(2026, 11, 22, 8, 30, tzinfo=datetime.UTC)


def _by_name(state):
    return {source.info.name: source for source in state.sources}


def test_source_states__has_every_source_those_of_the_release_first(toy_release):
    state = source_states()
    names = [source.info.name for source in state.sources]
    assert names[: len(toy_release.sources)] == [info.name for info in toy_release.sources]
    assert set(names) == set(declarations())
    assert _by_name(state)["orphanet"].info.status == "absent"
    assert (state.release, state.last_sync) == (toy_release.version, None)


def test_source_states__shows_each_address_never_met(toy_release):
    found = _by_name(source_states())
    for name, source in declarations().items():
        for file, shown in zip(source.files, found[name].files, strict=True):
            assert shown.address.url == (file.url or file.asked)
            if shown.address.url and not file.tried:
                assert shown.address.state == "not yet tried"
    assert found["clinicaltrials"].files[0].address.url.startswith("https://clinicaltrials.gov/")


def test_source_states__tells_kept_files_and_what_failed(toy_release, tmp_path, monkeypatch):
    monkeypatch.setenv("RAREKIN_HOME", str(tmp_path))
    kept = tmp_path / KEPT / "hpo"
    kept.mkdir(parents=True)
    (kept / "hp.obo").write_bytes(b"12345")
    url = declarations()["hpo"].files[0].url
    (kept / "hp.obo.meta.json").write_text(json.dumps({"url": url}))
    (tmp_path / "trials").mkdir()
    (tmp_path / "trials" / "MONDO_1.json").write_text("{}")
    remember_sync(tmp_path, LastSync(MOMENT, "v", False, (), {"doid": "No route."}))
    state = source_states()
    found = _by_name(state)
    (file,) = found["hpo"].files
    assert (file.n_bytes, file.address.state) == (5, "met")
    assert file.kept is not None
    assert found["clinicaltrials"].files[0].address.state == "met"
    assert (found["doid"].sync_problem, found["hpo"].sync_problem) == ("No route.", "")
    assert state.last_sync.finished == MOMENT


def test_sources_markdown__marks_each_address_that_nobody_has_met():
    text = sources_markdown()
    for source in declarations().values():
        for file in source.files:
            for address in filter(None, (file.url, file.asked)):
                mark = "met live" if file.tried else "not yet tried"
                assert f"<{address}> ({mark})" in text
