"""Words between two introduced people: a request first, then freely."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from rarekin.errors import InputError, TooLarge
from rarekin.web.accounts.guarding.limits import Limit, take
from rarekin.web.accounts.guarding.ways_elsewhere import has_contact, n_links
from rarekin.web.accounts.models import Profile
from rarekin.web.community.finding.peers import acquaintances
from rarekin.web.community.models import Introduction, Message, Notice, Side
from rarekin.web.community.talking.letters import let_stay
from rarekin.web.community.talking.words_check import is_new, must_wait
from rarekin.web.community.telling.notices import notify
from rarekin.web.shell.disk import where_there_is_room

MAX_CHARACTERS = 5000
OF_NEW = Limit("messages-new", 20, 24 * 3600.0)
OF_ALL = Limit("messages", 200, 24 * 3600.0)


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation as one of the two sees it."""

    side: Side
    other: Profile

    @property
    def is_accepted(self) -> bool:
        """Whether both want to write: each has written or pressed accept."""
        return self.side.introduction.sides.filter(accepted_at__isnull=True).count() == 0

    @property
    def both_wrote(self) -> bool:
        """Whether each has written to the other in words that the other could read."""
        read = self.side.introduction.messages.filter(held_at__isnull=True, hidden_at__isnull=True)
        return read.values("author").distinct().order_by().count() == 2

    @property
    def is_request_of_other(self) -> bool:
        """Whether the other wrote first and waits."""
        return self.side.accepted_at is None and self._other_side().accepted_at is not None

    @property
    def is_own_request(self) -> bool:
        """Whether one wrote first and waits."""
        return self.side.accepted_at is not None and self._other_side().accepted_at is None

    def _other_side(self) -> Side:
        return self.side.introduction.sides.get(profile=self.other)

    def messages(self) -> QuerySet[Message]:
        """Return what one may read, in order: own words, and those not held or taken away."""
        words = self.side.introduction.messages.select_related("author")
        mine = words.filter(author=self.side.profile)
        theirs = words.filter(author=self.other, held_at__isnull=True, hidden_at__isnull=True)
        return (mine | theirs).order_by("sent_at", "pk")


def talks_of(profile: Profile) -> list[Talk]:
    """List the conversations somebody can have now.

    Parameters
    ----------
    profile
        One's own.

    Returns
    -------
    talks
        With people who are here, are not hidden and stand in no block.
    """
    here = {other.pk: other for other in acquaintances(profile)}
    sides = Side.objects.filter(
        introduction__sides__profile=profile,
        introduction__introduced_at__isnull=False,
        profile__in=here,
    ).values_list("introduction_id", "profile_id")
    other_of = dict(sides)
    own = profile.sides.filter(introduction__in=other_of).select_related("introduction")
    return [Talk(side, here[other_of[side.introduction_id]]) for side in own.order_by("-pk")]


def talk_with(profile: Profile, handle: str) -> Talk | None:
    """Return one conversation.

    Parameters
    ----------
    profile
        One's own.
    handle
        Of one's own side.

    Returns
    -------
    talk
        None where there is none, or where there no longer is: these look the same.
    """
    return next((talk for talk in talks_of(profile) if talk.side.handle == handle), None)


@transaction.atomic
def message_send(*, talk: Talk, text: str, form_key: str) -> Message:
    """Send words; the same form sent again changes nothing.

    Parameters
    ----------
    talk
        From `talk_with`.
    text
        Plain words, at most five thousand characters.
    form_key
        From the form, so that a second click does not send twice.

    Returns
    -------
    message
        As stored; held back where a moderator has to look first.

    Raises
    ------
    InputError
        If it is empty, or a request that was not answered would get a second message or a link.
    TooLarge
        If it is too long or too much for a day.
    """
    me = talk.side.profile
    Introduction.objects.select_for_update().get(pk=talk.side.introduction_id)
    sent = Message.objects.filter(author=me, form_key=form_key).first()
    if sent is not None:
        return sent
    _check(talk, text.strip())
    now = timezone.now()
    message = Message.objects.create(
        introduction=talk.side.introduction,
        author=me,
        text=text.strip(),
        form_key=form_key,
        sent_at=now,
        held_at=now if must_wait(me, text) and not talk.both_wrote else None,
    )
    let_stay(message)
    Side.objects.filter(pk=talk.side.pk, accepted_at__isnull=True).update(accepted_at=now)
    other = talk.side.introduction.sides.get(profile=talk.other)
    if message.held_at is None and not other.is_muted:
        notify(talk.other.user_id, Notice.Kind.MESSAGE, about=other.handle)
    return message


def _check(talk: Talk, text: str) -> None:
    me = talk.side.profile
    if not text:
        raise InputError(_("There are no words yet."), hint=_("Write something first."))
    if len(text) > MAX_CHARACTERS:
        raise TooLarge(
            _("This is longer than 5,000 characters."), hint=_("Please send it in parts.")
        )
    already = talk.side.introduction.messages.filter(author=me).exists()
    if not talk.is_accepted and not talk.is_request_of_other:
        if already:
            raise InputError(
                _("You have written. Now it is the other person’s turn."),
                hint=_("You can write again once they answer."),
            )
        if n_links(text) or has_contact(text):
            raise InputError(
                _("A first message cannot hold links, addresses or telephone numbers."),
                hint=_("Send them once the other person has answered."),
            )
    if not take(OF_NEW if is_new(me) else OF_ALL, str(me.user_id)):
        raise TooLarge(
            _("That is the most for one day."), hint=_("Your words are below: send them tomorrow.")
        )


def accept(talk: Talk) -> None:
    """Let the other write freely, without having to write oneself.

    Parameters
    ----------
    talk
        From `talk_with`.
    """
    Side.objects.filter(pk=talk.side.pk, accepted_at__isnull=True).update(
        accepted_at=timezone.now()
    )


def mark_read(talk: Talk) -> None:
    """Note that one has seen the conversation; the other is not told.

    Parameters
    ----------
    talk
        From `talk_with`.
    """
    now, about = timezone.now(), talk.side.handle
    mine = Notice.objects.filter(user_id=talk.side.profile.user_id, about=about)
    with where_there_is_room():
        Side.objects.filter(pk=talk.side.pk).update(read_at=now)
        mine.filter(read_at__isnull=True).update(read_at=now)
