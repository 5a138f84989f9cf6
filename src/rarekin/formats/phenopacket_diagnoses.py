"""Read the diseases and genetic test results of a phenopacket."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rarekin.formats.loose_json import either, kind_of, object_of, text_of
from rarekin.formats.phenopacket_features import ONSET, FeatureReader
from rarekin.model.case import ParentalOrigin, Variant
from rarekin.model.identifiers import Curie
from rarekin.model.issues import IssueLevel
from rarekin.model.sentences import sentence

SIGNIFICANCE = {
    "PATHOGENIC": "P",
    "LIKELY_PATHOGENIC": "LP",
    "UNCERTAIN_SIGNIFICANCE": "VUS",
    "LIKELY_BENIGN": "LB",
    "BENIGN": "B",
}
STATUS = {"CAUSATIVE": "P", "CONTRIBUTORY": "VUS", "CANDIDATE": "VUS", "UNKNOWN_STATUS": "VUS"}
NOT_AVAILABLE = {"id": "NCIT:C126101", "label": "Not Available"}
"""Where a phenopacket demands a term and nothing is known."""

DECIDED = frozenset({"SOLVED", "COMPLETED"})
ZYGOSITY = {
    "GENO:0000134": "hemizygous",
    "GENO:0000135": "heterozygous",
    "GENO:0000136": "homozygous",
    "GENO:0000402": "heterozygous",
}
ORIGIN = "parental_origin"


def significance_of(acmg: object, status: object) -> str | None:
    """Return the ACMG class that a classification and an interpretation status stand for.

    Parameters
    ----------
    acmg, status
        As written; what is missing has the schema's default, which is "unknown".

    Returns
    -------
    significance
        None where a value is none of the schema's, or says that the variant was rejected.

    Examples
    --------
    >>> significance_of("BENIGN", "CAUSATIVE"), significance_of(None, None)
    ('B', 'VUS')
    >>> significance_of("NOT_PROVIDED", "REJECTED") is None
    True
    """
    if isinstance(acmg, str) and acmg in SIGNIFICANCE:
        return SIGNIFICANCE[acmg]
    if acmg in (None, "", "NOT_PROVIDED") and (status is None or isinstance(status, str)):
        return STATUS.get(status or "UNKNOWN_STATUS")
    return None


class DiagnosisReader(FeatureReader):
    """Reads diseases and variants, too."""

    def diseases(
        self, packet: Mapping[str, Any]
    ) -> tuple[tuple[Curie, ...], float | None, Curie | None]:
        """Return the diseases the case is known to have, and the age or stage of onset."""
        ids: dict[Curie, None] = {}
        onset_years, stage = None, None
        for i, item in enumerate(self.items(packet, "diseases")):
            disease, where = object_of(item), f"diseases[{i}]"
            id_ = self.curie(disease.get("term"), f"{where}.term")
            if id_ is None or self._is_denied(disease, id_, where):
                continue
            ids[id_] = None
            onset = either(disease, *ONSET)
            years = self.age(onset, f"{where}.onset", has_stage=True)
            onset_years = years if onset_years is None else onset_years
            stage = stage or self.stage(disease, onset, f"{where}.onset")
        ids |= dict.fromkeys(self._diagnosed(packet))
        return tuple(ids), onset_years, stage

    def _is_denied(self, disease: Mapping[str, Any], id_: Curie, where: str) -> bool:
        excluded = either(disease, "excluded", "negated")
        if excluded is None or excluded is False:
            return False
        if excluded is True:
            message = sentence(
                "%(id)s was looked for and ruled out; nothing here counts that.", id=id_
            )
            self.note("disease-excluded", IssueLevel.NOTICE, where, message)
        else:
            message = sentence(
                "excluded is a JSON %(kind)s, not true or false; left out.", kind=kind_of(excluded)
            )
            self.note("excluded-unreadable", IssueLevel.ERROR, f"{where}.excluded", message)
        return True

    def _diagnosed(self, packet: Mapping[str, Any]) -> Iterator[Curie]:
        for i, item in enumerate(self.items(packet, "interpretations")):
            where = f"interpretations[{i}]"
            interpretation = object_of(item)
            status = text_of(either(interpretation, "progressStatus", "progress_status"))
            diagnosed = object_of(interpretation.get("diagnosis")).get("disease")
            if not diagnosed or object_of(diagnosed).get("id") == NOT_AVAILABLE["id"]:
                continue
            if status in DECIDED:
                id_ = self.curie(diagnosed, f"{where}.diagnosis.disease")
                if id_ is not None:
                    yield id_
                continue
            self.note(
                "interpretation-undecided",
                IssueLevel.NOTICE,
                where,
                sentence(
                    "The interpretation is %(status)s; its disease was not taken for a known one.",
                    status=status[:40] or "UNKNOWN_PROGRESS",
                ),
            )

    def variants(self, packet: Mapping[str, Any]) -> Iterator[Variant]:
        """Read the genetic test results."""
        for i, item in enumerate(self.items(packet, "interpretations")):
            diagnosis = object_of(object_of(item).get("diagnosis"))
            listed = either(diagnosis, "genomicInterpretations", "genomic_interpretations")
            for j, genomic in enumerate(listed if isinstance(listed, list) else []):
                where = f"interpretations[{i}].diagnosis.genomicInterpretations[{j}]"
                variant = self._variant(object_of(genomic), where)
                if variant is not None:
                    yield variant

    def _variant(self, genomic: Mapping[str, Any], where: str) -> Variant | None:
        read = object_of(either(genomic, "variantInterpretation", "variant_interpretation"))
        descriptor = object_of(either(read, "variationDescriptor", "variation_descriptor"))
        gene = object_of(either(descriptor, "geneContext", "gene_context") or genomic.get("gene"))
        symbol = text_of(gene.get("symbol"))
        status = either(genomic, "interpretationStatus", "interpretation_status")
        acmg = either(read, "acmgPathogenicityClassification", "acmg_pathogenicity_classification")
        significance = significance_of(acmg, status)
        if not symbol or significance is None:
            said = (text_of(acmg) or text_of(status))[:40]
            self.note(
                "variant-left-out",
                IssueLevel.WARNING,
                where,
                sentence(
                    "The variant has gene %(gene)s and status %(status)s.",
                    gene=f"{symbol or 'unnamed'!r}",
                    status=f"{said!r}",
                ),
                sentence("A gene symbol and an ACMG class or an interpretation status are needed."),
            )
            return None
        state = object_of(either(descriptor, "allelicState", "allelic_state"))
        label = text_of(state.get("label")).lower()
        zygosity = ZYGOSITY.get(text_of(state.get("id")))
        if zygosity is None:
            zygosity = label if label in {*ZYGOSITY.values(), "mosaic"} else ""
        return Variant(symbol, significance, zygosity, _origin(descriptor), _change(descriptor))


def _change(descriptor: Mapping[str, Any]) -> str:
    """Return the change in the words of HGVS, the coding one before that of the protein."""
    listed = descriptor.get("expressions")
    found: dict[str, str] = {}
    for item in listed if isinstance(listed, list) else []:
        expression = object_of(item)
        syntax, value = text_of(expression.get("syntax")), text_of(expression.get("value"))
        if syntax in {"hgvs.c", "hgvs.p"} and value:
            found.setdefault(syntax, value.rpartition(":")[2])
    return " ".join(found[syntax] for syntax in sorted(found))


def _origin(descriptor: Mapping[str, Any]) -> ParentalOrigin:
    extensions = descriptor.get("extensions")
    for item in extensions if isinstance(extensions, list) else []:
        extension = object_of(item)
        if extension.get("name") == ORIGIN:
            value = text_of(extension.get("value"))
            if value in {"maternal", "paternal"}:
                return ParentalOrigin(value)
    return ParentalOrigin.UNKNOWN
