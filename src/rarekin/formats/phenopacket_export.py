"""Write cases as GA4GH Phenopackets, version 2 (doi:10.1038/s41587-022-01357-4)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rarekin.formats.durations import duration_from_years
from rarekin.formats.phenopacket_diagnoses import NOT_AVAILABLE, ORIGIN, SIGNIFICANCE, ZYGOSITY
from rarekin.formats.phenopacket_resources import OWN, resources
from rarekin.model.case import Case, Finding, ParentalOrigin, Sex, State, Variant
from rarekin.model.identifiers import Curie

_References = Sequence[tuple[str, str]]


def write_phenopacket(
    case: Case,
    *,
    created: str,
    versions: Mapping[str, str],
    label: Callable[[Curie], str] = str,
    gene_id: Callable[[str], str] = str,
    own: Sequence[tuple[str, str]] = (),
) -> bytes:
    """Write a case as a GA4GH Phenopacket, version 2.

    Parameters
    ----------
    case
        Answers to questions that no HPO term covers have no place in a phenopacket and are not
        written; findings of unknown state are not written either.
    created
        Time stamp, such as ``2026-01-31T12:00:00Z``.
    versions
        Release of each ontology by prefix, such as ``{"HP": "2025-01-16"}``.
    label
        Preferred name of an id.
    gene_id
        HGNC id of a gene symbol.
    own
        Ids and texts of what a phenopacket has no place for, such as free words that the person
        wants in the file; they become external references.

    Returns
    -------
    json
        UTF-8, indented, ending with a newline.

    Examples
    --------
    >>> from rarekin.formats.phenopacket import parse_phenopacket
    >>> packet = write_phenopacket(Case("a", (Finding(Curie("HP:0001250")),)),
    ...                            created="2026-01-31T12:00:00Z", versions={"HP": "2025-01-16"})
    >>> parse_phenopacket(packet)[0].present
    ('HP:0001250',)
    """
    packet: dict[str, Any] = {
        "id": case.id,
        "subject": _subject(case),
        "phenotypicFeatures": [
            _feature(finding, label)
            for finding in case.findings
            if finding.state is not State.UNKNOWN
        ],
        "measurements": [
            {
                "assay": {"id": name if ":" in name else f"{OWN}:{name}", "label": name},
                "value": {"quantity": {"unit": NOT_AVAILABLE, "value": value}},
            }
            for name, value in case.quantities.items()
        ],
        "diseases": [
            {"term": {"id": id_, "label": label(id_)}} | (_onset(case, label) if not i else {})
            for i, id_ in enumerate(case.diseases)
        ],
        "interpretations": [_interpretation(case, label, gene_id)] if case.variants else [],
    }
    kept = {name: value for name, value in packet.items() if value}
    references = [*((id_, "") for id_ in case.references), *own]
    kept["metaData"] = metadata(kept, created, versions, references)
    return json.dumps(kept, indent=2, ensure_ascii=False).encode() + b"\n"


def _subject(case: Case) -> dict[str, Any]:
    subject: dict[str, Any] = {"id": case.id}
    if case.age_years is not None:
        subject["timeAtLastEncounter"] = _time(case.age_years)
    subject["sex"] = "UNKNOWN_SEX" if case.sex is Sex.UNKNOWN else case.sex.value.upper()
    return subject


def _time(years: float) -> dict[str, Any]:
    return {"age": {"iso8601duration": duration_from_years(years)}}


def _onset(of: Case | Finding, label: Callable[[Curie], str]) -> dict[str, Any]:
    if of.onset_years is not None:
        return {"onset": _time(of.onset_years)}
    if of.onset_term is None:
        return {}
    return {"onset": {"ontologyClass": {"id": of.onset_term, "label": label(of.onset_term)}}}


def _feature(finding: Finding, label: Callable[[Curie], str]) -> dict[str, Any]:
    feature: dict[str, Any] = {"type": {"id": finding.term, "label": label(finding.term)}}
    if finding.state is State.EXCLUDED:
        feature["excluded"] = True
    if finding.modifiers:
        feature["modifiers"] = [{"id": m, "label": label(m)} for m in finding.modifiers]
    return feature | _onset(finding, label)


def _interpretation(
    case: Case, label: Callable[[Curie], str], gene_id: Callable[[str], str]
) -> dict[str, Any]:
    disease = case.diseases[0] if case.diseases else None
    # A diagnosis has to name a disease, even where only a test result is known.
    diagnosis: dict[str, Any] = {
        "disease": {"id": disease, "label": label(disease)} if disease else dict(NOT_AVAILABLE),
        "genomicInterpretations": [_genomic(case.id, v, gene_id) for v in case.variants],
    }
    return {
        "id": case.id,
        "progressStatus": "SOLVED" if disease else "IN_PROGRESS",
        "diagnosis": diagnosis,
    }


def _genomic(subject: str, variant: Variant, gene_id: Callable[[str], str]) -> dict[str, Any]:
    names = {short: name for name, short in SIGNIFICANCE.items()}
    states = {label: id_ for id_, label in reversed(ZYGOSITY.items())}
    descriptor: dict[str, Any] = {
        "id": variant.gene,
        "geneContext": {"valueId": gene_id(variant.gene), "symbol": variant.gene},
        "moleculeContext": "genomic",
    }
    if variant.zygosity:
        state = states.get(variant.zygosity, "GENO:0000137")
        descriptor["allelicState"] = {"id": state, "label": variant.zygosity}
    if variant.change:
        descriptor["expressions"] = [
            {"syntax": f"hgvs.{part[0]}", "value": part}
            for part in variant.change.split()
            if part[:2] in {"c.", "p."}
        ]
    if variant.origin is not ParentalOrigin.UNKNOWN:
        descriptor["extensions"] = [{"name": ORIGIN, "value": variant.origin.value}]
    return {
        "subjectOrBiosampleId": subject,
        "interpretationStatus": "UNKNOWN_STATUS",
        "variantInterpretation": {
            "acmgPathogenicityClassification": names.get(variant.significance, "NOT_PROVIDED"),
            "variationDescriptor": descriptor,
        },
    }


def metadata(
    packet: object,
    created: str,
    versions: Mapping[str, str],
    references: _References = (),
) -> dict[str, Any]:
    """Return the metadata of a phenopacket, a Family or a Cohort.

    Parameters
    ----------
    packet
        Without its metadata.
    created
        Time stamp.
    versions
        Release of each ontology by prefix.
    references
        Pairs of id and description.

    Returns
    -------
    meta
        Every ontology used is declared.

    Examples
    --------
    >>> sorted(metadata({}, "2026-01-31T12:00:00Z", {}))
    ['created', 'createdBy', 'phenopacketSchemaVersion']
    """
    meta: dict[str, Any] = {"created": created, "createdBy": "Rarekin"}
    if declared := resources(packet, versions):
        meta["resources"] = declared
    meta["phenopacketSchemaVersion"] = "2.0"
    if references:
        meta["externalReferences"] = [
            {"id": id_} | ({"description": text} if text else {}) for id_, text in references
        ]
    return meta
