"""Giving and withdrawing consent. A withdrawal acts at once."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from rarekin.errors import InputError
from rarekin.web.accounts.models import Consent, Profile, User
from rarekin.web.accounts.models.profile import Reach
from rarekin.web.accounts.rights.purposes import INTRODUCTIONS, PURPOSES

_when_withdrawn: dict[str, list[Callable[[User], None]]] = {}


def on_withdrawal(purpose: str, act: Callable[[User], None]) -> None:
    """Register what must happen in the same transaction in which a consent is withdrawn.

    Parameters
    ----------
    purpose
        Slug of the purpose.
    act
        Called with the person.
    """
    _when_withdrawn.setdefault(purpose, []).append(act)


def has_consented(user: User, purpose: str) -> bool:
    """Tell whether a person stands by a purpose in its present wording.

    Parameters
    ----------
    user
        The person.
    purpose
        Slug of the purpose.

    Returns
    -------
    has_consented
        False where the consent was withdrawn or given to an older wording.
    """
    return Consent.objects.filter(
        user=user,
        purpose=purpose,
        wording=PURPOSES[purpose].wording,
        withdrawn_at__isnull=True,
    ).exists()


@transaction.atomic
def consent_give(*, user: User, purpose: str) -> Consent:
    """Record a yes to one purpose; a second yes changes nothing.

    Parameters
    ----------
    user
        The person.
    purpose
        Slug of the purpose.

    Returns
    -------
    consent
        The standing consent.

    Raises
    ------
    InputError
        If there is no such purpose.
    """
    known = _purpose(purpose)
    Consent.objects.filter(user=user, purpose=purpose, withdrawn_at__isnull=True).exclude(
        wording=known
    ).update(withdrawn_at=timezone.now())
    consent, _created = Consent.objects.get_or_create(
        user=user, purpose=purpose, wording=known, withdrawn_at=None
    )
    return consent


@transaction.atomic
def consent_withdraw(*, user: User, purpose: str) -> None:
    """Record a no to one purpose and act on it at once; the other purposes stand.

    Parameters
    ----------
    user
        The person.
    purpose
        Slug of the purpose.

    Raises
    ------
    InputError
        If there is no such purpose.
    """
    _purpose(purpose)
    Consent.objects.filter(user=user, purpose=purpose, withdrawn_at__isnull=True).update(
        withdrawn_at=timezone.now()
    )
    if purpose == INTRODUCTIONS:
        Profile.objects.filter(user=user).update(reach=Reach.HIDDEN)
    for act in _when_withdrawn.get(purpose, ()):
        act(user)


def _purpose(slug: str) -> int:
    if slug not in PURPOSES:
        raise InputError(
            f"{slug[:40]!r} is nothing one can agree to here.",
            hint=f"One of: {', '.join(PURPOSES)}.",
        )
    return PURPOSES[slug].wording
