"""One published phenopacket to one case, as the store writes them (GA4GH Phenopackets v2).

Jacobsen JOB, et al. Nat Biotechnol 2022;40:817-820 (doi:10.1038/s41587-022-01357-4).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rarekin.errors import InputError
from rarekin.model.case import Case, Finding, Sex, State, Variant
from rarekin.model.identifiers import Curie, is_curie, parse_curie, prefix_of

ANTENATAL = Curie("HP:0030674")
_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T\S*)?")
_YEARS_PER = (1.0, 1 / 12, 7 / 365.25, 1 / 365.25)
_OLDEST_YEARS = 150.0
_SIGNIFICANCE = {
    "PATHOGENIC": "P",
    "LIKELY_PATHOGENIC": "LP",
    "UNCERTAIN_SIGNIFICANCE": "VUS",
    "LIKELY_BENIGN": "LB",
    "BENIGN": "B",
}
_ZYGOSITIES = frozenset({"heterozygous", "homozygous", "hemizygous"})

Json = Mapping[str, Any]


def read_packet(packet: Json) -> tuple[Case, dict[Curie, str]]:
    """Read one phenopacket; free text stays behind.

    Parameters
    ----------
    packet
        Its JSON object.

    Returns
    -------
    case
        Findings present and excluded. A term stated both ways is left out, as are diseases
        that the packet excludes.
    names
        Label of each disease.

    Raises
    ------
    InputError
        If it has no id, or an identifier cannot be read.
    KeyError, TypeError, AttributeError
        If it does not have the shape of a phenopacket.

    Examples
    --------
    >>> case, names = read_packet({
    ...     "id": "PMID_1_a",
    ...     "phenotypicFeatures": [{"type": {"id": "HP:0001166"}, "excluded": True}],
    ...     "diseases": [{"term": {"id": "OMIM:1", "label": "Toy"}, "onset":
    ...         {"age": {"iso8601duration": "P2Y6M"}}}]})
    >>> case.excluded, case.diseases, case.onset_years, names
    (('HP:0001166',), ('OMIM:1',), 2.5, {'OMIM:1': 'Toy'})
    """
    if not isinstance(packet.get("id"), str) or not packet["id"]:
        raise InputError("The phenopacket has no id.")
    diseases = [d for d in packet.get("diseases", ()) if not d.get("excluded")]
    names = {parse_curie(d["term"]["id"]): str(d["term"].get("label", "")) for d in diseases}
    times = [_time(d.get("onset")) for d in diseases]
    onset_years, onset_term = next((t for t in times if t != (None, None)), (None, None))
    subject = packet.get("subject", {})
    case = Case(
        id=packet["id"],
        findings=tuple(_findings(packet.get("phenotypicFeatures", ()))),
        sex=_sex(subject.get("sex", "")),
        age_years=_time(subject.get("timeAtLastEncounter"))[0],
        onset_years=onset_years,
        onset_term=onset_term,
        variants=tuple(dict.fromkeys(_variants(packet.get("interpretations", ())))),
        diseases=tuple(names),
        references=tuple(dict.fromkeys(_references(packet))),
    )
    return case, names


def _sex(text: str) -> Sex:
    return {"FEMALE": Sex.FEMALE, "MALE": Sex.MALE}.get(text, Sex.UNKNOWN)


def _findings(features: Iterable[Json]) -> Iterator[Finding]:
    found: dict[Curie, set[bool]] = {}
    kept: dict[Curie, Finding] = {}
    for feature in features:
        term = parse_curie(feature["type"]["id"])
        excluded = bool(feature.get("excluded"))
        found.setdefault(term, set()).add(excluded)
        years, stage = (None, None) if excluded else _time(feature.get("onset"))
        state = State.EXCLUDED if excluded else State.PRESENT
        # Some modifiers are free text with a made-up id.
        modifiers = tuple(parse_curie(m["id"]) for m in feature.get("modifiers", ()) if _is_hp(m))
        kept.setdefault(term, Finding(term, state, years, stage, modifiers))
    # Present and excluded in one person says nothing about that person.
    return (finding for term, finding in kept.items() if len(found[term]) == 1)


def _is_hp(element: Json) -> bool:
    return is_curie(element["id"]) and prefix_of(parse_curie(element["id"])) == "HP"


def _time(element: Json | None) -> tuple[float | None, Curie | None]:
    """Read a time as an age in years, else as an onset class; a range as neither."""
    element = element or {}
    if "gestationalAge" in element:
        return None, ANTENATAL
    if "ontologyClass" in element:
        return None, parse_curie(element["ontologyClass"]["id"])
    return _years(str(element.get("age", {}).get("iso8601duration", ""))), None


def _years(duration: str) -> float | None:
    match = _DURATION.fullmatch(duration)
    if match is None or not any(match.groups()):
        return None
    years = sum(float(g) * y for g, y in zip(match.groups(), _YEARS_PER, strict=True) if g)
    return years if years <= _OLDEST_YEARS else None


def _variants(interpretations: Iterable[Json]) -> Iterator[Variant]:
    for interpretation in interpretations:
        diagnosis = interpretation.get("diagnosis", {})
        for genomic in diagnosis.get("genomicInterpretations", ()):
            read = genomic.get("variantInterpretation", {})
            descriptor = read.get("variationDescriptor", {})
            symbol = descriptor.get("geneContext", {}).get("symbol", "")
            significance = _SIGNIFICANCE.get(read.get("acmgPathogenicityClassification", ""))
            zygosity = str(descriptor.get("allelicState", {}).get("label", ""))
            if symbol and significance:
                yield Variant(symbol, significance, zygosity if zygosity in _ZYGOSITIES else "")


def _references(packet: Json) -> Iterator[str]:
    for reference in packet.get("metaData", {}).get("externalReferences", ()):
        yield parse_curie(reference["id"])
