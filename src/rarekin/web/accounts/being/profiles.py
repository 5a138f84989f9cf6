"""Writing one's own profile. Everything starts private, and nothing widens by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rarekin.api.diseases.lookup import label_of, resolve
from rarekin.errors import InputError, TooLarge
from rarekin.model.case import State
from rarekin.model.identifiers import parse_curie
from rarekin.web.accounts.being.people import NEEDS_VERIFYING, profile_of
from rarekin.web.accounts.being.pseudonyms import pseudonym_key
from rarekin.web.accounts.being.topics import TOPICS
from rarekin.web.accounts.models import (
    Profile,
    ProfileDisease,
    ProfileSign,
    ProfileTopic,
    RoleClaim,
    User,
)
from rarekin.web.accounts.models.profile import Reach, Sharing
from rarekin.web.accounts.rights.consents import has_consented
from rarekin.web.accounts.rights.purposes import INTRODUCTIONS

MAX_DISEASES = 10
MAX_SHARED_DISEASES = 3
MAX_SIGNS = 100


@transaction.atomic
def profile_write(*, user: User, values: Mapping[str, object]) -> Profile:
    """Write the plain fields of a profile; a first one is hidden.

    Parameters
    ----------
    user
        The owner.
    values
        Columns by name; others stay as they are.

    Returns
    -------
    profile
        As stored.
    """
    profile = profile_of(user) or Profile(user=user)
    before = (profile.country, profile.role)
    for name, value in values.items():
        setattr(profile, name, value)
    profile.pseudonym_key = pseudonym_key(profile.pseudonym)
    if profile.pk and profile.country != before[0]:
        profile.country_changed_at = timezone.now()
    if profile.role != before[1]:
        profile.role_verified_at = None
        if profile.pk:
            RoleClaim.objects.filter(profile=profile).delete()
        if profile.role in NEEDS_VERIFYING:
            profile.reach = Reach.HIDDEN
    profile.save()
    return profile


@transaction.atomic
def topics_write(*, profile: Profile, sharing: Mapping[str, str]) -> None:
    """Write what somebody wants to talk about, and who may know it.

    Parameters
    ----------
    profile
        One's own.
    sharing
        Slug of a topic to a value of `Sharing`; topics that are not named, or named with
        nothing, are taken off.

    Raises
    ------
    InputError
        If there is no such topic or no such choice.
    """
    wanted = {topic: chosen for topic, chosen in sharing.items() if chosen}
    for topic, chosen in wanted.items():
        _known(topic, TOPICS)
        _known(chosen, Sharing.values)
    profile.topics.exclude(topic__in=wanted).delete()
    for topic, chosen in sorted(wanted.items()):
        ProfileTopic.objects.update_or_create(
            profile=profile, topic=topic, defaults={"sharing": chosen}
        )


def shares_anything(profile: Profile) -> bool:
    """Tell whether anything on a profile may be used for finding people.

    Parameters
    ----------
    profile
        One's own.

    Returns
    -------
    shares_anything
        False where nobody could be found by it: everything is for the owner's eyes only.
    """
    rows = (profile.diseases, profile.signs, profile.topics)
    return any(each.exclude(sharing=Sharing.PRIVATE).exists() for each in rows)


def why_not(profile: Profile, reach: str) -> str:
    """Say what keeps a profile from reaching that far.

    Parameters
    ----------
    profile
        One's own.
    reach
        A value of `Reach`.

    Returns
    -------
    reason
        Empty where nothing does.
    """
    if reach == Reach.HIDDEN:
        return ""
    if profile.user.is_held:
        return _("A moderator looks at new accounts first. Until then you stay hidden.")
    if not has_consented(profile.user, INTRODUCTIONS):
        return _("First say yes to introductions, on the page about what you agree to.")
    if profile.role in NEEDS_VERIFYING and profile.role_verified_at is None:
        return _("The host of this site has to confirm your role first.")
    return ""


def reach_set(*, profile: Profile, reach: str) -> None:
    """Let a profile reach further or less far.

    Parameters
    ----------
    profile
        One's own.
    reach
        A value of `Reach`.

    Raises
    ------
    InputError
        If there is no such reach, or something keeps the profile from it.
    """
    if reach not in Reach.values:
        raise InputError(
            _("We do not know that choice."), hint=_("Choose one of those shown."), where="reach"
        )
    if reason := why_not(profile, reach):
        raise InputError(reason, where="reach")
    profile.reach = reach
    profile.save(update_fields=("reach",))


@transaction.atomic
def disease_add(*, profile: Profile, disease: str) -> ProfileDisease:
    """Add a disease, for one's own eyes only at first.

    Parameters
    ----------
    profile
        One's own.
    disease
        Any id or name.

    Returns
    -------
    entry
        The new entry, or the one that was there.

    Raises
    ------
    UnknownId, AmbiguousName
        If it is not one disease.
    TooLarge
        If there are ten already.
    """
    ref = resolve(disease)
    if profile.diseases.count() >= MAX_DISEASES:
        raise TooLarge(
            _("There are ten diseases on your profile, the most we keep."),
            hint=_("Take one off first."),
        )
    entry, _created = ProfileDisease.objects.get_or_create(profile=profile, disease=str(ref.id))
    return entry


@transaction.atomic
def disease_share(*, profile: Profile, disease: str, sharing: str, certainty: str) -> None:
    """Say how far one disease may be used and how sure the diagnosis is.

    Parameters
    ----------
    profile
        One's own.
    disease
        Id of an entry.
    sharing, certainty
        Values of `Sharing` and `ProfileDisease.Certainty`; others are refused.

    Raises
    ------
    InputError
        If more than three would be used for matching, or a value is unknown.
    """
    _known(sharing, Sharing.values)
    _known(certainty, ProfileDisease.Certainty.values)
    entry = profile.diseases.filter(disease=disease).first()
    if entry is None or (entry.sharing, entry.certainty) == (sharing, certainty):
        return
    others = profile.diseases.exclude(pk=entry.pk).exclude(sharing=Sharing.PRIVATE)
    if sharing != Sharing.PRIVATE and others.count() >= MAX_SHARED_DISEASES:
        raise InputError(
            _("At most three diseases can be used for finding people."),
            hint=_("Set one of the others to “Only I see it” first."),
            where=disease,
        )
    was_shared = entry.sharing != Sharing.PRIVATE
    entry.sharing, entry.certainty = sharing, certainty
    entry.save(update_fields=("sharing", "certainty"))
    if was_shared or sharing != Sharing.PRIVATE:
        _conditions_changed(profile)


@transaction.atomic
def disease_remove(*, profile: Profile, disease: str) -> None:
    """Take a disease off the profile.

    Parameters
    ----------
    profile
        One's own.
    disease
        Id of an entry; one that is not there is no error.
    """
    entry = profile.diseases.filter(disease=disease).first()
    if entry is None:
        return
    entry.delete()
    if entry.sharing != Sharing.PRIVATE:
        _conditions_changed(profile)


@transaction.atomic
def signs_write(
    *, profile: Profile, states: Mapping[str, State], sharing: Mapping[str, str]
) -> None:
    """Add, change or take off signs.

    Parameters
    ----------
    profile
        One's own.
    states
        HPO id to present or excluded; unknown takes the sign off.
    sharing
        HPO id to a value of `Sharing`; private where not named.

    Raises
    ------
    UnknownId
        If there is no such term.
    TooLarge
        If there would be more than a hundred.
    """
    for term, state in states.items():
        curie = parse_curie(term)
        if state is State.UNKNOWN:
            profile.signs.filter(term=str(curie)).delete()
            continue
        label_of(curie)
        chosen = sharing.get(term, Sharing.PRIVATE)
        _known(chosen, Sharing.values)
        ProfileSign.objects.update_or_create(
            profile=profile,
            term=str(curie),
            defaults={"excluded": state is State.EXCLUDED, "sharing": chosen},
        )
    if profile.signs.count() > MAX_SIGNS:
        raise TooLarge(
            _("More than a hundred signs do not fit on a profile."),
            hint=_("Keep those that matter most."),
        )


def _conditions_changed(profile: Profile) -> None:
    profile.conditions_changed_at = timezone.now()
    profile.save(update_fields=("conditions_changed_at",))


def _known(value: str, values: Iterable[str]) -> None:
    if value not in values:
        raise InputError(_("We do not know that choice."), hint=_("Choose one of those shown."))
