"""Codes that let people sign up during a pilot. Only their hashes are kept."""

from __future__ import annotations

import datetime
import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone

from rarekin.web.accounts.models import Host, Invitation


@dataclass(frozen=True, slots=True)
class OtherWay:
    """Another way in than a code: a page of this site behind which somebody invites.

    Attributes
    ----------
    stands
        Tells whether a path of this site still lets somebody in.
    use
        Lets one person in by it; False where it let somebody in meanwhile.
    """

    stands: Callable[[str], bool]
    use: Callable[[str], bool]


_other_ways: list[OtherWay] = []


def on_other_way(way: OtherWay) -> None:
    """Add another way in.

    Parameters
    ----------
    way
        What the community says of its own links.
    """
    _other_ways.append(way)


def lets_in(path: str) -> bool:
    """Tell whether somebody who comes from a page of this site needs no code.

    Parameters
    ----------
    path
        Of the page, or empty.

    Returns
    -------
    lets_in
        Nothing is used up by asking.
    """
    return bool(path) and any(way.stands(path) for way in _other_ways)


def use_up_way(path: str) -> bool:
    """Let one person in by a page of this site.

    Parameters
    ----------
    path
        Of the page, or empty.

    Returns
    -------
    was_used
        False where it lets nobody in, or did meanwhile.
    """
    return bool(path) and any(way.use(path) for way in _other_ways)


def hash_code(code: str) -> str:
    """Return the form in which an invitation code is kept.

    Parameters
    ----------
    code
        As typed; case and surrounding blanks do not matter.

    Returns
    -------
    code_hash
        64 hexadecimal digits.

    Examples
    --------
    >>> hash_code(" AB12-cd34 ") == hash_code("ab12-CD34")
    True
    """
    return hashlib.sha256(code.strip().lower().encode()).hexdigest()


def invitation_make(*, note: str, uses: int, days: int) -> str:
    """Make an invitation.

    Parameters
    ----------
    note
        For the host; never a person's name or health.
    uses, days
        How often and how long it works.

    Returns
    -------
    code
        Shown once; easy to read aloud.
    """
    code = "-".join(secrets.token_hex(3) for _ in range(3))
    Invitation.objects.create(
        code_hash=hash_code(code),
        note=note,
        uses_left=uses,
        expires_at=timezone.now() + datetime.timedelta(days=days),
    )
    return code


def is_needed() -> bool:
    """Tell whether the host lets in only people with an invitation."""
    return Host.objects.filter(invitation_only=True).exists()


def stands(code: str) -> bool:
    """Tell whether a code may be used.

    Parameters
    ----------
    code
        As typed.

    Returns
    -------
    stands
        False where there is none, it expired or it is used up: all look the same.
    """
    return Invitation.objects.filter(
        code_hash=hash_code(code), uses_left__gt=0, expires_at__gt=timezone.now()
    ).exists()


def use_up(code_hash: str) -> bool:
    """Use a code once.

    Parameters
    ----------
    code_hash
        From `hash_code`.

    Returns
    -------
    was_used
        False where somebody else used it up in the meantime.
    """
    standing = Invitation.objects.filter(
        code_hash=code_hash, uses_left__gt=0, expires_at__gt=timezone.now()
    )
    return bool(standing.update(uses_left=F("uses_left") - 1))
