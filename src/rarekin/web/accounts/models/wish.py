"""The wish to sign up, kept until its link is opened or three days have passed."""

from __future__ import annotations

from django.db import models


class SignUpWish(models.Model):
    """What the link in a mail stands for; the link itself carries nothing that can be read."""

    key_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField()
    invitation_hash = models.CharField(max_length=64, blank=True, default="")
    # Signed up without the proof of work: a moderator looks first.
    is_held = models.BooleanField(default=False)
    # What the person came for, sealed with a key that only the link holds.
    sealed = models.TextField(blank=True, default="")
    expires_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("expires_at",), name="wish_expires"),)

    def __str__(self) -> str:
        return str(self.pk)
