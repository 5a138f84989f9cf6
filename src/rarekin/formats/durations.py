"""Ages as ISO 8601 durations (``P3Y6M``) and as years."""

from __future__ import annotations

import re

_DURATION = re.compile(
    r"P(?:(\d{1,4}(?:\.\d{1,9})?)Y)?(?:(\d{1,5}(?:\.\d{1,9})?)M)?"
    r"(?:(\d{1,5}(?:\.\d{1,9})?)W)?(?:(\d{1,6}(?:\.\d{1,9})?)D)?(?:T(?:[\d.]{1,12}[HMS]){1,3})?",
    re.ASCII,
)
_YEARS_PER = (1.0, 1 / 12, 7 / 365.25, 1 / 365.25)
MAX_AGE_YEARS = 150.0


def years_from_duration(text: str) -> float | None:
    """Read an ISO 8601 duration as years.

    Parameters
    ----------
    text
        Years, months, weeks and days; a part of a day is taken as nothing.

    Returns
    -------
    years
        None where it is no duration or longer than a human life.

    Examples
    --------
    >>> years_from_duration("P3Y6M"), years_from_duration("3 years")
    (3.5, None)
    """
    match = _DURATION.fullmatch(text.strip())
    if match is None or text.strip() in {"P", "PT"}:
        return None
    years = sum(float(g) * y for g, y in zip(match.groups(), _YEARS_PER, strict=True) if g)
    return years if years <= MAX_AGE_YEARS else None


def duration_from_years(years: float) -> str:
    """Write years as an ISO 8601 duration, exact to the day.

    Parameters
    ----------
    years
        Zero and up.

    Returns
    -------
    duration
        In years, months and days.

    Examples
    --------
    >>> duration_from_years(3.5), duration_from_years(0.0)
    ('P3Y6M', 'P0D')
    """
    days = round(years * 365.25)
    whole_years = int(days / 365.25 + 1e-9)
    days_left = days - whole_years * 365.25
    months = int(days_left * 12 / 365.25 + 0.02)
    days_left = max(0, round(days_left - months * 365.25 / 12))
    parts = ((whole_years, "Y"), (months, "M"), (days_left, "D"))
    return "P" + ("".join(f"{n}{unit}" for n, unit in parts if n) or "0D")
