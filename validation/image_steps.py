"""Do every step of the Dockerfile in a folder, where there is no container engine.

Paths of the image lead into the folder. What was built then belongs to somebody else and cannot
be written, and the image's command runs as the image's user: it has to start, pass its own
health check under the container's name, and write nowhere but into the data folder.

    python validation/image_steps.py
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
UID = 1000
PORT = "18090"
PATIENCE_SECONDS = 240
_IN_IMAGE = re.compile(r"(?<![\w./-])/(src|venv|home)\b")


def steps(text: str) -> Iterator[tuple[str, str]]:
    """Yield the instructions of a Dockerfile.

    Parameters
    ----------
    text
        The file.

    Yields
    ------
    instruction, rest
        Continued lines joined, comments left out.

    Examples
    --------
    >>> list(steps("# x\\nFROM a AS b\\nRUN c && \\\\\\n d\\n"))
    [('FROM', 'a AS b'), ('RUN', 'c && d')]
    """
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    joined = re.sub(r"\s*\\\n\s*", " ", "\n".join(lines))
    for line in filter(None, joined.splitlines()):
        instruction, _, rest = line.partition(" ")
        yield instruction, rest


class Image:
    """What the instructions build up."""

    def __init__(self, root: Path) -> None:
        self.root, self.workdir = root, root
        self.env: dict[str, str] = {}
        self.user, self.command, self.health = "root", [""], [""]
        (root / "home").mkdir()
        python = "/usr/bin/python3" if Path("/usr/bin/python3").exists() else sys.executable
        (root / "bin").mkdir()
        (root / "bin" / "python").write_text(f'#!/bin/sh\nexec {python} "$@"\n')
        (root / "bin" / "python").chmod(0o755)

    def mapped(self, text: str) -> str:
        """Let paths of the image lead into the folder."""
        return _IN_IMAGE.sub(rf"{self.root}/\1", text)

    def do(self, instruction: str, rest: str) -> None:
        """Do one instruction; one that is not known here ends everything."""
        getattr(self, f"_{instruction.lower()}")(self.mapped(rest))

    def _from(self, rest: str) -> None:
        self.workdir = self.root

    def _workdir(self, rest: str) -> None:
        self.workdir = Path(rest)
        self.workdir.mkdir(parents=True, exist_ok=True)

    def _copy(self, rest: str) -> None:
        *sources, target = shlex.split(rest)
        if sources[0].startswith("--from="):
            if not Path(target).is_dir():
                sys.exit(f"FAILED: COPY {rest}: nothing was built there")
            return
        for name in sources:
            place = self.workdir / (name if target in {"./", name} else target)
            if (ROOT / name).is_dir():
                ignored = shutil.ignore_patterns("__pycache__")
                shutil.copytree(ROOT / name, place, dirs_exist_ok=True, ignore=ignored)
            else:
                shutil.copy2(ROOT / name, place)

    def _run(self, rest: str) -> None:
        home = f"install -d -o {UID} {self.root}/home/rarekin && "
        command = re.sub(r"useradd [^&]*&& ", home, rest)
        command = command.replace("-o rarekin -g rarekin", f"-o {UID} -g {UID}")
        if os.getuid():  # nobody but root can give files away
            command = re.sub(rf"-[og] {UID} ", "", command)
        path = f"{self.root}/bin:{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", "-euc", command], cwd=self.workdir, env={**os.environ, "PATH": path},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            sys.exit(f"FAILED: RUN {rest}\n{done.stdout}{done.stderr}")

    def _user(self, rest: str) -> None:
        self.user = rest

    def _env(self, rest: str) -> None:
        self.env |= dict(part.split("=", 1) for part in shlex.split(rest))

    def _volume(self, rest: str) -> None:
        if not Path(rest).is_dir():
            sys.exit(f"FAILED: VOLUME {rest}: it will belong to root, for no step made it")

    def _expose(self, rest: str) -> None:
        if rest != self.env.get("PORT"):
            sys.exit(f"FAILED: EXPOSE {rest} is not the port that is served")

    def _healthcheck(self, rest: str) -> None:
        self.health = json.loads(rest[rest.index("[") :])

    def _cmd(self, rest: str) -> None:
        self.command = json.loads(rest)


def _environment(image: Image) -> dict[str, str]:
    path = image.env["PATH"].replace("$PATH", f"{image.root}/bin:/usr/bin:/bin")
    return {**image.env, "PATH": path, "PORT": PORT, "RAREKIN_SYNC": "off",
            "RAREKIN_HOSTS": "rare.example.org", "TMPDIR": str(image.root / "tmp")}  # fmt: skip


def _close(root: Path) -> None:
    """Take away every right to write, as a read-only file system does."""
    subprocess.run(["chmod", "-R", "a-w,a+rX", root / "venv", root / "bin"], check=True)
    root.chmod(0o755)
    (root / "tmp").mkdir(mode=0o777)
    (root / "tmp").chmod(0o777)


def _as_user() -> list[str]:
    if os.getuid():
        return []
    return ["setpriv", f"--reuid={UID}", f"--regid={UID}", "--clear-groups", "--"]


def _serve(image: Image) -> None:
    env, data = _environment(image), Path(image.env["RAREKIN_HOME"])
    before = {path: path.lstat().st_mtime_ns for path in (image.root / "venv").rglob("*")}
    log = image.root / "tmp" / "log"
    # The name is looked up with this process's PATH unless the image's is given along.
    program = shutil.which(image.command[0], path=env["PATH"])
    with log.open("wb") as out:
        command = [*_as_user(), str(program), *image.command[1:]]
        site = subprocess.Popen(command, env=env, cwd=data, stdout=out, stderr=out)
    try:
        _wait_for_health(image, env, site, log)
    finally:
        site.send_signal(signal.SIGTERM)
        site.wait(30)
    after = {path: path.lstat().st_mtime_ns for path in (image.root / "venv").rglob("*")}
    if after != before:
        sys.exit("FAILED: the program wrote outside its data folder")
    open_to_others = [p for p in data.iterdir() if p.stat().st_mode & 0o077 and p.is_file()]
    if data.stat().st_mode & 0o077 or open_to_others:
        sys.exit(f"FAILED: others may read {open_to_others or data}")


def _wait_for_health(
    image: Image, env: dict[str, str], site: subprocess.Popen[bytes], log: Path
) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    check = [str(shutil.which(image.health[0], path=env["PATH"])), *image.health[1:]]
    command = [*_as_user(), *check]
    while subprocess.run(command, check=False, env=env, capture_output=True, cwd="/").returncode:
        if site.poll() is not None or time.monotonic() > deadline:
            sys.exit(f"FAILED: not healthy\n{log.read_text()}")
        time.sleep(1)


def main() -> None:
    """Build, start, ask the health check, and say so."""
    with tempfile.TemporaryDirectory(prefix="rarekin-image-") as folder:
        image = Image(Path(folder))
        for instruction, rest in steps((ROOT / "Dockerfile").read_text("utf-8")):
            image.do(instruction, rest)
            print(f"done  {instruction} {rest[:90]}", flush=True)
        if image.user in {"root", "0"}:
            sys.exit("FAILED: the image runs as root")
        _close(image.root)
        _serve(image)
    print("The image’s steps hold: healthy, as its own user, nothing written but data.")


if __name__ == "__main__":
    main()
