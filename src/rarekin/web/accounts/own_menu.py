"""Places only signed-in people go to, and how much waits for them in each.

Each app registers its own when Django starts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from rarekin.web.accounts.models import User
from rarekin.web.shell.navigation import Entry, Menu

Count = Callable[[User], int]


@dataclass(frozen=True, slots=True)
class Place:
    """A place and what waits there.

    Attributes
    ----------
    address, label
        Where, in the active language.
    n_waiting
        How much; zero where nothing does, or nothing can.
    is_overview
        Whether it counts again what waits elsewhere.
    """

    address: str
    label: str | Promise
    n_waiting: int
    is_overview: bool = False


_own = Menu()
_counts: dict[str, Count] = {}
_overviews: set[str] = set()


def register(entry: Entry, waits: Count | None = None, *, is_overview: bool = False) -> None:
    """Add a place.

    Parameters
    ----------
    entry
        What to link.
    waits
        Counts what waits there for somebody.
    is_overview
        Whether it counts again what waits elsewhere.
    """
    if is_overview:
        _overviews.add(entry.view)
    _own.register(entry)
    if waits is not None:
        _counts[entry.view] = waits


def places(user: User) -> list[Place]:
    """Return every place with what waits there for somebody.

    Parameters
    ----------
    user
        For whom.

    Returns
    -------
    places
        In order.
    """
    return [
        Place(
            address,
            entry.label,
            _counts[entry.view](user) if entry.view in _counts else 0,
            is_overview=entry.view in _overviews,
        )
        for address, entry in _own.entries()
    ]
