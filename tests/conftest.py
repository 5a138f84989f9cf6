import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir

from rarekin.api.keeping.sync import is_of_this_program
from rarekin.api.making.release import build_release, use_release
from rarekin.knowledge import folder
from rarekin.knowledge.release import Release
from rarekin.sources.declaration import FOLDER, declarations

ROOT = Path(__file__).resolve().parents[1]

set_hypothesis_home_dir(ROOT / "build" / "hypothesis")
settings.register_profile(
    "rarekin", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("rarekin")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--asks-database",
        action="store_true",
        help="only what asks the people database: the rest is the same on every database",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--asks-database"):
        # Without the mark or one of these, a test that asks a database is an error.
        fixtures = {"db", "transactional_db"}
        asking = [
            item
            for item in items
            if item.get_closest_marker("django_db")
            or fixtures & set(getattr(item, "fixturenames", ()))
        ]
        config.hook.pytest_deselected(items=[item for item in items if item not in asking])
        items[:] = asking


def _toy_sources() -> list[str]:
    return [
        name
        for name, source in declarations().items()
        if source.default and any((FOLDER / name / "sample").glob("*"))
    ]


def _built_by_this_program(home: Path) -> Path | None:
    fitting = (v for v in folder.preferred(home) if is_of_this_program(home, v))
    return next((folder.releases_folder(home) / version for version in fitting), None)


def _full_release_folder() -> Path:
    """Build once for each state of the program; processes that come meanwhile wait."""
    chosen = os.environ.get("RAREKIN_TEST_HOME")
    home = Path(chosen) if chosen else ROOT / "build" / "test-home"
    home.mkdir(parents=True, exist_ok=True)
    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        place = _built_by_this_program(home)
        if place is None:
            build_release(home=home)
            place = _built_by_this_program(home)
        assert place is not None
        folder.point(home, place.name)
    return place


@pytest.fixture(scope="session")
def toy_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("toy-home")
    build_release(home=home, sources=_toy_sources(), samples=True)
    return home


@pytest.fixture(scope="session")
def toy_release_folder(toy_home: Path) -> Path:
    return folder.releases_folder(toy_home) / folder.pointed(toy_home)


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
