"""What is decided about an account or a role by who looks after the site, and who hears of it."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rarekin.web.accounts.models import Profile, RoleClaim, User

_heard: list[Callable[[User], None]] = []


def on_looked_at(act: Callable[[User], None]) -> None:
    """Ask to be told when somebody looked at a person's account or role.

    Parameters
    ----------
    act
        Given the person, after what was decided is stored.
    """
    _heard.append(act)


@transaction.atomic
def look_at(profile: Profile, what: str) -> str:
    """Do what was chosen about an account or a role, and let its owner know.

    Parameters
    ----------
    profile
        Whose.
    what
        ``release`` lets a new account take part, ``verify`` shows its role as checked,
        ``uncheck`` takes that back.

    Returns
    -------
    told
        What it means, for whoever chose, with a place for the name; empty for anything else.
    """
    if what == "release":
        profile.user.is_held = False
        profile.user.save(update_fields=("is_held",))
        told = _("%(name)s takes part now.")
    elif what == "verify":
        profile.role_verified_at = timezone.now()
        profile.save(update_fields=("role_verified_at",))
        RoleClaim.objects.filter(profile=profile).delete()
        told = _("%(name)s is shown as checked now. Below you can take it back.")
    elif what == "uncheck":
        profile.role_verified_at = None
        profile.save(update_fields=("role_verified_at",))
        told = _("%(name)s is no longer shown as checked, and is proposed to nobody.")
    else:
        return ""
    for act in _heard:
        act(profile.user)
    return told
