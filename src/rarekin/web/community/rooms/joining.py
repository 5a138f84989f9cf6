"""Groups: joining and reading. Nobody is ever shown who belongs to one."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rarekin.web.accounts.models import Profile
from rarekin.web.community.finding.peers import heard_by
from rarekin.web.community.models import Following, Group, Membership, Post, Seat, Thread
from rarekin.web.community.rooms.topics import GROUPS, GroupWords

MAX_FOUND = 30


@dataclass(frozen=True, slots=True)
class Heading:
    """A thread in a list: its title as one reader sees it, empty where it is gone."""

    thread: Thread
    title: str
    disease: str
    language: str
    is_followed: bool


def _existing() -> Q:
    """Return the filter of rooms that are there: a topic that was taken out is not."""
    return Q(slug__in=GROUPS) | ~Q(kind=Group.Kind.TOPIC)


def words_of(group: Group) -> GroupWords:
    """Return what a room is called and what it is for.

    Parameters
    ----------
    group
        Any that is there.

    Returns
    -------
    words
        A circle whose founder is gone has no name of its own any more.
    """
    if group.kind == Group.Kind.TOPIC:
        return GROUPS[group.slug]
    if group.kind == Group.Kind.ROOM:
        return GroupWords(group.title, group.about)
    founder = Seat.objects.filter(group=group, is_founder=True).first()
    title = founder.title if founder is not None else ""
    return GroupWords(
        title or _("A circle"), _("Only those who said yes to each other read and write here.")
    )


def page_title(group: Group) -> object:
    """Return what may stand in a browser's list of pages: nothing that anybody chose.

    Parameters
    ----------
    group
        Any that is there.

    Returns
    -------
    title
        Of a topic its own, else a general word.
    """
    return GROUPS[group.slug].title if group.kind == Group.Kind.TOPIC else _("Groups")


def open_rooms() -> QuerySet[Group]:
    """Return the rooms that anybody may find: topics, and those of the host."""
    return Group.objects.filter(_existing(), is_open=True).exclude(kind=Group.Kind.CIRCLE)


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
    return Group.objects.filter(_existing(), slug=slug, memberships__profile=profile).first()


def joinable_from(profile: Profile, group: Group) -> datetime.date | None:
    """Return the day from which somebody can join a room.

    Parameters
    ----------
    profile
        One's own.
    group
        A room for one disease is read by people who waited as long as one waits for an
        introduction, so that nobody signs up to look who is there and is gone the same day.

    Returns
    -------
    day
        None where they can join now.
    """
    if not group.disease:
        return None
    day = profile.user.joined_at + datetime.timedelta(days=settings.WAITING_DAYS)
    return timezone.localdate(day) if day > timezone.now() else None


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
        None where there is no such open group, or they cannot join it yet.
    """
    group = open_rooms().filter(slug=slug).first()
    if group is not None and joinable_from(profile, group) is not None:
        return None
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


def threads_of(profile: Profile, group: Group, language: str = "") -> list[Heading]:
    """List a group's threads, pinned ones first, then the latest.

    Parameters
    ----------
    profile
        One's own.
    group
        From `group_of`.
    language
        Only threads begun in this language; all where empty.

    Returns
    -------
    headings
        Threads in which something is readable; held and lonely ones only for their author.
    """
    readable = readable_posts(profile).filter(thread__group=group)
    chosen = readable.filter(is_first=True, language=language) if language else readable
    threads = list(
        group.threads.filter(pk__in=chosen.values("thread_id")).order_by(
            F("pinned_at").desc(nulls_last=True), "-moved_at", "-pk"
        )[:100]
    )
    firsts = {
        first.thread_id: (first.title, first.disease, first.language)
        for first in readable.filter(is_first=True, thread__in=threads)
    }
    followed = set(
        Following.objects.filter(profile=profile, is_muted=False, thread__in=threads).values_list(
            "thread_id", flat=True
        )
    )
    return [Heading(t, *firsts.get(t.pk, ("", "", "")), t.pk in followed) for t in threads]


def languages_in(profile: Profile, group: Group) -> list[str]:
    """Return the languages in which somebody can read something in a group.

    Parameters
    ----------
    profile
        One's own.
    group
        From `group_of`.

    Returns
    -------
    languages
        Codes of the first words of threads, in order.
    """
    firsts = readable_posts(profile).filter(thread__group=group, is_first=True)
    return sorted(set(firsts.exclude(language="").values_list("language", flat=True)))


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
