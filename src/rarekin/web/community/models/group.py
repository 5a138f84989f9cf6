"""Groups about topics that cut across diseases. Who belongs to one is shown to nobody."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rarekin.web.accounts.models import Profile
from rarekin.web.accounts.models.profile import new_handle


class Group(models.Model):
    """A room for a topic; its name and description stand in `rarekin.web.community.topics`."""

    slug = models.SlugField(max_length=32, unique=True)
    is_open = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.slug


class Membership(models.Model):
    """Somebody reads and writes in a group."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="memberships")
    joined_at = models.DateTimeField(default=timezone.now)
    is_muted = models.BooleanField(default=False)

    class Meta:
        """How the table is kept."""

        constraints = (models.UniqueConstraint(fields=("group", "profile"), name="member_once"),)

    def __str__(self) -> str:
        return str(self.pk)


class Warning(models.TextChoices):
    """What a reader may want to know before the words are shown."""

    NONE = "", _("None")
    LOSS = "loss", _("Death and loss")
    SURGERY = "surgery", _("Operations and wounds")
    PREGNANCY = "pregnancy", _("Pregnancy")
    DESPAIR = "despair", _("Despair, or hurting oneself")


class Thread(models.Model):
    """A conversation in a group. Its title belongs to its first post and goes with it."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="threads")
    handle = models.CharField(max_length=24, unique=True, default=new_handle, editable=False)
    warning = models.CharField(max_length=12, choices=Warning, blank=True, default=Warning.NONE)
    opened_at = models.DateTimeField(default=timezone.now)
    moved_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """How the table is kept."""

        indexes = (models.Index(fields=("group", "-moved_at"), name="thread_latest"),)

    def __str__(self) -> str:
        return self.handle


class Post(models.Model):
    """Words in a thread; the first one also has a title."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="posts")
    author = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="posts")
    handle = models.CharField(max_length=24, unique=True, default=new_handle, editable=False)
    form_key = models.CharField(max_length=32)
    is_first = models.BooleanField(default=False)
    title = models.CharField(max_length=120, blank=True, default="")
    # What the conversation is about, if whoever began it chose to say so; it goes with them.
    disease = models.CharField(max_length=32, blank=True, default="")
    text = models.TextField()
    written_at = models.DateTimeField(default=timezone.now)
    held_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """How the table is kept."""

        constraints = (
            models.UniqueConstraint(fields=("author", "form_key"), name="post_written_once"),
        )
        indexes = (models.Index(fields=("thread", "written_at"), name="post_in_order"),)

    def __str__(self) -> str:
        return self.handle


class MeToo(models.Model):
    """Somebody knows what a post tells from their own life."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="me_toos")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="me_toos")

    class Meta:
        """How the table is kept."""

        constraints = (models.UniqueConstraint(fields=("post", "profile"), name="me_too_once"),)

    def __str__(self) -> str:
        return str(self.pk)


class Following(models.Model):
    """Somebody wants to hear of new posts in a thread, or wants to hear nothing of it."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="followings")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="followings")
    is_muted = models.BooleanField(default=False)

    class Meta:
        """How the table is kept."""

        constraints = (
            models.UniqueConstraint(fields=("thread", "profile"), name="following_once"),
        )

    def __str__(self) -> str:
        return str(self.pk)
