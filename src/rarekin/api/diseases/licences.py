"""Codes whose catalogues ask for a licence: hidden until the host says that it holds one."""

from __future__ import annotations

import os
from collections.abc import Iterable

from rarekin.errors import InputError
from rarekin.model.disease import IdMapping
from rarekin.model.identifiers import prefix_of
from rarekin.model.sentences import sentence

LICENSED = frozenset({"ICD10", "ICD11", "ICD11.FOUNDATION", "SNOMED", "MEDDRA"})
"""Prefixes of codes under CC BY-ND (WHO), an affiliate licence or a subscription."""

FLAG = "RAREKIN_LICENSED_CODES"


def hidden_prefixes() -> frozenset[str]:
    """Return the prefixes of codes this host may not show.

    Returns
    -------
    prefixes
        All of `LICENSED` but those that ``RAREKIN_LICENSED_CODES`` lists, such as
        ``ICD11,SNOMED``.

    Examples
    --------
    >>> sorted(hidden_prefixes())
    ['ICD10', 'ICD11', 'ICD11.FOUNDATION', 'MEDDRA', 'SNOMED']
    """
    held = os.environ.get(FLAG, "").replace(",", " ").upper().split()
    known = {prefix.replace("-", "").replace("CT", "") for prefix in held}
    return frozenset(prefix for prefix in LICENSED if prefix.partition(".")[0] not in known)


def shown(mappings: Iterable[IdMapping]) -> tuple[IdMapping, ...]:
    """Leave out mappings to codes this host may not show.

    Parameters
    ----------
    mappings
        Of a disease.

    Returns
    -------
    mappings
        In the same order.

    Examples
    --------
    >>> one = IdMapping("MONDO:1", "skos:exactMatch", "SNOMED:1", "toy")
    >>> shown([one])
    ()
    """
    hidden = hidden_prefixes()
    return tuple(m for m in mappings if not hidden & {prefix_of(m.subject), prefix_of(m.object)})


def require_shown(prefix: str) -> None:
    """Refuse a prefix this host may not show.

    Parameters
    ----------
    prefix
        As `rarekin.model.identifiers` writes it.

    Raises
    ------
    InputError
        If it needs a licence and the host has named none.

    Examples
    --------
    >>> require_shown("OMIM")
    """
    if prefix in hidden_prefixes():
        raise InputError(
            sentence(
                "%(prefix)s codes need a licence of their catalogue; this host has named none.",
                prefix=prefix,
            ),
            hint=sentence(
                "Set %(flag)s=%(prefix)s if you hold one, or ask for MONDO, ORPHA, OMIM or GARD.",
                flag=FLAG,
                prefix=prefix,
            ),
        )
