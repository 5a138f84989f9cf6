import json
import uuid

from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.mail import EmailMessage
from django.db import models
from django.test import Client
from tests.web.accounts.cast import PASSWORD, make_profile, make_user, with_second_factor

from rarekin.web.accounts.models import (
    Host,
    OutgoingMail,
    ProfileDisease,
    ProfileSign,
    Tombstone,
    User,
)
from rarekin.web.accounts.outbox import Outbox
from rarekin.web.accounts.rights.consents import consent_give
from rarekin.web.accounts.rights.leaving import erase, erasure_ask, everything_about, export_json
from rarekin.web.accounts.rights.personal_data import impersonal, registered


def test_registry__names_every_model():
    named = {entry.model for entry in registered()} | set(impersonal())
    forgotten = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if model not in named and not _is_shipped_unused(model)
    }
    assert forgotten == set()


def _is_shipped_unused(model):
    """Django's own groups and permissions: our logins carry none (no such relation exists)."""
    return model._meta.app_label == "auth" and not any(
        field.related_model is User for field in model._meta.get_fields()
    )


def test_registry__every_row_that_points_to_people_is_personal():
    personal = {entry.model for entry in registered()}
    pointing = {
        model
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model in personal
    }
    assert pointing <= personal


def full_life(email="ada.canary@example.org"):
    Host.objects.get_or_create(name="H", imprint="I", privacy_contact="p@h.example", terms="T",
                               rules="R", invitation_only=False)  # fmt: skip
    user = make_user(email)
    Client().post("/account/login/", {"login": email, "password": PASSWORD})
    assert Session.objects.exists()
    with_second_factor(user)
    profile = make_profile(user, "Quiet Fern 11", about="my story", country="FR")
    ProfileDisease.objects.create(profile=profile, disease="MONDO:0008153")
    ProfileSign.objects.create(profile=profile, term="HP:0011987")
    profile.topics.create(topic="school")
    consent_give(user=user, purpose="introductions")
    erasure_ask(user=user)
    Client().post("/account/signup/", {"email": email, "is_adult": "on"})
    OutgoingMail.objects.create(to=email, subject="Your account", text="waiting")
    return user, profile


def test_export__shows_every_row_that_names_the_person():
    user, profile = full_life()
    tables = everything_about(user)
    for entry in registered():
        shown = tables[entry.model._meta.label]["rows"]
        assert len(shown) == entry.rows(user).count(), entry.model
    text = export_json(user)
    for told in (user.email, profile.handle, "Quiet Fern 11", "my story", "FR", "MONDO:0008153",
                 "HP:0011987", "school", "introductions"):  # fmt: skip
        assert told in text
    assert user.password not in text
    assert json.loads(text)["exported_at"]


def test_erase__leaves_no_trace_in_any_table():
    user, profile = full_life()
    other = make_user("bob@example.org")
    traces = {user.email, profile.handle, "quietfern", str(user.pk), user.pk.hex, "my story"}
    keys = set(Session.objects.values_list("session_key", flat=True))
    erase(user)
    for model in apps.get_models(include_auto_created=True):
        for row in model._default_manager.all().values():
            text = " ".join(str(value) for value in row.values())
            assert not [t for t in traces | keys if t in text], model
    assert Tombstone.objects.count() == 1
    assert User.objects.filter(pk=other.pk).exists()


def test_erase__other_people_keep_everything():
    ada, _ = full_life()
    bob = make_user("bob@example.org")
    make_profile(bob, "Brave Lynx 22")
    before = export_json(bob).split("\n", 2)[2]
    erase(ada)
    assert export_json(bob).split("\n", 2)[2] == before


def test_outbox__mail_to_an_erased_person_is_gone():
    user = make_user("ada@example.org")
    Outbox().send_messages([EmailMessage("s", "t", None, ["ada@example.org", "x@example.org"])])
    erase(user)
    assert set(OutgoingMail.objects.values_list("to", flat=True)) == {"x@example.org"}


def test_user_ids__are_random():
    assert isinstance(make_user("a@example.org").pk, uuid.UUID)
