"""Rows of an older version are carried over by the migrations, on SQLite and on PostgreSQL."""

import datetime

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from rarekin.web.curation.models import mark_of

pytestmark = pytest.mark.django_db(transaction=True)

ADA = "11111111-1111-4111-8111-111111111111"
BOB = "22222222-2222-4222-8222-222222222222"
NOW = timezone.now()


@pytest.fixture
def back():
    """Go back to an older version of some apps; the newest is there again afterwards."""

    def go(*targets):
        executor = MigrationExecutor(connection)
        executor.migrate(list(targets))
        return MigrationExecutor(connection).loader.project_state(list(targets)).apps

    yield go
    call_command("migrate", verbosity=0)
    call_command("flush", verbosity=0, interactive=False)
    call_command("migrate", verbosity=0)


def newest():
    call_command("migrate", verbosity=0)
    executor = MigrationExecutor(connection)
    return executor.loader.project_state(executor.loader.graph.leaf_nodes()).apps


def a_person(apps, pk, email):
    user = apps.get_model("accounts", "User").objects.create(id=pk, email=email, password="!")
    profile = apps.get_model("accounts", "Profile").objects.create(
        user=user, pseudonym=email, pseudonym_key=email, handle=email[:20], role="parent"
    )
    return user, profile


def test_every_migration__goes_back_and_forth_with_the_same_tables(back):
    before = set(connection.introspection.table_names())
    back(("curation", "0001_initial"), ("community", "0004_same_moderator"),
         ("accounts", "0004_suspension"))  # fmt: skip
    assert "curation_contribution" not in connection.introspection.table_names()
    newest()
    assert set(connection.introspection.table_names()) == before


def test_suggestions__get_the_mark_of_their_writer(back):
    old = back(("curation", "0001_initial"), ("accounts", "0004_suspension"))
    user, _profile = a_person(old, ADA, "ada@example.org")
    kept = old.get_model("curation", "Suggestion").objects
    common = {"disease": "MONDO:0008153", "section": "signs", "words": "Short.", "origin": "lived"}
    kept.create(handle="member", author=user, state="accepted", **common)
    kept.create(handle="by-mail", email="bob@example.org", state="confirmed", **common)
    kept.create(handle="decided", state="accepted", **common)
    new = newest().get_model("curation", "Suggestion").objects
    marks = dict(new.values_list("handle", "writer"))
    assert marks == {
        "member": mark_of("ada@example.org"), "by-mail": mark_of("bob@example.org"), "decided": "",
    }  # fmt: skip


def test_groups__and_what_was_written_in_them_stay(back):
    old = back(("community", "0004_same_moderator"), ("accounts", "0004_suspension"))
    _ada, ada = a_person(old, ADA, "ada@example.org")
    _bob, bob = a_person(old, BOB, "bob@example.org")
    group, _made = old.get_model("community", "Group").objects.get_or_create(slug="school")
    old.get_model("community", "Membership").objects.create(group=group, profile=ada)
    thread = old.get_model("community", "Thread").objects.create(group=group, handle="thread")
    post = old.get_model("community", "Post").objects.create(
        thread=thread, author=ada, handle="post", form_key="k", is_first=True, title="T", text="W"
    )
    old.get_model("community", "MeToo").objects.create(post=post, profile=bob)
    old.get_model("community", "MailRhythm").objects.create(user=ada.user, utc_offset_hours=2)
    made = old.get_model("community", "Introduction").objects.create(
        pair="p", shown_at=NOW, expires_at=NOW + datetime.timedelta(days=30), introduced_at=NOW
    )
    for profile in (ada, bob):
        old.get_model("community", "Side").objects.create(
            introduction=made, profile=profile, handle=profile.handle, card={"role": "parent"}
        )
    new = newest()
    group = new.get_model("community", "Group").objects.get(slug="school")
    assert (group.kind, group.is_open, group.disease) == ("topic", True, "")
    post = new.get_model("community", "Post").objects.get()
    assert (post.title, post.text, post.language, post.edited_at) == ("T", "W", "", None)
    too = new.get_model("community", "MeToo").objects.get()
    assert too.told_at is None
    assert too.made_at is not None
    assert new.get_model("community", "Membership").objects.get().greets == ""
    assert new.get_model("community", "MailRhythm").objects.get().clock == "+02:00"
    assert new.get_model("community", "Side").objects.count() == 2
    assert set(new.get_model("accounts", "Profile").objects.values_list("line", flat=True)) == {""}


def test_host__keeps_their_words_and_has_none_of_thanks(back):
    old = back(("accounts", "0004_suspension"))
    old.get_model("accounts", "Host").objects.create(
        name="Rare house", imprint="Anna", privacy_contact="p@example.org", terms="T", rules="R"
    )
    host = newest().get_model("accounts", "Host").objects.get()
    assert (host.name, host.imprint, host.thanks) == ("Rare house", "Anna", "")
