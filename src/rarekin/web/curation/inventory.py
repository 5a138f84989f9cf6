"""The suggestions' entry in the list of personal data."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from rarekin.web.accounts.models import User
from rarekin.web.accounts.rights.personal_data import AtErasure, PersonalData, register
from rarekin.web.curation.models import Backing, Contribution, Suggestion
from rarekin.web.curation.suggestions import of_person


def _backings_of(user: User) -> QuerySet[Backing]:
    return Backing.objects.filter(suggestion__in=of_person(user))


def _sourced_by(user: User) -> QuerySet[Contribution]:
    return Contribution.objects.filter(Q(sourced_by=user) | Q(published_by=user))


register(
    PersonalData(
        Backing,
        "suggestion__author",
        _("what your suggestions came to"),
        _("so that you see each step, and that we count people and not letters"),
        _("until you erase it"),
        find=_backings_of,
    ),
    PersonalData(
        Contribution,
        "sourced_by",
        _("sources you attached or read as a moderator"),
        _("so that two people answer for a statement about health"),
        _("without your name once you are erased"),
        at_erasure=AtErasure.DETACH,
        leave_out=("sourced_by_id", "published_by_id"),
        find=_sourced_by,
    ),
    PersonalData(
        Suggestion,
        "author",
        _("what you suggested for pages"),
        _("so that a moderator can look at it and answer you"),
        _(
            "until you erase it, here or through the link in our mail; the address only until it"
            " is decided"
        ),
        leave_out=("decided_by_id", "writer"),
        find=of_person,
    ),
)
