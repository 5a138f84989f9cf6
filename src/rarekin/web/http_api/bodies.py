"""What a program may ask: query strings and JSON bodies, checked by pydantic.

Everything is strict: an unknown key is a typing mistake the sender wants to hear about, a
number is never guessed from a text.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from rarekin.api.criteria_export import ExportForm
from rarekin.api.diseases.terms import read_case
from rarekin.api.ranking.alike import MOST
from rarekin.api.ranking.rank import Filters
from rarekin.errors import InputError
from rarekin.model.case import Case, Finding, ParentalOrigin, Sex, State, Variant
from rarekin.model.disease import Level
from rarekin.model.identifiers import Curie, parse_curie
from rarekin.model.issues import Issue

MAX_FINDINGS = 500
MAX_WORDS = 20_000
MAX_CASES = 100
LANGUAGE = "Two letters, such as es: names in this language where one is known."
_Language = Annotated[str, Field(pattern=r"^[a-z]{2}$", description=LANGUAGE)]
_Id = Annotated[str, Field(min_length=1, max_length=200)]
_Years = Annotated[float, Field(ge=0, le=130)]
_T = TypeVar("_T")


class Strict(BaseModel):
    """Nothing is guessed, and nothing passed over."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, strict=True)


class _Query(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NoQuery(_Query):
    """An address that takes no parameters."""


class InLanguage(_Query):
    """In which language names are wanted."""

    language: _Language = "en"


class SearchQuery(InLanguage):
    """Which names to look for."""

    q: str = Field(
        min_length=1, max_length=200, description="A disease's name, an identifier or a gene."
    )
    limit: int = Field(10, ge=1, le=50, description="How many hits at most.")


class ExportQuery(_Query):
    """In which form."""

    to: ExportForm = Field(description="A FHIR R4 Questionnaire, CQL or ELM.")


class PageQuery(_Query):
    """Which part of a long list."""

    limit: int = Field(100, ge=1, le=500, description="How many entries at most.")
    after: str = Field(
        "", max_length=60, description="``next`` of the answer before; empty for the first part."
    )


class ListQuery(InLanguage, PageQuery):
    """Which part of a list of diseases."""

    level: Level | None = Field(None, description="Only entries of this kind.")


class TermsBody(Strict):
    """Words in which findings are looked for."""

    language: _Language = "en"

    text: str = Field(max_length=MAX_WORDS, description="Sentences in English, Spanish or French.")


class FindingBody(Strict):
    """One HPO term and what is known about it."""

    term: _Id = Field(description="HPO id, such as HP:0034282.")
    state: State = Field(State.PRESENT, strict=False, description="Unknown is not excluded.")
    onset_years: _Years | None = None
    onset_term: _Id | None = None
    modifiers: list[_Id] = Field(default_factory=list, max_length=50)


class VariantBody(Strict):
    """A genetic test result."""

    gene: _Id
    significance: _Id = Field(description="P, LP, VUS, LB or B; none where nothing was found.")
    zygosity: Annotated[str, Field(max_length=40)] = ""
    origin: Annotated[ParentalOrigin, Field(strict=False)] = ParentalOrigin.UNKNOWN
    change: Annotated[
        str, Field(max_length=200, description="HGVS, such as c.1499T>C p.(Ile500Thr).")
    ] = ""


class CaseBody(Strict):
    """One person as far as ranking and criteria need to know; send no names."""

    id: Annotated[str, Field(max_length=200)] = "case"
    findings: list[FindingBody] = Field(default_factory=list, max_length=MAX_FINDINGS)
    sex: Annotated[Sex, Field(strict=False)] = Sex.UNKNOWN
    age_years: _Years | None = None
    onset_years: _Years | None = None
    variants: list[VariantBody] = Field(default_factory=list, max_length=100)
    answers: dict[str, Annotated[State, Field(strict=False)]] = Field(
        default_factory=dict,
        max_length=MAX_FINDINGS,
        description="Answers to a criteria set's questions by item name.",
    )
    quantities: dict[str, float] = Field(
        default_factory=dict,
        max_length=MAX_FINDINGS,
        description="Measured values by criteria item name, in the unit the item names.",
    )

    def as_case(self, where: str) -> Case:
        """Return the case in the words of the engines; a wrong id is refused with its place."""
        return Case(
            id=self.id,
            findings=tuple(
                Finding(
                    term=_curie(finding.term, f"{where}findings[{i}].term"),
                    state=finding.state,
                    onset_years=finding.onset_years,
                    onset_term=_curie(finding.onset_term, f"{where}findings[{i}].onset_term")
                    if finding.onset_term
                    else None,
                    modifiers=tuple(
                        _curie(m, f"{where}findings[{i}].modifiers") for m in finding.modifiers
                    ),
                )
                for i, finding in enumerate(self.findings)
            ),
            sex=self.sex,
            age_years=self.age_years,
            onset_years=self.onset_years,
            variants=tuple(
                Variant(v.gene, v.significance, v.zygosity, v.origin, v.change)
                for v in self.variants
            ),
            answers=dict(self.answers),
            quantities=dict(self.quantities),
        )


class _OneCase(Strict):
    case: CaseBody | None = Field(None, description="Findings and answers.")
    phenopacket: dict[str, object] | Annotated[str, Field(max_length=1_000_000)] | None = Field(
        None,
        description="A GA4GH phenopacket (version 1 is read, too), a FHIR document or a patient of "
        "Matchmaker Exchange; also as the text of a file in JSON or YAML.",
    )

    def _given(self) -> list[str]:
        return [name for name in ("case", "phenopacket") if getattr(self, name) is not None]

    def read(self) -> tuple[Case, tuple[Issue, ...]]:
        """Return the case and what is wrong in it."""
        if self.phenopacket is not None:
            given = self.phenopacket
            phenopacket = given.encode() if isinstance(given, str) else given
            return _placed("phenopacket", lambda: read_case(phenopacket))
        return (self.case or CaseBody()).as_case("case."), ()


class FiltersBody(Strict):
    """Which diseases to show; what nobody has recorded takes none away, except a gene.

    ``system`` is an HPO heading such as HP:0000707, ``onset`` a class such as HP:0003593.
    """

    genes: list[_Id] = Field(default_factory=list, max_length=100, description="Symbols.")
    inheritance: list[_Id] = Field(
        default_factory=list, max_length=20, description="HPO modes, such as HP:0000007."
    )
    system: _Id | None = None
    onset: _Id | None = None

    def read(self) -> Filters:
        """Return the filters; a wrong id is refused with its place."""
        return Filters(
            tuple(self.genes),
            tuple(_curie(mode, "filters.inheritance") for mode in self.inheritance),
            _curie(self.system, "filters.system") if self.system else None,
            _curie(self.onset, "filters.onset") if self.onset else None,
        )


class _Findings(_OneCase):
    """One case in exactly one of three forms: ``terms``, ``case`` or ``phenopacket``."""

    terms: list[_Id] | None = Field(
        None, max_length=MAX_FINDINGS, description="HPO ids of the findings that are present."
    )
    excluded: list[_Id] = Field(
        default_factory=list,
        max_length=MAX_FINDINGS,
        description="With ``terms``: HPO ids looked for and not found.",
    )

    @model_validator(mode="after")
    def _exactly_one(self) -> _Findings:
        given = self._given() + ["terms"] * (self.terms is not None)
        if len(given) != 1:
            raise ValueError("give exactly one of terms, case and phenopacket")
        if self.excluded and self.terms is None:
            raise ValueError("excluded goes with terms; in a case, give each finding its state")
        return self

    def read(self) -> tuple[Case, tuple[Issue, ...]]:
        """Return the case and what is wrong in it."""
        if self.terms is None:
            return super().read()
        present = [Finding(_curie(t, f"terms[{i}]")) for i, t in enumerate(self.terms)]
        excluded = [
            Finding(_curie(t, f"excluded[{i}]"), State.EXCLUDED)
            for i, t in enumerate(self.excluded)
        ]
        return Case("case", (*present, *excluded)), ()


class RankBody(_Findings):
    """One case in exactly one of three forms: ``terms``, ``case`` or ``phenopacket``."""

    top: int = Field(20, ge=1, le=200, description="How many diseases to return.")
    language: _Language = "en"
    filters: FiltersBody = FiltersBody()


class AlikeBody(_Findings):
    """One case in exactly one of three forms: ``terms``, ``case`` or ``phenopacket``."""

    most: int = Field(5, ge=1, le=MOST, description="How many published patients to return.")


class BatchBody(Strict):
    """Many cases at once."""

    cases: list[dict[str, object]] = Field(
        min_length=1,
        max_length=MAX_CASES,
        description="Phenopackets; of a Family or a Cohort each member is ranked.",
    )
    top: int = Field(10, ge=1, le=50, description="How many diseases to return for each.")
    genes: bool = Field(False, description="Also list each disease's genes.")
    explain: int = Field(0, ge=0, le=20, description="Give reasons for so many diseases of each.")


class NearBody(_OneCase):
    """A case or a phenopacket."""

    @model_validator(mode="after")
    def _exactly_one(self) -> NearBody:
        if len(self._given()) != 1:
            raise ValueError("give exactly one of case and phenopacket")
        return self


class CriteriaBody(_OneCase):
    """A case or a phenopacket, or only answers to the set's questions."""

    answers: dict[str, Annotated[State, Field(strict=False)]] | None = Field(
        None,
        max_length=MAX_FINDINGS,
        description="Present, excluded or unknown, by item name; shorthand for a case.",
    )

    @model_validator(mode="after")
    def _exactly_one(self) -> CriteriaBody:
        if len(self._given()) + (self.answers is not None) != 1:
            raise ValueError("give exactly one of answers, case and phenopacket")
        return self

    def read(self) -> tuple[Case, tuple[Issue, ...]]:
        """Return the case and what is wrong in it."""
        if self.answers is None:
            return super().read()
        return Case("case", answers=dict(self.answers)), ()


def _curie(text: str, where: str) -> Curie:
    return _placed(where, lambda: parse_curie(text))


def _placed(where: str, read: Callable[[], _T]) -> _T:
    try:
        return read()
    except InputError as error:
        error.where = f"{where}.{error.where}" if error.where else where
        raise
