"""Blocking: both ways, at once, and without a word to anybody."""

from __future__ import annotations

from django.db import transaction

from rarekin.web.accounts.models import Profile
from rarekin.web.community.models import Block


@transaction.atomic
def block(*, blocker: Profile, blocked: Profile) -> None:
    """Part two people for good; a second block changes nothing.

    Parameters
    ----------
    blocker
        Who wants it.
    blocked
        Whom; oneself cannot be blocked.
    """
    if blocker.pk == blocked.pk:
        return
    Block.objects.get_or_create(
        blocker=blocker, blocked=blocked, defaults={"called": blocked.pseudonym}
    )


def unblock(*, blocker: Profile, handle: str) -> None:
    """Take back one's own block; the other's, if there is one, stands.

    Parameters
    ----------
    blocker
        Who made it.
    handle
        Of the block.
    """
    Block.objects.filter(blocker=blocker, handle=handle).delete()
