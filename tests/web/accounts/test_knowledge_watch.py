import datetime

import pytest
from tests.web.accounts.cast import make_user, signed_in, with_second_factor

from rarekin.api.making.last_sync import LastSync, last_sync, remember_sync
from rarekin.web.accounts.house.knowledge_watch import tell_hosts, watch
from rarekin.web.accounts.models import OutgoingMail

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
BEGAN = datetime.datetime(2026, 11, 1, 4, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _home(tmp_path, monkeypatch, settings, toy_release):
    monkeypatch.setenv("RAREKIN_HOME", str(tmp_path))
    settings.SYNC_IS_ON, settings.SYNC_WARN_DAYS = True, 3
    return tmp_path


def sync(home, day, **problems):
    remember_sync(home, LastSync(BEGAN + day * DAY, "v", False, (), problems))


def test_last_sync__remembers_since_when_it_fails_through_any_number_of_failures(tmp_path):
    sync(tmp_path, 0)
    assert last_sync(tmp_path).failing_since is None
    for day in (1, 2, 3):
        sync(tmp_path, day, hpo="No route.")
        assert last_sync(tmp_path).failing_since == BEGAN + DAY
    sync(tmp_path, 4)
    assert last_sync(tmp_path).failing_since is None


def test_watch__is_late_after_days_of_failures_and_where_nothing_happens_at_all(tmp_path, settings):
    assert not watch(BEGAN).is_late
    sync(tmp_path, 0, hpo="No route.")
    sync(tmp_path, 2, hpo="No route.")
    assert not watch(BEGAN + 2.9 * DAY).is_late
    assert watch(BEGAN + 3 * DAY).is_late
    sync(tmp_path, 3)
    assert not watch(BEGAN + 5 * DAY).is_late
    assert watch(BEGAN + 6 * DAY).is_late
    settings.SYNC_IS_ON = False
    assert not watch(BEGAN + 60 * DAY).is_late


def test_hosts__get_one_mail_each_time_it_becomes_late(tmp_path):
    for name, is_host in (("a", True), ("b", True), ("c", False)):
        make_user(f"{name}@example.org", is_host=is_host)
    sync(tmp_path, 0, orphanet="Secret disease not found.")
    assert not tell_hosts(BEGAN + 2 * DAY)
    assert [tell_hosts(BEGAN + n * DAY) for n in (3, 4, 9)] == [True, False, False]
    mails = OutgoingMail.objects.all()
    assert {mail.to for mail in mails} == {"a@example.org", "b@example.org"}
    assert not any("Secret" in mail.text + mail.subject for mail in mails)
    sync(tmp_path, 10)
    sync(tmp_path, 11, orphanet="No route.")
    assert tell_hosts(BEGAN + 14 * DAY)
    assert OutgoingMail.objects.count() == 4


def test_desk__names_source_and_reason(host_row, tmp_path):
    client = signed_in(with_second_factor(make_user("h@example.org", is_host=True)))
    assert "not yet" in client.get("/host").content.decode()
    remember_sync(tmp_path, LastSync(BEGAN, "v", False, (), {"hpo": "No <route>."}))
    page = client.get("/host").content.decode()
    assert "No &lt;route&gt;." in page
    assert "days not all sources could be brought up to date" in page
