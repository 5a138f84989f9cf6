"""What a program gets back: the shapes of the answers, kept stable while the engines grow.

Each reply is read off the dataclass that the door returns (``from_attributes``), so that the
schema published in ``openapi.json`` is the code that writes the answer.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, model_validator

from rarekin.model.case import Sex, State
from rarekin.model.citations import SourceInfo
from rarekin.model.disease import Annotation, Fact, GeneLink, IdMapping, Level, Name, Organisation
from rarekin.model.issues import Issue


class Reply(BaseModel):
    """Read off the door's dataclasses by attribute."""

    model_config = ConfigDict(from_attributes=True)


class Labelled(Reply):
    """An identifier and its label."""

    id: str
    label: str

    @model_validator(mode="before")
    @classmethod
    def _from_pair(cls, given: object) -> object:
        return {"id": given[0], "label": given[1]} if isinstance(given, tuple) else given


class DiseaseBrief(Reply):
    """A disease by its canonical id."""

    id: str
    label: str
    level: Level


class Hit(Reply):
    """A disease that a search found, and the name by which it did."""

    ref: DiseaseBrief
    matched: str
    kind: str
    score: float


class SearchReply(Reply):
    """Diseases by name, identifier or gene, best first."""

    release: str
    query: str
    hits: tuple[Hit, ...]


class FindingRow(Reply):
    """A finding as sources describe it in one disease; frequency 0 to 1, null where unknown."""

    term: str
    label: str
    systems: tuple[Labelled, ...]
    frequency: float | None
    numerator: int | None
    denominator: int | None
    excluded: bool
    conflicting: bool
    rows: tuple[Annotation, ...]


class DiseaseReply(Reply):
    """Everything known about one disease, each statement with its source."""

    release: str
    updated: datetime.date | None
    ref: DiseaseBrief
    names: tuple[Name, ...]
    ids: tuple[IdMapping, ...]
    parents: tuple[DiseaseBrief, ...]
    children: tuple[DiseaseBrief, ...]
    relatives: tuple[DiseaseBrief, ...]
    findings: tuple[FindingRow, ...]
    inheritance: tuple[FindingRow, ...]
    onset: tuple[FindingRow, ...]
    course: tuple[FindingRow, ...]
    genes: tuple[GeneLink, ...]
    facts: Mapping[str, tuple[Fact, ...]]
    organisations: tuple[Organisation, ...]
    sources: tuple[SourceInfo, ...]


class IdRow(Reply):
    """One identifier; ``finds`` tells whether it leads to this disease and no other."""

    id: str
    predicate: str
    sources: tuple[str, ...]
    finds: bool


class DisagreementRow(Reply):
    """A source calls one disease what the release keeps as two."""

    subject: str
    predicate: str
    object: str
    source: str
    subject_disease: DiseaseBrief
    object_disease: DiseaseBrief


class IdsReply(Reply):
    """Every identifier of a disease, the canonical one first, then what is the same."""

    release: str
    ref: DiseaseBrief
    ids: tuple[IdRow, ...]
    disagreements: tuple[DisagreementRow, ...]


class Synonym(Reply):
    """Another name of a finding."""

    text: str
    scope: str
    layperson: bool


class FindingReply(Reply):
    """One HPO term; its diseases are a list of their own."""

    release: str
    id: str
    label: str
    definition: str
    synonyms: tuple[Synonym, ...]
    parents: tuple[Labelled, ...]
    children: tuple[Labelled, ...]
    n_diseases: int


class FindingDisease(Reply):
    """A disease and what sources say about the finding in it."""

    disease: DiseaseBrief
    finding: FindingRow


class FindingDiseasesReply(Reply):
    """One part of a finding's diseases; ``next`` is the ``after`` of the following part."""

    release: str
    n_diseases: int
    diseases: tuple[FindingDisease, ...]
    next: str | None


class GeneDisease(Reply):
    """A disease and how the gene is linked with it."""

    disease: DiseaseBrief
    link: GeneLink


class GeneReply(Reply):
    """A gene and its diseases."""

    release: str
    symbol: str
    hgnc: str | None
    diseases: tuple[GeneDisease, ...]


class SourcesReply(Reply):
    """The public sources of the release that serves, with version, date and licence."""

    release: str
    sources: tuple[SourceInfo, ...]


class ReleaseReply(Reply):
    """One release; each of ``files`` lies at ``address`` + ``/download/`` + its name."""

    version: str
    address: str
    serves: bool
    date: datetime.date | None
    sources: tuple[SourceInfo, ...]
    held_back: tuple[str, ...]
    counts: Mapping[str, int]
    n_bytes: int
    files: tuple[str, ...]
    citation: str


class ReleasesReply(Reply):
    """The releases kept on this site, newest first."""

    releases: tuple[ReleaseReply, ...]


class MentionRow(Reply):
    """A finding read in a text, at ``text[start:end]``."""

    term: str
    label: str
    state: State
    start: int
    end: int
    matched: str
    p_right: float


class PersonRow(Reply):
    """Whom a text speaks of, as far as it says so; for showing and correcting."""

    sex: Sex
    age_years: float | None
    onset_years: float | None
    onset_term: str | None


class TermsReply(Reply):
    """The findings read in a text; a person should look them through."""

    language: str
    person: PersonRow
    mentions: tuple[MentionRow, ...]
    guesses: tuple[MentionRow, ...]
    issues: tuple[Issue, ...]


class ContributionRow(Reply):
    """What one finding adds to or takes from a disease (``log_lr``, natural log)."""

    term: str
    label: str
    state: State
    log_lr: float
    how: str
    via: str | None
    via_label: str
    frequency: float | None


class RankedRow(Reply):
    """One disease of a ranking."""

    rank: int
    id: str
    ids: tuple[str, ...]
    name: str
    probability: float
    log_lr: float
    contributions: tuple[ContributionRow, ...]


class ToldApartRow(Reply):
    """The sign that tells most between members, its share in each, and the genes of each."""

    members: tuple[int, ...]
    term: str | None
    label: str
    shares: tuple[float | None, ...]
    genes: tuple[tuple[str, ...], ...]


class RankedGeneRow(Reply):
    """A gene, the chance that it is the cause, and the likeliest of its diseases."""

    symbol: str
    probability: float
    diseases: tuple[str, ...]


class FamilyRow(Reply):
    """Ranked diseases that share a series, a gene or a small group (``members``: ranks)."""

    id: str | None
    name: str
    probability: float
    n_diseases: int
    members: tuple[int, ...]
    apart: ToldApartRow | None


class QuestionRow(Reply):
    """A finding to look for next, and how many bits its answer says about the family."""

    term: str
    label: str
    information: float
    diseases: tuple[str, ...]


class RankReply(Reply):
    """The diseases that explain a case best, and the chance that it is none of them."""

    release: str
    n_diseases: int
    p_other: float | None
    diseases: tuple[RankedRow, ...]
    issues: tuple[Issue, ...]
    families: tuple[FamilyRow, ...]
    questions: tuple[QuestionRow, ...]
    genes: tuple[RankedGeneRow, ...]
    p_hidden: float


class SignRow(Reply):
    """A finding of HPO."""

    term: str
    label: str


class AlikeRow(Reply):
    """A published patient: likeness is the information shared, no chance of the disease."""

    likeness: float
    disease: str
    name: str
    references: tuple[str, ...]
    sex: Sex
    age_years: float | None
    shared: tuple[SignRow, ...]
    only_there: tuple[SignRow, ...]


class AlikeReply(Reply):
    """The published patients most like a case; ``n_cases`` 0 where the release has none."""

    release: str
    n_cases: int
    cases: tuple[AlikeRow, ...]
    issues: tuple[Issue, ...]


class GeneBrief(Reply):
    """A gene and how many diseases it is named in."""

    symbol: str
    hgnc: str
    n_diseases: int


class DiseasesReply(Reply):
    """One part of the list of all diseases, in the order of their ids."""

    release: str
    n_diseases: int
    diseases: tuple[DiseaseBrief, ...]
    next: str | None


class GenesReply(Reply):
    """One part of the list of all genes, in the order of their symbols."""

    release: str
    n_genes: int
    genes: tuple[GeneBrief, ...]
    next: str | None


class RankedCase(Reply):
    """One case of a batch; as one line of `rarekin rank --jsonl`."""

    case: str
    p_other: float | None
    diseases: tuple[dict[str, object], ...]
    issues: tuple[dict[str, str], ...]


class BatchReply(Reply):
    """The rankings of a batch, in its order."""

    release: str
    rankings: tuple[RankedCase, ...]
