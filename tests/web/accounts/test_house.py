import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, OperationalError, connection
from django.test import Client
from tests.web.accounts.cast import make_user, signed_in, with_second_factor
from tests.web.accounts.test_host import FORM
from tests.web.accounts.test_logo import png

from rarekin.web.accounts.house import counts, house
from rarekin.web.accounts.models import Host, OutgoingMail
from rarekin.web.curation import contributions

PUBLIC = ("/", "/about", "/disease/MONDO:0008153", "/about/imprint", "/browse")


def host_client():
    return signed_in(with_second_factor(make_user("h@example.org", is_host=True)))


def stored(client, **changes):
    response = client.post("/host/settings", {**FORM, **changes})
    assert response.status_code == 302, response.context["form"].errors


def test_name_and_links__stand_on_every_page(full_release, host_row):
    Host.objects.get().save()
    for path in PUBLIC:
        page = Client().get(path).content.decode()
        assert "Rare house" in page.split("</title>")[0], path
        assert "<span>Rare house</span>" in page, path
        foot = page[page.index("<footer") :]
        for told in ("/about/imprint", "#terms", "#rules", "mailto:privacy@host.example"):
            assert told in foot, (path, told)


def test_site_without_a_host__shows_the_programs_name_and_no_links(toy_release):
    page = Client().get("/").content.decode()
    assert "<span>Rarekin</span>" in page
    assert "#terms" not in page


def test_kept_pages__change_with_the_host_and_are_the_same_for_everybody(full_release, host_row):
    path = "/disease/MONDO:0008153"
    client = host_client()
    before = Client().get(path)
    stored(client, name="Other house")
    after = Client().get(path)
    assert b"Other house" in after.content
    assert before.headers["ETag"] != after.headers["ETag"]
    assert client.get(path).content == after.content
    assert not after.cookies


def test_own_diseases__come_first_on_the_start_page(full_release, host_row):
    stored(
        host_client(),
        first_diseases="progressive osseous heteroplasia\nfibrodysplasia ossificans progressiva",
    )
    page = Client().get("/").content.decode()
    at = [page.index(f"/disease/{id_}") for id_ in ("MONDO:0008153", "MONDO:0007606")]
    assert at == sorted(at)
    assert at[-1] < page.index("cards doors")


def test_own_diseases__one_the_release_lost_is_left_out(full_release, host_row):
    Host.objects.get()
    host_row.first_diseases = ["MONDO:9999999", "MONDO:0008153"]
    host_row.save()
    assert [str(ref.id) for ref in house.house().diseases()] == ["MONDO:0008153"]


def test_own_diseases__an_unknown_name_is_refused(full_release, host_row):
    page = host_client().post("/host/settings", {**FORM, "first_diseases": "no such thing"})
    assert page.context["form"].errors["first_diseases"]


def test_logo__is_served_anew_and_taken_off_again(full_release, host_row):
    client = host_client()
    handed_in = png(extra=b"", after=b"ZEBRACANARY")
    stored(client, logo=SimpleUploadedFile("x.png", handed_in, "image/png"))
    address = house.house().logo()
    assert f'src="{address}" alt=""' in Client().get("/").content.decode()
    served = Client().get(address)
    assert served["Content-Type"] == "image/png"
    assert "sandbox" in served["Content-Security-Policy"]
    assert served["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in served["Cache-Control"]
    assert b"ZEBRACANARY" not in served.content
    assert Client().get("/about/logo-0123456789abcdef.png").status_code == 404
    stored(client, without_logo="on")
    assert Client().get(address).status_code == 404
    assert "/about/logo" not in Client().get("/").content.decode()


def test_logo__svg_is_refused_whatever_it_is_called(full_release, host_row):
    evil = SimpleUploadedFile("logo.png", b"<svg><script>alert(1)</script></svg>", "image/png")
    page = host_client().post("/host/settings", {**FORM, "logo": evil})
    assert "PNG" in str(page.context["form"].errors["logo"])
    assert bytes(Host.objects.get().logo_png) == b""


def test_mails__never_carry_the_hosts_name(host_row):
    host_row.name = "POH friends"
    host_row.save()
    Client().post("/account/signup/", {"email": "ada@example.org", "is_adult": "on"})
    make_user("bob@example.org")
    Client().post("/account/password/reset/", {"email": "bob@example.org"})
    assert OutgoingMail.objects.count() == 2
    assert "POH" not in str(list(OutgoingMail.objects.values()))


def test_house__is_read_once_and_again_after_some_seconds(
    host_row, monkeypatch, django_assert_num_queries
):
    now = [1000.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    house.look_again()
    with django_assert_num_queries(1):
        assert house.house().name == house.house().name == "Rare house"
    Host.objects.update(name="Changed elsewhere")
    assert house.house().name == "Rare house"
    now[0] += house.FRESH_FOR_SECONDS
    assert house.house().name == "Changed elsewhere"


def test_house__stays_as_it_was_known_while_the_database_is_away(host_row, monkeypatch):
    known = house.house()
    assert known.name == "Rare house"

    def fail():
        raise DatabaseError

    house.look_again()
    monkeypatch.setattr(Host.objects, "first", fail)
    assert house.house() == known


@pytest.mark.parametrize("path", [*PUBLIC, "/search?q=progeria", "/sources", "/healthz"])
def test_public_pages__need_no_database(full_release, host_row, monkeypatch, path):
    def away(*_args, **_kwargs):
        raise OperationalError("away")

    for kept in (house._kept, counts._kept, contributions._reported):
        kept.look_again()
    with monkeypatch.context() as without:
        without.setattr(connection, "ensure_connection", away)
        without.setattr(connection, "cursor", away)
        status = Client().get(path).status_code
    # The imprint is the host's text, which only the database has.
    assert status == (503 if path == "/about/imprint" else 200)


def test_stamp__changes_with_all_that_is_shown(host_row):
    seen = {house.house().stamp}
    for name, value in {"name": "A", "privacy_contact": "x@example.org", "crisis_help": "Call",
                        "first_diseases": ["MONDO:1"], "logo_png": b"x"}.items():  # fmt: skip
        setattr(host_row, name, value)
        host_row.save()
        seen.add(house.house().stamp)
    assert len(seen) == 6
