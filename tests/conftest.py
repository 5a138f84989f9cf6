import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir

from rarekin.api.release import build_release, use_release
from rarekin.errors import KnowledgeError
from rarekin.knowledge import folder
from rarekin.knowledge.release import Release
from rarekin.sources.declaration import FOLDER, declarations

ROOT = Path(__file__).resolve().parents[1]

set_hypothesis_home_dir(ROOT / "build" / "hypothesis")
settings.register_profile(
    "rarekin", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("rarekin")


def _toy_sources() -> list[str]:
    return [
        name
        for name, source in declarations().items()
        if source.default and any((FOLDER / name / "sample").glob("*"))
    ]


def _code_stamp() -> str:
    newest = 0
    for place in ("sources", "knowledge", "rank", "text", "model", "api"):
        for path in (ROOT / "src" / "rarekin" / place).rglob("*"):
            if path.suffix in (".py", ".toml", ".tsv", ".gz"):
                newest = max(newest, path.stat().st_mtime_ns)
    return str(newest)


def _serving(home: Path) -> Path | None:
    try:
        place = folder.releases_folder(home) / folder.pointed(home)
        Release.open(place).close()
    except KnowledgeError:
        return None
    return place


def _full_release_folder() -> Path:
    """Build once per machine; processes that come meanwhile wait for the lock."""
    chosen = os.environ.get("RAREKIN_TEST_HOME")
    home = Path(chosen) if chosen else ROOT / "build" / "test-home"
    home.mkdir(parents=True, exist_ok=True)
    stamp = home / "built-from"
    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        place = _serving(home)
        fresh = stamp.is_file() and stamp.read_text() == _code_stamp()
        if place is None or not (fresh or chosen):
            code = _code_stamp()
            build_release(home=home)
            stamp.write_text(code)
            place = _serving(home)
        assert place is not None
    return place


@pytest.fixture(scope="session")
def toy_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("toy-home")
    build_release(home=home, sources=_toy_sources(), samples=True)
    return home


@pytest.fixture(scope="session")
def toy_release_folder(toy_home: Path) -> Path:
    place = _serving(toy_home)
    assert place is not None
    return place


@pytest.fixture
def toy_release(
    toy_home: Path, toy_release_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Release]:
    """Tiny release made from the sample folders; ``current()`` returns it."""
    monkeypatch.setenv("RAREKIN_HOME", str(toy_home))
    with use_release(toy_release_folder) as release:
        yield release


@pytest.fixture(scope="session")
def full_release_folder() -> Path:
    return _full_release_folder()


@pytest.fixture
def full_release(full_release_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Release]:
    """The default release from real data; ``current()`` returns it."""
    monkeypatch.setenv("RAREKIN_HOME", str(full_release_folder.parents[1]))
    with use_release(full_release_folder) as release:
        yield release


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """Mirror of real public data; skips where it is absent."""
    chosen = os.environ.get("RAREKIN_TEST_DATA")
    place = Path(chosen) if chosen else ROOT.parent / "shared" / "data"
    if not place.is_dir():
        pytest.skip("the data mirror is absent: set RAREKIN_TEST_DATA to read it")
    return place
