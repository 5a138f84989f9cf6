import logging

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from rarekin.errors import (
    AmbiguousName,
    InputError,
    NoRelease,
    RarekinError,
    TooLarge,
    UnknownId,
)
from rarekin.web.shell.errors import status_of

SECRET = "my-child-has-lumps"


class Thrown:
    error: Exception = ValueError(SECRET)

    @staticmethod
    def fail(request: HttpRequest) -> HttpResponse:
        raise Thrown.error


handler500 = "rarekin.web.shell.views.failed"
handler404 = "rarekin.web.shell.views.not_found"
urlpatterns = [
    path("", include("rarekin.web.shell.urls")),
    path("", include("rarekin.web.atlas.urls")),
    path("", include("rarekin.web.clinic.urls")),
    path("fail", lambda request: Thrown.fail(request), name="fail"),
    path("api/v1/fail", lambda request: Thrown.fail(request), name="api-fail"),
]


@pytest.fixture
def failing(settings, client):
    settings.ROOT_URLCONF = __name__
    client.raise_request_exception = False

    def get(error, address="/fail"):
        Thrown.error = error
        return client.get(address, {"q": SECRET})

    return get


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (UnknownId("Nothing is called that.", hint="Look again."), 404),
        (InputError("That is odd.", hint="Write it so."), 400),
        (TooLarge("Too much.", hint="Less."), 413),
        (NoRelease("Nothing built.", hint="Build it."), 503),
        (RarekinError("Refused.", hint="Do."), 400),
    ],
)
def test_refusal__shows_message_and_hint_and_is_not_kept(failing, error, status):
    response = failing(error)
    assert response.status_code == status
    html = response.content.decode()
    assert error.message in html
    assert error.hint in html
    assert response.headers["Cache-Control"] == "no-store"


def test_refusal__of_the_api_is_json(failing):
    response = failing(UnknownId("No.", hint="Look.", where="x[1]"), "/api/v1/fail")
    assert response.status_code == 404
    assert response.json()["error"] == {
        "code": "RAREKIN-101",
        "message": "No.",
        "hint": "Look.",
        "where": "x[1]",
    }


def test_ambiguous_name__lists_the_choices(failing):
    choices = (("MONDO:0000001", "One <b>"), ("MONDO:0000002", "Two"))
    html = failing(AmbiguousName("It could be two.", choices=choices)).content.decode()
    assert "/disease/MONDO:0000001" in html
    assert "One &lt;b&gt;" in html


@pytest.mark.parametrize("address", ["/fail", "/api/v1/fail"])
def test_unforeseen_error__is_traced_without_what_the_reader_typed(
    failing, caplog, address, monkeypatch
):
    monkeypatch.setattr(logging.getLogger("rarekin"), "propagate", True)
    response = failing(ValueError(SECRET), address)
    assert response.status_code == 500
    record = next(r for r in caplog.records if r.name == "rarekin.web")
    logged = record.getMessage()
    assert "ValueError" in logged
    trace_id = logged.split("trace ")[1].split(":")[0]
    assert trace_id in response.content.decode()
    assert SECRET not in caplog.text
    assert SECRET not in response.content.decode()


def test_unknown_address__is_a_page_and_not_logged(toy_release, client, caplog):
    response = client.get(f"/{SECRET}")
    assert response.status_code == 404
    assert b"There is no page at this address." in response.content
    assert SECRET not in caplog.text


def test_layout_failure__still_answers_in_words(failing, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("layout")

    monkeypatch.setattr("rarekin.web.shell.errors.render", broken)
    response = failing(ValueError("x"))
    assert response.status_code == 500
    assert response.headers["Content-Type"].startswith("text/plain")
    assert b"not your fault" in response.content


def test_status__of_every_kind_is_an_error():
    assert status_of(AmbiguousName("x", choices=())) == 300
    assert status_of(NoRelease("x")) == 503
