"""Write cases as Matchmaker Exchange patients, API version 1.1 (doi:10.1002/humu.22850)."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from rarekin.errors import InputError
from rarekin.model.case import Case, Finding, Sex, State
from rarekin.model.identifiers import Curie

_OBSERVED = {State.PRESENT: "yes", State.EXCLUDED: "no"}
_SEX = {Sex.FEMALE: "FEMALE", Sex.MALE: "MALE"}
_PREFIXES = {"OMIM": "MIM", "ORPHA": "Orphanet"}


def mme_disorder(id_: str) -> str:
    """Return a disease id as the exchange writes it.

    Parameters
    ----------
    id_
        Such as ``OMIM:166350`` or ``ORPHA:2762``.

    Returns
    -------
    disorder
        ``MIM:…`` or ``Orphanet:…``; empty for ids the exchange does not know.

    Examples
    --------
    >>> [mme_disorder(i) for i in ("OMIM:166350", "ORPHA:2762", "MONDO:0008153")]
    ['MIM:166350', 'Orphanet:2762', '']
    """
    prefix, _, number = id_.partition(":")
    return f"{_PREFIXES[prefix]}:{number}" if prefix in _PREFIXES else ""


def write_mme(
    case: Case,
    *,
    contact_name: str,
    contact_href: str,
    disorders: Sequence[tuple[str, str]] = (),
    label: Callable[[Curie], str] = str,
) -> bytes:
    """Write a case as the body of a Matchmaker Exchange match request.

    Parameters
    ----------
    case
        Findings that are present or excluded are written; unknown ones are not.
    contact_name, contact_href
        Whom a match is to be reported to; the address starts with ``mailto:`` or ``https:``.
    disorders
        Pairs of id and label; ids other than OMIM's and Orphanet's are left out.
    label
        Preferred name of an HPO term.

    Returns
    -------
    json
        UTF-8, indented, ending with a newline.

    Raises
    ------
    InputError
        If there is neither a finding nor an address, which the exchange demands.

    Examples
    --------
    >>> body = write_mme(Case("a", (Finding(Curie("HP:0001250")),)), contact_name="Dr A",
    ...                  contact_href="mailto:a@example.org")
    >>> json.loads(body)["patient"]["features"][0]["observed"]
    'yes'
    """
    features = [_feature(f, label) for f in case.findings if f.state in _OBSERVED]
    if not features:
        raise InputError(
            "There is no sign to write; the Matchmaker Exchange asks for at least one.",
            hint="Add a sign first.",
        )
    if not contact_href.startswith(("mailto:", "https://", "http://")):
        raise InputError(
            "The contact is no address; we accept mailto: or https:.",
            hint="Give an e-mail address.",
            where="contact",
        )
    patient: dict[str, Any] = {
        "id": case.id,
        "contact": {"name": contact_name, "href": contact_href},
        "species": "NCBITaxon:9606",
        "features": features,
    }
    if case.sex in _SEX:
        patient["sex"] = _SEX[case.sex]
    named = [{"id": mme_disorder(id_), "label": text} for id_, text in disorders]
    if known := [entry for entry in named if entry["id"]]:
        patient["disorders"] = known
    return (json.dumps({"patient": patient}, ensure_ascii=False, indent=2) + "\n").encode()


def _feature(finding: Finding, label: Callable[[Curie], str]) -> dict[str, str]:
    return {
        "id": finding.term,
        "label": label(finding.term),
        "observed": _OBSERVED[finding.state],
    }
