"""Cases as Matchmaker Exchange patients, API version 1.1, both ways.

Buske et al. 2015, doi:10.1002/humu.22850.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rarekin.errors import InputError
from rarekin.formats.loose_json import object_of, text_of
from rarekin.formats.phenopacket_fields import words_of
from rarekin.model.case import Case, Finding, Sex, State, Variant
from rarekin.model.identifiers import Curie
from rarekin.model.sentences import sentence

_OBSERVED = {State.PRESENT: "yes", State.EXCLUDED: "no"}
_SEX = {Sex.FEMALE: "FEMALE", Sex.MALE: "MALE"}
_COPIES = {"heterozygous": 1, "homozygous": 2}
_KNOWN = words_of("id label contact species sex ageOfOnset features disorders genomicFeatures test")
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
    called: str = "",
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
    called
        Words that stand as the label of the patient; none where empty.

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
            sentence("There is no sign to write; the Matchmaker Exchange asks for at least one."),
            hint=sentence("Add a sign first."),
        )
    if not contact_href.startswith(("mailto:", "https://", "http://")):
        raise InputError(
            sentence("The contact is no address; we accept mailto: or https:."),
            hint=sentence("Give an e-mail address."),
            where="contact",
        )
    patient: dict[str, Any] = {
        "id": case.id,
        "contact": {"name": contact_name, "href": contact_href},
        "species": "NCBITaxon:9606",
        "features": features,
    }
    if called:
        patient["label"] = called
    if case.sex in _SEX:
        patient["sex"] = _SEX[case.sex]
    if case.onset_term is not None:
        patient["ageOfOnset"] = case.onset_term
    if genes := [_genomic(v) for v in case.variants if v.significance not in {"none", "LB", "B"}]:
        patient["genomicFeatures"] = genes
    named = [{"id": mme_disorder(id_), "label": text} for id_, text in disorders]
    if known := [entry for entry in named if entry["id"]]:
        patient["disorders"] = known
    return (json.dumps({"patient": patient}, ensure_ascii=False, indent=2) + "\n").encode()


def _feature(finding: Finding, label: Callable[[Curie], str]) -> dict[str, str]:
    feature = {
        "id": finding.term,
        "label": label(finding.term),
        "observed": _OBSERVED[finding.state],
    }
    return feature | ({"ageOfOnset": finding.onset_term} if finding.onset_term else {})


def _genomic(variant: Variant) -> dict[str, Any]:
    feature: dict[str, Any] = {"gene": {"id": variant.gene}}
    if variant.zygosity in _COPIES:
        feature["zygosity"] = _COPIES[variant.zygosity]
    return feature


def packet_of_patient(patient: Mapping[str, Any]) -> dict[str, Any]:
    """Write a patient of the exchange as a phenopacket, so that one reader reads both.

    Parameters
    ----------
    patient
        What stands under ``patient`` in a match request. The contact is left out.

    Returns
    -------
    packet
        Fields it has no place for stay under their own names, so that the reader names them.

    Examples
    --------
    >>> packet_of_patient({"id": "a", "features": [{"id": "HP:0001250", "observed": "no"}]})
    {'id': 'a', 'phenotypicFeatures': [{'type': {'id': 'HP:0001250'}, 'excluded': True}]}
    """
    packet: dict[str, Any] = {k: v for k, v in patient.items() if k not in _KNOWN}
    if "id" in patient:
        packet["id"] = patient["id"]
    if "sex" in patient:
        sex = patient["sex"]
        packet["subject"] = {"sex": "UNKNOWN_SEX" if sex == "NO_SEX_RECORDED" else sex}
    packet["phenotypicFeatures"] = _each(patient, "features", _feature_in)
    onset = _stage(patient)
    if "disorders" not in patient and onset:
        packet["ageOfOnset"] = patient["ageOfOnset"]
    elif "disorders" in patient:
        packet["diseases"] = _each(patient, "disorders", lambda d: {"term": d} | onset)
    if "genomicFeatures" in patient:
        genes = _each(patient, "genomicFeatures", _genomic_in)
        packet["interpretations"] = [{"diagnosis": {"genomicInterpretations": genes}}]
    return packet


def _each(
    patient: Mapping[str, Any], name: str, turn: Callable[[Mapping[str, Any]], Any]
) -> object:
    listed = patient.get(name, [])
    return [turn(object_of(item)) for item in listed] if isinstance(listed, list) else listed


def _stage(record: Mapping[str, Any]) -> dict[str, Any]:
    onset = record.get("ageOfOnset")
    return {"onset": {"ontologyClass": {"id": onset}}} if onset else {}


def _feature_in(feature: Mapping[str, Any]) -> dict[str, Any]:
    rest = {k: v for k, v in feature.items() if k not in {"id", "label", "observed", "ageOfOnset"}}
    type_ = {k: feature[k] for k in ("id", "label") if k in feature}
    observed = feature.get("observed")
    denied = {"yes": False, "no": True}.get(text_of(observed), observed)
    state = {} if denied is None or denied is False else {"excluded": denied}
    return {"type": type_} | state | _stage(feature) | rest


def _genomic_in(feature: Mapping[str, Any]) -> dict[str, Any]:
    copies = next((label for label, n in _COPIES.items() if n == feature.get("zygosity")), "")
    state = {"allelicState": {"label": copies}} if copies else {}
    gene = {"symbol": object_of(feature.get("gene")).get("id")}
    return {"variantInterpretation": {"variationDescriptor": {"geneContext": gene} | state}}
