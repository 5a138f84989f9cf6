import datetime
import json
from urllib.parse import parse_qs, urlsplit

import pytest

from rarekin.errors import FetchError
from rarekin.sources.clinicaltrials.query import SHORTEST_PAUSE_S, ask, page_address

TODAY = datetime.date(2026, 11, 22)


def _query(url):
    return {key: values[0] for key, values in parse_qs(urlsplit(url).query).items()}


def _ask(names, answers, log=None):
    log = [] if log is None else log

    def get(url):
        query = _query(url)
        log.append((query["query.cond"], query.get("pageToken", "")))
        return answers(*log[-1])

    return json.loads(
        ask("MONDO:0008153", names, get, asked=TODAY, pause=lambda: log.append("pause"))
    )


def test_page_address__asks_for_a_phrase_and_open_studies_only():
    query = _query(page_address('Ehlers-Danlos "type" OR\\ all'))
    assert query["query.cond"] == '"Ehlers-Danlos type OR all"'
    assert "RECRUITING" in query["filter.overallStatus"].split("|")
    assert "COMPLETED" not in query["filter.overallStatus"].split("|")
    assert "pageToken" not in query


def test_page_address__asks_for_no_contact_data():
    fields = _query(page_address("x"))["fields"]
    assert not [f for f in fields.split("|") if "Contact" in f or "Phone" in f or "Email" in f]


def test_ask__follows_tokens_and_pauses_between_any_two_requests():
    pages = {"": {"studies": [], "nextPageToken": "t2"}, "t2": {"studies": []}}
    log = []
    document = _ask(["a", "b"], lambda _, token: json.dumps(pages[token]).encode(), log)
    assert log == [
        ('"a"', ""), "pause", ('"a"', "t2"), "pause", ('"b"', ""), "pause", ('"b"', "t2"),
    ]  # fmt: skip
    assert len(document["pages"]) == 4
    assert document["asked"] == "2026-11-22"
    assert SHORTEST_PAUSE_S >= 1


def test_ask__asks_for_each_name_once():
    log = []
    _ask(["a", "a"], lambda *_: b'{"studies": []}', log)
    assert log == [('"a"', "")]


@pytest.mark.parametrize("answer", [b"", b"<html>", b"[]", b"{}", b'{"studies": {}}', b"\xff"])
def test_ask__refuses_what_is_no_list_of_studies(answer):
    with pytest.raises(FetchError, match="something else"):
        _ask(["a"], lambda *_: answer)


def test_ask__pages_that_go_round_end():
    with pytest.raises(FetchError, match="twice"):
        _ask(["a"], lambda *_: b'{"studies": [], "nextPageToken": "again"}')


def test_ask__pages_without_end_end():
    count = iter(range(10_000))
    with pytest.raises(FetchError, match="more than"):
        _ask(["a"], lambda *_: json.dumps({"studies": [], "nextPageToken": f"t{next(count)}"}))
