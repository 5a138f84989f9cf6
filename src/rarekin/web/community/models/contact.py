"""A link by which a member invites somebody they know already."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from rarekin.web.accounts.models import Profile
from rarekin.web.accounts.models.profile import new_handle


class ContactLink(models.Model):
    """Works once, for whoever was given it; only a hash of the link is kept."""

    maker = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="contact_links")
    handle = models.CharField(max_length=24, unique=True, default=new_handle, editable=False)
    key_hash = models.CharField(max_length=64, unique=True)
    # For the maker only, so that they know later whom it was for.
    note = models.CharField(max_length=60, blank=True, default="")
    # On a site for invited people it lets one new account in.
    has_let_in = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.handle
