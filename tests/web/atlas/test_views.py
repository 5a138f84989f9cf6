import gzip
import re

import pytest

from rarekin.api.diseases import lookup
from rarekin.web.atlas.keeping import kept
from rarekin.web.atlas.keeping.cache import PageCache

# Panels of other apps count people.
pytestmark = pytest.mark.django_db

POH = "/disease/MONDO:0008153"
TOLD_ALWAYS = ["first_steps", "people", "missing", "sources"]
# Where a section says nothing, the one place for what is missing names it.
NAMED_WHERE_MISSING = {
    "signs": "signs", "causes": "the cause", "inheritance": "how it is inherited",
    "diagnosis": "how it is diagnosed", "outlook": "the outlook",
    "prevalence": "how many people have it", "treatment": "treatment", "trials": "studies",
    "lookalikes": "diseases that look like it", "organisations": "organisations",
}  # fmt: skip


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


def missing_topics(sections):
    said = re.search(
        r"nothing yet on: (.*?)\. That says nothing", visible_part(sections["missing"])
    )
    return said[1].split(", ") if said else []


def visible_part(html):
    return visible("<body>" + html)


def check_page(id_, html):
    sections = sections_of(html)
    assert [name for name in TOLD_ALWAYS if name not in sections] == [], id_
    named = missing_topics(sections)
    for name, words in NAMED_WHERE_MISSING.items():
        rolled_up = "<h3>Its forms" in html
        assert (name in sections) != (words in named) or rolled_up, (id_, name)
    for name, part in sections.items():
        after_heading = visible_part(part.split("</h2>", 1)[1])
        assert len(after_heading.strip()) > 20, (id_, name)
    listed = re.search(r'<ul class="toc">(.*?)</ul>', html)[1]
    assert re.findall(r'href="#(\w+)"', listed) == list(sections), id_
    assert re.search(r'<p class="minute">(.{20,})', html), id_
    assert re.findall(r"<a [^>]*></a>", html) == [], id_


def test_disease__says_something_in_every_section_or_names_it_as_missing(toy_release, client):
    for id_ in lookup.disease_ids():
        check_page(id_, client.get(f"/disease/{id_}").content.decode())


def test_disease__nothing_is_said_to_be_unknown_to_the_world(full_release, client):
    html = client.get("/disease/MONDO:0009061").content.decode()
    for phrase in ("None of our sources", "nobody has followed", "We know of no", "Take your time"):
        assert phrase not in html
    assert "This copy of the site has nothing yet on:" in html
    for address in ("rarediseases.info.nih.gov/diseases/6233", "orpha.net/en/disease/detail/586",
                    "clinicaltrials.gov/search?cond=cystic+fibrosis",
                    "ncbi.nlm.nih.gov/gtr/conditions/C0010674"):  # fmt: skip
        assert address in sections_of(html)["missing"]


def test_disease__a_group_shows_how_its_forms_differ(full_release, client):
    for id_ in ("MONDO:0002442", "MONDO:0100339", "MONDO:0001516", "MONDO:0019019"):
        html = client.get(f"/disease/{id_}").content.decode()
        forms = re.search(
            r'<table class="table stacked">.*?</table>|<ul class="shared forms">.*?</ul>', html
        )[0]
        assert forms.count("<tr") > 2 or forms.count("<li>") > 1, id_
        assert re.search(r'data-of="Genes">[A-Z0-9, ]+<|</a>: [A-Z0-9, ]+</li>', forms), id_
        assert "Signs on record for many of its forms" in html, id_


def forms_tables(html):
    """Return the rows of each table of forms, as lists of cells."""
    for table in re.findall(r'<table class="table stacked">.*?</table>', html):
        rows = table.split("<tr")[2:]
        yield [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in rows]


def test_disease__no_table_of_forms_has_an_empty_row_a_lone_column_or_one_that_tells_none_apart(
    full_release, client
):
    n_tables = 0
    for id_ in ("MONDO:0001516", "MONDO:0016648", *lookup.disease_ids()[::307]):
        html = client.get(f"/disease/{id_}").content.decode()
        tables = list(forms_tables(html))
        n_tables += len(tables)
        for rows in tables:
            assert all(len(row) > 1 for row in rows), id_
            assert all(set(row) != {"–"} for row in rows), id_
        # What is folded away belongs to the same table.
        for column in zip(*(row for rows in tables for row in rows), strict=True):
            assert len(set(column)) > 1, id_
    assert n_tables > 5


# Of the three clinical types of Machado-Joseph disease nothing is known that tells them apart.
def test_disease__forms_that_nothing_tells_apart_are_a_list(full_release, client):
    html = client.get("/disease/MONDO:0007182").content.decode()
    assert "<h3>Its forms<" in html
    listed = re.search(r'<ul class="shared forms">(.*?)</ul>', html)[1]
    assert listed.count("<li>") == 3
    assert "ATXN3" not in listed
    assert '<table class="table stacked">' not in html


def test_disease__genes_that_each_cause_a_form_are_not_told_as_doubtful(full_release, client):
    html = client.get("/disease/MONDO:0016471").content.decode()
    assert "KRT16, KRT17, KRT6A and KRT6B" in html
    assert "The source does not say which of them cause it" not in html
    assert "need not be its cause" not in html


@pytest.mark.slow
def test_disease__pages_of_a_sample_of_all_diseases_are_whole(full_release, client):
    for id_ in lookup.disease_ids()[::487]:
        response = client.get(f"/disease/{id_}")
        assert response.status_code == 200
        text = visible(response.content.decode())
        assert not re.search(r"\bNone\b(?! of | on )|%\(|&lt;rarekin|Decimal\(|Curie\(", text), id_
        check_page(id_, response.content.decode())


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
    hostile = "<script>alert(1)</script>" + "x" * 10_000
    response = client.get("/search", {"q": hostile})
    html = response.content.decode()
    assert response.status_code == 200
    assert "<script>alert" not in html
    assert "x" * 201 not in html
    assert response.headers["Cache-Control"] == "no-store"
    refused = client.get("/search", {"q": hostile + "\x00\x1b[2J"})
    assert refused.status_code == 400
    assert "<script>alert" not in refused.content.decode()


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
    assert re.search(r"often|in some people|fits \d+ to \d+ in 100|people? (counted|only)", html)
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
