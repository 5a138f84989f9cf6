"""Read GA4GH Phenopackets (Jacobsen et al. 2022, doi:10.1038/s41587-022-01357-4) as cases.

Version 2 is read; version 1 is tolerated. What cannot be read in one feature is
collected as an issue; what makes the file no phenopacket raises.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from rarekin.errors import FormatError, InputError, TooLarge
from rarekin.formats.durations import years_from_duration
from rarekin.formats.loose_json import either, finite, kind_of, object_of, text_of
from rarekin.model.case import Case, Finding, ParentalOrigin, Sex, State, Variant
from rarekin.model.identifiers import Curie, parse_curie, prefix_of
from rarekin.model.issues import Issue, IssueLevel

MAX_BYTES = 10_000_000
MAX_FEATURES = 10_000
_HINT = "Export it again as a GA4GH Phenopacket, version 2, in JSON."

_SEX = {"FEMALE": Sex.FEMALE, "MALE": Sex.MALE}
SIGNIFICANCE = {
    "PATHOGENIC": "P",
    "LIKELY_PATHOGENIC": "LP",
    "UNCERTAIN_SIGNIFICANCE": "VUS",
    "LIKELY_BENIGN": "LB",
    "BENIGN": "B",
}
_STATUS = {"CAUSATIVE": "P", "CONTRIBUTORY": "VUS", "CANDIDATE": "VUS", "UNKNOWN_STATUS": "VUS"}
ZYGOSITY = {
    "GENO:0000134": "hemizygous",
    "GENO:0000135": "heterozygous",
    "GENO:0000136": "homozygous",
    "GENO:0000402": "heterozygous",
}
ORIGIN = "parental_origin"


def parse_phenopacket(data: bytes | Mapping[str, object]) -> tuple[Case, tuple[Issue, ...]]:
    """Read one phenopacket.

    Parameters
    ----------
    data
        JSON as bytes (UTF-8, at most 10 MB) or already parsed. A GA4GH Family is read as its
        proband.

    Returns
    -------
    case, issues
        Ids are in canonical form but not looked up in any ontology.

    Raises
    ------
    FormatError
        If it is not a phenopacket; ``where`` names the place.
    TooLarge
        If it has more than 10 MB or more than 10,000 features.

    Examples
    --------
    >>> case, issues = parse_phenopacket(
    ...     b'{"id": "a", "phenotypicFeatures": [{"type": {"id": "HP:0001250"}}]}')
    >>> case.present, issues
    (('HP:0001250',), ())
    """
    return _Reader().read(_loaded(data))


def _loaded(data: bytes | Mapping[str, object]) -> Mapping[str, Any]:
    loaded = _decoded(bytes(data)) if isinstance(data, bytes | bytearray) else data
    if not isinstance(loaded, Mapping):
        raise FormatError(
            f"We got a JSON {kind_of(loaded)}; a phenopacket is an object.", hint=_HINT, where="$"
        )
    for wrapper in ("phenopacket", "proband"):
        inner = loaded.get(wrapper)
        if isinstance(inner, Mapping):
            return inner
    return loaded


def _decoded(data: bytes) -> object:
    if len(data) > MAX_BYTES:
        raise TooLarge(
            f"The file has {len(data):,} bytes; at most {MAX_BYTES:,} are read.",
            hint="Split it: one phenopacket describes one person.",
        )
    try:
        decoded: object = json.loads(data.decode("utf-8-sig"))
    except RecursionError as error:
        raise FormatError("The JSON is nested too deeply.", hint=_HINT, where="$") from error
    except json.JSONDecodeError as error:
        raise FormatError(
            f"The file is not JSON: {error.msg}.",
            hint=_HINT,
            where=f"line {error.lineno}, column {error.colno}",
        ) from error
    except UnicodeDecodeError as error:
        raise FormatError(
            "The file is not UTF-8 text.", hint=_HINT, where=f"byte {error.start}"
        ) from error
    except ValueError as error:
        raise FormatError("A number in the JSON is too long.", hint=_HINT, where="$") from error
    return decoded


class _Reader:
    def __init__(self) -> None:
        self.issues: list[Issue] = []

    def read(self, packet: Mapping[str, Any]) -> tuple[Case, tuple[Issue, ...]]:
        subject = self._section(packet, "subject")
        features = self._items(packet, "phenotypicFeatures", "phenotypic_features")
        if len(features) > MAX_FEATURES:
            raise TooLarge(
                f"The phenopacket lists {len(features):,} features; at most {MAX_FEATURES:,}.",
                hint="Keep one feature per HPO term.",
                where="phenotypicFeatures",
            )
        if not {"id", "subject", "phenotypicFeatures", "phenotypic_features"} & set(packet):
            raise FormatError(
                "The object has neither an id nor a subject nor phenotypicFeatures.",
                hint=_HINT,
                where="$",
            )
        diseases, onset_years = self._diseases(packet)
        case = Case(
            id=text_of(packet.get("id")) or text_of(subject.get("id")) or "case",
            findings=self._findings(features),
            sex=_SEX.get(text_of(subject.get("sex")).upper(), Sex.UNKNOWN),
            age_years=self._age(
                either(
                    subject,
                    "timeAtLastEncounter",
                    "time_at_last_encounter",
                    "ageAtCollection",
                    "age_at_collection",
                ),
                "subject.timeAtLastEncounter",
            ),
            onset_years=onset_years,
            variants=tuple(dict.fromkeys(self._variants(packet))),
            quantities=dict(self._quantities(packet)),
            diseases=diseases,
            references=tuple(dict.fromkeys(self._references(packet))),
        )
        return case, tuple(self.issues)

    def _note(self, code: str, level: IssueLevel, where: str, message: str, hint: str = "") -> None:
        self.issues.append(Issue(code, level, where, message, hint))

    def _section(self, source: Mapping[str, Any], *names: str) -> Mapping[str, Any]:
        value = either(source, *names)
        if value is None:
            return {}
        if isinstance(value, Mapping):
            return value
        raise FormatError(
            f"{names[0]} is a JSON {kind_of(value)}; it must be an object.",
            hint=_HINT,
            where=names[0],
        )

    def _items(self, source: Mapping[str, Any], *names: str) -> list[Any]:
        value = either(source, *names)
        if value is None or isinstance(value, list):
            return value or []
        raise FormatError(
            f"{names[0]} is a JSON {kind_of(value)}; it must be an array.",
            hint=_HINT,
            where=names[0],
        )

    def _curie(self, value: object, where: str) -> Curie | None:
        """Return the id of an ontology class; note what is no id."""
        id_ = text_of(object_of(value).get("id"))
        try:
            return parse_curie(id_)
        except InputError as error:
            self._note("id-unreadable", IssueLevel.ERROR, where, str(error), error.hint)
            return None

    def _term(self, value: object, where: str) -> Curie | None:
        term = self._curie(value, where)
        if term is not None and prefix_of(term) != "HP":
            self._note(
                "term-not-hpo",
                IssueLevel.ERROR,
                where,
                f"{term} is not an HPO term; it was left out.",
                "Findings are read as HPO terms only.",
            )
            return None
        return term

    def _findings(self, features: list[Any]) -> tuple[Finding, ...]:
        found: dict[Curie, Finding] = {}
        for i_feature, feature in enumerate(features):
            where = f"phenotypicFeatures[{i_feature}]"
            finding = self._finding(object_of(feature), where)
            if finding is None:
                continue
            known = found.get(finding.term)
            if known is None:
                found[finding.term] = finding
            elif known.state is not finding.state:
                self._note(
                    "finding-conflict",
                    IssueLevel.WARNING,
                    where,
                    f"{finding.term} is listed as present and as excluded; present was kept.",
                )
                found[finding.term] = known if known.state is State.PRESENT else finding
        return tuple(found.values())

    def _finding(self, feature: Mapping[str, Any], where: str) -> Finding | None:
        term = self._term(feature.get("type"), f"{where}.type")
        if term is None:
            return None
        excluded = either(feature, "excluded", "negated")
        if excluded is not None and not isinstance(excluded, bool):
            self._note(
                "excluded-unreadable",
                IssueLevel.ERROR,
                f"{where}.excluded",
                f"excluded is a JSON {kind_of(excluded)}, not true or false; left out.",
            )
            return None
        onset = either(feature, "onset", "ageOfOnset", "age_of_onset")
        stage = either(feature, "classOfOnset", "class_of_onset")
        stage = stage or either(object_of(onset), "ontologyClass", "ontology_class")
        modifiers = feature.get("modifiers")
        terms = [
            self._term(modifier, f"{where}.modifiers[{i}]")
            for i, modifier in enumerate(modifiers if isinstance(modifiers, list) else [])
        ]
        return Finding(
            term,
            State.EXCLUDED if excluded else State.PRESENT,
            self._age(onset, f"{where}.onset"),
            self._term(stage, f"{where}.onset") if stage else None,
            tuple(dict.fromkeys(t for t in terms if t)),
        )

    def _age(self, element: object, where: str) -> float | None:
        """Read a TimeElement of version 2 or an age of version 1; a range counts as its middle."""
        if element is None:
            return None
        source = object_of(element)
        whole = either(source, "ageRange", "age_range")
        if whole is None and "start" in source and "end" in source:
            whole = source
        if whole is not None:
            ends = [self._age({"age": object_of(whole).get(e)}, where) for e in ("start", "end")]
            known = [end for end in ends if end is not None]
            return sum(known) / len(known) if known else None
        age = either(source, "age", "iso8601duration")
        if isinstance(age, Mapping):
            age = either(age, "iso8601duration", "age")
        if age is None:
            return None
        years = years_from_duration(text_of(age))
        if years is None:
            self._note(
                "age-unreadable",
                IssueLevel.WARNING,
                where,
                f"{text_of(age)[:40]!r} is not an age we can read.",
                "Write it as an ISO 8601 duration, for example P3Y6M.",
            )
        return years

    def _diseases(self, packet: Mapping[str, Any]) -> tuple[tuple[Curie, ...], float | None]:
        ids: dict[Curie, None] = {}
        onset_years = None
        for i_disease, item in enumerate(self._items(packet, "diseases")):
            disease = object_of(item)
            id_ = self._curie(disease.get("term"), f"diseases[{i_disease}].term")
            if id_ is None or disease.get("excluded") is True:
                continue
            ids[id_] = None
            onset = either(disease, "onset", "ageOfOnset", "age_of_onset")
            if onset_years is None:
                onset_years = self._age(onset, f"diseases[{i_disease}].onset")
        for i_interpretation, item in enumerate(self._items(packet, "interpretations")):
            interpretation = object_of(item)
            status = text_of(either(interpretation, "progressStatus", "progress_status"))
            diagnosed = object_of(interpretation.get("diagnosis")).get("disease")
            if diagnosed and status in {"SOLVED", "COMPLETED"}:
                id_ = self._curie(
                    diagnosed, f"interpretations[{i_interpretation}].diagnosis.disease"
                )
                if id_ is not None:
                    ids[id_] = None
        return tuple(ids), onset_years

    def _variants(self, packet: Mapping[str, Any]) -> Iterator[Variant]:
        for i, item in enumerate(self._items(packet, "interpretations")):
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
        status = text_of(either(genomic, "interpretationStatus", "interpretation_status"))
        acmg = text_of(
            either(read, "acmgPathogenicityClassification", "acmg_pathogenicity_classification")
        )
        significance = SIGNIFICANCE.get(acmg) or _STATUS.get(status)
        if not symbol or significance is None:
            self._note(
                "variant-left-out",
                IssueLevel.WARNING,
                where,
                f"The variant has gene {symbol or 'unnamed'!r} and status {status or acmg!r}.",
                "A gene symbol and an ACMG class or an interpretation status are needed.",
            )
            return None
        state = object_of(either(descriptor, "allelicState", "allelic_state"))
        label = text_of(state.get("label")).lower()
        zygosity = ZYGOSITY.get(text_of(state.get("id")))
        if zygosity is None:
            zygosity = label if label in {*ZYGOSITY.values(), "mosaic"} else ""
        return Variant(symbol, significance, zygosity, _origin(descriptor), _change(descriptor))

    def _quantities(self, packet: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
        for i_measurement, item in enumerate(self._items(packet, "measurements")):
            measurement = object_of(item)
            assay = text_of(object_of(measurement.get("assay")).get("id"))
            value = object_of(measurement.get("value"))
            number = object_of(value.get("quantity") or value).get("value")
            measured = finite(number)
            if assay and measured is not None:
                yield assay, measured
            else:
                self._note(
                    "measurement-left-out",
                    IssueLevel.NOTICE,
                    f"measurements[{i_measurement}]",
                    "The measurement has no assay id or no finite number.",
                )

    def _references(self, packet: Mapping[str, Any]) -> Iterator[str]:
        meta = self._section(packet, "metaData", "meta_data")
        listed = either(meta, "externalReferences", "external_references")
        for item in listed if isinstance(listed, list) else []:
            id_ = text_of(object_of(item).get("id"))
            if id_:
                yield id_


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
