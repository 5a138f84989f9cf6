"""What a card says before anybody said yes, of two who both let theirs say a little more.

A role in broad words, and up to three signs that both show to people they were introduced to:
those that most diseases share, so that a card singles nobody out. Whoever lets their own card
say nothing of this reads nothing of it.
"""

from __future__ import annotations

from rarekin.api.telling.likeness import information_content
from rarekin.model.identifiers import Curie
from rarekin.web.accounts.models import Profile, ProfileSign
from rarekin.web.accounts.models.profile import Role, Sharing
from rarekin.web.community.models import Side

MOST_SIGNS = 3
NAMED = "named"
BROAD: dict[str, str] = {
    Role.AFFECTED: "ill",
    Role.PARENT: "family",
    Role.RELATIVE: "family",
    Role.BEREAVED: "family",
    Role.UNDIAGNOSED: "searching",
}


def broad_role(seer: Profile, seen: Profile) -> str:
    """Return the role of somebody in broad words, as another may read it.

    Parameters
    ----------
    seer, seen
        Who reads, and of whom.

    Returns
    -------
    role
        A code; empty unless both let their cards say more.
    """
    return BROAD.get(seen.role, "") if seer.card_says_more and seen.card_says_more else ""


def signs_named(one: Profile, other: Profile) -> list[str]:
    """Return the signs that the cards of two people name.

    Parameters
    ----------
    one, other
        Both; the order does not matter.

    Returns
    -------
    terms
        At most three, the least telling first.
    """
    if not (one.card_says_more and other.card_says_more):
        return []
    both = _shown(one) & _shown(other)
    return sorted(both, key=lambda term: (information_content(Curie(term)), term))[:MOST_SIGNS]


def _shown(profile: Profile) -> set[str]:
    rows = ProfileSign.objects.filter(profile=profile, excluded=False, sharing=Sharing.PEERS)
    return set(rows.values_list("term", flat=True))


def take_back(profile: Profile, *, is_leaving: bool = False) -> None:
    """Take off every card what somebody no longer says; nothing is ever added.

    Their own view of the others loses the same, since nobody reads what they do not show.

    Parameters
    ----------
    profile
        Who changed something.
    is_leaving
        Whether they no longer want to be introduced at all.
    """
    says = profile.card_says_more and not is_leaving
    shown = _shown(profile) if says else set()
    for side in Side.objects.filter(introduction__sides__profile=profile).distinct():
        card = _narrowed(side.card, shown, may_say_role=says)
        if card != side.card:
            Side.objects.filter(pk=side.pk).update(card=card)


def _narrowed(card: dict[str, object], shown: set[str], *, may_say_role: bool) -> dict[str, object]:
    kept = []
    reasons = card.get("reasons", [])
    for code, details in reasons if isinstance(reasons, list) else []:
        left = [term for term in details if term in shown] if code == NAMED else details
        if code != NAMED or left:
            kept.append([code, left])
    is_broad = card.get("role") in set(BROAD.values())
    role = "" if is_broad and not may_say_role else card.get("role", "")
    return {**card, "role": role, "reasons": kept}
