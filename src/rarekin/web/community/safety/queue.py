"""What waits for who keeps order: who may be in danger first, and each thing once."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils.functional import Promise

from rarekin.web.accounts.models import User
from rarekin.web.community.models import Report
from rarekin.web.community.models.safety import Reason
from rarekin.web.community.safety.appeals import open_appeals
from rarekin.web.community.safety.moderation import (
    held_messages,
    held_posts,
    may_keep_order,
    open_reports,
)
from rarekin.web.community.safety.targets import target_of

READ_AT_MOST = 1000


@dataclass(slots=True)
class Reported:
    """Something that was reported, once or more often.

    Attributes
    ----------
    handle
        Of the oldest report; deciding about it closes all of them.
    what
        A post, a message and so on, in words.
    name
        Whose it is; empty where they have left.
    words
        The beginning of a post. What was written to one person is opened, not listed.
    reasons
        Each once.
    n_reports
        How many people reported it.
    made_at
        When the first of them did.
    is_urgent
        Whether one of them says that somebody may be in danger.
    """

    handle: str
    what: str | Promise
    name: str
    words: str
    reasons: list[str | Promise]
    n_reports: int
    made_at: datetime.datetime
    is_urgent: bool


def reported(user: User) -> list[Reported]:
    """Return what was reported and waits for somebody.

    Parameters
    ----------
    user
        Who keeps order.

    Returns
    -------
    reported
        Where somebody may be in danger first, then what waits longest.
    """
    found: dict[tuple[object, ...], Reported] = {}
    for report in open_reports(user)[:READ_AT_MOST]:
        reason, is_urgent = Reason(report.reason).label, report.reason == Reason.CRISIS
        if seen := found.get(_what(report)):
            seen.n_reports += 1
            seen.is_urgent |= is_urgent
            seen.reasons += [] if reason in seen.reasons else [reason]
            continue
        target = target_of(report)
        found[_what(report)] = Reported(
            report.handle,
            Report.About(report.kind).label,
            target.about.pseudonym if target.about else "",
            target.post.title or target.post.text if target.post else "",
            [reason],
            1,
            report.made_at,
            is_urgent,
        )
    return sorted(found.values(), key=lambda each: (not each.is_urgent, each.made_at))


def _what(report: Report) -> tuple[object, ...]:
    """Return the same for the same words, or the same conversation or line of the same person."""
    words = report.post_id or report.letter_id or report.message_id or report.side_id
    return (report.kind, words, None if words else report.about_id or report.pk)


def says_danger(user: User, handle: str) -> bool:
    """Tell whether anybody who reported the same thing says that somebody may be in danger.

    Parameters
    ----------
    user
        Who keeps order.
    handle
        Of one of the reports.

    Returns
    -------
    says_danger
        Also where the report at hand names another reason.
    """
    report = open_reports(user).filter(handle=handle).first()
    if report is None:
        return False
    return open_reports(user).filter(target_of(report).reports(), reason=Reason.CRISIS).exists()


def n_to_decide(user: User) -> int | None:
    """Count the reported things, held words and appeals that wait for somebody.

    Parameters
    ----------
    user
        Who asks.

    Returns
    -------
    n_waiting
        None for who keeps no order anywhere; as many as the page lists.
    """
    if not may_keep_order(user):
        return None
    others = (held_posts(user), held_messages(user), open_appeals(user))
    n_reported = len({_what(report) for report in open_reports(user)[:READ_AT_MOST]})
    return n_reported + sum(each.count() for each in others)
