"""What a moderator can do about something, and who hears of it; nothing is offered in vain."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rarekin.web.accounts.models import User
from rarekin.web.community.models import ModerationAction, Report
from rarekin.web.community.safety.targets import ACCOUNT, Target

Kind = ModerationAction.Kind
About = Report.About
# Something is taken from somebody, who reads which reason and why; who is given back an account
# reads why.
WITH_REASON = frozenset({Kind.HID, Kind.SUSPENDED})
WITH_WORDS = WITH_REASON | {Kind.RESTORED}


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing a moderator can do.

    Attributes
    ----------
    kind
        A value of `ModerationAction.Kind`.
    label
        What it is.
    tells
        Who hears what.
    """

    kind: str
    label: str | Promise
    tells: str | Promise


_TAKE_AWAY = Deed(
    Kind.HID,
    _("Take away what was written"),
    _("Others no longer read it. The author reads why and can ask for a second look."),
)
_TAKE_LETTER = Deed(
    Kind.HID, _("Take away what was written"), _("Nobody reads it any more. Its writer has left.")
)
_EMPTY_LINE = Deed(
    Kind.HID,
    _("Empty the line on their card"),
    _("They read why, can ask for a second look, and can write another line."),
)
_SHOW = Deed(Kind.SHOWED, _("Let it be shown"), _("Others read it from now on. No reason needed."))
_LEAVE = Deed(
    Kind.KEPT,
    _("Leave it as it is"),
    _("Whoever reported it hears that you looked. The author hears nothing."),
)
_HELP = Deed(
    Kind.HELPED,
    _("Tell them where there is help"),
    _(
        "Nothing is taken away. They read the crisis help of this site and your words, if you"
        " write any. A mail says at once that something waits, not what."
    ),
)
_SUSPEND = Deed(
    Kind.SUSPENDED,
    _("Suspend the account"),
    _(
        "Nobody sees them and they cannot write. They read why, can ask for a second look,"
        " download and erase. A mail says that a decision waits."
    ),
)
_GIVE_BACK = Deed(
    Kind.RESTORED,
    _("Give the account back"),
    _("They take part again and read why. A mail says that a decision waits."),
)


def offered(user: User, target: Target, *, is_urgent: bool = False) -> list[Deed]:
    """Return what somebody who keeps order can do about something.

    Parameters
    ----------
    user
        Co-moderators decide about words only.
    target
        Words, a line, a conversation or an account.
    is_urgent
        Whether somebody may be in danger; help comes first then.

    Returns
    -------
    deeds
        The likeliest first. To leave alone what waits to be read is no choice: it would wait
        for ever.
    """
    about = target.about
    if target.kind == ACCOUNT:
        return [_of_account(about.user)] if about is not None else []
    deeds = []
    if about is None:
        deeds += [_TAKE_LETTER] if target.text else []
    elif target.kind == About.CARD:
        deeds += [_EMPTY_LINE] if about.line else []
    elif target.text:
        deeds.append(_TAKE_AWAY)
    deeds.append(_SHOW if target.waits and about is not None else _LEAVE)
    if about is None:
        return deeds
    deeds.insert(0 if is_urgent else len(deeds), _HELP)
    return [*deeds, _of_account(about.user)] if user.is_staff else deeds


def _of_account(user: User) -> Deed:
    return _SUSPEND if user.suspended_at is None else _GIVE_BACK
