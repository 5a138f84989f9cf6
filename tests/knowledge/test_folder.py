import pytest

from rarekin.errors import BuildBusy, NoRelease
from rarekin.knowledge import folder

VERSIONS = [f"2025-01-0{i}-0000000{i}" for i in range(1, 6)]


@pytest.fixture
def home(tmp_path):
    for i, version in enumerate(VERSIONS):
        place = folder.releases_folder(tmp_path) / version
        place.mkdir(parents=True)
        (place / "file").write_text(str(i))
    return tmp_path


def test_build_lock__a_second_holder_is_refused(home):
    with folder.build_lock(home), pytest.raises(BuildBusy), folder.build_lock(home):
        pass


def test_build_lock__is_free_again_afterwards(home):
    for _ in range(2):
        with folder.build_lock(home):
            pass


def test_temporary_folder__removes_what_a_killed_build_left(home):
    left = folder.releases_folder(home) / ".building-1"
    left.mkdir()
    (left / "half").write_text("x")
    with folder.temporary_folder(home) as fresh:
        assert not left.exists()
        assert not any(fresh.iterdir())
    assert not fresh.exists()


def test_pointed__without_a_pointer_says_what_to_do(home):
    with pytest.raises(NoRelease) as caught:
        folder.pointed(home)
    assert "rarekin knowledge build" in caught.value.hint


@pytest.mark.parametrize("damage", ["", "../../etc", "x\x00", "é"])
def test_pointed__a_damaged_pointer_is_no_release(home, damage):
    (folder.releases_folder(home) / "current").write_bytes(damage.encode())
    with pytest.raises(NoRelease):
        folder.pointed(home)


def test_point__goes_there_and_back(home):
    for version in (VERSIONS[0], VERSIONS[3], VERSIONS[0]):
        folder.point(home, version)
        assert folder.pointed(home) == version


@pytest.mark.parametrize("version", ["2020-01-01-00000000", "../..", "current", ""])
def test_point__refuses_what_is_not_there(home, version):
    with pytest.raises(NoRelease, match="no release"):
        folder.point(home, version)


@pytest.mark.parametrize("keep", [0, 1, 2, 3, 9])
def test_prune__keeps_what_serves_and_the_newest(home, keep):
    folder.point(home, VERSIONS[1])
    folder.prune(home, keep)
    left = folder.versions(home)
    assert VERSIONS[1] in left
    assert len(left) == min(max(keep, 1), len(VERSIONS))


def test_promote__replaces_a_release_of_the_same_version(home):
    with folder.temporary_folder(home) as fresh:
        (fresh / "file").write_text("new")
        place = folder.promote(home, fresh, VERSIONS[2])
    assert (place / "file").read_text() == "new"
    assert set(folder.versions(home)) == set(VERSIONS)
