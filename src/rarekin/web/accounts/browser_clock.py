"""How far ahead of UTC a browser's clock is, handed on to whoever writes mails."""

from __future__ import annotations

from collections.abc import Callable

from rarekin.web.accounts.models import User

_heard: list[Callable[[User, int], None]] = []
_HOURS = range(-12, 15)


def on_clock(act: Callable[[User, int], None]) -> None:
    """Ask to be told.

    Parameters
    ----------
    act
        Given the person and whole hours ahead of UTC.
    """
    _heard.append(act)


def tell_clock(user: User, said: str) -> None:
    """Tell everybody who asked; what is no number of hours is passed over.

    Parameters
    ----------
    user
        Whose browser it is.
    said
        Minutes ahead of UTC, as a form sends it. No place is asked and none is stored.
    """
    try:
        hours = round(int(said) / 60)
    except ValueError:
        return
    if hours in _HOURS:
        for act in _heard:
            act(user, hours)
