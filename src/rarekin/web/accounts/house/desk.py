"""Everything that waits for who looks after the site, in one list with numbers.

Each app registers its own queue when Django starts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from rarekin.web.accounts.models import User
from rarekin.web.accounts.own_menu import Place


@dataclass(frozen=True, slots=True)
class Queue:
    """Something that waits for a decision.

    Attributes
    ----------
    view
        Name of the page where it is decided.
    label
        Lazily translated.
    count
        How much waits for somebody; None for somebody who has nothing to do with it.
    """

    view: str
    label: str | Promise
    count: Callable[[User], int | None]


_queues: dict[str, Queue] = {}


def register(queue: Queue) -> None:
    """Add a queue.

    Parameters
    ----------
    queue
        A later one of the same page replaces it.
    """
    _queues[queue.view] = queue


def queues(user: User) -> list[Place]:
    """Return what waits for somebody who looks after the site.

    Parameters
    ----------
    user
        For whom.

    Returns
    -------
    places
        Empty for everybody else.
    """
    counted = ((queue, queue.count(user)) for queue in _queues.values())
    return [Place(reverse(q.view), q.label, n) for q, n in counted if n is not None]
