"""A suggestion: words of a reader, kept from everybody but moderators until it is decided."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rarekin.web.accounts.models.profile import new_handle


class Suggestion(models.Model):
    """What somebody would change on a section of a disease page."""

    class State(models.TextChoices):
        """Where it stands."""

        NEW = "new", _("waits for you to open the link in our mail")
        CONFIRMED = "confirmed", _("waits for a moderator")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("not taken over")

    class Origin(models.TextChoices):
        """How the writer knows."""

        LIVED = "lived", _("I live with it, or somebody close to me does")
        WORK = "work", _("I know it from my work")
        PUBLISHED = "published", _("I read it in a publication")

    class Reason(models.TextChoices):
        """Why something is not taken over."""

        SOURCE = "source", _("We could not find a published source for it.")
        KNOWN = "known", _("The page says it already.")
        DISEASE = "disease", _("It seems to belong to another disease.")
        PRIVATE = "private", _("It tells something private about a person.")
        HARM = "harm", _("It could harm somebody who follows it.")
        UNCLEAR = "unclear", _("We did not understand it. Please write to us again.")

    handle = models.CharField(max_length=24, unique=True, default=new_handle, editable=False)
    disease = models.CharField(max_length=40)
    section = models.CharField(max_length=20)
    words = models.TextField(max_length=2000)
    terms = models.JSONField(default=list, blank=True)
    origin = models.CharField(max_length=10, choices=Origin)
    source = models.CharField(max_length=300, blank=True, default="")
    language = models.CharField(max_length=8, default="en")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="suggestions",
    )
    email = models.EmailField(max_length=254, blank=True, default="")
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    reason = models.CharField(max_length=10, choices=Reason, blank=True, default="")
    answer = models.TextField(max_length=1000, blank=True, default="")
    made_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="suggestions_decided",
    )

    class Meta:
        """How the table is kept."""

        indexes = (models.Index(fields=("state", "made_at"), name="suggestion_queue"),)
        constraints = (
            # Once decided nobody is written to any more, so no address is kept.
            models.CheckConstraint(
                condition=models.Q(state__in=("new", "confirmed")) | models.Q(email=""),
                name="suggestion_decided_without_address",
            ),
        )

    def __str__(self) -> str:
        return self.handle
