"""Numbers of people: frozen once a week, never small, never exact.

``k`` is ten: 0 to 9 look alike, above that we round down to fives. A country is shown only
where it and the rest of the world are both at least ``k``, so that no subtraction reveals a
small group. Every number about people on this site comes through `safe_count`.
"""

from __future__ import annotations

import datetime
from collections import Counter

from django.db import transaction

from rarekin.web.accounts.fresh import Fresh
from rarekin.web.accounts.models import Consent, DiseaseCount, ProfileDisease
from rarekin.web.accounts.models.profile import Sharing
from rarekin.web.accounts.rights.purposes import COUNTS, PURPOSES

K = 10
STEP = 5
FRESH_FOR_SECONDS = 30.0


def rounded(n_people: int) -> int | None:
    """Return a number that may be shown, or None for "fewer than ten".

    Parameters
    ----------
    n_people
        An exact count.

    Returns
    -------
    n_people
        Rounded down to a multiple of five; None below ten, zero included.

    Examples
    --------
    >>> [rounded(n) for n in (0, 9, 10, 14, 15, 99)]
    [None, None, 10, 10, 15, 95]
    """
    return None if n_people < K else n_people - n_people % STEP


def safe_count(disease: str, country: str = "") -> int | None:
    """Return roughly how many people here share a disease, as of the last weekly count.

    Parameters
    ----------
    disease
        Canonical id.
    country
        Two-letter code, or empty for all.

    Returns
    -------
    n_people
        None for fewer than ten, for a country whose rest is small, and where nobody counted
        yet: all three look the same.
    """
    last = DiseaseCount.objects.order_by("-week").values_list("week", flat=True).first()
    if last is None:
        return None
    found = dict(
        DiseaseCount.objects.filter(
            week=last, disease=disease, country__in=("", country)
        ).values_list("country", "n_people")
    )
    total = found.get("", 0)
    if not country:
        return rounded(total)
    here = found.get(country, 0)
    rest = total - here
    return rounded(here) if rest >= K else None


def kept_count(disease: str) -> int | None:
    """Return what `safe_count` says about all countries, from a copy this process keeps.

    A public page is the same for everybody and must not ask the database about its disease
    each time somebody reads it; the numbers themselves change once a week.

    Parameters
    ----------
    disease
        Canonical id.

    Returns
    -------
    n_people
        None for fewer than ten and where nobody counted yet.
    """
    return _kept.get().get(disease)


def _shown_totals() -> dict[str, int]:
    """Read every number that may be shown; what is hidden is not even kept."""
    last = DiseaseCount.objects.order_by("-week").values_list("week", flat=True).first()
    if last is None:
        return {}
    rows = DiseaseCount.objects.filter(week=last, country="", n_people__gte=K)
    return {d: n - n % STEP for d, n in rows.values_list("disease", "n_people")}


_kept: Fresh[dict[str, int]] = Fresh(_shown_totals, FRESH_FOR_SECONDS, {})


@transaction.atomic
def freeze(today: datetime.date) -> None:
    """Count the people who agreed to be counted, once for the week of a day.

    Parameters
    ----------
    today
        Any day of the week; a week that is frozen already stays as it is.
    """
    week = today - datetime.timedelta(days=today.weekday())
    if DiseaseCount.objects.filter(week=week).exists():
        return
    consenting = Consent.objects.filter(
        purpose=COUNTS, wording=PURPOSES[COUNTS].wording, withdrawn_at__isnull=True
    ).values("user_id")
    rows = ProfileDisease.objects.filter(
        profile__user_id__in=consenting,
        profile__user__suspended_at__isnull=True,
        profile__user__is_held=False,
        profile__user__erasure__isnull=True,
        sharing__in=(Sharing.MATCH, Sharing.PEERS),
    ).values_list("disease", "profile__country")
    counted: Counter[tuple[str, str]] = Counter()
    for disease, country in rows:
        counted[disease, ""] += 1
        if country:
            counted[disease, country] += 1
    DiseaseCount.objects.bulk_create(
        DiseaseCount(week=week, disease=disease, country=country, n_people=n)
        for (disease, country), n in sorted(counted.items())
    )
    DiseaseCount.objects.filter(week__lt=week).delete()
    _kept.look_again()
