import json
import struct
import zlib
from contextlib import closing

import pytest
from django.test import Client
from django.utils import translation
from tests.web.accounts.cast import make_user, signed_in

from rarekin.web.shell.icon_art import FILES, FOLDER, icon_png


@pytest.mark.django_db
def test_manifest__names_icons_that_are_there():
    reply = Client().get("/manifest.webmanifest")
    assert reply["Content-Type"] == "application/manifest+json"
    body = json.loads(reply.content)
    assert (body["start_url"], body["scope"], body["display"]) == ("/", "/", "standalone")
    assert {icon["purpose"] for icon in body["icons"]} == {"any", "maskable"}
    for icon in body["icons"]:
        with closing(Client().get(icon["src"])) as found:
            assert found.status_code == 200


def test_worker__is_a_script_from_the_root_that_stores_nothing():
    reply = Client().get("/worker.js")
    script = reply.content.decode()
    assert reply["Content-Type"].startswith("text/javascript")
    assert reply["Cache-Control"] == "no-cache"
    assert not any(call in script for call in (".put(", ".add(", ".addAll(", "indexedDB"))


@pytest.mark.parametrize("path", ["/saved", "/es/saved", "/fr/saved"])
def test_saved__is_the_same_for_everybody_and_sets_no_cookie(path):
    with translation.override(None):
        reply = Client().get(path)
    assert reply.status_code == 200
    assert not reply.cookies


@pytest.mark.django_db
def test_sign_out__deletes_what_was_saved_on_the_device():
    client = signed_in(make_user("ada@example.org"))
    assert client.post("/account/logout/")["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in client.get("/saved")


@pytest.mark.parametrize("name", FILES)
def test_icons__are_whole_and_of_their_size(name):
    size, _is_maskable = FILES[name]
    data = (FOLDER / name).read_bytes()
    assert struct.unpack(">II", data[16:24]) == (size, size)
    n_idat = struct.unpack(">I", data[33:37])[0]
    assert len(zlib.decompress(data[41 : 41 + n_idat])) == size * (4 * size + 1)


@pytest.mark.parametrize("is_maskable", [False, True])
def test_icon_png__draws_ground_and_mark(is_maskable):
    data = icon_png(16, is_maskable=is_maskable)
    n_idat = struct.unpack(">I", data[33:37])[0]
    lines = zlib.decompress(data[41 : 41 + n_idat])
    assert lines[4] == (255 if is_maskable else 0)
    assert max(lines[1::4]) > 200
