"""Who runs this place, and whom they let in."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Host(models.Model):
    """The single row that says whose site this is. A site without it shows the first-run page."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(_("name of this site"), max_length=80)
    imprint = models.TextField(_("imprint"), max_length=5000)
    privacy_contact = models.EmailField(_("privacy contact"))
    terms = models.TextField(_("terms of use"), max_length=20000)
    rules = models.TextField(_("community rules"), max_length=20000)
    crisis_help = models.TextField(
        _("crisis help in this host's country"), max_length=2000, blank=True
    )
    # Goes by mail to whoever suggested something that was accepted, so it names no disease.
    thanks = models.CharField(_("words of thanks"), max_length=400, blank=True, default="")
    first_diseases = models.JSONField(default=list, blank=True)
    # Written anew by `rarekin.web.accounts.house.logo`, never the bytes that were handed in.
    logo_png = models.BinaryField(default=bytes, blank=True)
    invitation_only = models.BooleanField(_("invitation only"), default=True)
    backup_days = models.PositiveSmallIntegerField(_("days that backups are kept"), default=30)
    set_up_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="one_host"),)

    def __str__(self) -> str:
        return self.name


class Invitation(models.Model):
    """A code that lets people sign up during a pilot; only its hash is kept."""

    code_hash = models.CharField(max_length=64, unique=True)
    note = models.CharField(max_length=120, blank=True, default="")
    uses_left = models.PositiveIntegerField(default=1)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)
