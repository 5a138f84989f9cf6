"""Two people who are or were a couple: what a family tree draws besides descent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rarekin.model.issues import Issue, IssueLevel
from rarekin.model.person import Person
from rarekin.model.sentences import sentence

CHILDLESS = ("choice", "infertility")


@dataclass(frozen=True, slots=True)
class Partnership:
    """A couple, with or without children together.

    Parents need no partnership to be drawn as a couple. One says what descent cannot: a couple
    without children, two women or two men, that they parted, that they are related.

    Attributes
    ----------
    one, other
        Ids, in the order they are drawn where nothing else decides it.
    separated
        Whether they parted, divorced or not.
    childless
        ``choice`` (also where no reason is known) or ``infertility``; empty where nothing is said.
    related
        What the family says they are to each other, such as ``third cousins``, where the shared
        ancestors are not listed; chances are computed from who is listed alone.

    Examples
    --------
    >>> Partnership("a", "b", separated=True).people
    ('a', 'b')
    """

    one: str
    other: str
    separated: bool = False
    childless: str = ""
    related: str = ""

    @property
    def people(self) -> tuple[str, str]:
        """Both ids."""
        return self.one, self.other


def partnership_issues(
    partners: Sequence[Partnership], by_id: Mapping[str, Person]
) -> Iterator[Issue]:
    """Say what is wrong or noteworthy in the couples of a family.

    Parameters
    ----------
    partners
        As listed.
    by_id
        People by id.

    Yields
    ------
    issue
        None of them keeps chances from being computed: nothing is inherited from a partner.

    Examples
    --------
    >>> [i.code for i in partnership_issues([Partnership("a", "a")], {"a": Person("a")})]
    ['partner-same']
    """
    parents = {frozenset((p.mother, p.father)) for p in by_id.values()}
    for i_couple, couple in enumerate(partners):
        where = f"partners[{i_couple}]"
        missing = [id_ for id_ in couple.people if id_ not in by_id]
        if missing:
            yield Issue(
                "partner-unknown",
                IssueLevel.WARNING,
                where,
                sentence("The partner %(missing)s is not in the family.", missing=repr(missing[0])),
                sentence("Add that person, or leave the couple out."),
            )
            continue
        if couple.one == couple.other:
            yield Issue(
                "partner-same",
                IssueLevel.WARNING,
                where,
                sentence("%(one)s is named as their own partner.", one=repr(couple.one)),
                sentence("Name two different people."),
            )
        if couple.childless and frozenset(couple.people) in parents:
            yield Issue(
                "partner-childless",
                IssueLevel.WARNING,
                where,
                sentence(
                    "%(one)s and %(other)s are called childless and have a child here.",
                    one=repr(couple.one),
                    other=repr(couple.other),
                ),
                sentence("Correct one of the two."),
            )
        if couple.related:
            yield Issue(
                "partner-related",
                IssueLevel.NOTICE,
                where,
                sentence(
                    "%(one)s and %(other)s are said to be %(related)s; chances count only the "
                    "ancestors who are listed.",
                    one=repr(couple.one),
                    other=repr(couple.other),
                    related=couple.related,
                ),
                sentence("Add the ancestors they share to have them counted."),
            )
