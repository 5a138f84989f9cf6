"""A coloured sign made from the handle, so that a name is found again at a glance."""

from __future__ import annotations

import hashlib

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_SIDE = 5
_HALF = 3


def portrait(handle: str) -> SafeString:
    """Draw the sign of somebody.

    Parameters
    ----------
    handle
        Random since it was made, so the sign says nothing about whose it is.

    Returns
    -------
    svg
        Five by five squares, the same left and right, in one of 36 colours; decoration only.

    Examples
    --------
    >>> portrait("a") == portrait("a"), portrait("a") == portrait("b")
    (True, False)
    """
    digest = hashlib.blake2b(handle.encode(), digest_size=8, person=b"portrait").digest()
    hue = digest[0] % 36 * 10
    bits = int.from_bytes(digest[1:3], "big")
    squares = "".join(
        f"M{x} {y}h1v1h-1z"
        for y in range(_SIDE)
        for x in range(_SIDE)
        if bits >> (y * _HALF + min(x, _SIDE - 1 - x)) & 1
    )
    return format_html(
        '<svg class="portrait" viewBox="-1 -1 7 7" width="28" height="28" aria-hidden="true"'
        ' focusable="false"><rect x="-1" y="-1" width="7" height="7" rx="1.5"'
        ' fill="hsl({},45%,88%)"/><path fill="hsl({},55%,35%)" d="{}"/></svg>',
        hue,
        hue,
        mark_safe(squares),  # noqa: S308 - numbers and letters made three lines above
    )
