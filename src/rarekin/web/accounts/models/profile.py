"""What people say about themselves: hidden until they choose otherwise."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


def new_handle() -> str:
    """Return an address part of 128 bits that nobody can guess or count."""
    return secrets.token_urlsafe(16)


class Reach(models.TextChoices):
    """How far a profile reaches. There is nothing beyond: no profile is ever public."""

    HIDDEN = "hidden", _("Hidden: nobody is told about me")
    MATCHABLE = "matchable", _("Matchable: I may be proposed, without my name, to fitting people")
    PEERS = "peers", _("Visible to people I was introduced to")


class Sharing(models.TextChoices):
    """How far one entry of a profile may be used, inside the profile's own reach."""

    PRIVATE = "private", _("Only I see it")
    MATCH = "match", _("Used to find people, not shown")
    PEERS = "peers", _("Shown to people I was introduced to")


class Role(models.TextChoices):
    """In which role somebody is here."""

    AFFECTED = "affected", _("I have the disease")
    PARENT = "parent", _("I am a parent or guardian")
    RELATIVE = "relative", _("I am a partner or relative")
    BEREAVED = "bereaved", _("I lost somebody")
    UNDIAGNOSED = "undiagnosed", _("I am looking for a diagnosis")
    PROFESSIONAL = "professional", _("I work in health care")
    ORGANISATION = "organisation", _("I speak for an organisation")


class AgeBand(models.TextChoices):
    """An age as coarse as it may be and still useful. A child's birth date is never asked."""

    UNSTATED = "", _("Not stated")
    INFANT = "0-1", _("Baby")
    CHILD = "2-11", pgettext_lazy("age", "Child")
    TEEN = "12-17", _("Teenager")
    ADULT = "18-64", _("Adult")
    OLDER = "65+", _("65 or older")


class Profile(models.Model):
    """One person's card: each entry says for itself how far it may be used.

    The host verifies professionals and organisations before their card is shown.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="profile"
    )
    handle = models.CharField(max_length=24, unique=True, default=new_handle, editable=False)
    pseudonym = models.CharField(_("name shown here"), max_length=40)
    pseudonym_key = models.CharField(max_length=80, unique=True, editable=False)
    reach = models.CharField(max_length=12, choices=Reach, default=Reach.HIDDEN)
    role = models.CharField(max_length=16, choices=Role)
    role_sharing = models.CharField(max_length=8, choices=Sharing, default=Sharing.PRIVATE)
    role_verified_at = models.DateTimeField(null=True, blank=True)
    age_band = models.CharField(max_length=8, choices=AgeBand, blank=True, default="")
    age_sharing = models.CharField(max_length=8, choices=Sharing, default=Sharing.PRIVATE)
    languages = models.JSONField(default=list)
    languages_sharing = models.CharField(max_length=8, choices=Sharing, default=Sharing.PRIVATE)
    country = models.CharField(max_length=2, blank=True, default="")
    country_sharing = models.CharField(max_length=8, choices=Sharing, default=Sharing.PRIVATE)
    # Shown on cards before anybody is introduced, so it holds no name and no way to somebody.
    line = models.CharField(max_length=140, blank=True, default="")
    # Before anybody is introduced: the role in broad words, and signs that both show.
    card_says_more = models.BooleanField(default=False)
    # What somebody writes to one person stays with that person when their conversation rests.
    letters_stay = models.BooleanField(default=True)
    about = models.TextField(max_length=2000, blank=True, default="")
    about_sharing = models.CharField(max_length=8, choices=Sharing, default=Sharing.PRIVATE)
    looks_for = models.TextField(max_length=500, blank=True, default="")
    looks_for_sharing = models.CharField(max_length=8, choices=Sharing, default=Sharing.PRIVATE)
    can_offer = models.TextField(max_length=500, blank=True, default="")
    can_offer_sharing = models.CharField(max_length=8, choices=Sharing, default=Sharing.PRIVATE)
    conditions_changed_at = models.DateTimeField(default=timezone.now)
    country_changed_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.handle


class ProfileDisease(models.Model):
    """A disease somebody has, or cares for somebody who has, by its stable id."""

    class Certainty(models.TextChoices):
        """How sure the diagnosis is."""

        CONFIRMED = "confirmed", _("Confirmed")
        SUSPECTED = "suspected", _("Suspected")

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="diseases")
    disease = models.CharField(max_length=32)
    certainty = models.CharField(max_length=10, choices=Certainty, default=Certainty.CONFIRMED)
    sharing = models.CharField(max_length=8, choices=Sharing, default=Sharing.PRIVATE)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("profile", "disease"), name="profile_disease_once"),
        )
        indexes = (models.Index(fields=("disease", "sharing"), name="disease_sharing"),)

    def __str__(self) -> str:
        return f"{self.profile_id}"


class ProfileSign(models.Model):
    """A finding somebody has or was found not to have, as an HPO term."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="signs")
    term = models.CharField(max_length=16)
    excluded = models.BooleanField(default=False)
    sharing = models.CharField(max_length=8, choices=Sharing, default=Sharing.PRIVATE)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("profile", "term"), name="profile_sign_once"),
        )

    def __str__(self) -> str:
        return f"{self.profile_id}"


class ProfileTopic(models.Model):
    """Something somebody wants to talk about, across diseases."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="topics")
    topic = models.SlugField(max_length=32)
    sharing = models.CharField(max_length=8, choices=Sharing, default=Sharing.PRIVATE)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("profile", "topic"), name="profile_topic_once"),
        )

    def __str__(self) -> str:
        return f"{self.profile_id}"
