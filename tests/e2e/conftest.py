import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from socketserver import BaseRequestHandler, TCPServer

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "build" / "shots"
CHROMIUM = os.environ.get("RAREKIN_CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_SECONDS = 120.0


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "cookies: signs in, so cookies are expected")


def free_port() -> int:
    with TCPServer(("127.0.0.1", 0), BaseRequestHandler) as server:
        return int(server.server_address[1])


def _home(folder: Path, releases: Path) -> Path:
    """Give the site a home of its own whose knowledge is the one built for the tests."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "releases").symlink_to(releases)
    return folder


@pytest.fixture(scope="session")
def site(full_release_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a real ``rarekin serve``; its log is printed at the end of a failed run."""
    port = free_port()
    folder = tmp_path_factory.mktemp("site")
    env = os.environ | {
        "RAREKIN_HOME": str(_home(folder / "home", full_release_folder.parent)),
        "RAREKIN_SYNC": "off",
        "PYTHONWARNINGS": "default",
    }
    log = folder / "serve.log"
    with log.open("wb") as output:
        command = [sys.executable, "-m", "rarekin", "serve", "--port", str(port)]
        process = subprocess.Popen(command, env=env, stdout=output, stderr=output)
        try:
            _wait(f"http://127.0.0.1:{port}/healthz", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(20)
            sys.stdout.write(log.read_text(errors="replace")[-4000:])


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"rarekin serve did not answer at {address}")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip(f"{CHROMIUM} is absent: apt-get install chromium, or set RAREKIN_CHROMIUM")
    opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield opened
    opened.close()


@pytest.fixture(params=[1280, 390], ids=["wide", "narrow"])
def page(request: pytest.FixtureRequest, site: str, browser: Browser) -> Iterator[Page]:
    """A fresh browser page; fails on console errors and requests to anywhere else."""
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(f"console: {message.text}")

    def watch(asked: Request) -> None:
        if not asked.url.startswith((site, "data:", "blob:")):
            complaints.append(f"off-host: {asked.url}")

    context = browser.new_context(viewport={"width": request.param, "height": 900}, base_url=site)
    opened = context.new_page()
    opened.on("console", hear)
    opened.on("pageerror", lambda error: complaints.append(f"script: {error}"))
    opened.on("request", watch)
    yield opened
    cookies = context.cookies()
    context.close()
    assert complaints == []
    if not request.node.get_closest_marker("cookies"):
        assert cookies == []


@pytest.fixture
def shoot(page: Page):
    """Leave a picture of the whole page for a human look."""

    def shoot(name: str) -> None:
        SHOTS.mkdir(parents=True, exist_ok=True)
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=SHOTS / f"{name}-{width}.png", full_page=True)

    return shoot


@pytest.fixture
def check_access(page: Page):
    """Fail on serious accessibility findings, and where the page is wider than the screen."""
    from axe_playwright_python.sync_playwright import Axe

    def check() -> None:
        found = Axe().run(page).response["violations"]
        serious = [v for v in found if v["impact"] in {"serious", "critical"}]
        told = [(v["id"], [n["target"] for n in v["nodes"]][:4]) for v in serious]
        assert told == []
        width = page.viewport_size["width"] if page.viewport_size else 0
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    return check
