import datetime
import gzip
import json
import uuid

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from rarekin.web.accounts.models import Host, OutgoingMail, Profile, ProfileDisease, User
from rarekin.web.accounts.rights import erased
from rarekin.web.accounts.rights.leaving import erase
from rarekin.web.accounts.rights.letters import letters_choose
from rarekin.web.community.models import Introduction, KeptLetter, Message, Side
from rarekin.web.hosting import archive
from rarekin.web.hosting import restore as restoring
from rarekin.web.hosting.archive import BackupError
from rarekin.web.hosting.backup import verify, write_backup
from rarekin.web.hosting.restore import restore
from rarekin.web.hosting.rows import LEFT_OUT, columns, lines_of, tables

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("RAREKIN_HOME", str(tmp_path / "home"))
    (tmp_path / "home" / "overlay").mkdir(parents=True)
    (tmp_path / "home" / "overlay" / "signs.jsonl").write_text('{"a": "ä"}\n', encoding="utf8")


@pytest.fixture
def people():
    Host.objects.create(name="Ein Verein", logo_png=b"\x89PNG\x00\xff")
    ada = User.objects.create_user("ada@example.org", "a long passphrase")
    ben = User.objects.create_user("ben@example.org")
    profile = Profile.objects.create(user=ada, pseudonym="Blue Heron", languages=["en", "fr"])
    ProfileDisease.objects.create(profile=profile, disease="MONDO:0008153")
    OutgoingMail.objects.create(to="ada@example.org", subject="Ünïcode", text="line\nline")
    return ada, ben


def _all_rows():
    from django.apps import apps

    return {
        m._meta.label: [dict(zip(columns(m), row, strict=True)) for row in lines_of(m)]
        for m in tables(apps)
    }


def _empty():
    call_command("flush", verbosity=0, interactive=False)


def test_restore__brings_back_every_row_and_file(people, tmp_path):
    before, place = _all_rows(), tmp_path / "people.backup"
    written = write_backup(place)
    assert verify(place) == written
    assert written.n_rows == sum(map(len, before.values())) >= 6
    _empty()
    (tmp_path / "home" / "overlay" / "signs.jsonl").unlink()
    restored = restore(place)
    assert restored.n_erased_again == 0
    assert _all_rows() == before
    assert (tmp_path / "home" / "overlay" / "signs.jsonl").read_text("utf8") == '{"a": "ä"}\n'
    assert User.objects.get(email="ada@example.org").check_password("a long passphrase")


def test_restore__into_a_database_without_a_single_table(people, tmp_path):
    before = _all_rows()
    write_backup(tmp_path / "b")
    _empty()
    with restoring._all_or_nothing():
        restoring._begin_anew(restoring._executor())
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE django_migrations")
    restore(tmp_path / "b")
    assert _all_rows() == before


def test_restore__new_rows_take_numbers_after_those_that_came_back(people, tmp_path):
    write_backup(tmp_path / "b")
    last = OutgoingMail.objects.latest("pk").pk
    _empty()
    restore(tmp_path / "b")
    assert OutgoingMail.objects.create(to="x@example.org", subject="", text="").pk > last


def test_restore__who_was_erased_since_stays_erased(people, tmp_path):
    ada, ben = people
    write_backup(tmp_path / "b")
    erase(User.objects.get(pk=ada.pk))
    assert erased.marks(erased.place()) == {erased.mark(ada.pk)}
    _empty()
    assert restore(tmp_path / "b").n_erased_again == 1
    assert [user.pk for user in User.objects.all()] == [ben.pk]
    assert not Profile.objects.exists()


@pytest.mark.parametrize("choice", ["stay", "go"])
def test_restore__keeps_what_the_erased_let_stay_and_nothing_they_took_back(
    people, tmp_path, choice
):
    ada, ben = people
    reader = Profile.objects.create(user=ben, pseudonym="Wise Owl", pseudonym_key="wise owl")
    met = Introduction.objects.create(pair="p", shown_at=timezone.now(), expires_at=timezone.now())
    Side.objects.create(introduction=met, profile=ada.profile)
    side = Side.objects.create(introduction=met, profile=reader)
    letter = Message.objects.create(introduction=met, author=ada.profile, text="Hello")
    KeptLetter.objects.create(side=side, message=letter, text="Hello", sent_at=letter.sent_at)
    write_backup(tmp_path / "b")
    letters_choose(profile=ada.profile, choice=choice)
    erase(User.objects.get(pk=ada.pk))
    left = list(KeptLetter.objects.values("text", "message", "side"))
    assert len(left) == (choice == "stay")
    _empty()
    assert restore(tmp_path / "b").n_erased_again == 1
    assert list(KeptLetter.objects.values("text", "message", "side")) == left


class _Killed(BaseException):
    """Passes every handler, as a signal does."""


@pytest.mark.parametrize("at", ["_load", "_reset_counters", "_erase_again", "_write_file"])
def test_restore__killed_anywhere_it_leaves_nobody_and_can_begin_again(
    people, tmp_path, monkeypatch, at
):
    ada, ben = people
    write_backup(tmp_path / "b")
    erase(User.objects.get(pk=ada.pk))
    _empty()
    step = getattr(restoring, at)

    def killed(*given):
        step(*given)
        raise _Killed

    with monkeypatch.context() as broken:
        broken.setattr(restoring, at, killed)
        with pytest.raises(_Killed):
            restore(tmp_path / "b")
    assert not User.objects.exists()
    assert restore(tmp_path / "b").n_erased_again == 1
    assert [user.pk for user in User.objects.all()] == [ben.pk]


def test_restore__asks_who_was_erased_since_and_remembers_it(people, tmp_path):
    ada, _ben = people
    write_backup(tmp_path / "b")
    assert erased.place().read_text("ascii") == ""
    erase(User.objects.get(pk=ada.pk))
    copy = tmp_path / "erased.txt"
    erased.place().rename(copy)
    _empty()
    with pytest.raises(BackupError, match="Nobody knows who was erased") as caught:
        restore(tmp_path / "b")
    assert "--erased" in caught.value.hint
    assert not User.objects.exists()
    restore(tmp_path / "b", marks=copy)
    assert erased.mark(ada.pk) in erased.marks(erased.place())


_OURS = ("accounts", "community", "curation")


def _steps():
    graph = MigrationLoader(None).graph
    steps = [graph.forwards_plan(leaf) for leaf in graph.leaf_nodes() if leaf[0] in _OURS]
    return list(dict.fromkeys(key for plan in steps for key in plan if key[0] in _OURS))


def _all_until(graph, n_ours):
    """Return what a program had that knew so many of our migrations, and all of others."""
    ours = set(_steps()[:n_ours])
    return {
        key
        for key in graph.nodes
        if {step for step in graph.forwards_plan(key) if step[0] in _OURS} <= ours
    }


@pytest.mark.parametrize("n_ours", range(1, len(_steps()) + 1))
def test_restore__a_backup_of_any_program_since_the_first(n_ours, tmp_path):
    executor = MigrationExecutor(connection)
    had = _all_until(executor.loader.graph, n_ours)
    then = executor.loader.project_state(restoring._latest(executor, had)).apps
    user = then.get_model("accounts.user")(email="old@example.org", password="x")
    profile = then.get_model("accounts.profile")(id=7, user=user, pseudonym="Old Heron")
    erased.keep()
    with archive.writing(tmp_path / "old") as out:
        head = {"format": archive.FORMAT, "version": 1, "program": "0", "made_at": "2026-01-01"}
        out.write({**head, "migrations": sorted(had)})
        for row in (profile, user):
            names = columns(row)
            out.write({"table": row._meta.label_lower, "columns": names})
            out.write({"row": [getattr(row, name) for name in names]})
    restore(tmp_path / "old")
    assert User.objects.get().email == "old@example.org"
    assert User.objects.get().profile.pseudonym == "Old Heron"
    now = MigrationExecutor(connection)
    assert now.migration_plan(now.loader.graph.leaf_nodes()) == []


def test_restore__into_a_database_that_a_newer_program_prepared_is_refused_and_says_so(
    people, tmp_path
):
    write_backup(tmp_path / "b")
    _empty()
    MigrationRecorder(connection).record_applied("accounts", "9999_future")
    try:
        with pytest.raises(BackupError, match="prepared by a newer Rarekin"):
            restore(tmp_path / "b")
    finally:
        MigrationRecorder(connection).record_unapplied("accounts", "9999_future")


def test_restore__never_over_a_row_that_waits_without_an_account(people, tmp_path):
    write_backup(tmp_path / "b")
    _empty()
    OutgoingMail.objects.create(to="new@example.org", subject="", text="")
    with pytest.raises(BackupError, match="not empty"):
        restore(tmp_path / "b")
    assert OutgoingMail.objects.get().to == "new@example.org"


def test_marks__name_nobody(people):
    ada, _ben = people
    text = erased.mark(ada.pk)
    assert ada.pk.hex not in text
    assert text != erased.mark(uuid.uuid4())


def test_restore__into_a_database_with_people_is_refused_and_changes_nothing(people, tmp_path):
    write_backup(tmp_path / "b")
    before = _all_rows()
    with pytest.raises(BackupError, match="not empty"):
        restore(tmp_path / "b")
    assert _all_rows() == before


def test_backup__carries_no_session_and_no_counter():
    from django.apps import apps

    labels = {model._meta.label_lower for model in apps.get_models(include_auto_created=True)}
    assert labels >= LEFT_OUT
    assert not LEFT_OUT & {model._meta.label_lower for model in tables(apps)}


def test_backup__is_for_its_owner_only_and_keeps_the_old_one_until_it_is_whole(
    people, tmp_path, monkeypatch
):
    place = tmp_path / "b"
    write_backup(place)
    assert place.stat().st_mode & 0o077 == 0
    before = place.read_bytes()

    def full(self, line):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive.Writer, "write", full)
    with pytest.raises(BackupError, match="No space left"):
        write_backup(place)
    assert place.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["b", "home"]


def test_sealed__opens_with_its_key_only(people, tmp_path):
    key, place = Fernet(Fernet.generate_key()), tmp_path / "b"
    written = write_backup(place, key)
    assert b"ada@" not in place.read_bytes()
    assert verify(place, key) == written
    for wrong, why in ((None, "is sealed.$"), (Fernet(Fernet.generate_key()), "does not open it")):
        with pytest.raises(BackupError, match=why):
            verify(place, wrong)


@pytest.mark.parametrize("is_sealed", [False, True])
def test_verify__finds_any_damage(people, tmp_path, is_sealed):
    key = Fernet(Fernet.generate_key()) if is_sealed else None
    place, whole = tmp_path / "b", None
    write_backup(place, key)
    whole = place.read_bytes()
    for at in range(0, len(whole), max(1, len(whole) // 60)):
        for damaged in (whole[:at], whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]):
            place.write_bytes(damaged)
            try:
                found = verify(place, key)
            except BackupError:
                continue
            # Some bits of a gzip heading mean nothing; then everything must still be there.
            place.write_bytes(whole)
            assert found == verify(place, key)


def test_restore__a_backup_of_a_newer_program_is_refused(people, tmp_path):
    place = tmp_path / "b"
    write_backup(place)
    lines = gzip.decompress(place.read_bytes()).splitlines(keepends=True)
    head = json.loads(lines[0])
    head["migrations"].append(["accounts", "9999_future"])
    with archive.writing(place) as out:
        for line in (head, *map(json.loads, lines[1:-1])):
            out.write(line)
    _empty()
    with pytest.raises(BackupError, match="newer"):
        restore(place)


@pytest.mark.skipif("connection.vendor == 'postgresql'", reason="asks for SQLite's own journal")
def test_backup__keeps_nobody_from_writing(people, tmp_path):
    from rarekin.web.hosting import backup

    with backup._one_moment():
        assert User.objects.count() == 2
    assert connection.get_autocommit()


def test_backup__says_when_it_was_made(people, tmp_path):
    made = datetime.datetime.fromisoformat(write_backup(tmp_path / "b").made_at)
    assert abs(timezone.now() - made) < datetime.timedelta(minutes=1)
