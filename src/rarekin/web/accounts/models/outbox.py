"""Mail that waits to be handed over. Neither subject nor text ever names a disease."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class OutgoingMail(models.Model):
    """One mail and how far it came.

    A mail is marked as handed over before the mail server is called. Where the process dies
    in between, nobody can know whether it went out: it becomes `UNSURE`, is reported to the
    host and is never sent again by itself.
    """

    class State(models.TextChoices):
        """How far a mail came."""

        WAITING = "waiting"
        HANDED = "handed"
        SENT = "sent"
        UNSURE = "unsure"
        FAILED = "failed"

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True, default="")
    headers = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = (models.Index(fields=("state", "not_before"), name="outbox_next"),)

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"
