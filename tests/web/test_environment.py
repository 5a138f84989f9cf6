import os
import re
import stat
from pathlib import Path

import pytest

from rarekin.errors import InputError
from rarekin.web.environment import (
    KNOWN,
    read_database,
    read_list,
    read_number,
    read_secret,
    read_switch,
    unknown_names,
)

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(("text", "on"), [("on", True), ("TRUE", True), ("0", False), ("", False)])
def test_switch__reads_the_usual_words(monkeypatch, text, on):
    monkeypatch.setenv("RAREKIN_X", text)
    assert read_switch("RAREKIN_X") is on


def test_switch__refuses_other_words(monkeypatch):
    monkeypatch.setenv("RAREKIN_X", "maybe")
    with pytest.raises(InputError, match=r"RAREKIN_X='maybe' is neither on nor off\."):
        read_switch("RAREKIN_X")


def test_list__falls_back_where_empty(monkeypatch):
    monkeypatch.setenv("RAREKIN_X", " , ")
    assert read_list("RAREKIN_X", ("a",)) == ["a"]


def test_secret__is_made_once_and_only_its_owner_reads_it(tmp_path, monkeypatch):
    monkeypatch.delenv("RAREKIN_X", raising=False)
    first, is_kept = read_secret("RAREKIN_X", tmp_path / "home" / "key")
    again, _ = read_secret("RAREKIN_X", tmp_path / "home" / "key")
    assert is_kept
    assert first == again
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "home" / "key").stat().st_mode) == 0o600


def test_secret__from_the_environment_or_a_file_it_names_wins(tmp_path, monkeypatch):
    (tmp_path / "given").write_text("from-a-file\n")
    monkeypatch.setenv("RAREKIN_X_FILE", str(tmp_path / "given"))
    assert read_secret("RAREKIN_X", tmp_path / "key") == ("from-a-file", True)
    monkeypatch.setenv("RAREKIN_X", "given")
    assert read_secret("RAREKIN_X", tmp_path / "key") == ("given", True)
    assert not (tmp_path / "key").exists()


def test_secret__lives_with_the_process_where_nothing_can_be_written(tmp_path, monkeypatch):
    monkeypatch.delenv("RAREKIN_X", raising=False)
    (tmp_path / "file").write_text("")
    secret, is_kept = read_secret("RAREKIN_X", tmp_path / "file" / "key")
    assert secret
    assert not is_kept


def test_database__refuses_what_is_not_postgresql(tmp_path):
    with pytest.raises(InputError, match="names a mysql database"):
        read_database("mysql://x", tmp_path / "db")


def test_database__is_sqlite_with_write_ahead_logging_by_default(tmp_path):
    chosen = read_database("", tmp_path / "people.sqlite3")
    assert chosen["NAME"] == os.fspath(tmp_path / "people.sqlite3")
    assert "journal_mode=WAL" in chosen["OPTIONS"]["init_command"]


@pytest.mark.parametrize("text", ["many", "nan", "-1", "1e9", "inf"])
def test_number__that_is_none_or_makes_no_sense_is_refused_with_what_holds_otherwise(
    monkeypatch, text
):
    monkeypatch.setenv("RAREKIN_EXAMPLE", text)
    with pytest.raises(InputError, match="RAREKIN_EXAMPLE") as caught:
        read_number("RAREKIN_EXAMPLE", 7, 0, 365)
    assert "7 holds" in caught.value.hint
    monkeypatch.setenv("RAREKIN_EXAMPLE", " ")
    assert read_number("RAREKIN_EXAMPLE", 7, 0, 365) == 7


def test_variables__are_the_same_in_the_program_the_guide_and_the_list():
    """Every name the program reads is known and told to hosts; the guide tells of no other."""
    read = set()
    for path in (ROOT / "src").rglob("*.py"):
        if path.name == "environment.py":
            continue  # its own examples
        read |= set(re.findall(r"\"(RAREKIN_[A-Z_]+)\"", path.read_text("utf-8")))
    assert read <= KNOWN
    assert KNOWN - {f"{name}_FILE" for name in read} <= read
    guide = (ROOT / "docs" / "self-hosting.md").read_text("utf-8")
    rows = "".join(line.split("|")[1] for line in guide.splitlines() if line.startswith("| `RARE"))
    assert set(re.findall(r"RAREKIN_[A-Z_]+", guide)) <= KNOWN
    for name in KNOWN:
        told = name.removesuffix("_FILE").removeprefix("RAREKIN_")
        parts = {told, *(told.removeprefix(head) for head in ("SMTP", "DATABASE"))}
        assert any(part in rows for part in parts), name


@pytest.mark.parametrize(
    ("name", "meant"),
    [("RAREKIN_SITE_URI", "RAREKIN_SITE_URL"), ("RAREKIN_WORKER", "RAREKIN_WORKERS"),
     ("RAREKIN_QQQQQQQQQQ", "")],
)  # fmt: skip
def test_slip_of_the_pen__is_named_at_the_start(monkeypatch, name, meant):
    monkeypatch.setenv(name, "x")
    assert (name, meant) in unknown_names()
    from rarekin.web.shell.checks import check_variables

    [told] = [m for m in check_variables(None) if name in m.msg]
    assert meant in (told.hint or "")


def test_workers__follow_the_variable_and_refuse_nonsense(monkeypatch):
    import importlib

    from rarekin.web import gunicorn_settings

    monkeypatch.setenv("RAREKIN_WORKERS", "5")
    assert importlib.reload(gunicorn_settings).workers == 5
    monkeypatch.setenv("RAREKIN_WORKERS", "none")
    with pytest.raises(InputError, match="RAREKIN_WORKERS='none' is no number from 1 to 64"):
        importlib.reload(gunicorn_settings)
    monkeypatch.delenv("RAREKIN_WORKERS")
    assert importlib.reload(gunicorn_settings).workers == 2
