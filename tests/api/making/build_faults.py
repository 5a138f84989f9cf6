"""Break toy builds at every step they take on disk; run as a program by its test.

Usage: ``python build_faults.py FOLDER KIND COUNT``; KIND is ``killed`` (SIGKILL at the n-th file
operation), ``timed`` (ended at the n-th fraction of a build's processor time) or ``full`` (the
n-th file operation finds the disk full). Each break happens in a forked child.
"""

import errno
import json
import os
import signal
import sys
import time
from pathlib import Path

from rarekin.api.making.release import build_release
from rarekin.errors import BuildError
from rarekin.knowledge import folder
from rarekin.knowledge.manifest import verify_files
from rarekin.knowledge.release import Release

SOURCES = (("hpo", "hpoa", "identity"), ("curated", "hpo", "hpoa", "identity"))
_OPERATIONS = frozenset({"open", "os.mkdir", "os.rename", "os.rmdir", "os.remove", "os.utime"})
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
GOOD, REFUSED, WRONG = 0, 3, 4


def build(home, turn):
    build_release(home=home, sources=SOURCES[turn % 2], samples=True, accept_loss=True, keep=2)


def at_operation(place, number, act):
    """Act when the n-th operation that changes the folder is about to happen."""
    counted = [0]

    def hook(event, args):
        if event not in _OPERATIONS or not str(args[0]).startswith(place):
            return
        if event == "open" and not (args[2] or 0) & _WRITES:
            return
        counted[0] += 1
        if counted[0] == number:
            act()

    sys.addaudithook(hook)
    return counted


def kill():
    os.kill(os.getpid(), signal.SIGKILL)


def fill_disk():
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def child(home, turn, act):
    """Run one build in a forked process; returns its wait status."""
    pid = os.fork()
    if pid:
        return os.waitpid(pid, 0)[1]
    code = WRONG
    try:
        act()
        build(home, turn)
        code = GOOD
    except BuildError:
        code = REFUSED
    finally:
        os._exit(code)


def count_operations(home):
    """Count in a child, since a hook never goes away; the answer comes through a file."""
    answer = home.with_name("operations")

    def act():
        counted = at_operation(str(home), 0, kill)
        build(home, 0)
        build(home, 1)
        answer.write_text(str(counted[0] // 2 + 2))

    child(home, 0, act)
    return int(answer.read_text())


def check(home, before):
    """What serves opens and is whole, and so is everything else that bears a version."""
    serving = folder.pointed(home)
    for version in folder.versions(home):
        verify_files(folder.releases_folder(home) / version)
    Release.open(folder.releases_folder(home) / serving).close()
    return serving != before


def breaks(home, kind, count):
    if kind == "timed":
        # Processor time, so that a busy machine changes nothing; a little longer than a build.
        started = time.process_time()
        build(home, 1)
        build(home, 0)
        span = (time.process_time() - started) / 2 * 1.5
        for i in range(count):
            after = max(span * (i + 1) / count, 1e-4)
            yield lambda after=after: signal.setitimer(signal.ITIMER_PROF, after)
        return
    act = {"killed": kill, "full": fill_disk}[kind]
    operations = count_operations(home)
    for i in range(count):
        number = 1 + i * operations // count
        yield lambda number=number: at_operation(str(home), number, act)


def main():
    home, kind, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    signal.signal(signal.SIGPROF, signal.SIG_DFL)  # its default action ends the process at once
    for turn in (0, 1, 0):
        build(home, turn)
    ends = {"killed": 0, "refused": 0, "finished": 0, "promoted": 0}
    for turn, act in enumerate(breaks(home, kind, count)):
        before = folder.pointed(home)
        status = child(home, turn + 1, act)
        if os.WIFSIGNALED(status):
            ends["killed"] += 1
        else:
            ends[{GOOD: "finished", REFUSED: "refused"}[os.WEXITSTATUS(status)]] += 1
        ends["promoted"] += check(home, before)
    build(home, 0)
    assert not list(folder.releases_folder(home).glob(".building-*"))
    sys.stdout.write(json.dumps(ends))


if __name__ == "__main__":
    main()
