"""Watching a disease: told once a week whether there is news, never who or how many."""

from __future__ import annotations

import datetime
import random
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from rarekin.api.diseases.lookup import DiseaseRef, resolve
from rarekin.api.diseases.lookup import disease as disease_page
from rarekin.api.telling.likeness import disease_stamp
from rarekin.errors import TooLarge, UnknownId
from rarekin.model.disease import Fact, Section
from rarekin.model.identifiers import Curie
from rarekin.web.accounts.models import User
from rarekin.web.community.models import Notice, Watch
from rarekin.web.community.telling.notices import notify
from rarekin.web.shell.disease_names import name_text

MAX_WATCHES = 20
MAX_NEIGHBOURS = 6
MAX_STUDIES = 5
PEOPLE_AT_ONCE = 500
WEEK = datetime.timedelta(days=7)


@transaction.atomic
def watch(*, user: User, disease: str) -> Watch:
    """Begin to watch a disease.

    Parameters
    ----------
    user
        Who; the watch is for their eyes only and is no sign that they have the disease.
    disease
        Any id or name.

    Returns
    -------
    watch
        The new one, or the one that was there.

    Raises
    ------
    UnknownId, AmbiguousName
        If it is not one disease.
    TooLarge
        If there are twenty already.
    """
    ref = resolve(disease)
    if Watch.objects.filter(user=user).exclude(disease=ref.id).count() >= MAX_WATCHES:
        raise TooLarge(
            _("You watch twenty diseases, the most we keep."), hint=_("Stop watching one first.")
        )
    made, _created = Watch.objects.get_or_create(
        user=user, disease=str(ref.id), defaults={"seen": disease_stamp(ref.id)}
    )
    return made


def unwatch(*, user: User, disease: str) -> None:
    """Stop watching a disease.

    Parameters
    ----------
    user
        Who.
    disease
        Its id.
    """
    Watch.objects.filter(user=user, disease=disease).delete()


def tell_watchers(now: datetime.datetime) -> int:
    """Leave one notice a week for everybody of whose diseases any page changed.

    People are told of by introductions only, never here.

    Parameters
    ----------
    now
        The present moment.

    Returns
    -------
    n_told
        How many notices were left.
    """
    recent = Watch.objects.filter(user=OuterRef("pk"), told_at__gt=now - WEEK)
    watches = Watch.objects.filter(user=OuterRef("pk"), made_at__lte=now - WEEK)
    due = User.objects.filter(Exists(watches), ~Exists(recent)).order_by("pk")
    return sum(_tell(user, now) for user in due[:PEOPLE_AT_ONCE])


@transaction.atomic
def _tell(user: User, now: datetime.datetime) -> bool:
    """Look at all that somebody watches; ten changes are one notice."""
    has_changed = False
    # A jitter, so that the hour of a notice says nothing about what happened in it.
    told_at = now + datetime.timedelta(hours=random.uniform(0, 24))  # noqa: S311
    for each in Watch.objects.filter(user=user):
        try:
            stamp = disease_stamp(Curie(each.disease))
        except UnknownId:
            stamp = each.seen
        has_changed |= stamp != each.seen
        Watch.objects.filter(pk=each.pk).update(told_at=told_at, seen=stamp)
    if has_changed:
        notify(user.pk, Notice.Kind.WATCH, about="watch")
    return has_changed


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a watcher finds around a disease: studies that look for people, and its neighbours."""

    name: str
    recruiting: tuple[Fact, ...] = ()
    neighbours: tuple[DiseaseRef, ...] = ()


def around(disease: str) -> Surroundings:
    """Return what can be shown beside a watched disease.

    Parameters
    ----------
    disease
        Its id.

    Returns
    -------
    surroundings
        Only the id where the release no longer has the disease.
    """
    try:
        page = disease_page(disease)
    except UnknownId:
        return Surroundings(disease)
    studies = page.facts.get(Section.TRIALS, ())
    recruiting = [study for study in studies if study.value.get("status") == "RECRUITING"]
    # Parents last: many are as wide as "autosomal dominant disease".
    near = (*page.children, *page.relatives, *page.parents)[:MAX_NEIGHBOURS]
    return Surroundings(name_text(page.ref), tuple(recruiting[:MAX_STUDIES]), near)
