"""What a form of a disease takes over from the disease it is a form of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from rarekin.api.diseases.lending import Lent, lenders_of
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
    lenders = lenders_of(release, release.number_of(page.ref.id))
    refs = release.refs([lender.number for lender in lenders])
    for lender in lenders:
        ref = refs[lender.number]
        facts = _lent_to(page, texts_of(ref.id, language))
        held_back = _HELD_BACK.get(lender.lent, frozenset())
        facts = {section: said for section, said in facts.items() if section not in held_back}
        if facts:
            return _lent(release, ref, facts, is_above=lender.is_wider)
    for parent in page.parents if page.ref.level is Level.SUBTYPE else ():
        if facts := _lent_to(page, texts_of(parent.id, language)):
            return _lent(release, parent, facts)
    return WiderText()


def _lent_to(
    page: DiseasePage, facts: Mapping[Section, tuple[Fact, ...]]
) -> dict[Section, tuple[Fact, ...]]:
    """Leave out what is bound to other types; it is told by the English of a statement."""
    names = [page.ref.english, *(n.text for n in page.names if n.kind.is_current)]
    kept = {
        section: tuple(fitting for fact in told for fitting in _fitting(fact, names))
        for section, told in facts.items()
    }
    return {section: told for section, told in kept.items() if told}


def _fitting(fact: Fact, names: Sequence[str]) -> Iterator[Fact]:
    lines = fact.value.get("lines")
    if isinstance(lines, list | tuple):
        kept = [line for line in lines if not is_for_others(str(line), names)]
        yield replace(fact, value={**fact.value, "lines": kept})
    elif not is_for_others(fact.text, names):
        yield fact


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
    told: dict[Section, list[Fact]] = defaultdict(list)
    said: dict[int, Fact] = {}
    for fact in current().records(Fact, id_):
        if fact.is_translation:
            if fact.language == language:
                said[fact.statement] = fact
        elif fact.section not in _NEVER and (fact.text or fact.kind == "emergency_card"):
            told[fact.section].append(fact)
    return {section: said_in(facts, said, language) for section, facts in told.items()}
