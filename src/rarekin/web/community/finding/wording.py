"""Reasons of a proposal in plain words, made when shown, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from rarekin.api.diseases.lookup import label_of
from rarekin.model.identifiers import Curie
from rarekin.web.accounts.being.topics import LANGUAGES, TOPICS
from rarekin.web.accounts.models.profile import Role
from rarekin.web.community.finding.card_more import NAMED
from rarekin.web.community.models import MeetingWish, ModerationAction

STARTERS = (
    gettext_lazy("What do you wish somebody had told you at the beginning?"),
    gettext_lazy("What makes an ordinary day easier for you?"),
    gettext_lazy("Is there a doctor or a place where you felt understood?"),
)


def _signs(details: Sequence[str]) -> str:
    n = int(details[0])
    return ngettext("%(n)d shared sign", "%(n)d shared signs", n) % {"n": n}


def _languages(details: Sequence[str]) -> str:
    names = dict(LANGUAGES)
    listed = ", ".join(names[code] for code in details if code in names)
    return _("You both speak %(languages)s") % {"languages": listed}


def _topics(details: Sequence[str]) -> str:
    listed = ", ".join(str(TOPICS[slug]) for slug in details if slug in TOPICS)
    return _("You would both like to talk about: %(topics)s") % {"topics": listed}


def _named(details: Sequence[str]) -> str:
    names = (label_of(Curie(term), get_language() or "en") for term in details)
    return _("You both show: %(signs)s") % {"signs": ", ".join(names)}


_SAME_ROLE: dict[str, Callable[[], str]] = {
    Role.AFFECTED: lambda: _("You both have a rare disease yourselves"),
    Role.PARENT: lambda: _("You are both a parent or guardian"),
    Role.RELATIVE: lambda: _("You are both a partner or relative"),
    Role.BEREAVED: lambda: _("You both lost somebody"),
    Role.UNDIAGNOSED: lambda: _("You are both looking for a diagnosis"),
}
_ROLES: dict[str, Callable[[], str]] = {
    Role.AFFECTED: lambda: _("Somebody who has a rare disease"),
    Role.PARENT: lambda: _("A parent or guardian"),
    Role.RELATIVE: lambda: _("A partner or relative"),
    Role.BEREAVED: lambda: _("Somebody who lost a loved one"),
    Role.UNDIAGNOSED: lambda: _("Somebody who looks for a diagnosis"),
    Role.PROFESSIONAL: lambda: _("Somebody who works in health care, checked by the host"),
    Role.ORGANISATION: lambda: _("Somebody who speaks for an organisation, checked by the host"),
}
_BROAD: dict[str, Callable[[], str]] = {
    "ill": lambda: _("Somebody who is ill themselves"),
    "family": lambda: _("Somebody of the family"),
    "searching": _ROLES[Role.UNDIAGNOSED],
}
WISHES: dict[str, Any] = {
    MeetingWish.Role.PROFESSIONAL: gettext_lazy("People who work in health care"),
    MeetingWish.Role.ORGANISATION: gettext_lazy("People who speak for an organisation"),
}

OF_APPEAL = "appeal"
_DONE: dict[str, Callable[[], str]] = {
    ModerationAction.Kind.HID: lambda: _("Taken away. The author reads why."),
    ModerationAction.Kind.SHOWED: lambda: _("Others can read it now."),
    ModerationAction.Kind.KEPT: lambda: _("Left as it is. The author hears nothing."),
    ModerationAction.Kind.HELPED: lambda: _("They were written to. Tell the host, too."),
    ModerationAction.Kind.SUSPENDED: lambda: _("Suspended. They read why; a mail was written."),
    ModerationAction.Kind.RESTORED: lambda: _("Given back. They read why; a mail was written."),
    OF_APPEAL: lambda: _("Decided. The author reads your words."),
}
# What was done, said to whom it was done to.
_TO_AUTHOR: dict[str, Callable[[], str]] = {
    ModerationAction.Kind.HID: lambda: _("A moderator took away what you wrote"),
    ModerationAction.Kind.SHOWED: lambda: _("A moderator let what you wrote be shown"),
    ModerationAction.Kind.HELPED: lambda: _("A moderator wrote to you"),
    ModerationAction.Kind.SUSPENDED: lambda: _("A moderator suspended your account"),
    ModerationAction.Kind.RESTORED: lambda: _("A moderator gave your account back"),
}


def done_in_words(done: str) -> str:
    """Say to a moderator what was done and who hears of it.

    Parameters
    ----------
    done
        A value of `ModerationAction.Kind`, or `OF_APPEAL`.

    Returns
    -------
    words
        In the active language.
    """
    return _DONE[done]()


def to_author_in_words(kind: str) -> str:
    """Say what a moderator did to whom it was done to.

    Parameters
    ----------
    kind
        A value of `ModerationAction.Kind`, but not that something was left as it is.

    Returns
    -------
    words
        In the active language.
    """
    return _TO_AUTHOR[kind]()


def _contact(details: Sequence[str]) -> str:
    told = _("They opened the link you made. Say yes if it was the person you gave it to.")
    note = details[0] if details else ""
    return f"{note}: {told}" if note else told


_REASONS: dict[str, Callable[[Sequence[str]], str]] = {
    "contact": _contact,
    "invited": lambda _details: _("You opened the link that they gave you"),
    "same": lambda _details: _("The same disease"),
    "broader": lambda _details: _("A wider or narrower form of the same disease"),
    "gene": lambda _details: _("A disease of the same gene"),
    "sibling": lambda _details: _("A closely related disease"),
    "signs": _signs,
    NAMED: _named,
    "languages": _languages,
    "country": lambda _details: _("You live in the same country"),
    "near": lambda _details: _(
        "You live in the same part of the world, or in neighbouring countries"
    ),
    "role": lambda details: _SAME_ROLE.get(details[0], lambda: "")(),
    "carers": lambda _details: _("You both care for somebody"),
    "age": lambda _details: _("It is about somebody of a similar age"),
    "topics": _topics,
}


def card_in_words(card: dict[str, Any]) -> dict[str, Any]:
    """Turn a stored card into words.

    Parameters
    ----------
    card
        Role and reasons of the other person, nothing else.

    Returns
    -------
    words
        ``who`` and the list ``reasons``.
    """
    reasons = [
        words
        for code, details in card.get("reasons", ())
        if code in _REASONS and (words := _REASONS[code](details))
    ]
    who = (_ROLES | _BROAD).get(card.get("role", ""), lambda: _("Somebody"))()
    return {"who": who, "reasons": reasons}
