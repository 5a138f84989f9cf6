"""Groups: joining and reading. Nobody is ever shown who belongs to one."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from rarekin.web.accounts.models import Profile
from rarekin.web.community.models import Following, Group, Membership, Post, Thread
from rarekin.web.community.peers import heard_by
from rarekin.web.community.topics import GROUPS

MAX_FOUND = 30


@dataclass(frozen=True, slots=True)
class Heading:
    """A thread in a list: its title as one reader sees it, empty where it is gone."""

    thread: Thread
    title: str
    disease: str
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
    firsts = {
        thread_id: (title, disease)
        for thread_id, title, disease in readable.filter(
            is_first=True, thread__in=threads
        ).values_list("thread_id", "title", "disease")
    }
    followed = set(
        Following.objects.filter(profile=profile, is_muted=False, thread__in=threads).values_list(
            "thread_id", flat=True
        )
    )
    return [Heading(t, *firsts.get(t.pk, ("", "")), t.pk in followed) for t in threads]


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
