"""What was erased is in no file of the database any more, the journal included."""

import os
import subprocess
import sys

CODE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0); call_command("createcachetable", verbosity=0)
from django.utils import timezone
from tests.web.accounts.cast import make_profile, make_user
from rarekin.web.accounts.rights.leaving import erase, erase_due
from rarekin.web.accounts.models import Erasure
from rarekin.web.community.models import TimelineEntry
user = make_user("canary-address@example.org")
make_profile(user, "Canary Otter", about="canary-words " * 50)
TimelineEntry.objects.create(user=user, year=2020, title="canary-title")
from django.conf import settings
from pathlib import Path
def found():
    files = Path(settings.DATABASES["default"]["NAME"]).parent.glob("people.sqlite3*")
    return sorted({w for f in files for w in ("canary-address", "canary-words", "canary-title")
                   if w.encode() in f.read_bytes()})
print("before", *found())
Erasure.objects.create(user=user, due_at=timezone.now())
assert erase_due(timezone.now()) == 1
print("after", *found())
"""


def test_erased__leaves_the_files_too(tmp_path):
    env = os.environ | {
        "RAREKIN_HOME": str(tmp_path), "RAREKIN_DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "rarekin.web.settings",
    }  # fmt: skip
    command = [sys.executable, "-c", CODE]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == [
        "before canary-address canary-title canary-words", "after",
    ], done.stdout + done.stderr  # fmt: skip
