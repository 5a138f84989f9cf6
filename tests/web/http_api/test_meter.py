"""How often one place may ask: the same for all workers of a site, and nobody is named."""

import multiprocessing
import os
import signal
import time

from hypothesis import given
from hypothesis import strategies as st

from rarekin.web.http_api import meter as metering
from rarekin.web.http_api.meter import Meter

FORK = multiprocessing.get_context("fork")


@given(st.lists(st.floats(0, 5), max_size=80), st.integers(1, 30))
def test_a_meter__never_lets_more_through_than_it_says(waits, per_minute):
    now = [0.0]
    meter = Meter(per_minute, clock=lambda: now[0])
    passed = []
    for wait in waits:
        now[0] += wait
        told = meter.wait("a")
        if told == 0:
            passed.append(now[0])
        else:
            assert told <= 60 / per_minute + 1
    for start in passed:
        within = sum(start <= moment < start + 60 for moment in passed)
        assert within <= 2 * per_minute


def test_a_meter__counts_what_all_processes_let_through():
    meter, begun = Meter(200, clock=lambda: 1.0), FORK.Barrier(4)

    def ask(passed):
        begun.wait()
        passed.put(sum(meter.wait("203.0.113.7") == 0 for _ in range(150)))

    passed = FORK.Queue()
    workers = [FORK.Process(target=ask, args=(passed,)) for _ in range(4)]
    for worker in workers:
        worker.start()
    each = [passed.get(timeout=60) for _ in workers]
    for worker in workers:
        worker.join()
    assert sum(each) == 200
    assert meter.wait("203.0.113.7") == 1
    assert meter.wait("203.0.113.8") == 0


def test_a_meter__goes_on_when_a_process_is_killed_while_it_counts():
    meter = Meter(3, clock=lambda: 1.0)
    holds = FORK.Event()

    def hold():
        with meter._alone_at(0):
            holds.set()
            time.sleep(600)

    worker = FORK.Process(target=hold)
    worker.start()
    assert holds.wait(60)
    os.kill(worker.pid, signal.SIGKILL)
    worker.join()
    with meter._alone_at(0):
        pass


@given(st.ip_addresses().map(str))
def test_a_meter__names_nobody(place):
    meter = Meter(3, clock=lambda: 1.0)
    meter.wait(place)
    assert place.encode() not in meter._memory[:]
    assert meter._memory[:].count(b"\0") < len(meter._memory)


def test_a_meter__with_a_full_shelf_forgets_who_asked_least_lately(monkeypatch):
    monkeypatch.setattr(metering, "_SHELVES", 1)
    now = [0.0]
    meter = Meter(1, clock=lambda: now[0])
    for n in range(9):
        now[0] += 1
        assert meter.wait(f"place {n}") == 0
    assert meter.wait("place 8") > 0
    assert meter.wait("place 1") > 0
    assert meter.wait("place 0") == 0


def test_a_request_that_costs_more_than_a_minute_has__passes_once_a_minute():
    now = [0.0]
    meter = Meter(5, clock=lambda: now[0])
    assert meter.wait("a", 20) == 0
    told = meter.wait("a", 20)
    assert told == 60
    now[0] += told
    assert meter.wait("a", 20) == 0
