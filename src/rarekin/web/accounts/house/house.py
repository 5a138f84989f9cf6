"""Whose site this is, as every page shows it: name, logo, contact, the host's own diseases.

Read once and kept for some seconds in each process, since every page needs it and it hardly
ever changes. Its stamp is part of the key under which public pages are kept.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.urls import reverse

from rarekin.api.diseases.lookup import DiseaseRef, resolve
from rarekin.errors import RarekinError
from rarekin.web.accounts.fresh import Fresh
from rarekin.web.accounts.models import Host

FRESH_FOR_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class House:
    """What the layout shows of the host.

    Attributes
    ----------
    name
        Empty where nobody set the site up yet.
    privacy_contact
        Address for questions about personal data.
    has_crisis_help
        Whether the host named somebody to call.
    first_diseases
        Ids as the host chose them.
    logo_digest
        Part of the logo's address; empty where there is none.
    stamp
        Changes whenever anything above does.
    """

    name: str = ""
    privacy_contact: str = ""
    has_crisis_help: bool = False
    first_diseases: tuple[str, ...] = ()
    logo_digest: str = ""
    stamp: str = ""

    def logo(self) -> str:
        """Return the address of the logo, or nothing."""
        return reverse("accounts:logo", args=[self.logo_digest]) if self.logo_digest else ""

    def diseases(self) -> list[DiseaseRef]:
        """Return the host's diseases under their present ids; what the release lost is left out."""
        found: dict[DiseaseRef, None] = {}
        for id_ in self.first_diseases:
            try:
                found[resolve(id_)] = None
            except RarekinError:
                continue
        return list(found)


def house() -> House:
    """Return whose site this is.

    Returns
    -------
    house
        At most some seconds old, or as it was before the database went away; empty where there is
        no host, or none was ever read.
    """
    return _kept.get()


def look_again(**_kwargs: Any) -> None:
    """Ask the database anew at the next page."""
    _kept.look_again()


def logo_png(digest: str) -> bytes | None:
    """Return the logo under an address.

    Parameters
    ----------
    digest
        From the address.

    Returns
    -------
    png
        None where the logo is another one or none.
    """
    row = Host.objects.values_list("logo_png", flat=True).first()
    png = bytes(row or b"")
    return png if png and _digest(png) == digest else None


def _read() -> House:
    host = Host.objects.first()
    if host is None:
        return House()
    png = bytes(host.logo_png or b"")
    shown = (
        host.name,
        host.privacy_contact,
        bool(host.crisis_help.strip()),
        tuple(str(id_) for id_ in host.first_diseases),
        _digest(png) if png else "",
    )
    return House(*shown, stamp=_digest(json.dumps(shown).encode()))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


_kept = Fresh(_read, FRESH_FOR_SECONDS, House())
for _signal in (post_save, post_delete):
    _signal.connect(look_again, sender=Host, dispatch_uid="house")
