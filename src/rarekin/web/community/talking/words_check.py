"""What is looked for in words before others read them: links, addresses, telephone numbers."""

from __future__ import annotations

import datetime

from django.utils import timezone

from rarekin.web.accounts.guarding.ways_elsewhere import has_contact, n_links
from rarekin.web.accounts.models import Profile

NEW_FOR = datetime.timedelta(days=14)
MAX_LINKS_OF_NEW = 1


def is_new(profile: Profile) -> bool:
    """Tell whether somebody has been here for less than two weeks.

    Parameters
    ----------
    profile
        Whose.

    Returns
    -------
    is_new
        New people have tighter limits.
    """
    return timezone.now() - profile.user.joined_at < NEW_FOR


def must_wait(profile: Profile, text: str) -> bool:
    """Tell whether a moderator looks at words before others read them.

    Parameters
    ----------
    profile
        Who wrote.
    text
        What.

    Returns
    -------
    must_wait
        For held accounts, and for new ones that give contact details or several links.
    """
    if profile.user.is_held:
        return True
    return is_new(profile) and (has_contact(text) or n_links(text) > MAX_LINKS_OF_NEW)
