"""Places only signed-in people go to; each app registers its own when Django starts."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from rarekin.web.shell.navigation import Entry

_entries: dict[str, Entry] = {}


def register(entry: Entry) -> None:
    """Add a place to the page people land on after signing in.

    Parameters
    ----------
    entry
        Registering a view again replaces its entry.
    """
    _entries[entry.view] = entry


def links() -> list[tuple[str, str | Promise]]:
    """Return address and label of every place, in order.

    Returns
    -------
    links
        In the active language.
    """
    found = []
    for entry in sorted(_entries.values(), key=lambda e: (e.order, e.view)):
        try:
            found.append((reverse(entry.view), entry.label))
        except NoReverseMatch:
            continue
    return found
