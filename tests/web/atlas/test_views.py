import gzip
import re

import pytest

from rarekin.api import lookup
from rarekin.model.disease import Section
from rarekin.web.atlas import kept
from rarekin.web.atlas.cache import PageCache

# Panels of other apps count people.
pytestmark = pytest.mark.django_db

POH = "/disease/MONDO:0008153"
TOLD_ALWAYS = [
    "summary", "signs", "causes", "inheritance", "diagnosis", "outlook", "prevalence",
    "treatment", "trials", "lookalikes", "first_steps", "organisations", "people", "sources",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _fresh_cache(monkeypatch):
    monkeypatch.setattr(kept, "PAGES", PageCache(10_000_000))


def visible(html):
    body = html.split("<body>")[1]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def sections_of(html):
    parts = re.split(r'<section class="section[^"]*" id="([a-z_]+)"', html)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("name", ["OMIM:166350", "orpha 2762", "GARD:0000109", "166350 "])
def test_disease__any_id_leads_to_the_canonical_address(full_release, client, name):
    if name == "166350 ":
        name = "progressive osseous heteroplasia"
    response = client.get(f"/disease/{name}")
    assert (response.status_code, response.headers["Location"]) == (301, POH)


def test_disease__every_section_says_something(toy_release, client):
    for id_ in lookup.disease_ids():
        sections = sections_of(client.get(f"/disease/{id_}").content.decode())
        assert [name for name in TOLD_ALWAYS if name not in sections] == []
        order = [s.value for s in Section if s.value in sections]
        assert list(sections) == order
        for name, html in sections.items():
            after_heading = visible("<body>" + html.split("</h2>", 1)[1])
            assert len(after_heading.strip()) > 20, (id_, name)


@pytest.mark.slow
def test_disease__pages_of_a_sample_of_all_diseases_are_whole(full_release, client):
    for id_ in lookup.disease_ids()[::487]:
        response = client.get(f"/disease/{id_}")
        assert response.status_code == 200
        text = visible(response.content.decode())
        assert not re.search(r"\bNone\b(?! of | on )|%\(|&lt;rarekin|Decimal\(|Curie\(", text), id_
        assert set(TOLD_ALWAYS) <= set(sections_of(response.content.decode()))


def test_disease__every_mark_leads_to_a_source_on_the_page(full_release, client):
    html = client.get(POH).content.decode()
    targets = set(re.findall(r'id="([^"]+)"', html))
    links = set(re.findall(r'href="#([^"]+)"', html))
    assert links - {"content"} <= targets
    assert len(re.findall(r' id="', html)) == len(targets)


def test_disease__what_could_harm_comes_before_the_rest(full_release, client):
    html = client.get(POH).content.decode()
    assert html.index('id="safety"') < html.index('id="summary"')
    assert "Before any biopsy or operation" in visible(html)


def test_disease__says_once_that_it_is_no_diagnosis(toy_release, client):
    assert visible(client.get(POH).content.decode()).count("It is not a diagnosis") == 1


def test_disease__organisations_tell_when_they_were_checked(full_release, client):
    part = sections_of(client.get(POH).content.decode())["organisations"]
    assert "Last checked: 2020" in part


def test_disease__links_to_what_the_reader_can_ask(full_release, client):
    sections = sections_of(client.get(POH).content.decode())
    assert 'href="/find"' in sections["signs"]
    assert 'href="/criteria/poh' in sections["diagnosis"]
    assert 'href="/family?model=' in sections["inheritance"]


def test_disease__second_answer_is_kept_and_fresh_copies_are_not_sent(toy_release, client):
    first = client.get(POH, headers={"accept-encoding": "gzip"})
    second = client.get(POH, headers={"accept-encoding": "gzip"})
    assert first.content == second.content
    assert b"Progressive osseous heteroplasia" in gzip.decompress(second.content)
    etag = first.headers["ETag"]
    assert client.get(POH, headers={"if-none-match": etag}).status_code == 304
    assert client.get(f"/es{POH}").headers["ETag"] != etag


def test_disease__largest_pages_stay_within_the_budget(full_release, client):
    for name in ("MONDO:0008153", "MONDO:0007947", "MONDO:0008965"):
        response = client.get(f"/disease/{name}", headers={"accept-encoding": "gzip"})
        assert len(response.content) < 60_000


@pytest.mark.parametrize("name", ["xyzzy", "MONDO:9999999", "HP:0001166", "%00", "\u202e", "%F0"])
def test_disease__unknown_names_are_404_with_a_hint(toy_release, client, name):
    response = client.get(f"/disease/{name}")
    assert response.status_code in {400, 404}
    assert "To the start page" in response.content.decode()


def test_search__escapes_and_shortens_what_was_typed(toy_release, client):
    hostile = "<script>alert(1)</script>" + "x" * 10_000 + "\x00\x1b[2J"
    response = client.get("/search", {"q": hostile})
    html = response.content.decode()
    assert response.status_code == 200
    assert "<script>alert" not in html
    assert "x" * 201 not in html
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "text", ["", "'", '"', "*", "a" * 199, "NEAR(", "-", "OMIM:", "OR AND", "("]
)
def test_search__odd_queries_are_answered(toy_release, client, text):
    assert client.get("/search", {"q": text}).status_code == 200
    assert client.get("/search/suggest", {"q": text}).status_code == 200


def test_search__an_identifier_leads_straight_to_the_page(full_release, client):
    response = client.get("/search", {"q": "omim:166350"})
    assert (response.status_code, response.headers["Location"]) == (302, POH)


def test_search__signs_are_offered_a_form_that_posts(toy_release, client):
    html = client.get("/search", {"q": "short, round face, bone in muscle"}).content.decode()
    assert re.search(r'<form class="notice" action="/find" method="post">', html)
    assert 'name="words" value="short, round face, bone in muscle"' in html


def test_search__names_find_diseases(toy_release, client):
    html = client.get("/search", {"q": "heteroplasia"}).content.decode()
    assert f'href="{POH}"' in html
    assert POH in client.get("/search/suggest", {"q": "progressive oss"}).content.decode()


def test_finding__shows_the_diseases_with_how_often(full_release, client):
    html = client.get("/finding/HP:0011987").content.decode()
    assert "Ectopic ossification in muscle tissue" in html
    assert POH in html
    assert "in 10 people" in html
    assert client.get("/finding/hp:11987").status_code == 301
    assert client.get("/finding/HP:9999999").status_code == 404


def test_gene__lists_its_diseases(toy_release, client):
    html = client.get("/gene/GNAS").content.decode()
    assert POH in html
    assert client.get("/gene/gnas").headers["Location"] == "/gene/GNAS"
    assert client.get("/gene/NOTAGENE").status_code == 404


def test_sources__name_version_and_licence(toy_release, client):
    html = client.get("/sources").content.decode()
    for info in lookup.sources():
        assert f'id="source-{info.name}"' in html
        assert info.licence.name in html.replace("&amp;", "&").replace("&#x27;", "'")


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_public_pages__are_only_read(toy_release, client, method):
    assert getattr(client, method)(POH).status_code == 405
