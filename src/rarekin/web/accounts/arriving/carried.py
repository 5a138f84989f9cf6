"""What somebody came for, carried from a disease page through the mail into a new account.

Until the link in the mail is opened nobody has confirmed the address, so the database must not
say that it belongs to somebody with a disease. What was chosen is sealed with a key made from
the link's own token, of which the database keeps only a hash: without the mail nothing opens it.
Every sign-up is sealed, to the same length, so that a row does not tell who came for what.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

MAX_SIGNS = 40
_LENGTH = 1536
_PURPOSE = b"rarekin sign-up"
_WATCH_PURPOSE = b"rarekin watch"
# Where a disease goes that somebody wants to watch, as soon as they are signed in.
WATCH = "/people/watch/"
_WATCH_LENGTH = 48
_WATCH_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Carried:
    """What a sign-up is for.

    Attributes
    ----------
    is_meeting
        Whether the person wants to meet somebody; else they only want an account.
    disease
        Canonical id, or empty.
    signs
        HPO id with ``present`` or ``excluded``.
    then
        Path of this site to which the new account comes back, or empty.
    """

    is_meeting: bool = False
    disease: str = ""
    signs: tuple[tuple[str, str], ...] = ()
    then: str = ""


NOTHING = Carried()


def seal(carried: Carried, token: str) -> str:
    """Close it, so that only who has the token can read it.

    Parameters
    ----------
    carried
        What to keep.
    token
        Of the link in the mail.

    Returns
    -------
    sealed
        Of the same length whatever was carried.

    Examples
    --------
    >>> poh = Carried(is_meeting=True, disease="MONDO:0008153")
    >>> unseal(seal(poh, "token"), "token") == poh
    True
    >>> unseal(seal(poh, "token"), "another") == NOTHING
    True
    >>> len(seal(poh, "token")) == len(seal(NOTHING, "token"))
    True
    """
    told = [carried.is_meeting, carried.disease, carried.signs[:MAX_SIGNS], carried.then]
    return _lock(token).encrypt(json.dumps(told).ljust(_LENGTH).encode()).decode()


def unseal(sealed: str, token: str) -> Carried:
    """Read it again.

    Parameters
    ----------
    sealed
        From `seal`.
    token
        Of the link in the mail.

    Returns
    -------
    carried
        Nothing where the token is another, or the row is older than sealing.
    """
    try:
        told = json.loads(_lock(token).decrypt(sealed.encode()))
    except InvalidToken:
        return NOTHING
    is_meeting, disease, signs, *rest = told  # links of an older version carry no way back
    then = str(rest[0]) if rest else ""
    return Carried(bool(is_meeting), str(disease), tuple((str(t), str(s)) for t, s in signs), then)


def watch_path(disease: str) -> str:
    """Return an address that carries a disease through signing in and tells it to nobody.

    Parameters
    ----------
    disease
        Its id, or anything else a form sent.

    Returns
    -------
    path
        Of one length for every disease, and different each time; it ends after an hour.

    Examples
    --------
    >>> sealed = watch_path("MONDO:0008153")
    >>> "0008153" in sealed, len(sealed) == len(watch_path("ORPHA:1")), sealed == watch_path("x")
    (False, True, False)
    >>> watched_in(sealed.removeprefix("/people/watch/")), watched_in("gAAAAA")
    ('MONDO:0008153', '')
    """
    told = disease.encode()[:_WATCH_LENGTH].ljust(_WATCH_LENGTH)
    return WATCH + _lock(settings.SECRET_KEY, _WATCH_PURPOSE).encrypt(told).decode()


def watched_in(sealed: str) -> str:
    """Read the disease that an address carries.

    Parameters
    ----------
    sealed
        The last part of what `watch_path` returned.

    Returns
    -------
    disease
        Empty where it is damaged or older than an hour.
    """
    try:
        lock = _lock(settings.SECRET_KEY, _WATCH_PURPOSE)
        return lock.decrypt(sealed.encode(), ttl=_WATCH_SECONDS).decode(errors="replace").strip()
    except InvalidToken:
        return ""


def _lock(token: str, purpose: bytes = _PURPOSE) -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=purpose).derive(token.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
