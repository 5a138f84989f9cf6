"""What people can agree to, one purpose at a time, and what each means in plain words.

A changed meaning gets a higher wording number; a consent to an older wording then no longer
counts and is asked for again.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Purpose:
    """One thing somebody can agree to or not.

    Attributes
    ----------
    slug
        Stable name.
    wording
        Rises when the meaning changes.
    title, means, without
        What it is called, what a yes allows, and what still works with a no.
    """

    slug: str
    wording: int
    title: str | Promise
    means: str | Promise
    without: str | Promise


INTRODUCTIONS = "introductions"
COUNTS = "counts"
RESEARCH = "research"

PURPOSES: dict[str, Purpose] = {
    purpose.slug: purpose
    for purpose in (
        Purpose(
            INTRODUCTIONS,
            1,
            _("Introduce me to people"),
            _(
                "We compare what you marked for matching with what others marked. "
                "We may then propose you to each other, without names. "
                "You meet only if both of you say yes."
            ),
            _("Nobody is told about you, and you are told about nobody."),
        ),
        Purpose(
            COUNTS,
            1,
            _("Count me"),
            _(
                "Once a week we count how many people here share a disease. "
                "We only ever show rounded numbers, and none below ten."
            ),
            _("You are left out of every number from the next weekly count on."),
        ),
        Purpose(
            "mail_introductions",
            1,
            _("Write to me about introductions"),
            _("An e-mail says that something waits here. It never names a disease or a person."),
            _("You see introductions only when you sign in."),
        ),
        Purpose(
            "mail_messages",
            1,
            _("Write to me about messages and replies"),
            _("An e-mail says that something waits here. It never says what or from whom."),
            _("You see messages only when you sign in."),
        ),
        Purpose(
            "mail_digest",
            1,
            _("Send me a weekly digest"),
            _("Once a week an e-mail says how much is new here, as plain numbers."),
            _("Nothing is sent."),
        ),
        Purpose(
            RESEARCH,
            1,
            _("Let me export my profile for research"),
            _(
                "You get files that you can hand to your geneticist or to a study. "
                "We never send them anywhere."
            ),
            _("The files for research are not offered to you."),
        ),
    )
}
