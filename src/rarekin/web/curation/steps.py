"""How far a suggestion has come, as its writer sees it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rarekin.web.curation.models import Contribution, Suggestion

State = Contribution.State


@dataclass(frozen=True, slots=True)
class Step:
    """One step, with its day once it is done."""

    label: str | Promise
    done_at: datetime.datetime | None
    is_done: bool


def steps_of(suggestion: Suggestion) -> list[Step]:
    """Return every step of a suggestion, those to come as well.

    Parameters
    ----------
    suggestion
        Any.

    Returns
    -------
    steps
        A declined one ends with the answer. Of several signs the one that is least far counts.
    """
    is_confirmed = suggestion.state != Suggestion.State.NEW
    first = Step(_("You passed it on"), suggestion.made_at if is_confirmed else None, is_confirmed)
    if suggestion.state == Suggestion.State.DECLINED:
        return [first, Step(_("A moderator answered"), suggestion.decided_at, True)]
    is_accepted = suggestion.state == Suggestion.State.ACCEPTED
    behind = list(Contribution.objects.filter(backings__suggestion=suggestion))
    sourced = [one.sourced_at for one in behind if one.state != State.OPEN]
    published = [one.published_at for one in behind if one.state == State.PUBLISHED]
    has_source = bool(behind) and len(sourced) == len(behind)
    is_public = bool(behind) and len(published) == len(behind)
    return [
        first,
        Step(_("A moderator accepted it"), suggestion.decided_at, is_accepted),
        Step(_("A published source was found"), _last(sourced) if has_source else None, has_source),
        Step(
            _("A second person read the source; it comes on the page"),
            _last(published) if is_public else None,
            is_public,
        ),
    ]


def _last(days: list[datetime.datetime | None]) -> datetime.datetime | None:
    return max((day for day in days if day is not None), default=None)
