"""Leaving: the wish to be erased, and what remains afterwards, which is a date."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class Erasure(models.Model):
    """A wish to be erased, kept during the days in which it can be taken back."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="erasure"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.due_at)


class Tombstone(models.Model):
    """Says that somebody was erased on a day, and not who."""

    erased_on = models.DateField()

    def __str__(self) -> str:
        return str(self.erased_on)
