"""What the accounts give to the layout of every page."""

from __future__ import annotations

from django.http import HttpRequest

from rarekin.web.accounts.house.house import house


def host(request: HttpRequest) -> dict[str, object]:
    """Give every template whose site this is.

    Parameters
    ----------
    request
        Not read: the same for everybody.

    Returns
    -------
    context
        The host's name takes the place of the program's. Mails keep the neutral name of the
        settings, because a host's name may well name a disease.
    """
    found = house()
    return {"house": found, **({"site_name": found.name} if found.name else {})}
