"""Read the findings and ages of a phenopacket."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from rarekin.errors import FormatError, InputError
from rarekin.formats.durations import years_from_duration
from rarekin.formats.loose_json import either, kind_of, object_of, text_of
from rarekin.formats.phenopacket_fields import FEATURE, camel, words_of
from rarekin.model.case import Finding, State
from rarekin.model.identifiers import Curie, parse_curie, prefix_of
from rarekin.model.issues import Issue, IssueLevel
from rarekin.model.sentences import sentence

HINT = sentence("Export it again as a GA4GH Phenopacket, version 2, in JSON.")
_YES_NO = words_of("yes no true false present absent excluded negated y n")
_BARE = {"type", "excluded"}
ONSET = ("onset", "ageOfOnset", "age_of_onset", "ageRangeOfOnset", "age_range_of_onset")
_STAGE = ("ontologyClass", "ontology_class")
_NOT_COUNTED = {
    "timestamp": sentence("a date"),
    "interval": sentence("an interval of dates"),
    "gestationalAge": sentence("an age before birth"),
    "ontologyClass": sentence("a stage of life"),
}

TermOf = Callable[[str], Curie | None]
"""Finds an HPO term by its exact label."""


class FeatureReader:
    """Reads parts of one phenopacket and collects what is wrong in them.

    Parameters
    ----------
    term_of
        Finds the HPO term of a feature that has a label and no id.
    """

    def __init__(self, term_of: TermOf) -> None:
        self.issues: list[Issue] = []
        self._term_of = term_of

    def note(self, code: str, level: IssueLevel, where: str, message: str, hint: str = "") -> None:
        """Collect an issue."""
        self.issues.append(Issue(code, level, where, message, hint))

    def section(self, source: Mapping[str, Any], *names: str) -> Mapping[str, Any]:
        """Return an object below a name; refuse anything else."""
        value = either(source, *names)
        if value is None:
            return {}
        if isinstance(value, Mapping):
            return value
        raise FormatError(
            sentence(
                "%(name)s is a JSON %(kind)s; it must be an object.",
                name=names[0],
                kind=kind_of(value),
            ),
            hint=HINT,
            where=names[0],
        )

    def items(self, source: Mapping[str, Any], *names: str) -> list[Any]:
        """Return an array below a name; refuse anything else."""
        value = either(source, *names)
        if value is None or isinstance(value, list):
            return value or []
        raise FormatError(
            sentence(
                "%(name)s is a JSON %(kind)s; it must be an array.",
                name=names[0],
                kind=kind_of(value),
            ),
            hint=HINT,
            where=names[0],
        )

    def curie(self, value: object, where: str) -> Curie | None:
        """Return the id of an ontology class; note what is no id."""
        source = object_of(value)
        id_ = text_of(source.get("id"))
        try:
            return parse_curie(id_)
        except InputError as error:
            label = text_of(source.get("label"))
            said = f" It was written for {label[:80]!r}." if label and id_ else ""
            message = f"{error}{said}" if id_ else f"{label[:80] or value!r:.80} has no id."
            message = message.encode("utf-8", "replace").decode()
            self.note("id-unreadable", IssueLevel.ERROR, where, f"{message} Left out.", error.hint)
            return None

    def term(self, value: object, where: str) -> Curie | None:
        """Return the HPO term of an ontology class; note what is none."""
        found = self._term_by_label(value, where) or self.curie(value, where)
        if found is not None and prefix_of(found) != "HP":
            self.note(
                "term-not-hpo",
                IssueLevel.ERROR,
                where,
                sentence("%(id)s is not an HPO term; it was left out.", id=found),
                sentence("Findings are read as HPO terms only."),
            )
            return None
        return found

    def _term_by_label(self, value: object, where: str) -> Curie | None:
        source = object_of(value)
        if source.get("id") or not (label := text_of(source.get("label"))):
            return None
        found = self._term_of(label)
        if found is not None:
            message = sentence(
                "%(label)s has no id; it was read as %(id)s, whose label it is.",
                label=f"{label[:80]!r}",
                id=found,
            )
            self.note("term-by-label", IssueLevel.NOTICE, where, message)
        return found

    def findings(self, features: list[Any]) -> tuple[Finding, ...]:
        """Read every feature; each term once."""
        found = []
        for i_feature, feature in enumerate(features):
            where = f"phenotypicFeatures[{i_feature}]"
            finding = self._finding(object_of(feature), where)
            if finding is not None:
                found.append((where, finding))
        merged, issues = merge_findings(found)
        self.issues += issues
        return merged

    def _finding(self, feature: Mapping[str, Any], where: str) -> Finding | None:
        term = self.term(feature.get("type"), f"{where}.type")
        state = self._state(feature, where)
        if term is None or state is None:
            return None
        if feature.keys() <= _BARE:
            return Finding(term, state)
        onset = either(feature, *ONSET)
        return Finding(
            term,
            state,
            self.age(onset, f"{where}.onset", has_stage=True),
            self.stage(feature, onset, f"{where}.onset"),
            self._modifiers(feature, where),
        )

    def _modifiers(self, feature: Mapping[str, Any], where: str) -> tuple[Curie, ...]:
        """Read modifiers; HPO keeps the degrees of severity among them."""
        modifiers = feature.get("modifiers")
        if modifiers is not None and not isinstance(modifiers, list):
            message = sentence(
                "modifiers is a JSON %(kind)s, not an array; not read.", kind=kind_of(modifiers)
            )
            self.note("modifiers-unreadable", IssueLevel.WARNING, f"{where}.modifiers", message)
            modifiers = None
        listed = [(f"modifiers[{i}]", m) for i, m in enumerate(modifiers or [])]
        if feature.get("severity"):
            listed.append(("severity", feature["severity"]))
        terms = [self.term(modifier, f"{where}.{place}") for place, modifier in listed]
        return tuple(dict.fromkeys(t for t in terms if t))

    def _state(self, feature: Mapping[str, Any], where: str) -> State | None:
        """Read whether a feature is denied; one that may be denied is not taken for present."""
        given = [feature[n] for n in ("excluded", "negated") if feature.get(n) is not None]
        for value in given:
            if not isinstance(value, bool):
                self.note(
                    "excluded-unreadable",
                    IssueLevel.ERROR,
                    f"{where}.excluded",
                    sentence(
                        "excluded is a JSON %(kind)s, not true or false; left out.",
                        kind=kind_of(value),
                    ),
                )
                return None
        odd = next(
            (n for n, v in feature.items() if n not in FEATURE and _may_deny(str(n), v)), None
        )
        if len(set(given)) > 1 or odd is not None:
            what = sentence("excluded and negated say the opposite of each other; left out.")
            if odd is not None:
                what = sentence(
                    "%(name)s is no field of a feature and may deny it; left out.",
                    name=f"{text_of(odd)[:40]!r}",
                )
            hint = sentence("Say with excluded: true or false whether it was seen.")
            self.note("feature-unclear", IssueLevel.ERROR, where, what, hint)
            return None
        return State.EXCLUDED if True in given else State.PRESENT

    def stage(self, record: Mapping[str, Any], onset: object, where: str) -> Curie | None:
        """Return the HPO class of an onset, where one is given."""
        stage = either(record, "classOfOnset", "class_of_onset") or either(
            object_of(onset), *_STAGE
        )
        return self.term(stage, where) if stage else None

    def age(self, element: object, where: str, *, has_stage: bool = False) -> float | None:
        """Read a TimeElement of version 2 or an age of version 1; a range counts as its middle.

        ``has_stage`` says that the caller reads an HPO class itself.
        """
        if element is None or element == {}:
            return None
        source = object_of(element)
        if isinstance(element, str):
            source = {"age": element}
        whole = either(source, "ageRange", "age_range")
        if whole is None and "start" in source and "end" in source:
            whole = source
        if whole is not None:
            ends = [self.age({"age": object_of(whole).get(e)}, where) for e in ("start", "end")]
            known = [end for end in ends if end is not None]
            return sum(known) / len(known) if known else None
        age = either(source, "age", "iso8601duration")
        if isinstance(age, Mapping):
            age = either(age, "iso8601duration", "age")
        if age is None:
            self._note_no_age(source, element, where, has_stage)
            return None
        years = years_from_duration(text_of(age))
        if years is None:
            self.note(
                "age-unreadable",
                IssueLevel.WARNING,
                where,
                sentence(
                    "%(age)s is not an age we can read.",
                    age=f"{text_of(age)[:40] or kind_of(age)!r}",
                ),
                sentence("Write it as an ISO 8601 duration, for example P3Y6M."),
            )
        return years

    def _note_no_age(
        self, source: Mapping[str, Any], element: object, where: str, has_stage: bool
    ) -> None:
        kinds = {camel(str(name)) for name in source}
        if has_stage and "ontologyClass" in kinds:
            return
        kind = next((text for name, text in _NOT_COUNTED.items() if name in kinds), "")
        said = kind or sentence("a JSON %(kind)s without an age", kind=kind_of(element))
        self.note("age-not-counted", IssueLevel.NOTICE, where,
                  sentence("The age is given as %(said)s; it stays unknown.", said=said),
                  sentence("Write it as an ISO 8601 duration, for example P3Y6M."))  # fmt: skip


def _may_deny(name: str, value: object) -> bool:
    """Tell whether a field that no version knows answers yes or no."""
    if camel(name) in FEATURE | {"description", "evidence", "resolution"}:
        return False
    return isinstance(value, bool) or (isinstance(value, str) and value.lower() in _YES_NO)


def merge_findings(
    findings: Iterable[tuple[str, Finding]],
) -> tuple[tuple[Finding, ...], list[Issue]]:
    """Bring findings to one entry per term.

    Parameters
    ----------
    findings
        Each with its place.

    Returns
    -------
    findings, issues
        Where a term is both present and excluded, present is kept and the place named.

    Examples
    --------
    >>> seizure = Finding(Curie("HP:0001250"))
    >>> merge_findings([("a", seizure), ("b", seizure)])[0] == (seizure,)
    True
    """
    found: dict[Curie, Finding] = {}
    issues = []
    for where, finding in findings:
        known = found.setdefault(finding.term, finding)
        if known is finding:
            continue
        if known.state is not finding.state:
            message = sentence(
                "%(id)s is listed as present and as excluded; present was kept.", id=finding.term
            )
            issues.append(Issue("finding-conflict", IssueLevel.WARNING, where, message))
            found[finding.term] = known if known.state is State.PRESENT else finding
            continue
        found[finding.term] = replace(
            known,
            onset_years=finding.onset_years if known.onset_years is None else known.onset_years,
            onset_term=known.onset_term or finding.onset_term,
            modifiers=tuple(dict.fromkeys((*known.modifiers, *finding.modifiers))),
        )
    return tuple(found.values()), issues
