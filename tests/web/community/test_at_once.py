import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from tests.web.community import at_once

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def on_a_file(tmp_path_factory):
    home = tmp_path_factory.mktemp("at-once")
    env = {**os.environ, "RAREKIN_HOME": str(home), "RAREKIN_DATABASE_URL": "",
           "DJANGO_SETTINGS_MODULE": "rarekin.web.settings"}  # fmt: skip
    done = subprocess.run([sys.executable, "-m", "tests.web.community.at_once"], env=env,
                          cwd=ROOT, capture_output=True, check=False, text=True)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def check_answers(outcomes):
    for outcome in outcomes:
        assert outcome["failures"] == []
        both_yes = outcome["answers"] == ["yes", "yes"]
        assert outcome["is_introduced"] is both_yes
        assert outcome["notices"] == (2 if both_yes else 0)
    assert all(outcome["is_introduced"] for outcome in outcomes[:2])


def check_posts(outcome):
    assert outcome["failures"] == []
    assert outcome["n_posts"] == 1 + at_once.N_WRITERS * at_once.N_EACH


def test_answers_at_once_on_sqlite__have_exactly_one_outcome(on_a_file):
    check_answers(on_a_file["answers"])


def test_posts_at_once_on_sqlite__are_all_kept_once(on_a_file):
    check_posts(on_a_file["posts"])


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite is tested on a file, above")
def test_answers_and_posts_at_once_on_postgres__lose_nothing(host_row):
    from importlib import import_module

    from django.apps import apps

    # The tables were emptied between tests, the groups of the first day with them.
    groups = import_module("rarekin.web.community.migrations.0002_groups")
    groups.make_groups(apps, connection.schema_editor())
    check_answers(at_once.answers())
    check_posts(at_once.posts())
