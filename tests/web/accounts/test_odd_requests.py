import sqlite3
from types import SimpleNamespace

import pytest
from django.db import OperationalError
from django.http import UnreadablePostError
from django.test import Client
from django.urls import get_resolver
from tests.web.accounts.cast import make_user, signed_in, with_second_factor
from validation.odd_requests import addresses, odd_requests, send

from rarekin.web.shell import middleware
from rarekin.web.shell.disk import is_full, is_read_only, where_there_is_room

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("toy_release")]


def _failures(client, seed, per_address):
    client.raise_request_exception = False
    templates = sorted(set(addresses(get_resolver().url_patterns)))
    assert len(templates) > 120
    asked = odd_requests(templates, seed, per_address)
    return [request for request in asked if send(client, request) >= 500]


def test_no_odd_request_makes_the_site_fail_for_a_reader():
    assert _failures(Client(), seed=2, per_address=4) == []


def test_no_odd_request_makes_the_site_fail_for_somebody_signed_in(host_row):
    user = with_second_factor(make_user("h@example.org", is_host=True))
    assert _failures(signed_in(user), seed=3, per_address=3) == []


@pytest.mark.parametrize("body", [b"--odd\r\n", b"--odd", b"\xff", b"--odd\r\n" * 99])
def test_form__that_is_cut_short_is_a_bad_request(body):
    kind = "multipart/form-data; boundary=odd"
    response = Client().generic("POST", "/find", body, content_type=kind)
    assert response.status_code in {200, 302, 400}


def _raising(rf, error, path="/me"):
    request = rf.get(path)
    request.languages = ()
    return middleware.ErrorPages(lambda _r: None).process_exception(request, error)


def test_reader__who_went_away_while_sending_is_no_failure_of_ours(rf, caplog):
    assert _raising(rf, UnreadablePostError("gone")).status_code == 400
    assert "trace" not in caplog.text


def _wrapped(cause, outer):
    outer.__cause__ = cause
    return outer


class _OutOfSpace(Exception):
    sqlstate = "53100"


FULL = {
    "file": OSError(28, "No space left on device"),
    "quota": OSError(122, "Disk quota exceeded"),
    "sqlite": _wrapped(
        sqlite3.OperationalError("database or disk is full"),
        OperationalError("database or disk is full"),
    ),
    "postgresql": _wrapped(_OutOfSpace(), OperationalError("could not extend file")),
}


@pytest.mark.parametrize("error", FULL.values(), ids=FULL)
def test_full_disk__is_said_as_such_to_the_reader_and_in_the_log(rf, caplog, monkeypatch, error):
    caplog.set_level("ERROR")
    monkeypatch.setattr("rarekin.web.shell.errors.logger.propagate", True)
    page = _raising(rf, error)
    assert page.status_code == 507
    assert "the disk of this site is full" in page.content.decode()
    assert "The disk is full" in caplog.text
    assert _raising(rf, error, "/api/v1/rank").headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("error", [FULL["sqlite"], FULL["postgresql"]])
def test_full_disk__keeps_nobody_from_reading(error):
    done = []
    with where_there_is_room():
        raise error
    done.append("the page goes on")
    assert done
    with pytest.raises(OperationalError), where_there_is_room():
        raise OperationalError("locked")


def test_full_disk__is_nothing_else():
    for error in (OSError(2, "No such file"), OperationalError("locked"), ValueError("full")):
        assert not is_full(error)


class _ReadsOnly(Exception):
    sqlstate = "25006"


ONLY_READ = {
    "file": OSError(30, "Read-only file system"),
    "sqlite": _wrapped(
        sqlite3.OperationalError("disk I/O error"), OperationalError("disk I/O error")
    ),
    "postgresql": _wrapped(_ReadsOnly(), OperationalError("cannot execute INSERT")),
}


@pytest.fixture
def read_only_disk(monkeypatch):
    # SQLite's words count where people are in SQLite, whichever database these tests run on.
    monkeypatch.setattr("rarekin.web.shell.disk.connection", SimpleNamespace(vendor="sqlite"))
    monkeypatch.setattr("rarekin.web.shell.disk.can_write", lambda: False)


@pytest.mark.parametrize("error", ONLY_READ.values(), ids=ONLY_READ)
def test_disk_that_can_only_be_read__is_said_as_such(
    rf, caplog, monkeypatch, read_only_disk, error
):
    monkeypatch.setattr("rarekin.web.shell.errors.logger.propagate", True)
    page = _raising(rf, error)
    assert page.status_code == 503
    assert page.headers["Retry-After"]
    assert "can only be read at the moment" in page.content.decode()
    assert "mount it anew" in caplog.text
    with where_there_is_room():
        raise ONLY_READ["sqlite"]


def test_disk_that_can_be_written__is_not_said_to_be_read_only():
    for error in (ONLY_READ["sqlite"], OSError(2, "No such file"), OperationalError("locked")):
        assert not is_read_only(error)
