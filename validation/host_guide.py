"""Follow ``docs/self-hosting.md`` word for word, in a folder that stands for a whole machine.

Every fenced command is taken from the guide. Paths below ``/opt``, ``/etc`` and ``/var`` lead into
the folder; what needs a machine of one's own (packages, users, systemd, containers) is done by a
stand-in that is named in the output. PostgreSQL, the site, nginx and Caddy with TLS, the backup
and its restore on another machine are real.

    python validation/host_guide.py            # --no-install takes the program that runs this
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GUIDE = ROOT / "docs" / "self-hosting.md"
SITE_PORT, TLS_PORT, CADDY_PORT = 18000, 18443, 18444
PATIENCE_SECONDS = 240
_ON_A_MACHINE = re.compile(r"(?<![\w./-])/(opt|etc|var)/")
_ERASED, _KEPT = "gone@example.org", "ada@example.org"


def commands(text: str) -> Iterator[str]:
    """Yield every fenced command of the guide, without its remark.

    Parameters
    ----------
    text
        Markdown.

    Yields
    ------
    command
        As a host would type it.

    Examples
    --------
    >>> list(commands("a\\n```\\nls -l   # look\\n```\\nb"))
    ['ls -l']
    """
    for block in re.findall(r"^```\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        for line in block.splitlines():
            command = re.sub(r"\s{2,}#.*$", "", line).strip()
            if command:
                yield command


class Machine:
    """A folder in the place of a machine, with a database and whatever the guide starts."""

    def __init__(self, root: Path, *, install: bool) -> None:
        self.root, self.install = root, install
        self.children: list[subprocess.Popen[bytes]] = []
        self.log = root / "site.log"
        self.work = root / "work"
        for name in ("etc/systemd/system", "etc/nginx/sites-enabled", "var/lib", "opt", "log"):
            (root / name).mkdir(parents=True)
        ignored = shutil.ignore_patterns(".git", ".venv", "build", "__pycache__", "node_modules")
        shutil.copytree(ROOT, self.work, ignore=ignored)
        self.env = {**os.environ, "PGHOST": str(root / "pg"), "PGPORT": "54377"}
        self.env["RAREKIN_SYNC"] = "off"
        for name in ("RAREKIN_HOME", "RAREKIN_DATABASE_URL", "DJANGO_SETTINGS_MODULE"):
            self.env.pop(name, None)
        _start_database(root / "pg")

    def mapped(self, text: str) -> str:
        """Let paths of a machine lead into the folder."""
        return _ON_A_MACHINE.sub(rf"{self.root}/\1/", text)

    def run(self, command: str, **env: str) -> str:
        """Run a command in a shell and return what it wrote; stop where it fails."""
        site = self.root / "etc" / "rarekin" / "env"
        load = f"set -a; . {site}; set +a; " if site.is_file() else ""
        path = f"{self.root}/opt/rarekin/bin:{self.env['PATH']}"
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", load + self.mapped(command)],
            cwd=self.work, env={**self.env, "PATH": path, "PGUSER": "rarekin", **env},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            sys.exit(f"FAILED: {command}\n{done.stdout}{done.stderr}")
        return done.stdout + done.stderr

    def start(self, command: list[str], log: Path) -> None:
        """Start what goes on running."""
        settings = _settings(self.root / "etc" / "rarekin" / "env")
        env = {**self.env, "PGUSER": "rarekin", **settings, "PORT": str(SITE_PORT)}
        with log.open("wb") as out:
            process = subprocess.Popen(command, stdout=out, stderr=out, env=env, cwd=self.work)
        self.children.append(process)

    def stop(self) -> None:
        """End everything, the database last."""
        for child in reversed(self.children):
            child.send_signal(signal.SIGTERM)
        for child in self.children:
            child.wait(30)
        subprocess.run([*_as_postgres(), f"{_pg_bin()}/pg_ctl", "-D", self.root / "pg" / "db",
                        "-m", "immediate", "stop"], check=False, capture_output=True)  # fmt: skip


def _pg_bin() -> Path:
    return max(Path("/usr/lib/postgresql").glob("*/bin"))


def _as_postgres() -> list[str]:
    return ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []


def _start_database(place: Path) -> None:
    place.mkdir()
    if os.getuid() == 0:
        shutil.chown(place, "postgres")
    make = [f"{_pg_bin()}/initdb", "-D", place / "db", "-A", "trust", "-U", "postgres"]
    options = f"-p 54377 -c fsync=off -c listen_addresses= -c unix_socket_directories={place}"
    start = [f"{_pg_bin()}/pg_ctl", "-D", place / "db", "-w", "-l", place / "log", "-o", options]
    for command in (make, [*start, "start"]):
        whole = [*_as_postgres(), *map(str, command)]
        done = subprocess.run(whole, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"FAILED: {command}\n{done.stdout}{done.stderr}")


def _settings(file: Path) -> dict[str, str]:
    """Read a file of variables as systemd does."""
    lines = (line for line in file.read_text().splitlines() if line and not line.startswith("#"))
    return dict(line.split("=", 1) for line in lines)


StandIn = Callable[[Machine, str], str]


def _skip(why: str) -> StandIn:
    return lambda machine, command: f"not here: {why}"


def _pip(machine: Machine, command: str) -> str:
    if machine.install:
        machine.run(command)
        return "ran"
    place = machine.root / "opt" / "rarekin" / "bin"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    (place / "rarekin").symlink_to(Path(sys.executable).parent / "rarekin")
    return "stood in for: the program that runs this"


def _postgres(machine: Machine, command: str) -> str:
    machine.run(shlex.split(command)[3], PGUSER="postgres")
    return "ran as the database's owner"


def _without_owner(machine: Machine, command: str) -> str:
    machine.run(command.replace("-o rarekin ", ""))
    return "ran, for this user"


def _fill_in_env(machine: Machine, command: str) -> str:
    machine.run(command)
    place = machine.root / "etc" / "rarekin" / "env"
    text = machine.mapped(place.read_text()).replace("rare.example.org", "localhost")
    place.write_text(text.replace("https://localhost", f"https://localhost:{TLS_PORT}"))
    return "ran, filled in"


def _enable(machine: Machine, command: str) -> str:
    """Do what systemd would: start what the unit says, with the variables it names."""
    unit = (machine.root / "etc/systemd/system/rarekin.service").read_text()
    [program] = re.findall(r"^ExecStart=(.*)$", unit, re.MULTILINE)
    (machine.root / "var/lib/rarekin").mkdir(mode=0o700, exist_ok=True)
    _lend_release(machine.root / "var/lib/rarekin")
    machine.start(shlex.split(machine.mapped(program)), machine.log)
    _wait(f"http://127.0.0.1:{SITE_PORT}/readyz")
    timer = (machine.root / "etc/systemd/system/rarekin-backup.service").read_text()
    for line in re.findall(r"^ExecStart(?:Post)?=(.*)$", timer, re.MULTILINE):
        machine.run(line.replace("%%", "%"))
    return "stood in for systemd: both units ran"


def _lend_release(home: Path) -> None:
    """Take the release that the tests built, if they did; the site builds its own otherwise."""
    built = Path(os.environ.get("RAREKIN_TEST_HOME", ROOT / "build" / "test-home"))
    if (built / "releases" / "current").is_file():
        shutil.copytree(built / "releases", home / "releases", dirs_exist_ok=True)


def _journal(machine: Machine, command: str) -> str:
    text = machine.log.read_text()
    if not re.search(r"Set this site up, once: https://\S+/setup/\S+", text):
        sys.exit(f"FAILED: {command}: no link to set the site up\n{text}")
    return "the link stands in the log"


def _nginx_site(machine: Machine, command: str) -> str:
    machine.run(command)
    cert, key = (machine.root / "etc" / f"site.{end}" for end in ("pem", "key"))
    machine.run(f"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost "
                f"-addext subjectAltName=DNS:localhost -keyout {key} -out {cert}")  # fmt: skip
    place = machine.root / "etc/nginx/sites-enabled/rarekin.conf"
    text = place.read_text().replace("rare.example.org;", "localhost;")
    text = re.sub(r"/etc/ssl/\S+\.pem", str(cert), text)
    text = re.sub(r"/etc/ssl/\S+\.key", str(key), text)
    text = text.replace("listen 443", f"listen {TLS_PORT}").replace("listen 80", "listen 18080")
    text = text.replace(":8000", f":{SITE_PORT}").replace("/var/log/nginx", f"{machine.root}/log")
    place.write_text(text)
    (machine.root / "etc/nginx/nginx.conf").write_text(
        f"daemon off; pid {machine.root}/nginx.pid; error_log {machine.root}/log/main.log;\n"
        f"events {{}}\nhttp {{ include {place}; }}\n"
    )
    return "ran, filled in"


def _nginx(machine: Machine, command: str) -> str:
    if not shutil.which("nginx", path="/usr/sbin:" + machine.env["PATH"]):
        return "not here: nginx is not installed"
    machine.env["PATH"] += ":/usr/sbin"
    main = machine.root / "etc/nginx/nginx.conf"
    if command == "nginx -t":
        machine.run(f"nginx -t -c {main}")
        return "ran"
    machine.start(["/usr/sbin/nginx", "-c", str(main)], machine.root / "log" / "nginx.txt")
    _look_through_tls(TLS_PORT, machine.root / "etc" / "site.pem")
    _caddy(machine)
    return "stood in for systemd: nginx and Caddy answer over TLS"


def _caddy(machine: Machine) -> None:
    """Let the shipped Caddyfile answer as well; certificates are its own."""
    if not shutil.which("caddy"):
        return
    place = machine.root / "etc" / "Caddyfile"
    text = (machine.work / "deploy" / "Caddyfile").read_text()
    own = f"\thttp_port 18081\n\thttps_port {CADDY_PORT}\n\tadmin off\n\tskip_install_trust\n"
    text = text.replace("{\n", "{\n" + own, 1).replace("web:8000", f"127.0.0.1:{SITE_PORT}")
    text = text.replace("\tencode", "\ttls internal\n\tencode")
    place.write_text(text)
    machine.env |= {"RAREKIN_HOSTS": "localhost", "XDG_DATA_HOME": str(machine.root / "caddy")}
    machine.env["HOME"] = str(machine.root / "caddy")
    machine.run(f"caddy validate --config {place} --adapter caddyfile")
    run = ["caddy", "run", "--config", str(place), "--adapter", "caddyfile"]
    machine.start(run, machine.root / "log" / "caddy.txt")
    del machine.env["RAREKIN_HOSTS"]
    _look_through_tls(CADDY_PORT, None)


def _look_through_tls(port: int, certificate: Path | None) -> None:
    """See that a proxy passes pages on, that cookies are safe, and that numbers stay inside."""
    context = ssl.create_default_context(cafile=str(certificate) if certificate else None)
    if certificate is None:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    base = f"https://localhost:{port}"
    page = _wait(f"{base}/account/login/", context)
    cookie = page.headers["Set-Cookie"]
    if "__Host-" not in cookie or "Secure" not in cookie:
        sys.exit(f"FAILED: the cookie of {base} is not safe: {cookie}")
    if "max-age" not in page.headers["Strict-Transport-Security"]:
        sys.exit(f"FAILED: {base} sends no Strict-Transport-Security")
    try:
        urllib.request.urlopen(f"{base}/metrics", context=context)
    except urllib.error.HTTPError as error:
        if error.code == 404:
            return
    sys.exit(f"FAILED: {base}/metrics can be read from outside")


def _wait(address: str, context: ssl.SSLContext | None = None) -> urllib.request.addinfourl:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return urllib.request.urlopen(address, context=context, timeout=5)
        except (OSError, urllib.error.HTTPError):
            if time.monotonic() > deadline:
                sys.exit(f"FAILED: {address} does not answer")
            time.sleep(0.5)


def _host(machine: Machine, command: str) -> str:
    if command.startswith("rarekin host remove"):
        machine.run("rarekin host add second@example.org")
    said = machine.run(command.replace("ADDRESS", _KEPT))
    if ("host add" in command or "host reset" in command) and "https://localhost" not in said:
        sys.exit(f"FAILED: {command} names no link of the site\n{said}")
    if command.startswith("rarekin host remove"):
        machine.run(f"rarekin host add {_KEPT}")
    return "ran"


def _key(machine: Machine, command: str) -> str:
    machine.run("cp /etc/rarekin/backup.key backup.key; chmod 600 backup.key")
    machine.run(command)
    return "ran"


def _restore(machine: Machine, command: str) -> str:
    """Bring it back on another machine: another folder, another database, the same secret key."""
    before = machine.run("rarekin host list")
    machine.run("cp /var/lib/rarekin/erased.txt erased.txt")
    machine.run("createdb --owner=rarekin other", PGUSER="postgres")
    other = machine.root / "var" / "other"
    other.mkdir(mode=0o700)
    shutil.copy2(machine.root / "var/lib/rarekin/secret_key", other)
    there = f"export RAREKIN_HOME={other} RAREKIN_DATABASE_URL=postgresql:///other; "
    machine.run(there + command)
    if machine.run(there + "rarekin host list") != before or _KEPT not in before:
        sys.exit(f"FAILED: {command}: other people than before")
    return "ran on another machine: the same people"


def _container_key(machine: Machine, command: str) -> str:
    in_container = command.partition("--entrypoint rarekin backup ")[2]
    machine.run(f"{Path(sys.executable).parent / 'rarekin'} {in_container}")
    return "stood in for: the container's command"


STAND_INS: tuple[tuple[str, StandIn], ...] = (
    ("docker compose run", _container_key),
    ("docker compose", _skip("no container engine")),
    ("apt-get ", _skip("packages of the machine")),
    ("adduser ", _skip("users of the machine")),
    ("chown ", _skip("users of the machine")),
    ("python3 -m venv", _pip),
    ("/opt/rarekin/bin/pip", _pip),
    ("su postgres", _postgres),
    ("install ", _without_owner),
    ("cp deploy/machine.env", _fill_in_env),
    ("cp deploy/nginx.conf", _nginx_site),
    ("systemctl enable", _enable),
    ("journalctl", _journal),
    ("nginx", _nginx),
    ("systemctl reload nginx", _nginx),
    ("rarekin host", _host),
    ("rarekin backup people.backup --key-file", _key),
    ("rarekin restore", _restore),
)


def follow(machine: Machine) -> Iterator[tuple[str, str]]:
    """Do what the guide says.

    Parameters
    ----------
    machine
        On which.

    Yields
    ------
    command, how
        Each command, and how it was run.
    """
    for command in commands(GUIDE.read_text("utf-8")):
        for start, stand_in in STAND_INS:
            if command.startswith(start):
                yield command, stand_in(machine, command)
                break
        else:
            machine.run(command)
            yield command, "ran"


def main() -> None:
    """Follow the guide and say how each command went; the first that fails ends it."""
    with tempfile.TemporaryDirectory(prefix="rarekin-guide-") as folder:
        Path(folder).chmod(0o755)
        machine = Machine(Path(folder), install="--no-install" not in sys.argv)
        try:
            for command, how in follow(machine):
                print(f"{how:52.52}  {command}", flush=True)
        finally:
            machine.stop()
    print("The guide holds.")


if __name__ == "__main__":
    main()
