"""A data folder that turns read-only, goes away, and is mounted anew under a site that serves."""

import pytest

from rarekin.web import folder_watch, one_server
from rarekin.web.folder_watch import FolderWatch


@pytest.fixture
def world(tmp_path, monkeypatch):
    class World:
        def __init__(self):
            self.place, self.said, self.taken, self.now = tmp_path / "home", [], 0, 0.0
            self.can_write = True
            self.mount()
            self.watch = FolderWatch(self.place, self.said.append, self.take, lambda: self.now)
            monkeypatch.setattr(
                folder_watch, "can_write", lambda place: self.can_write and place.exists()
            )

        def mount(self):
            self.place.mkdir()
            (self.place / one_server.MARK).touch()

        def unmount(self):
            self.place.rename(tmp_path / f"gone-{self.now}")

        def take(self):
            self.taken += 1

        def is_another(self):
            self.now += 10
            return self.watch.is_another()

    return World()


def test_folder__that_stays_the_same_is_nothing_to_speak_of(world):
    assert not any(world.is_another() for _n in range(5))
    assert world.said == []
    assert world.taken == 0


def test_folder__that_turns_read_only_is_said_once_and_so_is_its_return(world):
    world.can_write = False
    assert not any(world.is_another() for _n in range(5))
    world.can_write = True
    assert not any(world.is_another() for _n in range(5))
    assert ["only be read" in line for line in world.said] == [True, False]


def test_folder__mounted_anew_is_taken_and_all_is_started_again_once(world):
    world.can_write = False
    assert not world.is_another()
    world.unmount()
    assert not world.is_another()
    world.mount()
    world.can_write = True
    assert [world.is_another() for _n in range(3)] == [True, False, False]
    assert world.taken == 1
    assert "started again" in world.said[-1]


def test_an_empty_place_to_mount_on__is_not_taken_for_the_folder(world):
    world.unmount()
    world.place.mkdir()
    assert not any(world.is_another() for _n in range(3))
    assert world.taken == 0
