"""The groups, in plain words: topics that cut across diseases."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class GroupWords:
    """What a group is called and what it is for."""

    title: str | Promise
    about: str | Promise


GROUPS: dict[str, GroupWords] = {
    "mobility": GroupWords(
        _("Moving about"), _("Wheels, braces, stairs, stiff joints, and getting there anyway.")
    ),
    "school": GroupWords(
        _("School"), _("Teachers, lessons, support, friends, and the right to be there.")
    ),
    "rare-bone-diseases": GroupWords(
        _("Rare bone diseases"), _("For everybody whose bones or joints follow rules of their own.")
    ),
    "carers": GroupWords(
        _("Caring for somebody"), _("For those who care for a child, a partner or a parent.")
    ),
    "siblings": GroupWords(
        _("Brothers and sisters"), _("Growing up beside somebody who needs more.")
    ),
    "bereavement": GroupWords(_("Losing somebody"), _("For those who lost somebody. Take time.")),
    "undiagnosed": GroupWords(
        _("Living without a diagnosis"), _("Searching, waiting, and living meanwhile.")
    ),
}
