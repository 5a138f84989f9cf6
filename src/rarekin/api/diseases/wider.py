"""What a form of a disease takes over from the disease it is a form of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from rarekin.api.diseases.lending import Lent, lenders_of, written_of
from rarekin.api.diseases.lent_statements import is_bound, is_lent
from rarekin.api.diseases.types_named import is_for_others
from rarekin.api.making.release import current
from rarekin.knowledge.pages import DiseasePage, DiseaseRef, said_in
from rarekin.knowledge.release import Release
from rarekin.model.citations import SourceInfo
from rarekin.model.disease import Fact, Level, Section
from rarekin.model.identifiers import Curie

# Signs, studies and look-alikes are worked out for each disease; the rest is text.
_NEVER = frozenset({Section.SIGNS, Section.TRIALS, Section.LOOKALIKES, Section.SOURCES})


@dataclass(frozen=True, slots=True)
class WiderText:
    """The text of a wider disease.

    Attributes
    ----------
    ref
        The wider disease; None where there is nothing to take over.
    facts
        By section; only those with a text.
    sources
        Of the facts.
    is_above
        Whether the page is about a form of it; else it is only close to it.
    """

    ref: DiseaseRef | None = None
    facts: Mapping[Section, tuple[Fact, ...]] = field(default_factory=lambda: MappingProxyType({}))
    sources: tuple[SourceInfo, ...] = ()
    is_above: bool = True


_HELD_BACK = {
    Lent.BUT_TREATMENT: frozenset({Section.TREATMENT}),
    Lent.BUT_OUTLOOK: frozenset({Section.SUMMARY, Section.OUTLOOK}),
    Lent.DANGER: frozenset(Section) - {Section.SAFETY},
}


def wider_text(page: DiseasePage, language: str = "en") -> WiderText:
    """Return the text that the page of a form shows of the disease above it.

    Parameters
    ----------
    page
        Of the form.
    language
        The reader's; a statement that is not translated into it stays English.

    Returns
    -------
    text
        Of the disease that `rarekin.api.diseases.lending.lenders_of` puts first; for a subtype
        also of one right above that is only quoted. Nothing where the form has a page of its own.
    """
    if is_written(page.facts):
        return WiderText()
    release = current()
    form = _Form(page, release)
    lenders = lenders_of(release, release.number_of(page.ref.id))
    refs = release.refs([lender.number for lender in lenders])
    for lender in lenders:
        ref = refs[lender.number]
        held_back = _HELD_BACK.get(lender.lent, frozenset())
        facts = form.takes_over(ref.id, language, held_back, whole=lender.lent is Lent.WHOLE)
        if facts:
            return _lent(release, ref, facts, is_above=lender.is_wider)
    written = written_of(release)
    quoted = page.parents if page.ref.level is Level.SUBTYPE else ()
    for parent in (one for one in quoted if release.number_of(one.id) not in written):
        if facts := form.takes_over(parent.id, language):
            return _lent(release, parent, facts)
    return WiderText()


class _Form:
    """What tells one form of a disease from the others: its names and its genes."""

    def __init__(self, page: DiseasePage, release: Release) -> None:
        self.names = [page.ref.english, *(n.text for n in page.names if n.kind.is_current)]
        self.genes = {gene.symbol for gene in page.causal_genes}
        self.release = release

    def takes_over(
        self,
        id_: Curie,
        language: str,
        held_back: Collection[Section] = (),
        *,
        whole: bool = False,
    ) -> dict[Section, tuple[Fact, ...]]:
        """Choose by the English of each statement, whatever the reader's language."""
        english, said = _told_of(id_, language)
        kept = {
            section: [one for fact in told for one in self._fitting(fact, whole=whole)]
            for section, told in english.items()
            if section not in held_back
        }
        return {
            section: _without_lines_of_others(said_in(told, said, language), told)
            for section, told in kept.items()
            if told
        }

    def _fitting(self, fact: Fact, *, whole: bool) -> Iterator[Fact]:
        lines = fact.value.get("lines")
        if isinstance(lines, list | tuple) and fact.for_forms is not False:
            kept = [line if self._holds(str(line)) else "" for line in lines]
            yield replace(fact, value={**fact.value, "lines": kept})
        elif (whole and not is_for_others(fact.text, self.names)) or is_lent(
            fact, self.names, self.genes, self.release
        ):
            yield fact

    def _holds(self, line: str) -> bool:
        return not is_for_others(line, self.names) and not is_bound(
            line, self.names, self.genes, self.release, danger=True
        )


def _without_lines_of_others(said: Sequence[Fact], english: Sequence[Fact]) -> tuple[Fact, ...]:
    """Drop from a card, in any language, the lines that are empty in its English."""
    lines_of = {fact.statement: fact.value.get("lines") for fact in english}
    kept = []
    for fact in said:
        marked, lines = lines_of.get(fact.statement), fact.value.get("lines")
        if isinstance(marked, list) and isinstance(lines, list | tuple):
            fitting = [str(line) for line, mark in zip(lines, marked, strict=True) if mark]
            kept.append(replace(fact, value={**fact.value, "lines": fitting}))
        else:
            kept.append(fact)
    return tuple(kept)


def _lent(
    release: Release,
    ref: DiseaseRef,
    facts: Mapping[Section, tuple[Fact, ...]],
    *,
    is_above: bool = True,
) -> WiderText:
    names = {fact.source for group in facts.values() for fact in group}
    infos = tuple(info for info in release.sources if info.name in names)
    return WiderText(ref, facts, infos, is_above)


def is_written(facts: Mapping[Section, Sequence[Fact]]) -> bool:
    """Tell whether somebody has written a page: it then opens with what is told in a minute.

    Parameters
    ----------
    facts
        Of a disease, by section.

    Returns
    -------
    is_written
        Whether one of them is of kind ``minute``.

    Examples
    --------
    >>> is_written({})
    False
    """
    return any(fact.kind == "minute" for fact in facts.get(Section.SUMMARY, ()))


def texts_of(id_: Curie, language: str) -> dict[Section, tuple[Fact, ...]]:
    """Return what is written about a disease and may stand on the page of its kin, marked so.

    Parameters
    ----------
    id_
        Of the disease.
    language
        The reader's; a statement that is not translated into it stays English.

    Returns
    -------
    facts
        By section, emergency cards among them; signs, studies and look-alikes are left out.
    """
    told, said = _told_of(id_, language)
    return {section: said_in(facts, said, language) for section, facts in told.items()}


def _told_of(id_: Curie, language: str) -> tuple[dict[Section, list[Fact]], dict[int, Fact]]:
    """Return what is written of a disease, and its statements in another language by number."""
    told: dict[Section, list[Fact]] = defaultdict(list)
    said: dict[int, Fact] = {}
    for fact in current().records(Fact, id_):
        if fact.is_translation:
            if fact.language == language:
                said[fact.statement] = fact
        elif fact.section not in _NEVER and (fact.text or fact.kind == "emergency_card"):
            told[fact.section].append(fact)
    return told, said
