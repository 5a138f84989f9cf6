"""From a wish to meet somebody to being ready for it, in one step and all or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from rarekin.model.case import State
from rarekin.web.accounts.being.people import NEEDS_VERIFYING, free_name, profile_of
from rarekin.web.accounts.being.profiles import (
    disease_add,
    disease_share,
    profile_write,
    signs_write,
)
from rarekin.web.accounts.being.pseudonyms import is_ours, make_pseudonym
from rarekin.web.accounts.models import Profile, ProfileDisease, User
from rarekin.web.accounts.models.profile import Reach, Role, Sharing
from rarekin.web.accounts.rights.consents import consent_give
from rarekin.web.accounts.rights.purposes import INTRODUCTIONS

ASKED = (INTRODUCTIONS, "mail_introductions", "mail_messages")


@dataclass(frozen=True, slots=True)
class Start:
    """What one page asks of somebody who wants to meet people.

    Attributes
    ----------
    role
        A value of `Role`.
    agreed
        The purposes they said yes to; each had a box of its own, empty at first.
    name
        One of the names we propose; another is replaced.
    disease
        Any id, or empty.
    signs
        HPO id to whether it is there.
    """

    role: str
    agreed: frozenset[str] = frozenset()
    name: str = ""
    disease: str = ""
    signs: Mapping[str, State] = field(default_factory=dict)


@transaction.atomic
def begin(user: User, start: Start) -> Profile:
    """Store what one page asked: who somebody is here, and what they agreed to.

    Without a yes to introductions everything is kept for their own eyes, and they stay hidden.

    Parameters
    ----------
    user
        The person.
    start
        What they said.

    Returns
    -------
    profile
        As stored. Who is held or whose role has to be checked is proposed to nobody before that.

    Raises
    ------
    RarekinError
        If the disease or a sign is none, or three diseases are in use already.
    """
    profile = profile_of(user) or _new_profile(user, start)
    for purpose in ASKED:
        if purpose in start.agreed:
            consent_give(user=user, purpose=purpose)
    is_willing = INTRODUCTIONS in start.agreed
    sharing = Sharing.MATCH if is_willing else Sharing.PRIVATE
    if start.disease:
        _name_disease(profile, start.disease, sharing)
    signs_write(
        profile=profile, states=start.signs, sharing=dict.fromkeys(start.signs, sharing.value)
    )
    if is_willing and profile.reach == Reach.HIDDEN and not _has_to_be_checked(profile):
        profile.reach = Reach.MATCHABLE
        profile.save(update_fields=("reach",))
    return profile


def _new_profile(user: User, start: Start) -> Profile:
    name = start.name if is_ours(start.name) else make_pseudonym()
    values = {
        "pseudonym": free_name(name, None),
        "role": start.role,
        # Said on a page that asks for the use of what is said there, and only with that yes.
        "role_sharing": Sharing.MATCH if INTRODUCTIONS in start.agreed else Sharing.PRIVATE,
        "card_says_more": INTRODUCTIONS in start.agreed,
    }
    return profile_write(user=user, values=values)


def _name_disease(profile: Profile, disease: str, sharing: Sharing) -> None:
    entry = disease_add(profile=profile, disease=disease)
    if sharing == Sharing.PRIVATE or entry.sharing != Sharing.PRIVATE:
        return
    looks_for_one = profile.role == Role.UNDIAGNOSED
    Certainty = ProfileDisease.Certainty  # noqa: N806 - a class
    certainty = Certainty.SUSPECTED if looks_for_one else entry.certainty
    disease_share(
        profile=profile, disease=entry.disease, sharing=sharing.value, certainty=certainty
    )


def _has_to_be_checked(profile: Profile) -> bool:
    return profile.role in NEEDS_VERIFYING and profile.role_verified_at is None
