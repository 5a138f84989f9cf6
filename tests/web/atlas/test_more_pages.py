import re
import xml.etree.ElementTree as ET

import pytest

from rarekin.api import browse
from rarekin.api.diseases import lookup
from rarekin.model.identifiers import Curie
from rarekin.web.atlas.pages import compare as compare_page
from rarekin.web.atlas.telling.glossary import Glosser, glossaries
from rarekin.web.atlas.telling.labels import label_in_language

pytestmark = pytest.mark.django_db

POH = "MONDO:0008153"
FOP = "fibrodysplasia ossificans progressiva"


def test_card__shows_what_must_be_known_and_asks_nothing(full_release, client):
    id_ = lookup.resolve(FOP).id
    html = client.get(f"/disease/{id_}/card").content.decode()
    assert "No injection into a muscle" in html
    assert "Doctor who knows me" in html
    card = html.split('class="emergency-card"')[1].split("</article>")[0]
    assert "<input" not in card
    assert client.get("/disease/OMIM:166350/card").status_code == 301


def test_card__says_that_nobody_knows_and_never_soothes(full_release, client):
    # Acheiropody: no source names a danger, and nobody has written its page.
    html = client.get("/disease/OMIM:200500/card", follow=True).content.decode()
    assert "Nobody has told us yet what is dangerous in this disease." in html


def test_group__top_and_card_say_what_cannot_wait_in_its_form(full_release, client):
    # Failing adrenal glands: the page of the chronic form says that hydrocortisone is injected.
    html = client.get("/disease/MONDO:0000004").content.decode()
    assert "inject hydrocortisone at once" in html.split('id="first_steps"')[0]
    card = client.get("/disease/MONDO:0000004/card").content.decode()
    assert "Nobody has told us yet" not in card
    assert "Chronic primary adrenal insufficiency" in card.split("Please know")[1]


@pytest.mark.parametrize(
    ("id_", "said"),
    [
        ("MONDO:0009276", "no injection into a muscle"),  # Bernard-Soulier
        ("MONDO:0014222", "No live vaccine"),  # an antibody deficiency
        ("MONDO:0008720", "more hydrocortisone is needed at once"),  # ACTH is missing
        ("MONDO:0009520", "Low blood sugar comes late"),  # HMG-CoA lyase
        ("MONDO:0009393", "ammonia is measured at once"),  # HHH syndrome
        ("MONDO:0019201", "potassium in the blood is measured"),  # thyrotoxic
        ("MONDO:0009669", "SMA"),
    ],
)
def test_danger__of_the_kind_or_the_wider_disease_stands_on_page_card_and_sheet(
    full_release, client, id_, said
):
    told = said if said != "SMA" else "Spinal muscular atrophy"
    top = client.get(f"/disease/{id_}").content.decode().split('id="first_steps"')[0]
    assert "Before anything else" in top
    for address in (f"/disease/{id_}", f"/disease/{id_}/card", f"/disease/{id_}/doctor"):
        html = client.get(address).content.decode()
        assert told.casefold() in html.casefold(), address
        assert "Nobody has told us yet" not in html


def test_danger__is_not_told_of_what_a_kind_excepts(full_release, client):
    # A low platelet count by clots needs plasma; in citrin deficiency sugar harms.
    assert "injection into a muscle" not in client.get("/disease/MONDO:0010122").content.decode()
    assert "ammonia is measured" not in client.get("/disease/MONDO:0016603").content.decode()


def test_disease__draws_which_copy_works(full_release, client):
    html = client.get(f"/disease/{POH}").content.decode()
    assert "GNAS: which copy works where" in html
    assert "copy from the father" in html


def test_disease__every_explained_word_has_its_explanation_once(full_release, client):
    html = client.get(f"/disease/{POH}").content.decode()
    asked = set(re.findall(r'popovertarget="([^"]+)"', html)) - {"menu"}
    told = re.findall(r'<div class="word" popover id="([^"]+)"', html)
    assert asked == set(told)
    assert len(told) == len(set(told)) > 5


def test_disease__links_out_tell_nobody_where_the_reader_was(full_release, client):
    html = client.get(f"/disease/{POH}").content.decode()
    outward = re.findall(r'<a href="https?://[^>]*>', html)
    assert len(outward) > 20
    assert [link for link in outward if 'rel="noreferrer"' not in link] == []


def test_disease__look_alikes_lead_to_their_pages_and_to_a_comparison(full_release, client):
    part = client.get("/disease/MONDO:0007947").content.decode().split('id="lookalikes"')[1]
    assert re.search(r'href="/disease/MONDO:\d+"', part)
    address = re.search(r'href="(/compare\?a=[^"]+)"', part)[1].replace("&amp;", "&")
    assert client.get(address).status_code == 200


def test_compare__turned_round_shows_the_same_signs(full_release, client):
    def shown(a, b):
        html = client.get("/compare", {"a": a, "b": b}).content.decode()
        return set(re.findall(r'/finding/(HP:\d+)"', html))

    assert shown("POH", FOP) == shown(FOP, "POH") != set()


def test_compare__causes_and_inheritance_are_told_as_on_the_pages(full_release):
    def cells(a, b):
        context = compare_page.context_of(lookup.disease(a), lookup.disease(b))
        return [("".join(row.a), "".join(row.b)) for row in context["rows"]]

    # Retinoblastoma and Smith-Magenis; Prader-Willi and spinal muscular atrophy type 1.
    told = cells("MONDO:0008380", "MONDO:0008434")
    left, right = (" ".join(column) for column in zip(*told, strict=True))
    assert "RB1" in left
    assert "RAI1" in right
    assert "nearly always new" in right
    assert not re.search("DEAF1|FLII|IQSEC2", right)
    told = cells("MONDO:0008300", "MONDO:0009669")
    left, right = (" ".join(column) for column in zip(*told, strict=True))
    assert "copies from the father" in left
    assert "SNORD116" not in left
    assert "SMN1" in right
    assert not re.search("SMN2|NAIP", right)


def test_compare__a_count_keeps_the_caution_of_its_page(full_release):
    # 146 of 244 with Prader-Willi syndrome moved little: one report, on people chosen for it.
    context = compare_page.context_of(
        lookup.disease("MONDO:0008300"), lookup.disease("MONDO:0009669")
    )
    told = [t.here for block in context["blocks"] for t in block["found"]]
    of_one = [one for one in told if "146 of 244" in one.detail]
    assert of_one
    assert all("may have been chosen" in one.detail and one.share is None for one in of_one)


@pytest.mark.parametrize(
    ("term", "label"),
    [
        ("HP:0000037", "Male pseudohermaphroditism"),
        ("HP:0008656", "Incomplete male pseudohermaphroditism"),
        ("HP:0010458", "Female pseudohermaphroditism"),
        ("HP:0010459", "True hermaphroditism"),
    ],
)
def test_finding__goes_by_no_name_that_hurts(toy_release, term, label):
    # Hughes 2008: the karyotype takes the place of the old words.
    assert "hermaphrodit" not in label_in_language(Curie(term), label)
    assert "difference of sex development" in label_in_language(Curie(term), label)


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        ("POH", "xyzzy plugh", "No disease has this name"),
        ("POH", "OMIM:166350", "Both names mean the same disease"),
        ("", "", "See what two diseases share"),
        ("<script>", "POH", "&lt;script&gt;"),
    ],
)
def test_compare__unclear_names_are_answered(toy_release, client, a, b, said):
    response = client.get("/compare", {"a": a, "b": b})
    assert response.status_code == 200
    assert said in response.content.decode()
    assert response.headers["Cache-Control"] == "no-store"


def test_browse__every_disease_with_signs_stands_in_one_system(full_release):
    placed = [id_ for system in browse.systems() for id_ in system.diseases]
    assert len(placed) == len(set(placed)) > 8000


def test_browse__pages_lead_to_systems_and_diseases(full_release, client):
    html = client.get("/browse").content.decode()
    address = re.search(r'href="(/browse/HP:\d+)"', html)[1]
    assert re.search(r'href="/disease/', client.get(address).content.decode())
    assert client.get(f"{address}?page=2").status_code == 200
    for odd in ("0", "-1", "99999", "x", "²"):
        assert client.get(address, {"page": odd}).status_code == 404
    assert client.get("/browse/HP:9999999").status_code == 404


def test_organisations__have_pages_that_name_their_diseases(full_release, client):
    html = client.get("/organisations").content.decode()
    address = re.search(r'href="(/organisation/\w+)"', html)[1]
    assert "/disease/" in client.get(address).content.decode()
    assert client.get("/organisation/nothing").status_code == 404


def test_sitemap__lists_every_disease_in_every_language(toy_release, client):
    index = ET.fromstring(client.get("/sitemap.xml").content)
    files = [e.text.removeprefix("http://testserver") for e in index.iter() if e.text]
    found = set()
    for address in files:
        root = ET.fromstring(client.get(address).content)
        found |= {e.text for e in root.iter() if e.text}
    for id_ in lookup.disease_ids():
        for prefix in ("", "/es", "/fr"):
            assert f"http://testserver{prefix}/disease/{id_}" in found
    assert client.get("/sitemap-999.xml").status_code == 404
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_changes__are_a_feed_that_names_the_release(toy_release, client):
    response = client.get("/changes.rss")
    root = ET.fromstring(response.content)
    assert root.tag == "rss"
    assert response.headers["Content-Type"].startswith("application/rss+xml")


def test_glosser__explains_each_word_once_in_a_section_and_escapes(full_release):
    glosser = Glosser(glossaries())
    html = glosser.mark("A gene <b> and another gene.")
    assert html.count("<button") == 1
    assert "&lt;b&gt;" in html
    assert "<button" not in glosser.mark("Another gene.")
    glosser.next_section()
    assert "<button" in glosser.mark("Another gene.")
    assert "<button" not in glosser.mark("Un gene.", "es")


@pytest.mark.parametrize("name", [POH, "MONDO:0009061", "MONDO:0002442"])
def test_doctor__the_sheet_has_every_mark_it_shows_explained(full_release, client, name):
    html = client.get(f"/disease/{name}/doctor").content.decode()
    sheet = html.split('<article class="sheet">')[1].split("</article>")[0]
    targets = set(re.findall(r'id="([^"]+)"', sheet))
    marks = set(re.findall(r'<span class="source"><a href="#([^"]+)"', sheet))
    assert marks <= targets
    assert 100 < len(re.sub(r"<[^>]+>", " ", sheet).split()) < 1500


def test_doctor__any_name_leads_to_the_canonical_sheet(full_release, client):
    response = client.get("/disease/OMIM:166350/doctor")
    assert (response.status_code, response.headers["Location"]) == (301, f"/disease/{POH}/doctor")


def test_disease__goes_by_the_readers_name_with_the_english_one_beside_it(toy_release, client):
    spanish = client.get("/es/disease/MONDO:0008153").content.decode()
    assert "<title>Heteroplasia ósea progresiva ·" in spanish
    assert "<h1>Heteroplasia ósea progresiva</h1>" in spanish
    assert '<span lang="en">progressive osseous heteroplasia</span>' in spanish
    french = client.get("/fr/disease/MONDO:0008153").content.decode()
    assert '<h1><span lang="en">Progressive osseous heteroplasia</span></h1>' in french
    english = client.get("/disease/MONDO:0008153").content.decode()
    assert "<h1>Progressive osseous heteroplasia</h1>" in english
    assert "In English:" not in english


@pytest.mark.parametrize("sheet", ["card", "doctor"])
def test_sheets__go_by_the_readers_name_as_well(toy_release, client, sheet):
    response = client.get(f"/es/disease/{POH}/{sheet}")
    assert "<h1>Heteroplasia ósea progresiva</h1>" in response.content.decode()


@pytest.mark.parametrize("id_", ["MONDO:0008608", "MONDO:0006823", "MONDO:0005180"])
def test_disease__what_is_not_rare_is_found_and_says_so(full_release, client, id_):
    name = lookup.resolve(id_).label
    html = client.get(f"/disease/{id_}").content.decode()
    assert "This is not a rare disease" in html
    assert f"{name} is a rare disease" not in html
    found = client.get("/search", {"q": name}).content.decode()
    assert '<span class="kind">not rare</span>' in found


@pytest.mark.parametrize(
    ("prefix", "heading", "country"),
    [("", "Whom to ask", "Spain"), ("/es", "A quién preguntar", "España")],
)
def test_help__lists_helplines_by_country_and_marks_what_nobody_checked(
    full_release, client, prefix, heading, country
):
    html = client.get(f"{prefix}/help").content.decode()
    assert f"<h1>{heading}</h1>" in html
    assert f"<summary>{country}</summary>" in html
    assert html.count("<details") >= 35
    assert "It may have changed since" in html or prefix
    assert ("address not checked" if not prefix else "dirección sin comprobar") in html


def test_disease__talk_to_somebody_stands_on_top_of_what_to_do(full_release, client):
    html = client.get("/fr/disease/MONDO:0009061").content.decode()
    part = html.split('id="first_steps"')[1].split("</section>")[0]
    assert part.index("Maladies Rares Info Services") < part.index('class="steps"')
    assert '"/fr/help"' in part
