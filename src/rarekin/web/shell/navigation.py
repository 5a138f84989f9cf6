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


class Menu:
    """Links that apps register; one whose page does not exist is left out.

    Examples
    --------
    >>> menu = Menu()
    >>> menu.register(Entry("nowhere:at-all", "Nowhere"))
    >>> menu.links()
    []
    """

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}

    def register(self, entry: Entry) -> None:
        """Add an entry; registering a view again replaces it.

        Parameters
        ----------
        entry
            What to link.
        """
        self._entries[entry.view] = entry

    def unregister(self, view: str) -> None:
        """Remove an entry; a view nobody registered is no error.

        Parameters
        ----------
        view
            Name of the view.
        """
        self._entries.pop(view, None)

    def entries(self) -> list[tuple[str, Entry]]:
        """Return every entry whose page exists with its address, in order.

        Returns
        -------
        entries
            The address in the active language. Keep things by an entry's view, never by its
            label: a lazy label is another key in each language.
        """
        found = []
        for entry in sorted(self._entries.values(), key=lambda e: (e.order, e.view)):
            try:
                found.append((reverse(entry.view), entry))
            except NoReverseMatch:
                continue
        return found

    def links(self) -> list[tuple[str, str | Promise]]:
        """Return address and label of every entry whose page exists, in order.

        Returns
        -------
        links
            In the active language.
        """
        return [(address, entry.label) for address, entry in self.entries()]


_site = Menu()
register, unregister, links = _site.register, _site.unregister, _site.links
