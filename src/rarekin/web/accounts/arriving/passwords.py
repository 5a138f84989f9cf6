"""Passwords that are easy to guess are refused, without asking anybody outside.

Django carries 20,000 common passwords, yet few of them are as long as ours must be. Long ones
that are guessed are mostly common ones in a row, so these are refused as well. A host may add
a list of breached passwords (`RAREKIN_BREACHED_PASSWORDS`).
"""

from __future__ import annotations

import hashlib
import mmap
import re
from pathlib import Path

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

_LEET = str.maketrans("013457@$!", "oieastasi")
_RUN = re.compile(r"(.{1,3}?)\1{2,}")
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_SHORTEST_PART = 2
_LONGEST_PART = 24
_FEWEST = 4


class CommonPartsValidator(CommonPasswordValidator):
    """Refuses a password put together from a few parts that many people use.

    Such a part is a common password (also with digits for letters), a number, signs, a run, a
    row of keys, or the site's own name.
    """

    def validate(self, password: str, user: Model | None = None) -> None:
        """Refuse a password that fewer than four common parts and single letters make up."""
        words = {"rarekin", *settings.SITE_NAME.lower().split()}
        if self._n_pieces("".join(password.lower().split()), words) < _FEWEST:
            raise ValidationError(self.get_error_message(), code="password_too_common")

    def get_error_message(self) -> str:
        """Say what is wrong with it."""
        return _(
            "This password is made of parts that many people use. "
            "Choose four words that do not belong together."
        )

    def get_help_text(self) -> str:
        """Say what is accepted."""
        return _("Your password can’t be made of parts that many people use.")

    def _n_pieces(self, text: str, words: set[str]) -> int:
        """Count the common parts and the other letters that make up a text, at the fewest."""
        fewest = [0]
        for end in range(1, len(text) + 1):
            parts = [
                fewest[start]
                for start in range(max(0, end - _LONGEST_PART), end - _SHORTEST_PART + 1)
                if self._is_common(text[start:end], words)
            ]
            fewest.append(1 + min([fewest[end - 1], *parts]))
        return fewest[-1]

    def _is_common(self, part: str, words: set[str]) -> bool:
        if part.isdigit() or not any(c.isalnum() for c in part) or _RUN.fullmatch(part):
            return True
        if any(part in row or part in row[::-1] for row in _ROWS):
            return True
        return any(
            text in self.passwords or text in words for text in (part, part.translate(_LEET))
        )


class BreachedPasswordValidator:
    """Refuses what stands in a host's own file of breached passwords; asks nobody outside.

    The file holds one SHA-1 hash in hexadecimal per line, sorted, as the “ordered by hash”
    downloads of breached passwords do; what follows a colon is ignored.
    """

    def validate(self, password: str, user: Model | None = None) -> None:
        """Refuse a password whose hash is in the file; without a file none is."""
        path = settings.BREACHED_PASSWORDS
        if path and is_listed(Path(path), password):
            raise ValidationError(self.get_error_message(), code="password_breached")

    def get_error_message(self) -> str:
        """Say what is wrong with it."""
        return _("This password became known in a theft of data elsewhere. Choose another one.")

    def get_help_text(self) -> str:
        """Say what is accepted."""
        return _("Your password can’t be one that became known elsewhere.")


def is_listed(path: Path, password: str) -> bool:
    """Look a password up in a sorted file of hashes, without reading the file.

    Parameters
    ----------
    path
        One hash a line, sorted.
    password
        As typed.

    Returns
    -------
    is_listed
        False also for an empty file.
    """
    digest = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest()
    wanted = digest.upper().encode()
    if path.stat().st_size == 0:
        return False
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        low, high = 0, len(text)
        while low < high:
            start = text.rfind(b"\n", 0, (low + high) // 2) + 1
            end = text.find(b"\n", start)
            end = len(text) if end < 0 else end
            found = text[start : start + len(wanted)].upper()
            if found == wanted:
                return True
            low, high = (end + 1, high) if found < wanted else (low, start)
    return False
