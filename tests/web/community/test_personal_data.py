import pytest
from django.apps import apps
from django.db import models
from tests.web.community.cast import HARD_LUMPS, POH, join, side_of

from rarekin.web.accounts.models import User
from rarekin.web.accounts.rights.leaving import erase, everything_about
from rarekin.web.accounts.rights.letters import letters_choose
from rarekin.web.accounts.rights.personal_data import AtErasure, registered
from rarekin.web.community.finding.wishes import wishes_set
from rarekin.web.community.models import (
    Appeal,
    CardLine,
    CoModerator,
    EarlierWords,
    Following,
    Group,
    KeptLetter,
    MailRhythm,
    MeToo,
    ModerationAction,
    Notice,
    Report,
    Seat,
    TimelineEntry,
    Watch,
)
from rarekin.web.community.rooms.contacts import link_make
from rarekin.web.community.rooms.joining import group_of
from rarekin.web.community.safety.blocking import block
from rarekin.web.community.talking.posting import thread_start
from rarekin.web.community.talking.talks import message_send, talk_with


@pytest.fixture
def full_life(full_release, cast):
    """Somebody with a row in every table of the community, and somebody they met."""
    ada, bob = cast.person("Calm Otter", signs=HARD_LUMPS), cast.person("Kind Heron")
    made = cast.introduce(ada, bob)
    message_send(talk=talk_with(ada, side_of(made, ada).handle), text="Hello", form_key="m")
    message_send(talk=talk_with(bob, side_of(made, bob).handle), text="Back", form_key="m")
    join(ada, "school")
    thread = thread_start(profile=ada, group=group_of(ada, "school"), title="T", text="W",
                          warning="", form_key="k")  # fmt: skip
    user = ada.user
    CardLine.objects.create(side=side_of(made, bob), writer=ada, text="We love rain")
    MeToo.objects.create(post=thread.posts.get(), profile=ada)
    EarlierWords.objects.create(post=thread.posts.get(), text="Before")
    link_make(ada, "Doctor")
    circle = Group.objects.create(slug="circle", kind="circle")
    Seat.objects.create(group=circle, profile=ada, is_founder=True, title="Ours")
    Following.objects.get_or_create(thread=thread, profile=ada)
    block(blocker=ada, blocked=bob)
    Notice.objects.create(user=user, kind="message", about="x", path="/")
    MailRhythm.objects.create(user=user)
    Watch.objects.create(user=user, disease=POH)
    TimelineEntry.objects.create(user=user, year=2020, title="Walked")
    wishes_set(ada, ["professional"])
    CoModerator.objects.create(user=user, group=Group.objects.get(slug="school"))
    Report.objects.create(reporter=user, about=bob, reason="other")
    action = ModerationAction.objects.create(
        kind="hid", reason="other", words="Why", actor=bob.user, subject=user
    )
    Appeal.objects.create(action=action, author=user, words="But")
    return ada, bob


OWN = [entry for entry in registered() if entry.model._meta.app_label == "community"]


def test_export__holds_every_table_of_the_community(full_life):
    ada, _bob = full_life
    everything = everything_about(ada.user)
    for entry in OWN:
        assert everything[entry.model._meta.label]["rows"], entry.model


def test_export__tells_nothing_of_others(full_life):
    ada, bob = full_life
    told = str(everything_about(bob.user))
    assert "Calm Otter" not in told
    letters = everything_about(bob.user)["community.KeptLetter"]["rows"]
    assert [letter["text"] for letter in letters] == ["Hello"], "what the page shows, no more"
    assert set(letters[0]) == {"side_id", "sent_at", "text"}
    assert ada.handle not in told
    assert not everything_about(bob.user)["community.Block"]["rows"], "a blocked person is not told"


@pytest.mark.parametrize("letters", ["stay", "go"])
def test_erasure__leaves_no_row_that_names_the_person(full_life, letters):
    ada, _bob = full_life
    keys = {str(ada.pk), str(ada.user_id)}
    letters_choose(profile=ada, choice=letters)
    erase(User.objects.get(pk=ada.user_id))
    for entry in OWN:
        if entry.at_erasure is AtErasure.DELETE:
            assert not entry.model._default_manager.filter(**{entry.owner: ada.user_id}).exists()
    for model in apps.get_app_config("community").get_models():
        for field in model._meta.concrete_fields:
            if not isinstance(field, models.ForeignKey):
                continue
            if field.related_model._meta.label in ("accounts.User", "accounts.Profile"):
                left = set(map(str, model._default_manager.values_list(field.attname, flat=True)))
                assert not left & keys, (model, field)
    kept = KeptLetter.objects.values_list("text", "message")
    assert list(kept) == ([("Hello", None)] if letters == "stay" else [])
