"""Names of countries and areas, as organisations are filed under them, in the active language."""

from __future__ import annotations

from django.utils.functional import Promise

from rarekin.web.shell.phrases import gettext_lazy as _

_NAMES: dict[str, str | Promise] = {
    "Australia": _("Australia"),
    "Belgium": _("Belgium"),
    "Canada": _("Canada"),
    "Colombia": _("Colombia"),
    "Denmark": _("Denmark"),
    "Europe": _("Europe"),
    "Europe, worldwide": _("Europe and the world"),
    "France": _("France"),
    "Germany": _("Germany"),
    "Ireland": _("Ireland"),
    "Italy": _("Italy"),
    "Japan": _("Japan"),
    "Portugal": _("Portugal"),
    "Spain": _("Spain"),
    "UK": _("United Kingdom"),
    "US": _("United States"),
    "international": _("international"),
}


def country_name(country: str) -> str:
    """Return the name of a country.

    Parameters
    ----------
    country
        As an organisation has it.

    Returns
    -------
    name
        Unchanged where we have no name for it.

    Examples
    --------
    >>> from django.utils import translation
    >>> with translation.override("en"):
    ...     country_name("UK"), country_name("Tunisia")
    ('United Kingdom', 'Tunisia')
    """
    return str(_NAMES.get(country, country))
