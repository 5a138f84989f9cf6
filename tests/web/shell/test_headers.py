import re

import pytest

pytestmark = pytest.mark.django_db

PUBLIC = ["/", "/disease/MONDO:0008153", "/finding/HP:0001513", "/gene/GNAS", "/sources"]
PUBLIC += ["/about", "/browse", "/search?q=POH", "/search/suggest?q=prog", "/healthz"]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_page__sets_no_cookie_and_closes_itself_to_others(toy_release, client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in response.headers["Permissions-Policy"]


@pytest.mark.parametrize("address", PUBLIC[:7])
def test_public_page__is_the_same_bytes_for_everybody(toy_release, client, address):
    plain = client.get(address)
    client.cookies["csrftoken"] = "x" * 32
    asked = client.get(
        address, headers={"accept-language": "fr", "user-agent": "other", "referer": "https://x"}
    )
    assert asked.content == plain.content
    assert asked.headers["ETag"] == plain.headers["ETag"]


def test_public_page__has_no_inline_script_or_style(toy_release, client):
    for address in PUBLIC[:9]:
        html = client.get(address).content.decode()
        assert " style=" not in html
        assert "<style" not in html
        assert " onclick=" not in html
        assert html.count("<script") == html.count("<script src=") + html.count("ld+json")


def test_head__sends_the_length_of_get_and_no_body(toy_release, client):
    got, head = client.get("/about"), client.head("/about")
    assert head.content == b""
    assert int(head.headers["Content-Length"]) == len(got.content)


def test_language__comes_from_the_address_alone(toy_release, client):
    assert client.get("/about", headers={"accept-language": "es"})["Content-Language"] == "en"
    assert client.get("/es/about")["Content-Language"] == "es"
    assert b'lang="fr"' in client.get("/fr/about").content


def test_static_files__are_served_from_the_package(client):
    for name in ("shell/site.css", "shell/site.js", "shell/favicon.svg"):
        response = client.get(f"/static/{name}")
        assert response.status_code == 200
        response.close()


def test_robots__keeps_crawlers_out_of_what_people_ask(client):
    text = client.get("/robots.txt").content.decode()
    assert all(f"Disallow: {path}" in text for path in ("/search", "/find", "/family"))


def test_language__is_offered_in_its_own_words_and_to_nobody_in_particular(toy_release, client):
    """The browser finds the offer in the page, so that the page stays the same for everybody."""
    html = client.get("/about").content.decode()
    offers = dict(re.findall(r'href="/(\w\w)/about"[^>]*data-offer="([^"]+)"', html))
    assert offers["es"] == "Esta página en español"
    assert offers["fr"] == "Cette page en français"
    assert "ar" in offers
    assert "This page in English" not in html
    assert 'data-offer="This page in English"' in client.get("/es/about").content.decode()
    answer = client.get("/about", headers={"accept-language": "es"})
    assert "accept-language" not in answer.headers.get("Vary", "").lower()


def test_language__is_not_offered_where_an_answer_would_be_lost(toy_release, client):
    sent = client.post("/find", {"words": "hard lumps"}, headers={"sec-fetch-site": "same-origin"})
    assert "data-offer" not in sent.content.decode()
