"""What waits for somebody, and how they want to hear of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Notice(models.Model):
    """Something waits for a person. The row says what kind of thing and where, never about whom."""

    class Kind(models.TextChoices):
        """What waits; the text is shown on the page of notices."""

        PROPOSED = "proposed", _("Somebody could be introduced to you")
        INTRODUCED = "introduced", _("You were introduced to somebody")
        MESSAGE = "message", _("You have a new message")
        REPLY = "reply", _("There is something new in a conversation you follow")
        CIRCLE = "circle", _("Somebody you know asks you into a circle")
        FORMED = "formed", _("A circle opened")
        WIDENED = "widened", _("Somebody new is in a circle of yours")
        KNOWN = "known", _("Somebody knows what you wrote from their own life")
        GREET = "greet", _("The host asks you to welcome those who are new in a room")
        WATCH = "watch", _("Something changed about a disease you watch")
        DECISION = "decision", _("A moderator decided something that concerns you")
        HELP = "help", _("A moderator wrote to you")
        ACCOUNT = "account", _("Somebody who looks after this site looked at your account")
        REPORT = "report", _("A moderator looked at what you reported")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    # The handle of what it is about, so that ten replies are one notice.
    about = models.CharField(max_length=32, blank=True, default="")
    path = models.CharField(max_length=120)
    made_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """How the table is kept."""

        constraints = (
            models.UniqueConstraint(
                fields=("user", "kind", "about"),
                condition=models.Q(read_at__isnull=True),
                name="one_unread_notice",
            ),
        )
        indexes = (models.Index(fields=("mailed_at", "read_at"), name="notice_unmailed"),)

    def __str__(self) -> str:
        return f"{self.kind}"


class MailRhythm(models.Model):
    """When somebody may be written to, and when they last were."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="mail_rhythm",
    )
    quiet_from = models.PositiveSmallIntegerField(_("quiet from (hour)"), default=21)
    quiet_until = models.PositiveSmallIntegerField(_("quiet until (hour)"), default=8)
    # From `rarekin.web.accounts.being.clocks`; UTC where it is empty.
    clock = models.CharField(max_length=40, blank=True, default="")
    written_at = models.DateTimeField(null=True, blank=True)
    desk_at = models.DateTimeField(null=True, blank=True)
    digest_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.pk)


class Watch(models.Model):
    """Somebody wants to hear, once a week at most, whether there is news about a disease."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="watches"
    )
    disease = models.CharField(max_length=32)
    made_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True)
    seen = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        """How the table is kept."""

        constraints = (models.UniqueConstraint(fields=("user", "disease"), name="watch_once"),)

    def __str__(self) -> str:
        return str(self.pk)
