"""What somebody gives so that the host can check a role: where to call, and an address at work."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from rarekin.web.accounts.models.profile import Profile


class RoleClaim(models.Model):
    """Kept until a moderator decided."""

    profile = models.OneToOneField(Profile, on_delete=models.CASCADE, related_name="claim")
    place = models.CharField(max_length=200)
    work_email = models.EmailField(max_length=254)
    made_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.pk)
