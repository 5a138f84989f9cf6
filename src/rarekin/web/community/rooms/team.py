"""Co-moderators: people who keep order in a group, organisations that do so for a disease."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rarekin.api.diseases.lookup import resolve
from rarekin.errors import InputError
from rarekin.web.accounts.models import Profile
from rarekin.web.accounts.models.profile import Role
from rarekin.web.community.models import CoModerator, Group
from rarekin.web.community.rooms.joining import open_rooms


def team() -> QuerySet[CoModerator]:
    """Return all co-moderators.

    Returns
    -------
    rows
        With their people, in the order in which they were named.
    """
    return CoModerator.objects.select_related("user__profile", "group").order_by("pk")


def name_for_group(profile: Profile, group: Group) -> CoModerator:
    """Let somebody keep order in a group; a second time changes nothing.

    Parameters
    ----------
    profile
        Whom.
    group
        Where.

    Returns
    -------
    row
        Theirs.

    Raises
    ------
    InputError
        If the group is none of ours.
    """
    if group.kind == Group.Kind.CIRCLE or not open_rooms().filter(pk=group.pk).exists():
        raise InputError(_("There is no such group."), hint=_("Choose one of those shown."))
    row, _created = CoModerator.objects.get_or_create(user=profile.user, group=group)
    return row


def name_for_disease(profile: Profile, disease: str) -> CoModerator:
    """Let an organisation keep order in conversations about its disease.

    Parameters
    ----------
    profile
        Of somebody who speaks for an organisation that the host has checked.
    disease
        Any id or name.

    Returns
    -------
    row
        Theirs.

    Raises
    ------
    UnknownId, AmbiguousName
        If it is not one disease.
    InputError
        If the host has not checked that they speak for an organisation.
    """
    if profile.role != Role.ORGANISATION or profile.role_verified_at is None:
        raise InputError(
            _("Only an organisation that you have checked can keep order for a disease."),
            hint=_("Check it among the accounts that wait, or name a group instead."),
        )
    found = resolve(disease)
    row, _created = CoModerator.objects.get_or_create(
        user=profile.user, group=None, disease=str(found.id)
    )
    return row


def take_off(pk: str) -> None:
    """Take the office back.

    Parameters
    ----------
    pk
        Of the row, as a form sends it; anything else changes nothing.
    """
    CoModerator.objects.filter(pk=pk if pk.isdecimal() else 0).delete()
