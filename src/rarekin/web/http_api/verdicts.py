"""What a program gets back from the criteria engine, in stable shapes."""

from __future__ import annotations

import datetime

from pydantic import AliasPath, Field, model_validator

from rarekin.model.citations import Checked, Citation
from rarekin.model.issues import Issue
from rarekin.web.http_api.replies import Labelled, Reply


class Question(Reply):
    """One item of a criteria set, as a question a parent can answer."""

    name: str
    title: str
    ask: str
    explain: str
    terms: tuple[Labelled, ...]
    unit: str
    measure: str
    optional: bool
    where: str


class RuleRow(Reply):
    """A named part of a criteria set and what each outcome means."""

    name: str
    title: str
    met: str
    not_met: str
    undetermined: str


class CriteriaBrief(Reply):
    """One published criteria set."""

    slug: str
    edition: str
    title: str
    kind: str
    published: datetime.date | None
    diseases: tuple[str, ...]
    summary: str
    status: Checked


class CriteriaListReply(Reply):
    """The criteria sets, newest edition of each."""

    criteria: tuple[CriteriaBrief, ...]


class CriteriaExportReply(Reply):
    """One criteria set as a file for another program."""

    name: str
    content_type: str
    content: str


class CitedAs(Reply):
    """A work under the key by which the set refers to it."""

    key: str
    work: Citation

    @model_validator(mode="before")
    @classmethod
    def _from_pair(cls, given: object) -> object:
        return {"key": given[0], "work": given[1]} if isinstance(given, tuple) else given


class CriteriaSetReply(CriteriaBrief):
    """One criteria set with everything it asks and concludes."""

    caution: str
    items: tuple[Question, ...]
    rules: tuple[RuleRow, ...]
    verdicts: tuple[RuleRow, ...]
    supporting: tuple[str, ...]
    supporting_note: str
    citations: tuple[CitedAs, ...]
    status_note: str
    hpo_release: str
    performance: str
    revision: str


class VerdictRow(Reply):
    """One conclusion a set can draw, and whether it does."""

    name: str
    title: str
    role: str = Field(validation_alias=AliasPath("rule", "role"))
    disease: str | None = Field(validation_alias=AliasPath("rule", "disease"))
    outcome: str
    text: str


class GroupRow(Reply):
    """One named rule, the items it rests on and how it came out."""

    name: str
    title: str
    outcome: str
    text: str
    items: tuple[str, ...]
    n_present: int
    n_unknown: int


class ItemRow(Reply):
    """What is known about one item, and why we say so."""

    name: str
    title: str
    state: str
    because: tuple[str, ...]
    conflict: bool


class SupportingRow(Reply):
    """Findings that support and never decide."""

    n_present: int
    n_unknown: int
    n_total: int
    items: tuple[str, ...]


class ConsequenceRow(Reply):
    """What one answer would lead to."""

    outcome: str
    text: str


class MissingRow(Reply):
    """An open item whose answer could change a verdict."""

    name: str
    ask: str = Field(validation_alias=AliasPath("item", "ask"))
    settles: bool
    if_present: ConsequenceRow
    if_excluded: ConsequenceRow


class CriteriaCheckReply(Reply):
    """A case against one edition of one set; unknown is never taken for absent."""

    criteria_set: CriteriaBrief
    outcome: str
    text: str
    notes: tuple[str, ...]
    level: VerdictRow | None
    verdicts: tuple[VerdictRow, ...]
    groups: tuple[GroupRow, ...]
    items: tuple[ItemRow, ...]
    supporting: SupportingRow
    missing: tuple[MissingRow, ...]
    hints: tuple[VerdictRow, ...]
    alerts: tuple[str, ...]
    issues: tuple[Issue, ...]


class NearRow(Reply):
    """One set that something known speaks for, and the fewest answers that would make it hold."""

    criteria_set: CriteriaBrief
    outcome: str
    text: str
    level: str | None = Field(None, validation_alias=AliasPath("level", "name"))
    present: tuple[ItemRow, ...]
    pointing: tuple[ItemRow, ...] = Field(
        description="Items that something points to: a number, a size or a cause is missing."
    )
    n_answers: int = Field(validation_alias=AliasPath("to_met", "size"))
    ways: tuple[tuple[tuple[str, bool], ...], ...] = Field(
        validation_alias=AliasPath("to_met", "ways"),
        description="Sets of answers: each the name of an item and whether it must be there.",
    )
    alerts: tuple[str, ...]


class CriteriaNearReply(Reply):
    """The sets that something known speaks for: met first, then by the share still missing."""

    near: tuple[NearRow, ...]
    issues: tuple[Issue, ...]
