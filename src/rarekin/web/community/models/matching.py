"""What the search for fitting people reads: a few informative keys per person."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils import timezone

from rarekin.web.accounts.models import Profile
from rarekin.web.accounts.models.profile import Role

SPREAD_BITS = 31


def new_spread() -> int:
    """Return a random place; equal for all keys of a person."""
    return secrets.randbits(SPREAD_BITS)


class MatchState(models.Model):
    """Whether a person's keys fit what they say about themselves now, and when we last looked.

    ``spread`` places the person at random on a ring. A key that very many share is read around
    one place of the ring only; because a person stands at the same place under every key,
    people who share several keys turn up in several of the windows.
    """

    profile = models.OneToOneField(
        Profile, on_delete=models.CASCADE, primary_key=True, related_name="match_state"
    )
    spread = models.PositiveIntegerField(default=new_spread)
    is_stale = models.BooleanField(default=True)
    release = models.CharField(max_length=64, blank=True, default="")
    searched_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """How the table is kept."""

        indexes = (
            models.Index(fields=("is_stale",), name="match_state_stale"),
            models.Index(fields=("searched_at",), name="match_state_searched"),
        )

    def __str__(self) -> str:
        return str(self.pk)


class MatchKey(models.Model):
    """One key under which a person can be found: a hashed disease, gene or sign.

    ``weight`` says how much sharing it tells, in hundredths of a nat.
    """

    profile = models.ForeignKey(
        Profile, on_delete=models.CASCADE, related_name="match_keys", db_index=False
    )
    key = models.BigIntegerField()
    spread = models.PositiveIntegerField()
    weight = models.PositiveSmallIntegerField()

    class Meta:
        """How the table is kept."""

        constraints = (models.UniqueConstraint(fields=("profile", "key"), name="match_key_once"),)
        # All four columns, so that a search never touches the table itself.
        indexes = (
            models.Index(fields=("key", "spread", "profile", "weight"), name="match_key_search"),
        )

    def __str__(self) -> str:
        return str(self.pk)


class MeetingWish(models.Model):
    """Somebody would also meet a kind of person who works with patients.

    Without a row they are never proposed one. The host has checked every such person.
    """

    class Role(models.TextChoices):
        """Who else can be met."""

        PROFESSIONAL = Role.PROFESSIONAL.value
        ORGANISATION = Role.ORGANISATION.value

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="meeting_wishes")
    role = models.CharField(max_length=16, choices=Role)

    class Meta:
        """How the table is kept."""

        constraints = (models.UniqueConstraint(fields=("profile", "role"), name="wish_once"),)

    def __str__(self) -> str:
        return str(self.pk)
