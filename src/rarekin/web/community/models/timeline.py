"""One's own course, for one's own eyes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rarekin.web.accounts.models.profile import new_handle


class TimelineEntry(models.Model):
    """Something that happened, as exactly as somebody remembers."""

    class Kind(models.TextChoices):
        """What it was."""

        SIGN = "sign", _("A sign began or changed")
        VISIT = "visit", _("A visit or stay")
        TEST = "test", _("A test and its result")
        TREATMENT = "treatment", _("A treatment")
        OTHER = "other", _("Something else")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="timeline"
    )
    handle = models.CharField(max_length=24, unique=True, default=new_handle, editable=False)
    year = models.PositiveSmallIntegerField(_("year"))
    month = models.PositiveSmallIntegerField(_("month"), null=True, blank=True)
    day = models.PositiveSmallIntegerField(_("day"), null=True, blank=True)
    kind = models.CharField(_("what it was"), max_length=10, choices=Kind, default=Kind.SIGN)
    title = models.CharField(_("in a few words"), max_length=120)
    words = models.TextField(_("more, if you like"), max_length=2000, blank=True, default="")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """How the table is kept."""

        indexes = (models.Index(fields=("user", "year", "month", "day"), name="timeline_order"),)

    def __str__(self) -> str:
        return self.handle
