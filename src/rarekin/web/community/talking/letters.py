"""Letters that stay with their reader when a conversation rests, and how they are taken back."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from rarekin.web.accounts.models import Profile
from rarekin.web.community.finding.peers import acquaintances
from rarekin.web.community.models import Introduction, KeptLetter, Message, Side


def let_stay(message: Message) -> None:
    """Leave a letter with its reader, if its writer lets it stay and the other can read it now.

    Parameters
    ----------
    message
        Just sent, or just released by a moderator. One released while the conversation rests is
        not left: words that appear there would tell that somebody is still here.
    """
    if message.held_at is not None or message.hidden_at is not None:
        return
    writer = Profile.objects.select_related("user").get(pk=message.author_id)
    here = acquaintances(writer) if writer.letters_stay else Profile.objects.none()
    side = Side.objects.filter(introduction=message.introduction_id, profile__in=here).first()
    if side is not None:
        KeptLetter.objects.get_or_create(
            message=message,
            defaults={"side": side, "text": message.text, "sent_at": message.sent_at},
        )


def take_all_back(profile: Profile) -> None:
    """Take back all that somebody left with others.

    Parameters
    ----------
    profile
        Who wrote it.
    """
    _take_back(profile, profile.sides.values_list("introduction_id", flat=True))


def take_back_from(side: Side) -> None:
    """Take back what somebody left in one conversation.

    Parameters
    ----------
    side
        Their own.
    """
    _take_back(side.profile, (side.introduction_id,))


def take_back_between(writer: Profile, reader: Profile) -> None:
    """Take back what somebody left with one person, in whatever conversations they had.

    Parameters
    ----------
    writer
        Who wrote it.
    reader
        With whom it lies; nothing happens where there is nothing.
    """
    met = Introduction.objects.filter(sides__profile=writer).filter(sides__profile=reader)
    _take_back(writer, met.values_list("pk", flat=True))


@transaction.atomic
def _take_back(profile: Profile, introductions: Iterable[int]) -> None:
    # The same lock as for sending, so that no letter is left while all are taken back.
    met = Introduction.objects.select_for_update().filter(pk__in=list(introductions))
    list(met.order_by("pk").values_list("pk", flat=True))
    KeptLetter.objects.filter(message__author=profile, message__introduction__in=met).delete()


def forget(side: Side) -> None:
    """Delete what the other left in one conversation, from one's own side.

    Parameters
    ----------
    side
        One's own.
    """
    KeptLetter.objects.filter(side=side).delete()
