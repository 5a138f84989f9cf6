import re
import threading

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from rarekin.errors import InputError
from rarekin.web import gunicorn_settings
from rarekin.web.accounts.models import OutgoingMail
from rarekin.web.accounts.tasks import deliver, forget
from rarekin.web.environment import read_networks
from rarekin.web.shell import latency, metrics

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("toy_release")]
_LINE = re.compile(
    r'[a-z_]+(\{[a-z_]+="[^"\n]*"(,[a-z_]+="[^"\n]*")*\})? (-?[0-9.]+(e[+-]?[0-9]+)?|NaN|\+Inf)'
)


@pytest.fixture
def allowed(settings, monkeypatch):
    monkeypatch.setenv("RAREKIN_EXAMPLE", "127.0.0.1, 10.0.0.0/8, 2001:db8::/32")
    settings.METRICS = read_networks("RAREKIN_EXAMPLE")


def read(**given):
    return Client().get("/metrics", **given)


def value(text, start):
    [found] = [line for line in text.splitlines() if line.startswith(f"{start} ")]
    return float(found.rpartition(" ")[2])


def test_metrics__are_off_unless_somebody_is_named(settings):
    assert settings.METRICS == []
    missing = Client().get("/no-such-page")
    assert (read().status_code, read().content) == (missing.status_code, missing.content)


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("127.0.0.1", 200),
        ("10.200.3.4", 200),
        ("::ffff:10.1.1.1", 200),
        ("2001:db8:5::1", 200),
        ("192.0.2.1", 404),
        ("2001:db9::1", 404),
        ("", 404),
        ("nonsense", 404),
    ],
)
def test_metrics__answer_the_named_addresses_alone(address, status):
    assert read(REMOTE_ADDR=address).status_code == status


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_metrics__whoever_comes_through_a_proxy_is_a_visitor(name):
    """A proxy on this machine has an allowed address; who stands behind it has not."""
    assert read(headers={name: "127.0.0.1"}).status_code == 404


@pytest.mark.usefixtures("allowed")
def test_metrics__can_be_read_line_by_line_and_declare_each_name_once():
    Client().get("/about")
    text = read().content.decode()
    lines = [line for line in text.splitlines() if not line.startswith("# ")]
    assert lines
    assert [line for line in lines if not _LINE.fullmatch(line)] == []
    types = [line.split()[2] for line in text.splitlines() if line.startswith("# TYPE")]
    assert len(types) == len(set(types))
    assert {line.split("{")[0].split(" ")[0] for line in lines} <= {
        name + end for name in types for end in ("", "_bucket", "_sum", "_count")
    }


@pytest.mark.usefixtures("allowed")
def test_metrics__tell_queues_and_mails_and_not_whose():
    for state in ("failed", "failed", "waiting"):
        OutgoingMail.objects.create(to="ada@example.org", subject="secret", text="", state=state)
    deliver.enqueue()
    forget.enqueue()
    text = read().content.decode()
    assert value(text, 'rarekin_mails{state="failed"}') == 2
    assert value(text, 'rarekin_mails{state="waiting"}') == 1
    assert value(text, 'rarekin_tasks_waiting{queue="mail"}') == 1
    assert value(text, 'rarekin_oldest_task_seconds{queue="default"}') >= 0
    assert value(text, "rarekin_database_up") == 1
    assert "ada" not in text
    assert "secret" not in text


@pytest.mark.usefixtures("allowed")
def test_metrics__go_on_without_the_database_and_say_so(monkeypatch):
    def away():
        raise OperationalError
        yield

    monkeypatch.setattr(metrics, "_collectors", [away])
    text = read().content.decode()
    assert value(text, "rarekin_database_up") == 0
    assert value(text, "rarekin_release_up") == 1


@pytest.mark.usefixtures("allowed")
def test_latency__names_views_and_no_address_and_nobodys_pages():
    before = {m.view: m.within[-1] for m in latency.measured()}
    client = Client()
    client.get("/disease/OMIM:135100")
    client.get("/account/login/")
    client.get("/me")
    client.get(reverse("community:messages"))
    client.get("/secret-word")
    after = {m.view: m.within[-1] for m in latency.measured()}
    grown = {view: n - before.get(view, 0) for view, n in after.items() if n != before.get(view)}
    assert sum(grown.values()) == 5
    assert grown["own"] == 3
    text = read().content.decode()
    assert "135100" not in text
    assert "secret-word" not in text
    assert not re.search("account|community|curation|message|mfa", text)


def test_latency__classes_add_up_and_time_falls_into_its_own(monkeypatch):
    rows = latency._counts.copy()
    rows[:] = 0
    monkeypatch.setattr(latency, "_counts", rows)
    for seconds in (0.001, 0.005, 0.0051, 4.0, 60.0):
        latency._count("own", seconds, is_failed=seconds > 10)
    [found] = latency.measured()
    assert found.within == (2, 3, 3, 3, 3, 3, 3, 3, 3, 4, 5)
    assert found.seconds == pytest.approx(64.0111)
    assert found.n_failed == 1


def test_latency__counts_of_many_threads_are_all_there(monkeypatch):
    rows = latency._counts.copy()
    rows[:] = 0
    monkeypatch.setattr(latency, "_counts", rows)

    def many():
        for _turn in range(500):
            latency._count("other", 0.01, is_failed=False)

    threads = [threading.Thread(target=many) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert next(latency.measured()).within[-1] == 2000


def test_latency__living_workers_never_share_a_place():
    class Worker:
        def __init__(self, age):
            self.age = age

    class Server:
        def __init__(self):
            self.WORKERS = {}

    server = Server()
    for age in range(1, 80):
        worker = Worker(age)
        gunicorn_settings.pre_fork(server, worker)
        server.WORKERS[age] = worker
        places = [gunicorn_settings._slots[other.age] for other in server.WORKERS.values()]
        assert len(set(places)) == len(places)
        assert max(places) < latency.SLOTS
        if age % 7 == 0 or len(server.WORKERS) > 4:
            del server.WORKERS[min(server.WORKERS)]


def test_networks__a_word_that_is_none_is_named(monkeypatch):
    monkeypatch.setenv("RAREKIN_EXAMPLE", "off")
    assert read_networks("RAREKIN_EXAMPLE") == []
    monkeypatch.setenv("RAREKIN_EXAMPLE", "127.0.0.1,everybody")
    with pytest.raises(InputError, match="everybody"):
        read_networks("RAREKIN_EXAMPLE")
