"""A proof of work in place of a picture puzzle: a moment of computing, nothing to look at.

The browser looks for a number that, written after our challenge, gives a SHA-256 hash with
enough leading zero bits. Each challenge is signed, good for two hours and counts once.
"""

from __future__ import annotations

import hashlib
import secrets

from django.core import signing
from django.core.cache import cache

N_BITS = 16
GOOD_FOR_SECONDS = 7200
_SALT = "rarekin.accounts.puzzle"


def make_challenge() -> str:
    """Return a fresh challenge.

    Returns
    -------
    challenge
        Signed with the moment it was made.
    """
    return signing.TimestampSigner(salt=_SALT).sign(secrets.token_hex(8))


def n_zero_bits(challenge: str, answer: str) -> int:
    """Count the leading zero bits that an answer reaches.

    Parameters
    ----------
    challenge, answer
        Joined by a blank and hashed.

    Returns
    -------
    n_bits
        0 to 256.

    Examples
    --------
    >>> n_zero_bits("a", "0") == 256 - int(hashlib.sha256(b"a 0").hexdigest(), 16).bit_length()
    True
    """
    digest = hashlib.sha256(f"{challenge} {answer}".encode()).digest()
    return 256 - int.from_bytes(digest).bit_length()


def is_solved(challenge: str, answer: str) -> bool:
    """Tell whether an answer solves a challenge of ours that was not used before.

    Parameters
    ----------
    challenge, answer
        As sent with the form.

    Returns
    -------
    is_solved
        A challenge that was solved counts only once.
    """
    if not (0 < len(answer) <= 20 and n_zero_bits(challenge, answer) >= N_BITS):
        return False
    try:
        signing.TimestampSigner(salt=_SALT).unsign(challenge, max_age=GOOD_FOR_SECONDS)
    except signing.BadSignature:
        return False
    return bool(cache.add(f"puzzle:{challenge}", 1, GOOD_FOR_SECONDS))


def solve(challenge: str) -> str:
    """Find an answer, as the browser does.

    Parameters
    ----------
    challenge
        A challenge.

    Returns
    -------
    answer
        A number in decimal digits.
    """
    number = 0
    while n_zero_bits(challenge, str(number)) < N_BITS:
        number += 1
    return str(number)
