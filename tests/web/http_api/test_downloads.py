import json
import subprocess
import sys

import pytest
from django.test import Client

from rarekin.api.making.release import current


@pytest.fixture
def client(toy_release):
    return Client(raise_request_exception=False)


def _lines(response):
    return [json.loads(line) for line in b"".join(response.streaming_content).splitlines()]


def test_release__lists_files_that_are_there(client):
    release = client.get("/api/v1/releases/current").json()
    assert release["serves"]
    assert release["version"] in release["citation"]
    for name in release["files"]:
        response = client.get(f"{release['address']}/download/{name}")
        assert response.status_code == 200, name
        assert "immutable" in response["Cache-Control"]
        assert b"".join(response.streaming_content).endswith(b"\n") or name == "cases.jsonl"


def test_releases__the_list_has_the_one_that_serves(client):
    (one,) = client.get("/api/v1/releases").json()["releases"]
    assert one["version"] == current().version


def test_download__every_disease_is_in_it(client):
    address = f"/api/v1/releases/{current().version}/download/diseases.jsonl"
    rows = _lines(client.get(address))
    assert tuple(row["id"] for row in rows) == current().disease_ids()


def test_download__current_leads_to_the_version(client):
    response = client.get("/api/v1/releases/current/download/genes.jsonl")
    assert response.status_code == 307
    assert current().version in response["Location"]


def test_download__is_not_sent_twice(client):
    address = f"/api/v1/releases/{current().version}/download/genes.jsonl"
    tag = client.get(address)["ETag"]
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path",
    ["2001-01-01-00000000/download/genes.jsonl", "{v}/download/knowledge.sqlite",
     "{v}/download/..", "{v}/download/secret_key", "..%2f..%2fx/download/genes.jsonl"],
)  # fmt: skip
def test_download__what_is_not_there_is_not_found(client, path):
    response = client.get(f"/api/v1/releases/{path.format(v=current().version)}")
    assert response.status_code == 404
    assert response.json()["error"]["hint"]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_download__is_only_read(client, method):
    address = f"/api/v1/releases/{current().version}/download/genes.jsonl"
    assert getattr(client, method)(address).status_code == 405
    assert client.options(address).status_code == 204
    assert client.head(address).status_code == 200


@pytest.mark.enable_socket
@pytest.mark.django_db(transaction=True)
def test_datapackage__is_valid_by_frictionless_over_http_with_every_row(toy_release, live_server):
    address = f"{live_server.url}/api/v1/releases/current/download/datapackage.json"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "frictionless", "validate", address, "--json"],
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads(done.stdout)
    rows = {task["name"]: task["stats"].get("rows") for task in report["tasks"]}
    assert report["valid"]
    assert rows["diseases"] == len(toy_release.disease_ids())
