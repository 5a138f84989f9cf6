"""The life of a suggestion: made, confirmed by its writer, decided by a moderator, forgotten."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.core import signing
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rarekin.errors import InputError
from rarekin.web.accounts.models import User
from rarekin.web.curation import contributions, mails
from rarekin.web.curation.models import Contribution, Suggestion, mark_of

GOOD_FOR = datetime.timedelta(days=3)
FOLLOWED_FOR = datetime.timedelta(days=730)
_SALT = "rarekin.curation.suggestion"
State = Suggestion.State


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wrote.

    Attributes
    ----------
    disease, section
        What it is about.
    words
        In plain words.
    terms
        HPO ids the writer confirmed.
    origin, source
        How they know, and where it can be read.
    language
        What they read the page in.
    """

    disease: str
    section: str
    words: str
    terms: tuple[str, ...]
    origin: str
    source: str
    language: str = "en"

    def _fields(self) -> dict[str, object]:
        return {
            "disease": self.disease,
            "section": self.section,
            "words": self.words,
            "terms": list(self.terms),
            "origin": self.origin,
            "source": self.source,
            "language": self.language,
        }


def suggestion_of_member(draft: Draft, *, author: User) -> Suggestion:
    """Keep what a signed-in person wrote; their address is confirmed already.

    Parameters
    ----------
    draft
        What they wrote.
    author
        Who they are.

    Returns
    -------
    suggestion
        Waits for a moderator.
    """
    return Suggestion.objects.create(
        author=author,
        state=State.CONFIRMED,
        writer=mark_of(author.email),
        **draft._fields(),
    )


@transaction.atomic
def suggestion_by_mail(draft: Draft, *, email: str, confirm_url: str) -> None:
    """Keep what somebody wrote until they open the link we mail them.

    Parameters
    ----------
    draft
        What they wrote.
    email
        Where to write; nobody learns whether it is known here.
    confirm_url
        Address of the page that confirms, with ``TOKEN`` in place of the token.
    """
    suggestion = Suggestion.objects.create(
        email=email.lower(), writer=mark_of(email), **draft._fields()
    )
    address = confirm_url.replace("TOKEN", token_of(suggestion))
    mails.write_of_suggestion(suggestion, "curation/mail/confirm.txt", {"url": address})


def token_of(suggestion: Suggestion) -> str:
    """Return what stands for a suggestion in the links we mail.

    Parameters
    ----------
    suggestion
        Of somebody without an account.

    Returns
    -------
    token
        Signed; it names neither the disease nor anybody.
    """
    return signing.dumps(suggestion.handle, salt=_SALT)


def read_token(token: str) -> Suggestion | None:
    """Find the suggestion a link stands for.

    Parameters
    ----------
    token
        From the address.

    Returns
    -------
    suggestion
        None where the link is damaged, or too old to pass something on, or the suggestion is
        gone. Once it is passed on, its writer follows it here for `FOLLOWED_FOR`.
    """
    try:
        handle = signing.loads(token, salt=_SALT, max_age=FOLLOWED_FOR)
    except signing.BadSignature:
        return None
    late = timezone.now() - GOOD_FOR
    return (
        Suggestion.objects.filter(handle=handle).exclude(state=State.NEW, made_at__lt=late).first()
    )


def suggestion_confirm(suggestion: Suggestion) -> None:
    """Pass a suggestion on to the moderators; doing it again changes nothing.

    Parameters
    ----------
    suggestion
        Of somebody who opened the link.
    """
    waiting = Suggestion.objects.filter(pk=suggestion.pk, state=State.NEW)
    waiting.update(state=State.CONFIRMED)


def queue() -> QuerySet[Suggestion]:
    """Return what waits for a moderator, oldest first.

    Returns
    -------
    suggestions
        Confirmed by their writers.
    """
    return Suggestion.objects.filter(state=State.CONFIRMED).order_by("made_at", "pk")


def n_to_decide(user: User) -> int | None:
    """Count what waits for a moderator.

    Parameters
    ----------
    user
        Who asks.

    Returns
    -------
    n_waiting
        None for who is no moderator.
    """
    return queue().count() if user.is_staff else None


@transaction.atomic
def suggestion_decide(
    suggestion: Suggestion,
    *,
    by: User,
    accept: bool,
    reason: str = "",
    answer: str = "",
    terms: Sequence[str] | None = None,
    same_as: Contribution | None = None,
    sentence: str = "",
) -> None:
    """Accept a suggestion, or decline it with a reason; the writer is told and the address dropped.

    Parameters
    ----------
    suggestion
        One that waits.
    by
        The moderator.
    accept
        Whether it is worth becoming a fact with a source; it is not published by this.
    reason
        Needed to decline.
    answer
        Words to the writer.
    terms
        The signs of the suggestion that are taken over; by default all of them.
    same_as
        For words without signs: what says the same already.
    sentence
        For words without signs: the same in the moderator's words.

    Raises
    ------
    InputError
        If a reason is missing, or somebody else decided in the meantime.
    """
    if not accept and reason not in Suggestion.Reason.values:
        raise InputError(
            _("A suggestion is declined without a reason."), hint=_("Choose one from the list.")
        )
    state = State.ACCEPTED if accept else State.DECLINED
    decided = Suggestion.objects.filter(pk=suggestion.pk, state=State.CONFIRMED).update(
        state=state,
        reason="" if accept else reason,
        answer=answer[:1000],
        decided_at=timezone.now(),
        decided_by=by,
        email="",
    )
    if not decided:
        raise InputError(
            _("This suggestion was decided in the meantime."), hint=_("Look at the next one.")
        )
    if accept:
        kept = suggestion.terms if terms is None else [t for t in suggestion.terms if t in terms]
        contributions.back(suggestion, tuple(kept), same_as, sentence)
    way = (
        reverse("curation:mine")
        if suggestion.author is not None
        else reverse("curation:confirm", args=[token_of(suggestion)])
    )
    told = "" if accept else Suggestion.Reason(reason).label
    mails.write_of_decision(suggestion, accept=accept, reason=told, path=way)


def of_person(user: User) -> QuerySet[Suggestion]:
    """Return what a person suggested, signed in or from one of their confirmed addresses.

    Parameters
    ----------
    user
        The person.

    Returns
    -------
    suggestions
        Newest first.
    """
    from allauth.account.models import EmailAddress

    own = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    marks = {mark_of(address) for address in (user.email, *own)}
    return Suggestion.objects.filter(Q(author=user) | Q(writer__in=marks)).order_by(
        "-made_at", "-pk"
    )


def forget_unconfirmed(now: datetime.datetime) -> int:
    """Drop what nobody confirmed in time.

    Parameters
    ----------
    now
        The present moment.

    Returns
    -------
    n_rows
        How many were dropped.
    """
    late = Suggestion.objects.filter(state=State.NEW, made_at__lt=now - GOOD_FOR)
    return late.delete()[0]
