"""Where somebody stands on the way to being introduced, and what the next step is."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rarekin.web.accounts.being.people import NEEDS_VERIFYING, proposed_from
from rarekin.web.accounts.being.profiles import shares_anything
from rarekin.web.accounts.models import Profile
from rarekin.web.accounts.models.profile import Reach
from rarekin.web.accounts.rights.consents import has_consented
from rarekin.web.accounts.rights.purposes import INTRODUCTIONS


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that has to be so before somebody can be introduced.

    Attributes
    ----------
    label
        In words.
    view
        Name of the page where it is done.
    is_done
        Whether it is so.
    """

    label: str | Promise
    view: str
    is_done: bool


def steps(profile: Profile | None) -> list[Step]:
    """Return the way to the first introduction.

    Parameters
    ----------
    profile
        One's own, if there is one.

    Returns
    -------
    steps
        In order; all done where nothing is left for the person to do.
    """
    may_use = profile is not None and shares_anything(profile)
    agreed = profile is not None and has_consented(profile.user, INTRODUCTIONS)
    is_seen = profile is not None and profile.reach != Reach.HIDDEN
    return [
        Step(gettext_lazy("a name to go by here"), "accounts:profile", profile is not None),
        Step(
            gettext_lazy("a disease, sign or topic that may be used to find people"),
            "accounts:diseases",
            may_use,
        ),
        Step(gettext_lazy("a yes to being introduced"), "accounts:consents", agreed),
        Step(gettext_lazy("no longer hidden: choose it below"), "accounts:me", is_seen),
    ]


def in_words(profile: Profile | None) -> str:
    """Say in a sentence or two whether somebody can be proposed, and from which day.

    Parameters
    ----------
    profile
        One's own, if there is one.

    Returns
    -------
    words
        In the active language.
    """
    if profile is None:
        return _("Welcome. Nothing about you is stored yet but your address and password.")
    if profile.reach == Reach.HIDDEN:
        return _("You are hidden. Nobody here can see that you exist.")
    if profile.user.is_held:
        return _(
            "A moderator looks at your account first, as at every one whose browser ran no script."
            " Until then nobody sees you."
        )
    if profile.role in NEEDS_VERIFYING and profile.role_verified_at is None:
        return _("The host of this site has to confirm your role first.")
    if not all(step.is_done for step in steps(profile)):
        return _("Something is missing before you can be proposed to anybody.")
    told = _day(profile)
    if profile.reach == Reach.PEERS:
        told += " " + _("People you were introduced to can open your card. Nobody else can.")
    return told


def _day(profile: Profile) -> str:
    first = proposed_from(profile)
    if first > timezone.now():
        return _(
            "From %(day)s you can be proposed, without your name, to people who fit, and they to"
            " you. We look once a week."
        ) % {"day": date_format(first, "DATE_FORMAT")}
    return _(
        "You can be proposed, without your name, to people who fit, and they to you."
        " We look once a week."
    )
