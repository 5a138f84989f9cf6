"""Conversations that rest: one's own words, and the letters that the other let stay.

Nothing of the other is read to draw one, so hidden, blocked, suspended and erased, and hiding
oneself, leave the same behind.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from rarekin.web.accounts.being.people import profile_of
from rarekin.web.accounts.models import Profile, User
from rarekin.web.community.models import KeptLetter, Message, Notice, Side
from rarekin.web.community.talking.talks import talks_of
from rarekin.web.shell.disk import where_there_is_room


@dataclass(frozen=True, slots=True)
class Letter:
    """Words in a conversation that rests.

    Attributes
    ----------
    is_own
        Whether one wrote them oneself.
    handle
        By which a letter of the other can be reported.
    """

    sent_at: datetime.datetime
    text: str
    is_own: bool
    handle: str


@dataclass(frozen=True, slots=True)
class Resting:
    """A conversation in which nobody can write now, without a name."""

    side: Side

    def other(self) -> Profile | None:
        """Return the other, for a moderator's eyes only; None where they are gone."""
        sides = Side.objects.filter(introduction=self.side.introduction_id)
        there = sides.exclude(pk=self.side.pk).select_related("profile__user").first()
        return there.profile if there else None

    def letters(self) -> list[Letter]:
        """Return what one may read, in order."""
        own = Message.objects.filter(
            introduction=self.side.introduction_id, author=self.side.profile
        )
        kept = KeptLetter.objects.filter(side=self.side)
        found = [Letter(one.sent_at, one.text, True, one.handle) for one in own.order_by("pk")]
        found += [Letter(one.sent_at, one.text, False, one.handle) for one in kept.order_by("pk")]
        return sorted(found, key=lambda one: one.sent_at)


def resting_of(profile: Profile) -> list[Resting]:
    """List the conversations that rest.

    Parameters
    ----------
    profile
        One's own.

    Returns
    -------
    resting
        Those of `profile` with somebody they cannot talk with now, whatever the reason.
    """
    awake = [talk.side.pk for talk in talks_of(profile)]
    sides = profile.sides.filter(introduction__introduced_at__isnull=False)
    sides = sides.exclude(pk__in=awake).select_related("introduction", "profile")
    return [Resting(side) for side in sides.order_by("-pk")]


def resting_with(profile: Profile, handle: str) -> Resting | None:
    """Return one conversation that rests.

    Parameters
    ----------
    profile
        One's own.
    handle
        Of one's own side.

    Returns
    -------
    resting
        None where there is none, or where it goes on.
    """
    return next((one for one in resting_of(profile) if one.side.handle == handle), None)


def mark_seen(resting: Resting) -> None:
    """Note that one looked, so that My space does not go on counting what waits there.

    Parameters
    ----------
    resting
        From `resting_with`.
    """
    mine = Notice.objects.filter(user=resting.side.profile.user_id, about=resting.side.handle)
    with where_there_is_room():
        mine.filter(read_at__isnull=True).update(read_at=timezone.now())


def readable_letters(user: User) -> list[dict[str, Any]]:
    """Return the letters to somebody as their pages show them now, for the download.

    Parameters
    ----------
    user
        The person.

    Returns
    -------
    rows
        Those of talks that go on, and what was left in those that rest: one row looks like the
        other, so that a download tells no more than the pages.
    """
    profile = profile_of(user)
    if profile is None:
        return []
    found = [
        (talk.side.pk, letter.sent_at, letter.text)
        for talk in talks_of(profile)
        for letter in talk.messages().filter(author=talk.other)
    ] + [
        (resting.side.pk, letter.sent_at, letter.text)
        for resting in resting_of(profile)
        for letter in resting.letters()
        if not letter.is_own
    ]
    return [
        {"side_id": side, "sent_at": sent_at, "text": text}
        for side, sent_at, text in sorted(found, key=lambda one: (one[1], one[0]))
    ]
