"""Administrators named and removed on a page; mails to who looks after the site."""

import datetime

import pytest
from django.core.cache import cache
from django.test import Client
from tests.web.accounts.cast import (
    PASSWORD,
    confirmed,
    link_in,
    make_profile,
    make_user,
    signed_in,
    with_second_factor,
)

from rarekin.web.accounts.being.claims import claim_behind, claim_make
from rarekin.web.accounts.house import knowledge_watch
from rarekin.web.accounts.models import Host, OutgoingMail, Profile, RoleClaim, User
from rarekin.web.accounts.models.profile import Role
from rarekin.web.accounts.rights.leaving import erase, export_json
from rarekin.web.community.models import MailRhythm
from rarekin.web.community.safety.moderation import Target, report_make
from rarekin.web.community.telling.desk_mails import write_of_danger, write_of_waiting
from rarekin.web.community.telling.service_mails import (
    write_of_account,
    write_of_decision,
    write_of_help,
)
from rarekin.web.hosting.mails import tell_hosts

DAY = datetime.timedelta(days=1)
NOON = datetime.datetime(2026, 11, 30, 12, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _people(db, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "rarekin.web.accounts.outbox.Outbox"
    settings.SITE_URL = "https://site.example"
    Host.objects.create(name="Rare house", imprint="Anna Host", privacy_contact="p@host.example",
                        terms="T", rules="R", invitation_only=False)  # fmt: skip
    yield
    cache.clear()


@pytest.fixture
def host():
    return with_second_factor(make_user("host@example.org", is_host=True))


def desk(user):
    return confirmed(signed_in(user))


def post(client, do, email, role="moderator"):
    sent = {"do": do, "email": email, "role": role}
    return client.post("/host/keepers", sent, follow=True).content.decode()


def mails(to):
    return OutgoingMail.objects.filter(to=to)


def test_keepers__is_the_hosts_page_and_asks_for_the_password(host):
    mod = with_second_factor(make_user("mod@example.org", is_moderator=True))
    assert Client().get("/host/keepers").status_code == 404
    assert desk(mod).get("/host/keepers").status_code == 404
    assert signed_in(host).get("/host/keepers")["Location"].startswith("/account/reauth")
    assert "mod@example.org" in desk(host).get("/host/keepers").content.decode()


def test_keepers__named_alike_whether_or_not_the_address_has_an_account(host):
    make_user("member@example.org")
    client = desk(host)
    told = [post(client, "add", address) for address in ("member@example.org", "new@example.org")]
    assert all("They are written to" in text for text in told)
    for address in ("member@example.org", "new@example.org"):
        assert User.objects.get(email=address).is_moderator
        assert mails(address).count() == 1
    assert "/account/password/reset/key/" in mails("new@example.org").get().text
    assert "choose a password" not in mails("member@example.org").get().text


def test_keepers__every_administrator_is_told_of_a_change(host):
    other = with_second_factor(make_user("other@example.org", is_host=True))
    post(desk(host), "add", "new@example.org", "host")
    for address in (host.email, other.email):
        mail = mails(address).get()
        assert "new@example.org" not in mail.subject + mail.text
        assert "/host/keepers" in mail.text


def test_keepers__are_removed_but_never_the_last_administrator(host):
    client = desk(host)
    post(client, "add", "two@example.org", "host")
    post(client, "remove", "two@example.org", "host")
    assert not User.objects.get(email="two@example.org").is_host
    assert "Nothing changed" in post(client, "remove", host.email, "host")
    assert User.objects.get(pk=host.pk).is_host


def test_keepers__who_lost_a_factor_is_let_in_again_by_another(host):
    other = with_second_factor(make_user("other@example.org", is_host=True))
    client = desk(host)
    assert "Nothing changed" in post(client, "reset", host.email)
    assert User.objects.get(pk=host.pk).has_usable_password()
    post(client, "reset", other.email)
    assert not User.objects.get(pk=other.pk).has_usable_password()
    link = link_in(mails(other.email).order_by("pk").first())
    assert Client().get(link).status_code in (200, 302)
    make_user("member@example.org")
    post(client, "reset", "member@example.org")
    assert User.objects.get(email="member@example.org").has_usable_password()


@pytest.mark.parametrize("email", ["", "nobody", "x" * 300 + "@example.org"])
def test_keepers__what_is_no_address_changes_nothing(host, email):
    assert "no e-mail address" in post(desk(host), "add", email)
    assert User.objects.count() == 1


@pytest.fixture
def people(host):
    mod = with_second_factor(make_user("mod@example.org", is_moderator=True))
    about = make_profile(make_user("bob@example.org"), "Kind Heron 1")
    return mod, make_user("ada@example.org"), about


def test_danger__is_written_at_once_to_all_moderators_and_names_nobody(people, host):
    mod, ada, about = people
    report_make(reporter=ada, target=Target(about), reason="crisis", words="He said he would")
    for address in (mod.email, host.email):
        mail = mails(address).get()
        assert "may be in danger" in mail.text
        assert "emergency number" in mail.text
        for secret in ("Kind Heron", "He said", "ada@", "bob@"):
            assert secret not in mail.subject + mail.text
    assert not mails(ada.email).exists()


def test_danger__other_reasons_wait_and_a_flood_meets_a_limit(people):
    mod, ada, about = people
    report_make(reporter=ada, target=Target(about), reason="unkind", words="")
    assert not OutgoingMail.objects.exists()
    for n in range(9):
        reporter = make_user(f"r{n}@example.org")
        report_make(reporter=reporter, target=Target(about), reason="crisis", words="")
    assert mails(mod.email).count() == 6


def test_waiting__is_written_once_a_day_outside_quiet_hours_only_where_something_waits(people):
    mod, ada, about = people
    assert write_of_waiting(NOON) == 0
    report_make(reporter=ada, target=Target(about), reason="unkind", words="")
    MailRhythm.objects.update_or_create(user=mod, defaults={"quiet_from": 11, "quiet_until": 13})
    assert write_of_waiting(NOON) == 1
    assert not mails(mod.email).exists()
    MailRhythm.objects.update(quiet_from=21, quiet_until=8)
    assert write_of_waiting(NOON) == 1
    assert write_of_waiting(NOON + DAY / 2) == 0
    mail = mails(mod.email).get()
    assert "1 thing waits" in mail.text
    assert "Kind Heron" not in mail.text
    assert write_of_waiting(NOON + DAY) == 2


@pytest.fixture
def doctor():
    return make_profile(make_user("doc@example.org"), "Wise Owl 2", role=Role.PROFESSIONAL)


def test_claim__gives_the_host_a_place_to_call_and_a_confirmed_address(host, doctor):
    client = signed_in(doctor.user)
    assert "/me/role" in client.get("/me").content.decode()
    client.post("/me/role", {"place": "Bone clinic, 555 0100", "work_email": "dr@clinic.example"})
    mail = mails("dr@clinic.example").get()
    for secret in ("Wise Owl", "doc@example.org", "Bone clinic"):
        assert secret not in mail.subject + mail.text
    page = signed_in(host).get("/host/review").content.decode()
    assert "Bone clinic, 555 0100" in page
    assert "not confirmed" in page
    link = link_in(mail)
    assert Client().get(link).status_code == 200
    assert RoleClaim.objects.get().confirmed_at is None
    Client().post(link)
    assert "not confirmed" not in signed_in(host).get("/host/review").content.decode()
    signed_in(host).post("/host/review", {"handle": doctor.handle, "do": "verify"})
    assert not RoleClaim.objects.exists()
    assert Profile.objects.get(pk=doctor.pk).role_verified_at is not None
    assert Client().get(link).status_code == 410


def test_claim__is_only_for_roles_that_are_checked_and_goes_with_a_new_role(doctor):
    parent = make_profile(make_user("ada@example.org"), "Calm Otter 1", role=Role.PARENT)
    assert signed_in(parent.user).get("/me/role").status_code == 302
    claim_make(doctor, place="Clinic", work_email="dr@clinic.example")
    assert "dr@clinic.example" in export_json(doctor.user)
    sent = {"pseudonym": "Calm Otter", "role": "parent"}
    saved = signed_in(doctor.user).post("/me/profile", sent)
    assert saved.status_code == 302, saved.context["form"].errors
    assert not RoleClaim.objects.exists()


def test_claim__changed_makes_the_old_link_void_and_erasure_takes_it(doctor):
    claim_make(doctor, place="Clinic", work_email="dr@clinic.example")
    token = link_in(mails("dr@clinic.example").get()).rsplit("/", 1)[1]
    claim_make(doctor, place="Clinic", work_email="dr@other.example")
    assert claim_behind(token) is None
    assert claim_behind("guess") is None
    erase(doctor.user)
    assert not RoleClaim.objects.exists()


def waiting(user):
    about = make_profile(make_user("bob@example.org"), "Kind Heron 1")
    reporter = make_user("ada@example.org")
    report_make(reporter=reporter, target=Target(about), reason="unkind", words="")
    write_of_waiting(NOON)


WAYS = {
    "danger": (lambda _user: write_of_danger(), "/people/moderation"),
    "waiting": (waiting, "/me"),
    "list of administrators": (tell_hosts, "/host/keepers"),
    "sources": (lambda user: knowledge_watch._write(user, 3), "/host"),
    "decision": (write_of_decision, "/people/decisions"),
    "help": (write_of_help, "/people/decisions"),
    "account": (write_of_account, "/me"),
}


@pytest.mark.parametrize("name", WAYS)
def test_mail__leads_through_signing_in_to_what_it_is_about(name):
    write, where = WAYS[name]
    user = with_second_factor(make_user("h@example.org", is_host=True, is_moderator=True))
    write(user)
    mail = OutgoingMail.objects.get(to=user.email)
    [line] = [line for line in mail.text.splitlines() if "/account/" in line]
    way = line.removeprefix("https://site.example")
    stranger = Client()
    assert stranger.get(way).status_code == 200
    first = stranger.post(way, {"login": user.email, "password": PASSWORD})
    assert "2fa" in first["Location"], "the second factor is asked first"
    own = Client()
    own.force_login(user)
    assert own.get(way)["Location"] == where
