import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from validation import host_guide, image_steps

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "self-hosting.md").read_text("utf-8")
DEPLOY = ROOT / "deploy"
# For tests and for those who work on the program.
NOT_FOR_HOSTS = {"RAREKIN_TEST_HOME", "RAREKIN_TEST_DATA", "RAREKIN_EXAMPLE", "RAREKIN_"}


def variables(text):
    return set(re.findall(r"RAREKIN_[A-Z_]+[A-Z]", text)) - NOT_FOR_HOSTS


def test_every_variable_that_the_program_reads_stands_in_the_guide():
    code = "".join(path.read_text("utf-8") for path in (ROOT / "src" / "rarekin").rglob("*.py"))
    read = variables(code)
    assert len(read) > 15
    # One row says a family of names: `RAREKIN_SMTP_HOST`, `_PORT` …
    listed = variables(GUIDE)
    family = {"RAREKIN_SMTP_" + end for end in re.findall(r"`_([A-Z]+)`", GUIDE)}
    files = {name.removesuffix("_FILE") for name in read}
    assert files - listed - family == set()


@pytest.mark.parametrize("name", ["env.sample", "machine.env", "../compose.yaml"])
def test_every_variable_of_a_sample_is_one_that_the_program_reads(name):
    code = "".join(path.read_text("utf-8") for path in (ROOT / "src/rarekin").rglob("*.py"))
    asked = {v.removesuffix("_FILE") for v in variables((DEPLOY / name).read_text("utf-8"))}
    assert asked <= variables(code)


def test_every_command_of_the_guide_is_whole_and_names_files_that_are_there():
    found = list(host_guide.commands(GUIDE))
    assert len(found) > 25
    for command in found:
        words = shlex.split(command)
        files = [word for word in words if word.startswith("deploy/")]
        assert all((ROOT / name).is_file() for name in files), command


def test_every_stand_in_stands_for_a_command_of_the_guide():
    found = list(host_guide.commands(GUIDE))
    for start, _act in host_guide.STAND_INS:
        assert any(command.startswith(start) for command in found), start


def test_proxy_samples_keep_numbers_inside_and_write_nobody_down():
    nginx = (DEPLOY / "nginx.conf").read_text("utf-8")
    caddy = (DEPLOY / "Caddyfile").read_text("utf-8")
    assert "access_log off" in nginx
    assert re.search(r"location = /metrics \{\s*return 404", nginx)
    assert "proxy_set_header X-Forwarded-For $remote_addr" in nginx
    assert "respond /metrics 404" in caddy
    assert "header_up X-Forwarded-For {remote_host}" in caddy
    assert not re.search(r"^\s*log\b(?!\s*\{)", caddy, re.MULTILINE)


def test_image__ends_as_a_user_of_its_own_with_a_health_check():
    found = dict(image_steps.steps((ROOT / "Dockerfile").read_text("utf-8")))
    assert found["USER"] not in {"root", "0"}
    assert "/healthz" in found["HEALTHCHECK"]
    assert found["CMD"] == '["rarekin", "serve"]'


@pytest.mark.skipif(not shutil.which("caddy"), reason="Caddy is not on this machine")
def test_caddyfile__is_valid(tmp_path):
    env = {"RAREKIN_HOSTS": "rare.example.org", "HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    command = ["caddy", "validate", "--config", str(DEPLOY / "Caddyfile"), "--adapter", "caddyfile"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
