"""Two people who fit, what each answered, and what they then wrote to each other."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from rarekin.web.accounts.models import Profile
from rarekin.web.accounts.models.profile import new_handle


class Introduction(models.Model):
    """A proposal that becomes an introduction when both have said yes.

    ``pair`` is a keyed hash of the two people: it makes a pair unique for ever, so that a no
    is final, and names nobody once their sides are gone.
    """

    pair = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    shown_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    introduced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """How the table is kept."""

        indexes = (models.Index(fields=("expires_at",), name="introduction_expires"),)

    def __str__(self) -> str:
        return str(self.pk)


class Side(models.Model):
    """One person's side of an introduction. Each has an address of its own."""

    class Answer(models.TextChoices):
        """What somebody said."""

        NONE = ""
        YES = "yes"
        NO = "no"

    introduction = models.ForeignKey(Introduction, on_delete=models.CASCADE, related_name="sides")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="sides")
    handle = models.CharField(max_length=24, unique=True, default=new_handle, editable=False)
    # What the card shows about the other, fixed when proposed: it changes for nobody's sake.
    card = models.JSONField(default=dict)
    answer = models.CharField(max_length=3, choices=Answer, blank=True, default=Answer.NONE)
    answered_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    is_muted = models.BooleanField(default=False)

    class Meta:
        """How the table is kept."""

        constraints = (
            models.UniqueConstraint(fields=("introduction", "profile"), name="side_once"),
        )

    def __str__(self) -> str:
        return str(self.pk)


class CardLine(models.Model):
    """One person's own line on the card that another sees; it goes when its writer changes it."""

    side = models.OneToOneField(Side, on_delete=models.CASCADE, related_name="line")
    writer = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="card_lines")
    text = models.CharField(max_length=140)

    def __str__(self) -> str:
        return str(self.pk)


class Message(models.Model):
    """Words from one introduced person to the other."""

    introduction = models.ForeignKey(
        Introduction, on_delete=models.CASCADE, related_name="messages"
    )
    author = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="messages")
    handle = models.CharField(max_length=24, unique=True, default=new_handle, editable=False)
    form_key = models.CharField(max_length=32)
    text = models.TextField()
    sent_at = models.DateTimeField(default=timezone.now)
    held_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """How the table is kept."""

        constraints = (
            models.UniqueConstraint(fields=("author", "form_key"), name="message_sent_once"),
        )
        indexes = (models.Index(fields=("introduction", "sent_at"), name="message_in_order"),)

    def __str__(self) -> str:
        return str(self.pk)


class KeptLetter(models.Model):
    """A letter that stays with whom it was written to, whatever becomes of its writer.

    It belongs to its reader and names nobody. A conversation that rests is drawn from these
    alone, so that nothing in it depends on whether its writer hides, blocks or is erased.
    """

    side = models.ForeignKey(Side, on_delete=models.CASCADE, related_name="kept_letters")
    # Known as long as its writer is here, so that it can be taken back.
    message = models.OneToOneField(
        Message, on_delete=models.SET_NULL, null=True, related_name="kept_letter"
    )
    handle = models.CharField(max_length=24, unique=True, default=new_handle, editable=False)
    text = models.TextField()
    sent_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)


class Block(models.Model):
    """Somebody never wants to meet somebody again. It acts both ways and nobody is told."""

    blocker = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="blocks_made")
    blocked = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="blocks_had")
    # What the blocker called them, so that the list of blocks can be read.
    called = models.CharField(max_length=40)
    handle = models.CharField(max_length=24, unique=True, default=new_handle, editable=False)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """How the table is kept."""

        constraints = (models.UniqueConstraint(fields=("blocker", "blocked"), name="block_once"),)

    def __str__(self) -> str:
        return str(self.pk)
