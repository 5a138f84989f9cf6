"""Groups about topics that cut across diseases. Who belongs to one is shown to nobody."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rarekin.web.accounts.models import Profile
from rarekin.web.accounts.models.profile import new_handle


class Group(models.Model):
    """A room: for a topic, made by the host, or a circle of people who know each other.

    The words of a topic stand in `rarekin.web.community.rooms.topics`, those of a room are the
    host's; a circle is called what its founder called it, and that goes with the founder.
    """

    class Kind(models.TextChoices):
        """How a room came about."""

        TOPIC = "topic"
        ROOM = "room"
        CIRCLE = "circle"

    slug = models.SlugField(max_length=32, unique=True)
    is_open = models.BooleanField(default=True)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.TOPIC)
    title = models.CharField(max_length=80, blank=True, default="")
    about = models.CharField(max_length=300, blank=True, default="")
    welcome = models.TextField(max_length=2000, blank=True, default="")
    disease = models.CharField(max_length=32, blank=True, default="")
    # A circle opens once all have said yes, and is gone if they have not by then.
    expires_at = models.DateTimeField(null=True, blank=True)
    formed_at = models.DateTimeField(null=True, blank=True)
    # No room of its own: it asks the members of a circle, and one more, whether they come in.
    joins = models.OneToOneField(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="widening"
    )

    def __str__(self) -> str:
        return self.slug


class Greets(models.TextChoices):
    """Whether a member welcomes those who are new."""

    NO = "", "no"
    ASKED = "asked", "asked by the host"
    YES = "yes", "yes"


class Membership(models.Model):
    """Somebody reads and writes in a group."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="memberships")
    joined_at = models.DateTimeField(default=timezone.now)
    is_muted = models.BooleanField(default=False)
    greets = models.CharField(max_length=6, choices=Greets, blank=True, default=Greets.NO)

    class Meta:
        """How the table is kept."""

        constraints = (models.UniqueConstraint(fields=("group", "profile"), name="member_once"),)

    def __str__(self) -> str:
        return str(self.pk)


class Seat(models.Model):
    """Somebody was asked into a circle, or asks others: the founder's seat has its title."""

    class Answer(models.TextChoices):
        """What they said; a no looks like no answer."""

        NONE = "", "no answer"
        YES = "yes", "yes"
        NO = "no", "no"

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="seats")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="seats")
    handle = models.CharField(max_length=24, unique=True, default=new_handle, editable=False)
    is_founder = models.BooleanField(default=False)
    # Asked into a circle that is open already.
    is_newcomer = models.BooleanField(default=False)
    title = models.CharField(max_length=80, blank=True, default="")
    answer = models.CharField(max_length=4, choices=Answer, blank=True, default=Answer.NONE)

    class Meta:
        """How the table is kept."""

        constraints = (models.UniqueConstraint(fields=("group", "profile"), name="seat_once"),)

    def __str__(self) -> str:
        return self.handle


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
    pinned_at = models.DateTimeField(null=True, blank=True)

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
    # Empty for what was written before anybody was asked.
    language = models.CharField(max_length=8, blank=True, default="")
    edited_at = models.DateTimeField(null=True, blank=True)
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


class EarlierWords(models.Model):
    """What a post said before its author changed it, for moderators, thirty days long."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="earlier_words")
    text = models.TextField()
    changed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.pk)


class MeToo(models.Model):
    """Somebody knows what a post tells from their own life."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="me_toos")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="me_toos")
    made_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True)

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
