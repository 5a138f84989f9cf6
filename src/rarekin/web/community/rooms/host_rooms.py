"""Rooms that the host makes: a welcome, somebody who greets, and a pinned conversation."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from rarekin.api.diseases.lookup import resolve
from rarekin.errors import InputError
from rarekin.web.accounts.models import Profile, User
from rarekin.web.accounts.models.profile import new_handle
from rarekin.web.community.finding.peers import heard_by
from rarekin.web.community.models import Group, Membership, Notice, Thread
from rarekin.web.community.models.group import Greets
from rarekin.web.community.safety.moderation import groups_kept_by
from rarekin.web.community.telling.notices import notify


@dataclass(frozen=True, slots=True)
class RoomWords:
    """What a host says about a room.

    Attributes
    ----------
    title, about, welcome
        Its name, one sentence for everybody, and what members read on top.
    disease
        Any id or name, where the room is for one disease.
    """

    title: str
    about: str
    welcome: str = ""
    disease: str = ""


def rooms() -> QuerySet[Group]:
    """Return the rooms the host made, closed ones as well."""
    return Group.objects.filter(kind=Group.Kind.ROOM).order_by("pk")


def room_write(words: RoomWords, group: Group | None = None) -> Group:
    """Make a room, or change what stands about it.

    Parameters
    ----------
    words
        What the host says.
    group
        One of `rooms`, or None for a new one.

    Returns
    -------
    group
        Open to members.

    Raises
    ------
    InputError, UnknownId, AmbiguousName
        If the name is missing, or the disease is not one.
    """
    title = " ".join(words.title.split())
    if not title:
        raise InputError(_("The name is missing."), hint=_("A few words are enough."))
    disease = str(resolve(words.disease).id) if words.disease.strip() else ""
    room = group or Group(slug=new_handle(), kind=Group.Kind.ROOM)
    room.title, room.about = title[:80], " ".join(words.about.split())[:300]
    room.welcome, room.disease = words.welcome.strip()[:2000], disease
    room.save()
    return room


def greeter_ask(group: Group, profile: Profile | None) -> None:
    """Ask a member to welcome those who are new.

    Parameters
    ----------
    group
        One of `rooms`.
    profile
        Whom; who is no member is not asked, and the host is not told which of the two it was.
    """
    if profile is None:
        return
    asked = Membership.objects.filter(group=group, profile=profile, greets=Greets.NO)
    if asked.update(greets=Greets.ASKED):
        notify(
            profile.user_id, Notice.Kind.GREET, about=group.slug,
            path=f"/people/groups/{group.slug}",
        )  # fmt: skip


def greeter_answer(profile: Profile, group: Group, *, wants: bool) -> None:
    """Say yes or no to the host, or stop greeting.

    Parameters
    ----------
    profile
        One's own.
    group
        Where one was asked; elsewhere nothing changes.
    wants
        With a yes one's name stands in the welcome, for members to read.
    """
    Membership.objects.filter(
        group=group, profile=profile, greets__in=(Greets.ASKED, Greets.YES)
    ).update(greets=Greets.YES if wants else Greets.NO)


def greeters(profile: Profile, group: Group) -> list[Profile]:
    """Return who welcomes those who are new, as one member sees it.

    Parameters
    ----------
    profile
        Who reads.
    group
        Their room.

    Returns
    -------
    greeters
        Those who said yes, are here, and stand in no block with the reader.
    """
    found = Profile.objects.filter(
        heard_by(profile), memberships__group=group, memberships__greets=Greets.YES
    )
    return list(found.order_by("pseudonym")[:5])


@transaction.atomic
def pin_turn(user: User, thread: Thread) -> bool:
    """Pin a conversation on top of its room, or take the pin off.

    Parameters
    ----------
    user
        Who keeps order there.
    thread
        From `thread_for`.

    Returns
    -------
    may_pin
        False for everybody else, for whom nothing changes.
    """
    if not groups_kept_by(user).filter(pk=thread.group_id).exists():
        return False
    pinned_at = None if thread.pinned_at else timezone.now()
    Thread.objects.filter(pk=thread.pk).update(pinned_at=pinned_at)
    return True
