"""What programs rely on beside the answers: packing, parts, limits, lists, batches, the page."""

import gzip
import html
import json
import re
import shlex

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from rarekin.api.making.release import current
from rarekin.web.http_api.downloads import range_of
from rarekin.web.http_api.examples import EXAMPLES
from rarekin.web.http_api.meter import METER
from rarekin.web.http_api.routes import ROUTES

OSTEOMA = {"type": {"id": "HP:0025027"}}


@pytest.fixture
def client(toy_release):
    return Client(raise_request_exception=False)


def post(client, path, body, **headers):
    return client.post(f"/api/v1/{path}", json.dumps(body), "application/json", headers=headers)


def content_of(response):
    return b"".join(response.streaming_content)


def test_an_example__is_there_for_each_address_that_needs_one_and_no_other():
    needed = {(r.method, r.path) for r in ROUTES if "{id}" in r.path or r.method == "POST"}
    assert needed <= set(EXAMPLES) <= {(r.method, r.path) for r in ROUTES}


@pytest.mark.parametrize("language", ["", "/es", "/fr"])
@pytest.mark.django_db
def test_the_page__shows_each_address_with_a_command_that_runs(client, language):
    response = client.get(f"{language}/api")
    assert response.status_code == 200
    text = response.content.decode()
    blocks = [html.unescape(b) for b in re.findall(r"<code>(curl .*?)</code>", text, re.DOTALL)]
    shown = {(r.method, r.path) for r in ROUTES}
    assert len(set(blocks)) == len(shown)
    for block in set(blocks):
        words = shlex.split(block)
        address = next(word for word in words if word.startswith("http"))
        path = "/" + address.split("/", 3)[3]
        if "-d" in words:
            body = words[words.index("-d") + 1]
            answer = client.post(path, body, "application/json")
        else:
            answer = client.get(path)
        assert answer.status_code == 200, block


@pytest.mark.django_db
def test_the_page__leads_to_addresses_and_files_that_are_there(client):
    text = client.get("/api").content.decode()
    links = {html.unescape(a) for a in re.findall(r'href="(/api/[^"]+)"', text)}
    assert len(links) > 20
    assert {client.get(link).status_code for link in links} == {200}


@pytest.mark.django_db
def test_the_page__its_python_runs_against_this_site(full_release, monkeypatch, capsys):
    client = Client()
    text = client.get("/api").content.decode()
    [program] = [html.unescape(b) for b in re.findall(r"<code>(import json.*?)</code>", text, re.S)]

    class Opened:
        def __init__(self, request):
            path = "/" + request.full_url.split("/", 3)[3]
            self._answer = client.post(path, request.data, "application/json")

        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

        def read(self, *_):
            return self._answer.content

    monkeypatch.setattr("urllib.request.urlopen", Opened)
    exec(compile(program, "page", "exec"), {})
    assert capsys.readouterr().out.startswith("1 ")


@pytest.mark.parametrize("path", ["diseases", "genes"])
def test_a_long_list__is_complete_and_in_order_whatever_the_parts(client, path):
    whole = client.get(f"/api/v1/{path}?limit=500").json()
    key = "id" if path == "diseases" else "symbol"
    ids = [row[key] for row in whole[path]]
    assert ids == sorted(set(ids))
    assert len(ids) == whole[f"n_{path}"]
    if path == "diseases":
        assert set(ids) == set(current().disease_ids())
    for size in (1, 3):
        found, after = [], ""
        while after is not None:
            part = client.get(f"/api/v1/{path}?limit={size}&after={after}").json()
            found += [row[key] for row in part[path]]
            after = part["next"]
        assert found == ids


def test_names__come_in_the_language_asked_for_and_else_in_english(full_release):
    client = Client()
    told = {
        code: client.get(f"/api/v1/diseases/MONDO:0009061?language={code}").json()["ref"]["label"]
        for code in ("en", "es", "fr", "xx")
    }
    assert told["es"] == "Fibrosis quística"
    assert told["fr"].casefold() == "mucoviscidose"
    assert told["xx"] == told["en"]
    ranked = post(client, "rank", {"terms": ["HP:0001738"], "top": 200, "language": "es"}).json()
    assert {d["id"]: d["name"] for d in ranked["diseases"]}["MONDO:0009061"] == told["es"]
    read = post(client, "terms", {"text": "no tiene convulsiones", "language": "es"}).json()
    assert [(m["term"], m["state"]) for m in read["mentions"]] == [("HP:0001250", "excluded")]


def test_a_batch__ranks_each_case_as_if_alone_and_names_what_it_cannot_read(client):
    good = {"id": "a", "phenotypicFeatures": [OSTEOMA]}
    cohort = {"id": "c", "members": [good, good | {"id": "b"}]}
    cases = [good, {"resourceType": "Patient", "id": "p"}, cohort]
    reply = post(client, "rank/batch", {"cases": cases, "top": 3, "genes": True, "explain": 1})
    rankings = reply.json()["rankings"]
    assert [one["case"] for one in rankings] == ["a", "", "a", "b"]
    alone = post(client, "rank", {"phenopacket": good, "top": 3}).json()
    for one in (rankings[0], rankings[2], rankings[3]):
        assert [d["id"] for d in one["diseases"]] == [d["id"] for d in alone["diseases"]]
        assert one["p_other"] == pytest.approx(alone["p_other"], rel=1e-4)
        assert "genes" in one["diseases"][0]
        assert one["diseases"][0]["contributions"]
        assert "contributions" not in one["diseases"][1]
    assert rankings[1]["diseases"] == []
    assert rankings[1]["issues"][0]["where"].startswith("cases[1]")
    assert "FHIR" in rankings[1]["issues"][0]["message"]


@pytest.mark.parametrize(
    "body", [{"cases": []}, {"cases": [{}] * 101}, {"cases": [{}], "top": 51}, {"cases": [7]}]
)
def test_a_batch__of_none_or_too_many_is_refused(client, body):
    assert post(client, "rank/batch", body).status_code == 400


def test_a_case_as_the_text_of_a_file__is_read_in_yaml_too(client):
    text = "id: a\nphenotypicFeatures:\n- type:\n    id: HP:0025027\n"
    one = post(client, "rank", {"phenopacket": text}).json()
    assert one["diseases"] == post(client, "rank", {"terms": ["HP:0025027"]}).json()["diseases"]


@pytest.mark.parametrize("path", ["diseases/MONDO:0008153", "diseases?limit=500"])
def test_an_answer__is_packed_where_it_is_accepted_and_says_the_same(client, path):
    plain = client.get(f"/api/v1/{path}")
    packed = client.get(f"/api/v1/{path}", headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert "Accept-Encoding" in packed["Vary"]
    assert "Accept-Encoding" in plain["Vary"]
    assert packed["ETag"] == f"W/{plain['ETag']}"
    again = client.get(f"/api/v1/{path}", headers={"If-None-Match": packed["ETag"]})
    assert again.status_code == 304
    refused = client.get(f"/api/v1/{path}", headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in refused


@pytest.fixture
def address(client):
    return f"/api/v1/releases/{current().version}/download/names.jsonl"


def test_a_file__is_the_same_packed_and_in_any_parts(client, address):
    whole = client.get(address)
    plain = content_of(whole)
    assert int(whole["Content-Length"]) == len(plain)
    packed = client.get(address, headers={"Accept-Encoding": "gzip"})
    raw = content_of(packed)
    assert int(packed["Content-Length"]) == len(raw) < len(plain)
    assert gzip.decompress(raw) == plain
    for encoding, data in (("identity", plain), ("gzip", raw)):
        half = len(data) // 2
        parts = b""
        for wanted in (f"bytes=0-{half - 1}", f"bytes={half}-"):
            part = client.get(address, headers={"Accept-Encoding": encoding, "Range": wanted})
            assert part.status_code == 206
            body = content_of(part)
            assert int(part["Content-Length"]) == len(body)
            parts += body
        assert parts == data


def test_a_part__behind_the_end_or_of_another_state_is_not_sent(client, address):
    behind = client.get(address, headers={"Range": "bytes=999999999-"})
    assert behind.status_code == 416
    assert behind["Content-Range"].startswith("bytes */")
    other = client.get(address, headers={"Range": "bytes=0-3", "If-Range": '"another"'})
    assert other.status_code == 200
    same = client.get(address, headers={"Range": "bytes=0-3", "If-Range": other["ETag"]})
    assert content_of(same) == content_of(other)[:4]


def test_a_disk_that_cannot_be_written__still_sends_the_whole_file(client, address, monkeypatch):
    plain = content_of(client.get(address))

    def full(*_args, **_named):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("rarekin.api.keeping.packed_files._opened", full)
    again = client.get(address, headers={"Range": "bytes=0-3"})
    assert (again.status_code, content_of(again)) == (200, plain)


@given(size=st.integers(0, 50), text=st.from_regex(r"bytes=[0-9]{0,3}-[0-9]{0,3}", fullmatch=True))
def test_a_range__is_a_part_of_the_whole_or_nothing(size, text):
    found = range_of(text, size)
    assert found is None or 0 <= found[0] <= found[1] <= size


def test_too_many_questions__are_told_when_to_come_back(client, monkeypatch):
    now = [0.0]
    monkeypatch.setattr(METER, "per_minute", 60)
    monkeypatch.setattr(METER, "clock", lambda: now[0])
    METER.forget()
    answers = [client.get("/api/v1/search?q=POH").status_code for _ in range(62)]
    assert answers == [200] * 60 + [429] * 2
    refused = client.get("/api/v1/search?q=POH")
    assert refused["Retry-After"] == "1"
    assert refused.json()["error"]["hint"]
    assert refused["Access-Control-Allow-Origin"] == "*"
    other = client.get("/api/v1/search?q=POH", REMOTE_ADDR="203.0.113.9")
    assert other.status_code == 200
    now[0] += 5
    answers = [client.get("/api/v1/search?q=POH").status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]
    batch = post(client, "rank/batch", {"cases": [{"id": "a", "phenotypicFeatures": [OSTEOMA]}]})
    assert batch["Retry-After"] == "20"
    METER.forget()


@pytest.mark.parametrize("place", ["", "unix:", "nonsense"])
def test_a_reader_without_an_address__is_answered_and_not_counted(client, monkeypatch, place):
    monkeypatch.setattr(METER, "per_minute", 1)
    answers = [client.get("/api/v1/sources", REMOTE_ADDR=place).status_code for _ in range(3)]
    assert answers == [200] * 3


def test_addresses_of_one_network__are_counted_as_one(client, monkeypatch):
    monkeypatch.setattr(METER, "per_minute", 1)
    METER.forget()
    addresses = ["2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1"]
    answers = [client.get("/api/v1/sources", REMOTE_ADDR=one).status_code for one in addresses]
    assert answers == [200, 429, 200]
    METER.forget()
