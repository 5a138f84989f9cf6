"""A suggestion: words of a reader, kept from everybody but moderators until it is decided."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rarekin.web.accounts.models.profile import new_handle


def mark_of(email: str) -> str:
    """Return what tells one writer from another once their address is deleted.

    Parameters
    ----------
    email
        An address.

    Returns
    -------
    mark
        64 hexadecimal digits; without the site's key nobody can try addresses against it.
    """
    message = f"writer:{email.lower()}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()


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
    # Stays when the address goes, so that ten suggestions of one person count once and can
    # be exported and erased.
    writer = models.CharField(max_length=64, blank=True, default="", db_index=True)
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


class Contribution(models.Model):
    """What accepted suggestions come to: one sign or one sentence about a disease.

    It holds the moderators' words, never a reader's.
    """

    class State(models.TextChoices):
        """How far it is."""

        OPEN = "open", _("waits for a published source")
        SOURCED = "sourced", _("has a source, and waits for a second reader")
        PUBLISHED = "published", _("stands on the page, with its source")

    handle = models.CharField(max_length=24, unique=True, default=new_handle, editable=False)
    disease = models.CharField(max_length=40)
    section = models.CharField(max_length=20)
    term = models.CharField(max_length=20, blank=True, default="")
    sentence = models.CharField(max_length=400, blank=True, default="")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    title = models.CharField(max_length=300, blank=True, default="")
    doi = models.CharField(max_length=120, blank=True, default="")
    pmid = models.CharField(max_length=12, blank=True, default="")
    url = models.URLField(max_length=300, blank=True, default="")
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    frequency = models.CharField(max_length=12, blank=True, default="")
    made_at = models.DateTimeField(default=timezone.now)
    sourced_at = models.DateTimeField(null=True, blank=True)
    sourced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="contributions_sourced",
    )
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="contributions_published",
    )
    # How many people said so at the last weekly count, as it may be shown: 0 below ten.
    n_people = models.PositiveIntegerField(default=0)
    counted_week = models.DateField(null=True, blank=True)

    class Meta:
        """How the table is kept."""

        constraints = (
            models.UniqueConstraint(
                fields=("disease", "section", "term"),
                condition=~models.Q(term=""),
                name="contribution_of_sign_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state="open") | ~models.Q(title=""),
                name="contribution_sourced_with_title",
            ),
        )

    def __str__(self) -> str:
        return self.handle


class Backing(models.Model):
    """A suggestion speaks for a contribution."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.CASCADE, related_name="backings")
    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, related_name="backings"
    )

    class Meta:
        """How the table is kept."""

        constraints = (
            models.UniqueConstraint(fields=("suggestion", "contribution"), name="backed_once"),
        )

    def __str__(self) -> str:
        return str(self.pk)
