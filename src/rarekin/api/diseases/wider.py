"""What a form of a disease takes over from the disease it is a form of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from rarekin.api.making.release import current
from rarekin.knowledge.pages import DiseasePage, DiseaseRef, said_in
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
    """

    ref: DiseaseRef | None = None
    facts: Mapping[Section, tuple[Fact, ...]] = field(default_factory=lambda: MappingProxyType({}))
    sources: tuple[SourceInfo, ...] = ()


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
        Of the first wider disease that somebody has written a page about; for a subtype also
        of one that is only quoted. Nothing where the form has a page of its own.
    """
    if is_written(page.facts):
        return WiderText()
    release = current()
    for parent in page.parents:
        facts = texts_of(parent.id, language)
        if is_written(facts) or (page.ref.level is Level.SUBTYPE and facts):
            names = {fact.source for group in facts.values() for fact in group}
            infos = tuple(info for info in release.sources if info.name in names)
            return WiderText(parent, facts, infos)
    return WiderText()


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
