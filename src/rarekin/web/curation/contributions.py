"""What accepted suggestions come to: counted, given a source, read twice, put on the page.

A sentence about health needs two people: one who attaches the source and another who read it.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from rarekin.api.keeping.overlay import Contributed, write_contributions
from rarekin.errors import InputError
from rarekin.model.disease import Section
from rarekin.web.accounts.fresh import Fresh
from rarekin.web.accounts.house.counts import rounded
from rarekin.web.accounts.models import User
from rarekin.web.curation.models import Backing, Contribution, Suggestion

State = Contribution.State
FRESH_FOR_SECONDS = 30.0
# Where to turn to is no statement about health: one person's look is enough.
_ONE_READER = frozenset({Section.ORGANISATIONS.value})


@dataclass(frozen=True, slots=True)
class Work:
    """A published source, and what it says.

    Attributes
    ----------
    sentence
        In English, in the moderator's own words.
    title, doi, pmid, url, year
        The work; one of the three identifiers is needed.
    frequency
        For a sign: how often, as the HPO annotation file writes it.
    """

    sentence: str
    title: str
    doi: str = ""
    pmid: str = ""
    url: str = ""
    year: int | None = None
    frequency: str = ""


def back(
    suggestion: Suggestion,
    terms: tuple[str, ...],
    same_as: Contribution | None = None,
    sentence: str = "",
) -> None:
    """Let an accepted suggestion speak for what it says.

    Parameters
    ----------
    suggestion
        One that was accepted.
    terms
        The signs among its own that hold; each is one contribution of its disease.
    same_as
        Without signs: an earlier one that says the same, or a new one.
    sentence
        Without signs: what a new one, or an earlier one without a sentence, says.
    """
    disease, section = suggestion.disease, suggestion.section
    found = [
        Contribution.objects.get_or_create(disease=disease, section=section, term=term)[0]
        for term in terms
    ]
    if not found:
        found = [same_as or Contribution.objects.create(disease=disease, section=section)]
    if not terms and sentence and not found[0].sentence:
        found[0].sentence = sentence
        found[0].save(update_fields=("sentence",))
    for one in found:
        Backing.objects.get_or_create(suggestion=suggestion, contribution=one)


def said_before(suggestion: Suggestion) -> QuerySet[Contribution]:
    """Return what a suggestion in words may say again.

    Parameters
    ----------
    suggestion
        One that waits.

    Returns
    -------
    contributions
        Sentences about the same section of the same disease.
    """
    return Contribution.objects.filter(
        disease=suggestion.disease, section=suggestion.section, term=""
    ).order_by("pk")


def unfinished() -> QuerySet[Contribution]:
    """Return what still needs a source or a second reader, what is nearest its end first."""
    return Contribution.objects.exclude(state=State.PUBLISHED).order_by("-state", "made_at", "pk")


def published() -> QuerySet[Contribution]:
    """Return what stands on the page with its source, the newest first."""
    return Contribution.objects.filter(state=State.PUBLISHED).order_by("-published_at", "-pk")


def n_unfinished(user: User) -> int | None:
    """Count what somebody can bring further.

    Parameters
    ----------
    user
        Who asks.

    Returns
    -------
    n_waiting
        None for who is no moderator; what waits for a second reader other than them.
    """
    if not user.is_staff:
        return None
    return unfinished().exclude(state=State.SOURCED, sourced_by=user).count()


@transaction.atomic
def source_attach(one: Contribution, work: Work, *, by: User) -> None:
    """Give a contribution its published source.

    Parameters
    ----------
    one
        Without a source so far.
    work
        What was read, and what it says.
    by
        Who read it.

    Raises
    ------
    InputError
        If the sentence, the title or every identifier is missing, or somebody was faster.
    """
    if not work.sentence.strip() or not work.title.strip():
        raise InputError(
            _("The sentence or the title of the work is missing."), hint=_("Write both.")
        )
    if not (work.doi or work.pmid or work.url):
        raise InputError(
            _("Nobody could find the work."), hint=_("Give a DOI, a PubMed number or an address.")
        )
    now = timezone.now()
    is_enough = one.section in _ONE_READER
    changed = Contribution.objects.filter(pk=one.pk, state=State.OPEN).update(
        state=State.PUBLISHED if is_enough else State.SOURCED,
        sentence=work.sentence.strip(),
        title=work.title.strip(),
        doi=work.doi,
        pmid=work.pmid,
        url=work.url,
        year=work.year,
        frequency=work.frequency if one.term else "",
        sourced_at=now,
        sourced_by=by,
        published_at=now if is_enough else None,
    )
    _changed_or_raise(changed)
    _write_soon()


@transaction.atomic
def source_confirm(one: Contribution, *, by: User) -> None:
    """Say that the source says so, as the second person who read it.

    Parameters
    ----------
    one
        With a source.
    by
        Somebody other than who attached it.

    Raises
    ------
    InputError
        If it is the same person, or somebody was faster.
    """
    if one.sourced_by_id == by.pk:
        raise InputError(
            _("You attached this source yourself."),
            hint=_("A statement about health needs a second person who read it."),
        )
    changed = Contribution.objects.filter(
        ~Q(sourced_by=by) | Q(sourced_by=None), pk=one.pk, state=State.SOURCED
    ).update(state=State.PUBLISHED, published_at=timezone.now(), published_by=by)
    _changed_or_raise(changed)
    _write_soon()


@transaction.atomic
def source_take_back(one: Contribution) -> None:
    """Take a source away again; what was on the page leaves it with the next release.

    Parameters
    ----------
    one
        With a source; without one nothing changes.
    """
    Contribution.objects.filter(pk=one.pk).update(
        state=State.OPEN, title="", doi="", pmid="", url="", year=None, frequency="",
        sourced_at=None, sourced_by=None, published_at=None, published_by=None,
    )  # fmt: skip
    _write_soon()


def _changed_or_raise(n_changed: int) -> None:
    if not n_changed:
        raise InputError(
            _("Somebody else changed this in the meantime."), hint=_("Look at it again.")
        )


def _write_soon() -> None:
    transaction.on_commit(write_contributions_file)


def write_contributions_file() -> None:
    """Write what is published beside the releases, where the next build finds it."""
    write_contributions(contributed(one) for one in published())


def contributed(one: Contribution) -> Contributed:
    """Return a contribution as a release takes it: without any person.

    Parameters
    ----------
    one
        With a source.

    Returns
    -------
    contributed
        Its number is its random handle.
    """
    read = one.sourced_at or one.made_at
    return Contributed(
        number=one.handle,
        disease=one.disease,
        section=one.section,
        sentence=one.sentence,
        title=one.title,
        as_of=read.date(),
        doi=one.doi,
        pmid=one.pmid,
        url=one.url,
        year=one.year,
        term=one.term,
        frequency=one.frequency,
    )


@transaction.atomic
def count_reports(today: datetime.date) -> None:
    """Count, once for the week of a day, how many people's accepted suggestions say each thing.

    Parameters
    ----------
    today
        Any day of the week; what was counted in this week already stays as it is.
    """
    week = today - datetime.timedelta(days=today.weekday())
    families = Q(
        backings__suggestion__origin=Suggestion.Origin.LIVED,
        backings__suggestion__state=Suggestion.State.ACCEPTED,
    )
    due = Contribution.objects.filter(Q(counted_week__lt=week) | Q(counted_week=None))
    counted = due.annotate(n=Count("backings__suggestion__writer", filter=families, distinct=True))
    for one in counted:
        Contribution.objects.filter(pk=one.pk).update(
            n_people=rounded(one.n) or 0, counted_week=week
        )
    # Without its last suggestion, and without a source, nothing is left to work on.
    Contribution.objects.filter(state=State.OPEN, backings=None).delete()
    _reported.look_again()


@dataclass(frozen=True, slots=True)
class Reported:
    """What at least ten families say about a disease, and no publication yet."""

    section: str
    term: str
    sentence: str
    n_people: int


def reported(disease: str) -> tuple[Reported, ...]:
    """Return what families here report of a disease, from a copy this process keeps.

    Parameters
    ----------
    disease
        Canonical id.

    Returns
    -------
    reported
        Nothing that fewer than ten people said; as of the last weekly count.
    """
    return _reported.get().get(disease, ())


def _read_reported() -> dict[str, tuple[Reported, ...]]:
    found: dict[str, tuple[Reported, ...]] = {}
    rows = Contribution.objects.filter(state=State.OPEN, n_people__gt=0).exclude(
        term="", sentence=""
    )
    for one in rows.order_by("-n_people", "pk"):
        shown = Reported(one.section, one.term, one.sentence, one.n_people)
        found[one.disease] = (*found.get(one.disease, ()), shown)
    return found


_reported: Fresh[dict[str, tuple[Reported, ...]]] = Fresh(_read_reported, FRESH_FOR_SECONDS, {})
