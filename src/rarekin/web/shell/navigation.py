"""Entries of the site's menu; each app registers its own when Django starts."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Entry:
    """One link of the menu.

    Attributes
    ----------
    view
        Name of the view, such as ``clinic:find``.
    label
        Lazily translated.
    order
        Smaller stands first.
    """

    view: str
    label: str | Promise
    order: int = 50


_entries: dict[str, Entry] = {}


def register(entry: Entry) -> None:
    """Add an entry to the menu.

    Parameters
    ----------
    entry
        Registering a view again replaces its entry.
    """
    _entries[entry.view] = entry


def unregister(view: str) -> None:
    """Remove an entry; a view nobody registered is no error.

    Parameters
    ----------
    view
        Name of the view.
    """
    _entries.pop(view, None)


def links() -> list[tuple[str, str | Promise]]:
    """Return address and label of every entry whose page exists, in order.

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
