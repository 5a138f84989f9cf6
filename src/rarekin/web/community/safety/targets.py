"""What somebody points at when they report: words, or a person."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from rarekin.web.accounts.models import Profile
from rarekin.web.community.models import Group, KeptLetter, Message, Post, Report, Side

# What a decision is about where nobody reported anything.
ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class Target:
    """Words, or a person.

    Attributes
    ----------
    about
        Who wrote it; None where they were erased, and their letter stayed with its reader.
    side
        The reporter's side, where a conversation as a whole is meant.
    what
        A value of `Report.About`, kept because the words may be gone, or `ACCOUNT`; where empty
        it follows from the rest.
    """

    about: Profile | None
    post: Post | None = None
    message: Message | None = None
    letter: KeptLetter | None = None
    side: Side | None = None
    what: str = ""

    @property
    def kind(self) -> str:
        """A value of `Report.About`, or `ACCOUNT`."""
        About = Report.About  # noqa: N806 - a class
        if self.what:
            return self.what
        if self.post is not None:
            return About.POST
        if self.message is not None or self.letter is not None:
            return About.MESSAGE if self.message is not None else About.LETTER
        return About.CARD if self.side is None else About.TALK

    @property
    def waits(self) -> bool:
        """Whether others do not read the words until a moderator looked."""
        words = self.post or self.message
        return words is not None and words.held_at is not None

    @property
    def is_gone(self) -> bool:
        """Whether words were reported that are there no more."""
        About = Report.About  # noqa: N806 - a class
        if self.kind == About.CARD:
            return self.about is None or not self.about.line
        return self.kind in (About.POST, About.MESSAGE, About.LETTER) and not self.text

    @property
    def group(self) -> Group | None:
        """The group in which it was written."""
        return self.post.thread.group if self.post else None

    @property
    def text(self) -> str:
        """The words; empty where a person is meant."""
        words = self.post or self.message or self.letter
        return words.text if words else ""

    def reports(self) -> Q:
        """Return the filter of reports about the same.

        A letter comes before its message and a conversation before a person, because those stay
        when the other is erased: who reports twice sees the same list either way.
        """
        if self.post is not None:
            return Q(post=self.post)
        if self.letter is not None:
            return Q(letter=self.letter)
        if self.message is not None:
            return Q(message=self.message)
        nothing_written = Q(post=None, message=None, letter=None, kind=self.kind)
        if self.side is not None:
            return Q(side=self.side) & nothing_written
        return Q(about=self.about, side=None) & nothing_written


def target_of(report: Report) -> Target:
    """Return what a report is about.

    Parameters
    ----------
    report
        Any.

    Returns
    -------
    target
        Without a person where they are gone.
    """
    return Target(
        report.about,
        post=report.post,
        message=report.message,
        letter=report.letter,
        side=report.side,
        what=report.kind,
    )
