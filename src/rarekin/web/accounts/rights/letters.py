"""What becomes of the letters somebody wrote, whichever way they go.

Whoever hides, blocks somebody, takes back the consent to introductions or asks to be erased meets
the same question, with the same answer set: the one given before. So whether words stay tells
nothing about how their writer went. Letters can be taken back without going at all, too.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from rarekin.web.accounts.models import Profile

STAY, GO = "stay", "go"

_taken_back: list[Callable[[Profile], None]] = []


def on_letters_taken_back(act: Callable[[Profile], None]) -> None:
    """Register what must happen in the same transaction in which letters are taken back.

    Parameters
    ----------
    act
        Called with the profile of whoever wrote them.
    """
    _taken_back.append(act)


@transaction.atomic
def letters_choose(*, profile: Profile, choice: str) -> None:
    """Keep what somebody wants to become of their letters.

    Parameters
    ----------
    profile
        One's own.
    choice
        ``"go"`` takes back all that was left with others, at once, and leaves nothing from now
        on. ``"stay"`` holds for what is written from now on: nothing comes back, since words
        that appear in a conversation that rests would tell that somebody is there. Anything
        else changes nothing.
    """
    if choice not in (STAY, GO):
        return
    profile.letters_stay = choice == STAY
    profile.save(update_fields=("letters_stay",))
    if choice == GO:
        for act in _taken_back:
            act(profile)
