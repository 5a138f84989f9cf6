"""The layout around a disease page, rendered once per language and filled in for each page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string

from rarekin.web.accounts.house.house import house
from rarekin.web.shell import phrases

_FIELDS = ("id", "label", "linked_data", "article")
# Letters only, so that neither escaping nor addresses change them; nothing a source says can
# be taken for one, since the frame is cut before anything is filled in.
_MARK = "xxRAREKINxx{}xx"
_MARKS = re.compile(_MARK.format("([a-z_]+)"))


def framed(template: str, values: Mapping[str, str]) -> str:
    """Put a page into its layout.

    Parameters
    ----------
    template
        Extends the layout and names `id`, `label`, `linked_data` and `article`.
    values
        Safe HTML for each of them.

    Returns
    -------
    html
        The whole page.
    """
    pieces = _frame(template, phrases.language(), house().stamp, settings.SITE_NAME)
    return "".join(values[piece] if i % 2 else piece for i, piece in enumerate(pieces))


@lru_cache(maxsize=32)
def _frame(template: str, language: str, host: str, site_name: str) -> tuple[str, ...]:
    """Return text and names of fields by turns; depends on all that is part of its key."""
    values = {name: _MARK.format(name) for name in _FIELDS}
    request = HttpRequest()
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    request.path = request.path_info = f"{prefix}/disease/{values['id']}"
    return tuple(_MARKS.split(render_to_string(template, values, request)))
