"""Somebody's card: their own, or that of a person they were introduced to."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from rarekin.model.identifiers import Curie
from rarekin.web.accounts.being.people import visible_to
from rarekin.web.accounts.being.places import COUNTRIES, REGIONS
from rarekin.web.accounts.being.topics import LANGUAGES, TOPICS
from rarekin.web.accounts.models import Profile, User
from rarekin.web.accounts.models.profile import Sharing
from rarekin.web.shell.disease_names import name_of


@never_cache
@require_safe
def show(request: HttpRequest, handle: str) -> HttpResponse:
    """Show a card. Hidden, blocked and never there look the same: 404."""
    viewer = request.user
    profile = visible_to(viewer).filter(handle=handle).first()
    if profile is None or not isinstance(viewer, User):
        raise Http404
    card = shown_fields(profile)
    if profile.user_id != viewer.pk:
        card = shared_both_ways(card, shown_fields(viewer.profile))
    context = {
        "card": card,
        "is_own": profile.user_id == viewer.pk,
        "is_empty": not any(value for name, value in card.items() if name != "pseudonym"),
    }
    return render(request, "accounts/card.html", context)


def shared_both_ways(theirs: dict[str, object], mine: dict[str, object]) -> dict[str, object]:
    """Keep the kinds of things that both people show: nobody sees more than they share.

    Parameters
    ----------
    theirs, mine
        From `shown_fields`.

    Returns
    -------
    fields
        A name always, and a role that the host verified; the rest is empty where the viewer
        shows nothing of its kind.
    """
    told = {"pseudonym", "is_verified"} | ({"role"} if theirs["is_verified"] else set())
    return {kind: said if kind in told or mine[kind] else "" for kind, said in theirs.items()}


def shown_fields(profile: Profile) -> dict[str, object]:
    """Return what a mutual peer may read of a profile.

    Parameters
    ----------
    profile
        From `visible_to`.

    Returns
    -------
    fields
        Only what its owner marked as shown.
    """
    places = dict((*COUNTRIES, *REGIONS))
    tongues = dict(LANGUAGES)
    is_shown = {"sharing": Sharing.PEERS}
    return {
        "pseudonym": profile.pseudonym,
        "role": _role(profile),
        "is_verified": profile.role_verified_at is not None,
        "age": _if_shown(
            profile.age_sharing, profile.get_age_band_display() if profile.age_band else ""
        ),
        "languages": _if_shown(
            profile.languages_sharing,
            [tongues[code] for code in profile.languages if code in tongues],
        ),
        "place": _if_shown(profile.country_sharing, places.get(profile.country, "")),
        "about": _if_shown(profile.about_sharing, profile.about),
        "looks_for": _if_shown(profile.looks_for_sharing, profile.looks_for),
        "can_offer": _if_shown(profile.can_offer_sharing, profile.can_offer),
        "diseases": [name_of(Curie(d.disease)) for d in profile.diseases.filter(**is_shown)],
        "signs": [(name_of(Curie(s.term)), s.excluded) for s in profile.signs.filter(**is_shown)],
        "topics": [TOPICS[t.topic] for t in profile.topics.filter(**is_shown) if t.topic in TOPICS],
    }


def _role(profile: Profile) -> object:
    """Return the role; one that the host verified is told always, for it lends weight to words."""
    told = profile.get_role_display()
    return told if profile.role_verified_at else _if_shown(profile.role_sharing, told)


def _if_shown(sharing: str, text: object) -> object:
    return text if sharing == Sharing.PEERS else ""
