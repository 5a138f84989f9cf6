"""The door to the formats in which people take their own case with them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from rarekin.api.diseases.lookup import disease, gene, label_of, resolve
from rarekin.api.diseases.naming import named
from rarekin.api.making.release import current
from rarekin.errors import UnknownId
from rarekin.formats.fhir_case import write_fhir
from rarekin.formats.mme import mme_disorder, write_mme
from rarekin.formats.phenopacket_export import write_phenopacket
from rarekin.model.case import Case
from rarekin.model.identifiers import Curie

# English, as are the fields beside it: clinics of any country read these files.
_SUSPECTED = "Suspected, not confirmed, no diagnosis:"
WORDS = "rarekin:words"
"""Id of the external reference that holds a person's own words."""
ONSET = "rarekin:onset"
"""Id of the one that says when it began: a phenopacket knows onset only of a named disease."""
SUSPECTED = "rarekin:suspected"
"""Id of those that name a suspected disease: under ``diseases`` it would be read as a diagnosis."""


def case_phenopacket(
    case: Case,
    created: datetime.datetime,
    words: str = "",
    suspected: Sequence[Curie] = (),
) -> bytes:
    """Write a case as a GA4GH Phenopacket, version 2.

    Parameters
    ----------
    case
        Findings and diseases under their ids.
    created
        The present moment, with its time zone.
    words
        Free words, where the person asks for them in the file.
    suspected
        Diseases that are suspected and not confirmed: told as such, never as a diagnosis.

    Returns
    -------
    json
        UTF-8.
    """
    own = [(WORDS, words)] if words.strip() else []
    own += [(SUSPECTED, f"{_SUSPECTED} {name_of(id_)} ({id_})") for id_ in suspected]
    if case.onset_term and not case.diseases:
        own.append((ONSET, case.onset_term))
    return write_phenopacket(
        case,
        created=created.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        versions=_versions(),
        label=name_of,
        gene_id=_gene_id,
        own=own,
    )


def case_fhir(case: Case, created: datetime.datetime) -> bytes:
    """Write a case as a Bundle of HL7 FHIR, R4.

    Parameters
    ----------
    case
        Findings and diseases under their ids.
    created
        The present moment, with its time zone.

    Returns
    -------
    json
        UTF-8.
    """
    moment = created.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return write_fhir(case, created=moment, label=name_of)


def _versions() -> dict[str, str]:
    """Return the version of each ontology as its own publisher states it."""
    versions = {source.name: source.version for source in current().sources}
    sources = (("HP", "hpo"), ("MONDO", "identity"), ("MONDO", "mondo"), ("ORPHA", "orphanet"))
    return {prefix: versions[name] for prefix, name in sources if versions.get(name)}


def _gene_id(symbol: str) -> str:
    try:
        return gene(symbol).hgnc or symbol
    except UnknownId:
        return symbol


def case_mme(
    case: Case, *, contact_name: str, contact_href: str, suspected: Sequence[Curie] = ()
) -> bytes:
    """Write a case as the body of a Matchmaker Exchange match request, version 1.1.

    Parameters
    ----------
    case
        With at least one finding that is present or excluded.
    contact_name, contact_href
        Whom a match is to be reported to.
    suspected
        Diseases that are suspected and not confirmed. The exchange compares ``disorders`` as
        diagnoses, so these stand in the patient's label, which people read.

    Returns
    -------
    json
        UTF-8.

    Raises
    ------
    InputError
        If there is no finding, or the contact is no address.
    """
    return write_mme(
        case,
        contact_name=contact_name,
        contact_href=contact_href,
        disorders=_disorders(case.diseases),
        label=name_of,
        called=f"{_SUSPECTED} {'; '.join(map(name_of, suspected))}" if suspected else "",
    )


def name_of(id_: Curie, language: str = "en") -> str:
    """Return the name of a finding or disease, or its id where the release no longer has it.

    Parameters
    ----------
    id_
        HPO id or disease id.
    language
        The reader's; English where no name is known in it.

    Returns
    -------
    name
        For showing.
    """
    try:
        if id_.startswith("HP:"):
            return label_of(id_, language)
        return named(resolve(id_), language).label
    except UnknownId:
        return str(id_)


def _disorders(diseases: Sequence[Curie]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for id_ in diseases:
        try:
            page = disease(id_)
        except UnknownId:
            continue
        known = [page.ref.id, *(m.object for m in page.ids if m.predicate == "skos:exactMatch")]
        found += [(alias, page.ref.label) for alias in known if mme_disorder(alias)][:1]
    return found
