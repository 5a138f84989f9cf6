"""One document of ours, row by row: what it says, or what is wrong with it and where."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from rarekin.errors import InputError, SourceError
from rarekin.model.citations import Checked, Citation
from rarekin.model.corrections import Correction, Doubt, DoubtReason
from rarekin.model.disease import (
    Disease,
    Fact,
    GeneLink,
    Name,
    NameKind,
    Organisation,
    Section,
    Seldom,
)
from rarekin.model.genes import GeneRole, role_of
from rarekin.model.identifiers import Curie, parse_curie
from rarekin.model.issues import Issue
from rarekin.model.mentions import Mention
from rarekin.sources.curated import naming, shape
from rarekin.sources.curated.places import at_line, head_line, mentions
from rarekin.sources.curated.shape import Table

Record = Disease | Fact | GeneLink | Name | Organisation | Mention | Correction | Doubt | Issue
Choice = TypeVar("Choice", bound=StrEnum)
Read = TypeVar("Read")

SOURCE = "curated"
# Words belong to no disease: they hang on the root of the disease ontology.
ROOT = Curie("MONDO:0000001")

_LAST_CHECKED = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


class Document:
    """One file, with what its tables share: the disease, the date and the citations."""

    def __init__(self, name: str, table: Table, text: str) -> None:
        shape.check_keys(table, shape.DOCUMENT_KEYS | shape.PAGE_KEYS, name)
        self.name = name
        self.table = table
        self.text = text
        reviewed = table.get("reviewed")
        if not isinstance(reviewed, datetime.date):
            raise self._error("reviewed is missing or no date.", "Write reviewed = 2026-11-22.")
        self.reviewed = reviewed
        works = shape.table(table, "cite", name)
        self.citations = {key: self._citation(works, key) for key in works}

    def records(self) -> Iterator[Record]:
        """Yield what the rows say."""
        yield from naming.with_titles(self._rows("name", self._name))
        for i_row, row in enumerate(shape.tables(self.table, "names", self.name)):
            yield from naming.grouped(row, self._place("names", i_row), SOURCE)
        yield from self._rows("fact", self._fact)
        for i_row, row in enumerate(shape.tables(self.table, "not_rare", self.name)):
            yield from self._not_rare(row, self._place("not_rare", i_row))
        for i_row, row in enumerate(shape.tables(self.table, "seldom_inherited", self.name)):
            yield from self._seldom_inherited(row, self._place("seldom_inherited", i_row))
        yield from self._rows("main_genes", self._main_genes)
        for pairs in self._rows("look_alike", self._look_alikes):
            yield from pairs
        for lent in self._rows("lends", self._lends):
            yield from lent
        for told in self._rows("danger", self._danger):
            yield from told
        yield from self._rows("organisation", self._organisation)
        yield from self._rows("glossary", self._glossary)
        yield from self._rows("correction", self._correction)
        yield from self._rows("gene", self._gene)
        for doubts in self._rows("doubt", self._doubts):
            yield from doubts
        yield from mentions(self.name, self.text, self.table)

    def _rows(self, kind: str, read: Callable[[Table, str], Read]) -> Iterator[Read]:
        for i_row, row in enumerate(shape.tables(self.table, kind, self.name)):
            yield read(row, self._place(kind, i_row))

    def _place(self, kind: str, i_row: int) -> str:
        line = head_line(self.text, f"[[{kind}]]", i_row)
        return f"{at_line(self.name, line)}: {kind}[{i_row}]"

    def _error(self, message: str, hint: str, where: str = "") -> SourceError:
        where = where or self.name
        return SourceError(f"{where}: {message}", hint=hint, where=where)

    def _citation(self, works: Table, key: str) -> Citation:
        place = at_line(self.name, head_line(self.text, f"[cite.{key}]"))
        where = f"{place}: cite.{key}"
        work = shape.table(works, key, self.name)
        shape.check_keys(work, shape.CITATION_KEYS, where)
        year = work.get("year")
        if year is not None and not isinstance(year, int):
            raise self._error(f"has the year {year!r}.", "Write year = 2008.", where)
        fields = {name: shape.string(work, name, where) for name in set(work) - {"year"}}
        if not fields.get("title"):
            raise self._error("has no title.", "Give the title of the work.", where)
        if not any(fields.get(name) for name in ("doi", "pmid", "pmcid", "url")):
            raise self._error("has no identifier.", "Give doi, pmid, pmcid or url.", where)
        return Citation(year=year, **fields)

    def _cited(self, row: Table, where: str) -> tuple[Citation, ...]:
        cited = []
        for entry in shape.strings(row, "cite", where):
            key, _, locator = entry.partition("#")
            if key not in self.citations:
                raise self._error(f"cites {key!r}, which is not in [cite].", "Add it.", where)
            citation = self.citations[key]
            cited.append(replace(citation, locator=locator) if locator else citation)
        return tuple(cited)

    def _curie(self, text: str, what: str, where: str) -> Curie:
        try:
            return parse_curie(text)
        except InputError as error:
            raise self._error(f"has no valid {what} ({error}).", error.hint, where) from error

    def _disease(self, row: Table, where: str) -> Curie:
        shared = shape.string(self.table, "disease", self.name)
        return self._curie(shape.string(row, "disease", where, shared), "disease", where)

    def _correction(self, row: Table, where: str) -> Correction:
        shape.check_keys(row, shape.CORRECTION_KEYS, where)
        cited = self._cited(row, where)
        if not cited:
            raise self._error("has no citation.", "Name who found it under cite.", where)
        belongs_to = shape.string(row, "belongs_to", where)
        return Correction(
            self._curie(self._text(row, where, "id"), "id", where),
            self._curie(self._text(row, where, "taken_from"), "taken_from", where),
            self._curie(belongs_to, "belongs_to", where) if belongs_to else None,
            tuple(shape.strings(row, "names", where)),
            self._text(row, where),
            cited,
            SOURCE,
        )

    def _gene(self, row: Table, where: str) -> GeneLink:
        shape.check_keys(row, shape.GENE_KEYS, where)
        if not self._cited(row, where):
            raise self._error("has no citation.", "Name who says so under cite.", where)
        relation = self._text(row, where, "relation")
        if role_of(relation) is GeneRole.UNSTATED:
            hint = 'Write "disease-causing", "modifying" or "susceptibility".'
            raise self._error(f"has the unknown relation {relation!r}.", hint, where)
        symbol = self._text(row, where, "symbol")
        return GeneLink(self._disease(row, where), symbol, SOURCE, relation=relation)

    def _doubts(self, row: Table, where: str) -> Iterator[Doubt]:
        shape.check_keys(row, shape.DOUBT_KEYS, where)
        cited = self._cited(row, where)
        if not cited:
            raise self._error("has no citation.", "Name who says otherwise under cite.", where)
        entry = self._curie(self._text(row, where, "entry"), "entry", where)
        reason = self._choice(DoubtReason, row, "why", "", where)
        note = self._text(row, where)
        for text in shape.strings(row, "terms", where):
            yield Doubt(entry, self._curie(text, "term", where), reason, note, cited, SOURCE)

    def _text(self, row: Table, where: str, key: str = "text") -> str:
        text = shape.string(row, key, where)
        if not text:
            raise self._error(f"has no {key}.", f'Write {key} = "…".', where)
        return text

    def _choice(self, kind: type[Choice], row: Table, key: str, default: str, where: str) -> Choice:
        text = shape.string(row, key, where, default)
        try:
            return kind(text)
        except ValueError as error:
            hint = f"Use one of {', '.join(kind)}."
            raise self._error(f"has the unknown {key} {text!r}.", hint, where) from error

    def _name(self, row: Table, where: str) -> Name:
        shape.check_keys(row, shape.NAME_KEYS, where)
        kind = self._choice(NameKind, row, "kind", "exact", where)
        language = naming.language_in(row, where)
        return Name(self._disease(row, where), self._text(row, where), kind, SOURCE, language)

    def _fact(self, row: Table, where: str) -> Fact:
        shape.check_keys(row, shape.FACT_KEYS, where)
        kind = shape.string(row, "kind", where, "text")
        value = shape.table(row, "value", where)
        shape.check_value(kind, value, where)
        citations = self._cited(row, where)
        if not citations and kind not in shape.KINDS_IN_OUR_OWN_RIGHT:
            raise self._error("cites nothing.", 'Add cite = ["key"].', where)
        return Fact(
            disease=self._disease(row, where),
            section=self._choice(Section, row, "section", "", where),
            kind=kind,
            source=SOURCE,
            text="" if value and "text" not in row else self._text(row, where),
            value=value,
            citations=citations,
            as_of=self._date(row, where),
            checked=self._choice(Checked, row, "status", "read", where),
            for_forms=self._for_forms(row, where),
        )

    def _for_forms(self, row: Table, where: str) -> bool | None:
        said = row.get("for_forms")
        if said is not None and not isinstance(said, bool):
            hint = "Write for_forms = true where it holds for every form of the disease."
            raise self._error(f"has for_forms = {said!r}.", hint, where)
        return said

    def _not_rare(self, row: Table, where: str) -> Iterator[Fact]:
        shape.check_keys(row, {"diseases", "cite"}, where)
        value: Table = {"flag": "not rare in Europe"}
        yield from self._of_each(row, where, Section.PREVALENCE, "frequent", value)

    def _seldom_inherited(self, row: Table, where: str) -> Iterator[Fact]:
        shape.check_keys(row, {"diseases", "cite", "why"}, where)
        why = self._choice(Seldom, row, "why", "", where)
        kind = "seldom_inherited"
        yield from self._of_each(row, where, Section.INHERITANCE, kind, {"why": why.value})

    def _main_genes(self, row: Table, where: str) -> Fact:
        shape.check_keys(row, shape.MAIN_GENES_KEYS, where)
        symbols, cited = shape.strings(row, "symbols", where), self._cited(row, where)
        if not (symbols and cited):
            raise self._error("has no symbols, or cites nothing.", 'Add cite = ["key"].', where)
        disease = self._disease(row, where)
        value: Table = {"symbols": " ".join(symbols)}
        return Fact(disease, Section.CAUSES, "main_genes", SOURCE, value=value, citations=cited)

    def _look_alikes(self, row: Table, where: str) -> Iterator[Fact]:
        """Say of both diseases of each pair that the other is a look-alike."""
        shape.check_keys(row, {"pairs", "cite"}, where)
        cited = self._cited(row, where)
        if not cited:
            raise self._error("cites nothing.", 'Add cite = ["key"].', where)
        for text in shape.strings(row, "pairs", where):
            pair = [self._curie(id_, "disease", where) for id_ in text.split()]
            if len(pair) != 2:
                hint = 'Write "MONDO:0018975 MONDO:0012669".'
                raise self._error(f"has no pair of diseases: {text!r}.", hint, where)
            for one, other in (pair, pair[::-1]):
                yield Fact(
                    one,
                    Section.LOOKALIKES,
                    "look_alike",
                    SOURCE,
                    value={"with": other},
                    citations=cited,
                )

    def _lends(self, row: Table, where: str) -> Iterator[Fact]:
        """Say of each disease how much of the lender's text stands on its page."""
        shape.check_keys(row, {"lender", *shape.LENT}, where)
        lender = self._curie(self._text(row, where, "lender"), "lender", where)
        for lent in shape.LENT:
            for text in shape.strings(row, lent, where):
                disease = self._curie(text, "disease", where)
                value: Table = {"by": lender, "lends": lent}
                yield Fact(disease, Section.SOURCES, "told_by", SOURCE, value=value)

    def _danger(self, row: Table, where: str) -> Iterator[Fact]:
        """Say of each group what is dangerous in its members, and of which it is not true."""
        shape.check_keys(row, shape.DANGER_KEYS, where)
        of = self._text(row, where, "kind")
        cited = self._cited(row, where)
        if not cited:
            raise self._error("cites nothing.", 'Add cite = ["key"].', where)
        told = [
            (text, urgent)
            for urgent in ("urgent", "avoid")
            for text in shape.strings(row, urgent, where)
        ]
        for text in shape.strings(row, "groups", where):
            group = self._curie(text, "group", where)
            for said, how in told:
                yield Fact(
                    group,
                    Section.SOURCES,
                    "danger_of_kind",
                    SOURCE,
                    said,
                    {"of": of, "is_urgent": how == "urgent"},
                    cited,
                    self.reviewed,
                )
        for text in shape.strings(row, "not", where):
            disease = self._curie(text, "disease", where)
            yield Fact(disease, Section.SOURCES, "danger_of_kind", SOURCE, value={"of": of})

    def _of_each(
        self, row: Table, where: str, section: Section, kind: str, value: Table
    ) -> Iterator[Fact]:
        """Say the same of each disease of a row."""
        cited = self._cited(row, where)
        if not cited:
            raise self._error("cites nothing.", 'Add cite = ["key"].', where)
        for text in shape.strings(row, "diseases", where):
            disease = self._curie(text, "disease", where)
            yield Fact(disease, section, kind, SOURCE, value=value, citations=cited)

    def _date(self, row: Table, where: str) -> datetime.date:
        date = row.get("as_of", self.reviewed)
        if not isinstance(date, datetime.date):
            raise self._error(f"as_of is {date!r}.", "Write a date, as_of = 2020-05-01.", where)
        return date

    def _organisation(self, row: Table, where: str) -> Organisation:
        shape.check_keys(row, shape.ORGANISATION_KEYS, where)
        last_checked = shape.string(row, "last_checked", where)
        if not _LAST_CHECKED.fullmatch(last_checked):
            message = "has no last_checked: an address nobody dates goes stale unseen."
            raise self._error(message, 'Write last_checked = "2020".', where)
        seen = shape.string(row, "seen", where)
        if seen and seen not in shape.SEEN:
            hint = f"Use one of {', '.join(shape.SEEN)}."
            raise self._error(f"was seen as {seen!r}.", hint, where)
        kind = shape.string(row, "kind", where)
        if kind and kind not in shape.ORGANISATION_KINDS:
            hint = f"Use one of {', '.join(shape.ORGANISATION_KINDS)}, or leave it out."
            raise self._error(f"has the unknown kind {kind!r}.", hint, where)
        listed = shape.strings(row, "diseases", where)
        texts = ("address", "phone", "fax", "email", "url", "country")
        return Organisation(
            name=self._text(row, where, "name"),
            diseases=tuple(self._curie(text, "disease", where) for text in listed)
            or (ROOT if kind in shape.FOR_ALL else self._disease({}, where),),
            source=SOURCE,
            languages=tuple(shape.strings(row, "languages", where)),
            last_checked=last_checked,
            seen=seen,
            kind=kind,
            **{key: shape.string(row, key, where) for key in texts},
        )

    def _glossary(self, row: Table, where: str) -> Fact:
        shape.check_keys(row, shape.GLOSSARY_KEYS, where)
        value: dict[str, object] = {
            "term": self._text(row, where, "term"),
            "also": shape.strings(row, "also", where),
        }
        if "hpo" in row:
            value["hpo"] = self._curie(shape.string(row, "hpo", where), "hpo id", where)
        return self._word("glossary", row, value, where)

    def _word(self, kind: str, row: Table, value: Table, where: str) -> Fact:
        text = self._text(row, where)
        return Fact(ROOT, Section.SUMMARY, kind, SOURCE, text, value, as_of=self.reviewed)
