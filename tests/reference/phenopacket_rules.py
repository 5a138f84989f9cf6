"""What phenopacket-tools demands of a phenopacket, written anew from its documentation.

https://phenopackets.org/phenopacket-tools/validation.html and the JSON schemas it names (base,
phenopacket, meta-data, individual, interpretation): required fields, no empty label, exactly one
way of telling a time, no field that is not in the schema, and every ontology declared. HPO terms
are primary ids, and no term stands beside a broader one that it implies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

_TERM = ({"id", "label"}, set())
_REQUIRED: dict[str, tuple[set[str], set[str]]] = {
    "packet": ({"id", "metaData"}, {"subject", "phenotypicFeatures", "measurements", "biosamples",
                                    "interpretations", "diseases", "medicalActions", "files"}),
    "family": ({"id", "proband", "metaData"}, {"relatives", "pedigree", "files",
                                               "consanguinousParents"}),
    "metaData": ({"created", "createdBy", "phenopacketSchemaVersion", "resources"},
                 {"submittedBy", "updates", "externalReferences"}),
    "resources": ({"id", "name", "url", "version", "namespacePrefix", "iriPrefix"}, set()),
    "subject": ({"id"}, {"alternateIds", "dateOfBirth", "timeAtLastEncounter", "vitalStatus",
                         "sex", "karyotypicSex", "gender", "taxonomy"}),
    "phenotypicFeatures": ({"type"}, {"excluded", "severity", "modifiers", "onset", "resolution",
                                      "evidence", "description"}),
    "diseases": ({"term"}, {"excluded", "onset", "resolution", "diseaseStage",
                            "clinicalTnmFinding", "primarySite", "laterality"}),
    "interpretations": ({"id", "progressStatus"}, {"diagnosis", "summary"}),
    "diagnosis": ({"disease"}, {"genomicInterpretations"}),
    "genomicInterpretations": ({"subjectOrBiosampleId", "interpretationStatus"},
                               {"gene", "variantInterpretation"}),
    "variantInterpretation": ({"acmgPathogenicityClassification", "variationDescriptor"},
                              {"therapeuticActionability"}),
    "variationDescriptor": ({"id", "moleculeContext"}, {"geneContext", "allelicState",
                            "expressions", "extensions", "variation", "vcfRecord", "label",
                            "description", "xrefs", "structuralType"}),
    "geneContext": ({"valueId", "symbol"}, {"description", "alternateIds", "xrefs"}),
    "measurements": ({"assay", "value"}, {"timeObserved", "procedure", "description"}),
    "quantity": ({"unit", "value"}, {"referenceRange"}),
    "externalReferences": (set(), {"id", "reference", "description"}),
    "type": _TERM, "term": _TERM, "disease": _TERM, "modifiers": _TERM, "assay": _TERM,
    "unit": _TERM, "allelicState": _TERM, "severity": _TERM,
}  # fmt: skip
_TIMES = {"onset", "timeAtLastEncounter", "resolution"}
_KINDS_OF_TIME = {"age", "ageRange", "gestationalAge", "ontologyClass", "timestamp", "interval"}
_NEVER_EMPTY = {"phenotypicFeatures", "medicalActions", "resources", "updates"}


def faults(record: Mapping[str, Any], kind: str = "packet") -> Iterator[str]:
    """Name every rule that a phenopacket (or, as ``family``, a Family) breaks."""
    yield from _shape(record, kind, "")
    yield from _undeclared(record)


def _shape(value: Any, kind: str, place: str) -> Iterator[str]:
    here = f"{place}.{kind}".lstrip(".")
    if isinstance(value, list):
        if kind in _NEVER_EMPTY and not value:
            yield f"{here}: empty"
        for one in value:
            yield from _shape(one, kind, place)
    elif isinstance(value, Mapping):
        yield from _fields(value, "packet" if kind in ("proband", "relatives") else kind, here)
        for name, inner in value.items():
            yield from _shape(inner, name, here)


def _fields(value: Mapping[str, Any], kind: str, here: str) -> Iterator[str]:
    if kind in _REQUIRED:
        required, optional = _REQUIRED[kind]
        yield from (f"{here}: no {name}" for name in sorted(required - value.keys()))
        more = value.keys() - required - optional
        yield from (f"{here}: {name} is no field" for name in sorted(more))
    if kind in _TIMES and (len(value) != 1 or not value.keys() <= _KINDS_OF_TIME):
        yield f"{here}: not one way of telling a time"
    if "label" in value and value["label"] == "":
        yield f"{here}: empty label"


def _undeclared(record: Mapping[str, Any]) -> Iterator[str]:
    declared = {r.get("namespacePrefix") for r in record.get("metaData", {}).get("resources", ())}
    for id_ in _term_ids({k: v for k, v in record.items() if k != "metaData"}):
        if ":" in id_ and id_.partition(":")[0] not in declared:
            yield f"{id_}: its ontology is not declared"


def _term_ids(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _term_ids(one)
    elif isinstance(value, Mapping):
        if value.keys() >= {"id", "label"}:
            yield value["id"]
        for inner in value.values():
            yield from _term_ids(inner)


def phenotype_faults(
    record: Mapping[str, Any],
    is_primary: Callable[[str], bool],
    implied: Callable[[str], set[str]],
) -> Iterator[str]:
    """Name retired terms, and terms that another one implies.

    A present term implies its ancestors; an excluded one what lies below it.
    """
    present, excluded = set(), set()
    for feature in record.get("phenotypicFeatures", ()):
        id_ = feature["type"]["id"]
        if not is_primary(id_):
            yield f"{id_} is no primary id"
        (excluded if feature.get("excluded") else present).add(id_)
    for id_ in present:
        yield from (f"{id_} is present and {other} excluded" for other in implied(id_) & excluded)
