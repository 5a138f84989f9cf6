"""Groups: joining, reading and writing. Nobody is ever shown who belongs to one."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from rarekin.errors import InputError, TooLarge
from rarekin.web.accounts.counts import rounded
from rarekin.web.accounts.limits import Limit, take
from rarekin.web.accounts.models import Profile
from rarekin.web.community.models import (
    Following,
    Group,
    Membership,
    MeToo,
    Notice,
    Post,
    Thread,
)
from rarekin.web.community.models.group import Warning
from rarekin.web.community.notices import notify
from rarekin.web.community.peers import blocked_with, heard_by
from rarekin.web.community.topics import GROUPS
from rarekin.web.community.words_check import is_new, must_wait

MAX_CHARACTERS = 10_000
MAX_TITLE = 120
OF_NEW = Limit("posts-new", 10, 24 * 3600.0)
OF_ALL = Limit("posts", 100, 24 * 3600.0)
MAX_FOUND = 30


@dataclass(frozen=True, slots=True)
class Heading:
    """A thread in a list: its title as one reader sees it, empty where it is gone."""

    thread: Thread
    title: str
    is_followed: bool


def group_of(profile: Profile, slug: str) -> Group | None:
    """Return a group somebody belongs to.

    Parameters
    ----------
    profile
        One's own.
    slug
        Of the group.

    Returns
    -------
    group
        None where one is not a member.
    """
    return Group.objects.filter(slug=slug, memberships__profile=profile, slug__in=GROUPS).first()


@transaction.atomic
def join(profile: Profile, slug: str) -> Group | None:
    """Join a group; a second time changes nothing.

    Parameters
    ----------
    profile
        One's own.
    slug
        Of the group.

    Returns
    -------
    group
        None where there is no such open group.
    """
    group = Group.objects.filter(slug=slug, is_open=True, slug__in=GROUPS).first()
    if group is not None:
        Membership.objects.get_or_create(group=group, profile=profile)
    return group


@transaction.atomic
def leave(profile: Profile, slug: str) -> None:
    """Leave a group. What one wrote stays until one removes it.

    Parameters
    ----------
    profile
        One's own.
    slug
        Of the group.
    """
    Membership.objects.filter(profile=profile, group__slug=slug).delete()
    Following.objects.filter(profile=profile, thread__group__slug=slug).delete()


def readable_posts(profile: Profile) -> QuerySet[Post]:
    """Return the posts somebody may read: in own groups, of people they may hear.

    Parameters
    ----------
    profile
        One's own.

    Returns
    -------
    posts
        Own ones always; others' unless held, taken away, blocked, or their author is leaving.
    """
    heard = Profile.objects.filter(heard_by(profile))
    shown = Q(held_at__isnull=True, hidden_at__isnull=True) | Q(author=profile)
    member = Membership.objects.filter(profile=profile, group=OuterRef("thread__group"))
    return Post.objects.filter(shown, Exists(member), author__in=heard)


def threads_of(profile: Profile, group: Group) -> list[Heading]:
    """List a group's threads, the latest first.

    Parameters
    ----------
    profile
        One's own.
    group
        From `group_of`.

    Returns
    -------
    headings
        Threads in which something is readable; held and lonely ones only for their author.
    """
    readable = readable_posts(profile).filter(thread__group=group)
    threads = list(
        group.threads.filter(pk__in=readable.values("thread_id")).order_by("-moved_at", "-pk")[:100]
    )
    titles = dict(
        readable.filter(is_first=True, thread__in=threads).values_list("thread_id", "title")
    )
    followed = set(
        Following.objects.filter(profile=profile, is_muted=False, thread__in=threads).values_list(
            "thread_id", flat=True
        )
    )
    return [Heading(t, titles.get(t.pk, ""), t.pk in followed) for t in threads]


def thread_for(profile: Profile, handle: str) -> Thread | None:
    """Return a thread in which somebody may read something.

    Parameters
    ----------
    profile
        One's own.
    handle
        Of the thread.

    Returns
    -------
    thread
        None where there is none, or nothing in it is for them: these look the same.
    """
    readable = readable_posts(profile).filter(thread__handle=handle)
    return (
        Thread.objects.filter(pk__in=readable.values("thread_id")).select_related("group").first()
    )


def find(profile: Profile, words: str) -> list[Post]:
    """Look for words in the groups somebody belongs to.

    Parameters
    ----------
    profile
        One's own.
    words
        All of them have to occur, in any form of letters.

    Returns
    -------
    posts
        The newest first.
    """
    found = readable_posts(profile)
    wanted = [word for word in words.split() if len(word) > 1][:6]
    if not wanted:
        return []
    for word in wanted:
        found = found.filter(Q(text__icontains=word) | Q(title__icontains=word))
    return list(
        found.select_related("thread__group", "author").order_by("-written_at", "-pk")[:MAX_FOUND]
    )


@transaction.atomic
def thread_start(
    *, profile: Profile, group: Group, title: str, text: str, warning: str, form_key: str
) -> Thread:
    """Open a thread with a first post; the same form sent again changes nothing.

    Parameters
    ----------
    profile
        Who writes.
    group
        From `group_of`.
    title, text
        What they write.
    warning
        A value of `Warning`.
    form_key
        From the form.

    Returns
    -------
    thread
        The new one, or the one the form made before.

    Raises
    ------
    InputError, TooLarge
        If something is missing, too long, or too much for a day.
    """
    earlier = Post.objects.filter(author=profile, form_key=form_key).first()
    if earlier is not None:
        return earlier.thread
    title = " ".join(title.split())
    if not title:
        raise InputError(_("The title is missing."), hint=_("A few words are enough."))
    if len(title) > MAX_TITLE:
        raise TooLarge(
            _("The title is longer than 120 characters."), hint=_("Shorten it a little.")
        )
    _check(profile, text)
    if warning not in Warning.values:
        raise InputError(_("We do not know that choice."), hint=_("Choose one of those shown."))
    thread = Thread.objects.create(group=group, warning=warning)
    _write(profile, thread, f"{title}\n{text}", text, form_key, title=title, is_first=True)
    Following.objects.get_or_create(thread=thread, profile=profile)
    return thread


@transaction.atomic
def reply(*, profile: Profile, thread: Thread, text: str, form_key: str) -> Post:
    """Answer in a thread; the same form sent again changes nothing.

    Parameters
    ----------
    profile
        Who writes.
    thread
        From `thread_for`.
    text
        What they write.
    form_key
        From the form.

    Returns
    -------
    post
        As stored; held where a moderator has to look first.

    Raises
    ------
    InputError, TooLarge
        If there are no words, too many, too often, or the thread is closed.
    """
    earlier = Post.objects.filter(author=profile, form_key=form_key).first()
    if earlier is not None:
        return earlier
    if thread.closed_at is not None:
        raise InputError(
            _("A moderator closed this conversation."), hint=_("You can start another one.")
        )
    _check(profile, text)
    post = _write(profile, thread, text, text, form_key)
    if post.held_at is None:
        Thread.objects.filter(pk=thread.pk).update(moved_at=post.written_at)
        _tell_followers(post)
    Following.objects.get_or_create(thread=thread, profile=profile)
    return post


def _check(profile: Profile, text: str) -> None:
    if not text.strip():
        raise InputError(_("There are no words yet."), hint=_("Write something first."))
    if len(text) > MAX_CHARACTERS:
        raise TooLarge(
            _("This is longer than 10,000 characters."),
            hint=_("Your words are below: please send them in parts."),
        )
    if not take(OF_NEW if is_new(profile) else OF_ALL, str(profile.user_id)):
        raise TooLarge(
            _("That is the most for one day."), hint=_("Your words are below: send them tomorrow.")
        )


def _write(
    profile: Profile,
    thread: Thread,
    seen: str,
    text: str,
    form_key: str,
    *,
    title: str = "",
    is_first: bool = False,
) -> Post:
    now = timezone.now()
    return Post.objects.create(
        thread=thread,
        author=profile,
        form_key=form_key,
        is_first=is_first,
        title=title,
        text=text.strip(),
        written_at=now,
        held_at=now if must_wait(profile, seen) else None,
    )


def _tell_followers(post: Post) -> None:
    muted = Membership.objects.filter(group=post.thread.group, is_muted=True).values("profile_id")
    members = Membership.objects.filter(group=post.thread.group).values("profile_id")
    followers = Profile.objects.filter(
        followings__thread=post.thread, followings__is_muted=False, pk__in=members
    )
    for follower in (
        followers.exclude(pk=post.author_id)
        .exclude(pk__in=muted)
        .exclude(blocked_with(post.author.user))
    ):
        notify(
            follower.user_id,
            Notice.Kind.REPLY,
            about=post.thread.handle,
            path=f"/people/threads/{post.thread.handle}",
        )


def follow(profile: Profile, thread: Thread, *, wants: bool) -> None:
    """Say whether one wants to hear of new posts in a thread.

    Parameters
    ----------
    profile
        One's own.
    thread
        From `thread_for`.
    wants
        False mutes it.
    """
    Following.objects.update_or_create(
        thread=thread, profile=profile, defaults={"is_muted": not wants}
    )


@transaction.atomic
def me_too_turn(profile: Profile, post: Post) -> None:
    """Say, or unsay, that one knows what a post tells from one's own life.

    Parameters
    ----------
    profile
        One's own.
    post
        From `readable_posts`.
    """
    made, created = MeToo.objects.get_or_create(post=post, profile=profile)
    if not created:
        made.delete()


def n_me_too(post: Post) -> int | None:
    """Return roughly how many know what a post tells.

    Parameters
    ----------
    post
        Any.

    Returns
    -------
    n_people
        None below ten: then nothing is shown, not even that anybody did.
    """
    return rounded(MeToo.objects.filter(post=post).count())
