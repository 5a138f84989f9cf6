"""The suggestions' entry in the list of personal data."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from rarekin.web.accounts.personal_data import PersonalData, register
from rarekin.web.curation.models import Suggestion
from rarekin.web.curation.suggestions import of_person

register(
    PersonalData(
        Suggestion,
        "author",
        _("what you suggested for pages"),
        _("so that a moderator can look at it and answer you"),
        _("until you erase it; without an account 3 days, or until it is decided"),
        leave_out=("decided_by_id",),
        find=of_person,
    )
)
