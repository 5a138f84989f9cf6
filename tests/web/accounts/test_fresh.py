"""What every page needs and the database keeps: read by one, waited for by nobody else."""

import threading

from django.db import OperationalError

from rarekin.web.accounts.fresh import Fresh


def test_fresh__while_one_reads_the_others_go_on_with_what_was_known():
    begun, may_end = threading.Event(), threading.Event()
    told = iter(["old", "new"])

    def read():
        word = next(told)
        if word == "new":
            begun.set()
            assert may_end.wait(10)
        return word

    kept = Fresh(read, 60.0, "")
    assert kept.get() == "old"
    kept.look_again()
    slow = threading.Thread(target=kept.get)
    slow.start()
    assert begun.wait(10)
    assert kept.get() == "old"  # does not wait for the other
    may_end.set()
    slow.join(10)
    assert kept.get() == "new"


def test_fresh__what_is_said_anew_while_it_is_read_is_read_again():
    told = iter(["first", "second", "third"])

    def read():
        word = next(told)
        if word == "second":
            kept.look_again()
        return word

    kept = Fresh(read, 60.0, "")
    assert kept.get() == "first"
    kept.look_again()
    assert [kept.get(), kept.get(), kept.get()] == ["second", "third", "third"]


def test_fresh__a_database_that_is_away_leaves_what_was_known_and_is_not_asked_each_time():
    n_asked = 0

    def read():
        nonlocal n_asked
        n_asked += 1
        raise OperationalError

    kept = Fresh(read, 60.0, "start")
    assert [kept.get(), kept.get()] == ["start", "start"]
    assert n_asked == 1
