"""Reports, what moderators did and why, and appeals against it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rarekin.errors import InputError
from rarekin.web.accounts.models import Profile
from rarekin.web.accounts.models.profile import new_handle
from rarekin.web.community.models.group import Group, Post
from rarekin.web.community.models.introduction import KeptLetter, Message, Side


class Reason(models.TextChoices):
    """Why something is reported, or taken away."""

    UNKIND = "unkind", _("Unkind or threatening")
    PRIVACY = "privacy", _("Tells something private about somebody")
    SELLING = "selling", _("Sells or advertises something")
    DANGEROUS = "dangerous", _("Advice that could harm")
    PRETENDS = "pretends", _("Is not who they say they are")
    CRISIS = "crisis", _("Somebody may be in danger")
    OTHER = "other", _("Something else")


class Report(models.Model):
    """Somebody asks a moderator to look at a post, a message or a person."""

    class Outcome(models.TextChoices):
        """What became of it; the reporter is told."""

        OPEN = "", _("Waits for a moderator")
        ACTED = "acted", _("A moderator acted on it")
        KEPT = "kept", _("A moderator looked and found no breach of the rules")

    class About(models.TextChoices):
        """What was pointed at; it stays known when the words themselves are gone."""

        POST = "post", _("a post")
        MESSAGE = "message", _("a message")
        LETTER = "letter", _("a letter in a conversation that rests")
        TALK = "talk", _("a conversation as a whole")
        CARD = "card", _("the line on a card")

    handle = models.CharField(max_length=24, unique=True, default=new_handle, editable=False)
    kind = models.CharField(max_length=8, choices=About, default=About.CARD)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="reports"
    )
    about = models.ForeignKey(
        Profile, on_delete=models.SET_NULL, null=True, related_name="reports_about"
    )
    post = models.ForeignKey(Post, on_delete=models.SET_NULL, null=True, blank=True)
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, blank=True)
    letter = models.ForeignKey(KeptLetter, on_delete=models.SET_NULL, null=True, blank=True)
    # The reporter's own side of the conversation with whom they report.
    side = models.ForeignKey(Side, on_delete=models.SET_NULL, null=True, blank=True)
    group = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, blank=True)
    reason = models.CharField(max_length=12, choices=Reason)
    words = models.TextField(max_length=1000, blank=True, default="")
    made_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True, default=Outcome.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """How the table is kept."""

        indexes = (models.Index(fields=("outcome", "made_at"), name="report_queue"),)

    def __str__(self) -> str:
        return self.handle


class ModerationAction(models.Model):
    """What a moderator did. Rows are added, never changed; an erased person leaves a gap."""

    class Kind(models.TextChoices):
        """What was done."""

        HID = "hid", _("took away what was written")
        SHOWED = "showed", _("let it be shown")
        KEPT = "kept", _("looked and left it")
        SUSPENDED = "suspended", _("suspended an account")
        RESTORED = "restored", _("gave an account back")
        HELPED = "helped", _("told somebody where there is help")

    handle = models.CharField(max_length=24, unique=True, default=new_handle, editable=False)
    kind = models.CharField(max_length=12, choices=Kind)
    reason = models.CharField(max_length=12, choices=Reason)
    words = models.TextField(max_length=1000)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="moderated"
    )
    subject = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="decisions"
    )
    report = models.ForeignKey(Report, on_delete=models.SET_NULL, null=True, related_name="+")
    # Handles, not rows: the record outlives what was written.
    post_handle = models.CharField(max_length=24, blank=True, default="")
    message_handle = models.CharField(max_length=24, blank=True, default="")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """How the table is kept."""

        indexes = (models.Index(fields=("made_at",), name="moderation_when"),)

    def __str__(self) -> str:
        return self.handle

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; a row that is there is never changed."""
        if not self._state.adding:
            raise InputError(
                "A moderator's record cannot be changed.", hint="Add a new action instead."
            )
        super().save(*args, **kwargs)

    @property
    def is_against(self) -> bool:
        """Whether something was taken from its author, so that a reason is named."""
        return self.kind in (self.Kind.HID, self.Kind.SUSPENDED)


class Appeal(models.Model):
    """Somebody asks for a second look at a decision about them."""

    action = models.OneToOneField(ModerationAction, on_delete=models.CASCADE, related_name="appeal")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="appeals"
    )
    words = models.TextField(max_length=1000)
    made_at = models.DateTimeField(default=timezone.now)
    granted = models.BooleanField(null=True, blank=True)
    # What the author reads; a decision that stands is no action of its own.
    answer = models.TextField(max_length=1000, blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)
    # Where there is no other moderator the same one decides, and the author is told so.
    by_the_same = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.pk)


class CoModerator(models.Model):
    """Somebody who keeps order in one group, or an organisation that does so for one disease.

    For a disease means: in the conversations, of any group, that were begun as being about it.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="co_moderates"
    )
    group = models.ForeignKey(
        Group, on_delete=models.CASCADE, null=True, blank=True, related_name="co_moderators"
    )
    disease = models.CharField(max_length=32, blank=True, default="")
    named_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """How the table is kept."""

        constraints = (
            models.UniqueConstraint(fields=("user", "group"), name="co_moderator_once"),
            models.UniqueConstraint(
                fields=("user", "disease"),
                condition=models.Q(group__isnull=True),
                name="co_moderator_of_disease_once",
            ),
            models.CheckConstraint(
                condition=models.Q(group__isnull=False, disease="")
                | (models.Q(group__isnull=True) & ~models.Q(disease="")),
                name="co_moderator_of_one_thing",
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
