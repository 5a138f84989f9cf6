import datetime
import http.server
import json
import threading
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest

from rarekin.api.keeping.trials import ask_trials, followed, refresh_trials
from rarekin.api.making.inputs import gather
from rarekin.errors import InputError, UnknownId
from rarekin.sources.declaration import declarations, parser_of

TODAY = datetime.date(2026, 11, 22)
POH = "MONDO:0008153"


def _study(number, condition):
    return {
        "protocolSection": {
            "identificationModule": {"nctId": f"NCT9{number:07d}", "briefTitle": f"Study {number}"},
            "statusModule": {"overallStatus": "RECRUITING"},
            "conditionsModule": {"conditions": [condition]},
        }
    }


class _Registry(http.server.BaseHTTPRequestHandler):
    """Answers every condition with two pages; as ``broken`` says, with something else."""

    asked: ClassVar[list[tuple[str, str]]] = []
    broken: ClassVar[list[bytes]] = []

    def log_message(self, *args):
        pass

    def do_GET(self):
        query = {k: v[0] for k, v in parse_qs(urlsplit(self.path).query).items()}
        name, token = query["query.cond"].strip('"'), query.get("pageToken", "")
        type(self).asked.append((name, token))
        page = {"studies": [_study(2 if token else 1, name)]}
        if not token:
            page["nextPageToken"] = "second"
        body = self.broken[0] if self.broken else json.dumps(page).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def registry():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Registry)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    _Registry.asked.clear()
    _Registry.broken.clear()
    yield f"http://127.0.0.1:{server.server_address[1]}/api/v2/studies"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def ask(registry, toy_release, tmp_path, monkeypatch):
    monkeypatch.delenv("RAREKIN_SYNC", raising=False)
    waits: list[float] = []

    def run(*diseases, **options):
        usual = {"home": tmp_path, "address": registry, "sleep": waits.append, "today": TODAY}
        return ask_trials(diseases, **{**usual, **options})

    run.waits = waits
    return run


def test_ask_trials__keeps_an_answer_that_the_next_build_shows(ask, tmp_path):
    outcome = ask("POH")
    assert (outcome.asked, dict(outcome.problems)) == ((POH,), {})
    assert followed(tmp_path) == (POH,)
    source = declarations()["clinicaltrials"]
    (raw,) = gather(source, tmp_path)
    trials = list(parser_of(source.name)(raw.files))
    assert raw.date == TODAY
    assert {t.disease for t in trials} == {POH}
    assert [t.value["study"] for t in trials] == ["NCT90000001", "NCT90000002"]
    assert {t.as_of for t in trials} == {TODAY}


def test_ask_trials__asks_by_name_then_synonyms_and_rests_between(ask):
    ask("POH", pause_s=1.5)
    names = list(dict.fromkeys(name for name, _ in _Registry.asked))
    assert names[0].casefold() == "progressive osseous heteroplasia"
    assert 1 <= len(names) <= 3
    assert ask.waits == [1.5] * (len(_Registry.asked) - 1)


def test_ask_trials__never_hurries_the_registry_itself(ask, registry, monkeypatch):
    monkeypatch.setattr("rarekin.api.keeping.trials.ADDRESS", registry)
    outcome = ask("POH", "OMIM:103580", pause_s=0.0)
    # As the registry's own address it is no mirror: a private place is refused.
    assert all("private address" in problem for problem in outcome.problems.values())
    assert ask.waits == [1.0]
    assert _Registry.asked == []


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"studies": 1}'])
def test_ask_trials__a_lying_registry_leaves_what_was_kept(ask, tmp_path, body):
    ask("POH")
    kept = (tmp_path / "trials" / "MONDO_0008153.json").read_bytes()
    _Registry.broken.append(body)
    outcome = ask("POH")
    assert outcome.asked == ()
    assert POH in outcome.problems
    assert (tmp_path / "trials" / "MONDO_0008153.json").read_bytes() == kept
    assert not list((tmp_path / "trials").glob("*.part"))


def test_ask_trials__asks_nothing_where_sync_is_off(ask, monkeypatch):
    monkeypatch.setenv("RAREKIN_SYNC", "off")
    assert ask("POH").asked == ()
    assert _Registry.asked == []


def test_ask_trials__an_unknown_disease_stops_everything_before(ask):
    with pytest.raises(UnknownId):
        ask("POH", "no such disease at all")
    assert _Registry.asked == []


LATER = TODAY + datetime.timedelta(days=7)


@pytest.fixture
def refresh(ask, registry, tmp_path, monkeypatch):
    monkeypatch.delenv("RAREKIN_TRIALS", raising=False)
    return lambda today=LATER: refresh_trials(
        home=tmp_path, address=registry, sleep=ask.waits.append, today=today
    )


def test_refresh_trials__asks_again_after_a_week_and_not_before(ask, refresh, tmp_path):
    assert refresh().asked == ()
    ask("POH")
    _Registry.asked.clear()
    assert refresh(LATER - datetime.timedelta(days=1)).asked == ()
    assert _Registry.asked == []
    assert refresh().asked == (POH,)
    (raw,) = gather(declarations()["clinicaltrials"], tmp_path)
    assert raw.date == LATER


def test_refresh_trials__takes_some_at_a_time_the_oldest_first(ask, refresh, monkeypatch):
    ask("POH")
    ask("OMIM:103580", today=TODAY - datetime.timedelta(days=3))
    monkeypatch.setattr("rarekin.api.keeping.trials._MOST_AT_ONCE", 1)
    (first,), (second,), rest = (refresh().asked for _ in range(3))
    assert (second, rest) == (POH, ())
    assert first != POH


def test_refresh_trials__leaves_a_registry_alone_that_fails(ask, refresh, monkeypatch, toy_release):
    monkeypatch.setenv("RAREKIN_TRIALS", "all")
    _Registry.broken.append(b"<html>")
    outcome = refresh()
    assert outcome.asked == ()
    assert len(outcome.problems) == 3
    assert len(toy_release.disease_ids()) > 3


def test_refresh_trials__all_goes_on_with_diseases_never_asked_about(ask, refresh, monkeypatch):
    ask("POH")
    monkeypatch.setenv("RAREKIN_TRIALS", "all")
    monkeypatch.setattr("rarekin.api.keeping.trials._MOST_AT_ONCE", 3)
    first, second = refresh().asked, refresh().asked
    assert first[0] == POH
    assert not set(first) & set(second)


@pytest.mark.parametrize("variable", ["RAREKIN_TRIALS", "RAREKIN_SYNC"])
def test_refresh_trials__switched_off_asks_nothing(ask, refresh, monkeypatch, variable):
    ask("POH")
    _Registry.asked.clear()
    monkeypatch.setenv(variable, "off")
    assert refresh().asked == ()
    assert _Registry.asked == []


def test_refresh_trials__says_which_settings_there_are(refresh, monkeypatch):
    monkeypatch.setenv("RAREKIN_TRIALS", "some")
    with pytest.raises(InputError, match="followed, all or off"):
        refresh()


def test_refresh_trials__an_answer_moves_with_its_disease(ask, refresh, tmp_path):
    ask("POH")
    place = tmp_path / "trials"
    (place / "MONDO_0008153.json").rename(place / "OMIM_166350.json")
    assert refresh().asked == (POH,)
    assert followed(tmp_path) == (POH,)


def test_refresh_trials__a_disease_that_is_gone_stops_nothing(ask, refresh, tmp_path):
    ask("POH")
    (tmp_path / "trials" / "MONDO_9999999.json").write_text("{}")
    outcome = refresh()
    assert outcome.asked == (POH,)
    assert list(outcome.problems) == ["MONDO:9999999"]
