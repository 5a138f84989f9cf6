import pytest
from django.test import Client

PAGES = ["/find", "/criteria", "/criteria/poh", "/family", "/family?model=gnas"]
FORMS = [
    ("/find", {"do": "read", "words": "osteoma cutis"}),
    ("/find/save", {"term": "HP:0025027"}),
    ("/criteria/poh", {"do": "check"}),
    ("/family", {"model": "gnas", "do": "compute", "person": "me"}),
    ("/family/save", {"model": "gnas", "person": "me"}),
]


@pytest.fixture
def client(toy_release):
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


@pytest.mark.parametrize("url", PAGES)
def test_page__is_never_stored_and_sets_no_cookie(client, url):
    response = client.get(url)
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies


@pytest.mark.parametrize(("url", "data"), FORMS)
def test_form__works_without_cookie_and_token(client, url, data):
    response = client.post(url, data, headers={"Sec-Fetch-Site": "same-origin"})
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies


@pytest.mark.parametrize(("url", "data"), FORMS)
@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
    ],
)
def test_form__from_another_site_is_refused(client, url, data, headers):
    assert client.post(url, data, headers=headers).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "http://testserver"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
    ],
)
def test_form__from_our_pages_is_taken(client, headers):
    assert client.post("/find", FORMS[0][1], headers=headers).status_code == 200


@pytest.mark.parametrize(("url", "data"), FORMS)
def test_form__of_more_than_one_megabyte_is_refused(client, url, data):
    response = client.post(url, {**data, "words": "a" * (1024 * 1024)})
    assert response.status_code == 413
    assert "1 MB" in response.content.decode()


@pytest.mark.parametrize("url", ["/find/save", "/find/open", "/family/save", "/family/open"])
def test_action__is_not_a_page(client, url):
    assert client.get(url).status_code == 405


def test_page__ignores_what_stands_in_the_address(client):
    plain = client.get("/find").content
    asked = client.get("/find?words=osteoma+cutis&term=HP:0025027").content
    assert b"osteoma" not in asked
    assert plain == asked


def test_answers__leave_no_log_line(client, capfd):
    client.post("/find", {"do": "read", "words": "purple osteoma cutis"})
    client.post("/find", {"do": "add", "add": "purple"})
    client.post("/criteria/purple", {})
    assert capfd.readouterr() == ("", "")
