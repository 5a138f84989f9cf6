"""What is dangerous in the whole kind of disease, where nobody wrote it about this one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rarekin.api.diseases.facts_of_kind import facts_of_kind
from rarekin.api.making.release import current
from rarekin.knowledge.lines import above
from rarekin.knowledge.pages import DiseasePage
from rarekin.knowledge.release import Release
from rarekin.model.citations import SourceInfo
from rarekin.model.disease import Fact

KIND = "danger_of_kind"
"""Facts about groups; without a text they say of what the group's danger is not true."""


@dataclass(frozen=True, slots=True)
class KindInDanger:
    """A kind of disease, and what is dangerous in it.

    Attributes
    ----------
    name
        In English, for a translator.
    facts
        Each statement once, what is urgent first.
    """

    name: str
    facts: tuple[Fact, ...]

    @property
    def urgent(self) -> tuple[Fact, ...]:
        """What cannot wait."""
        return tuple(fact for fact in self.facts if fact.value["is_urgent"])

    @property
    def harmful(self) -> tuple[Fact, ...]:
        """What could harm."""
        return tuple(fact for fact in self.facts if not fact.value["is_urgent"])


def dangers_of_kind(page: DiseasePage) -> tuple[KindInDanger, ...]:
    """Return what is dangerous in the kinds of disease that a disease belongs to.

    Parameters
    ----------
    page
        Of a disease, or of a group.

    Returns
    -------
    kinds
        By name; none of a kind from which the disease, or one above it, is excepted.
    """
    release = current()
    number = release.number_of(page.ref.id)
    told = _told(release)
    found: dict[str, dict[str, Fact]] = defaultdict(dict)
    excepted: set[str] = set()
    for one in (number, *sorted(above(release, number))):
        for fact in told.get(one, ()):
            name = str(fact.value["of"])
            if fact.text:
                found[name].setdefault(fact.text, fact)
            else:
                excepted.add(name)
    return tuple(
        KindInDanger(name, tuple(facts.values()))
        for name, facts in sorted(found.items())
        if name not in excepted
    )


def sources_of_kinds(kinds: tuple[KindInDanger, ...]) -> tuple[SourceInfo, ...]:
    """Return the data sources that speak of kinds of disease.

    Parameters
    ----------
    kinds
        From `dangers_of_kind`.

    Returns
    -------
    sources
        Each once.
    """
    names = {fact.source for kind in kinds for fact in kind.facts}
    return tuple(one for one in current().sources if one.name in names)


@lru_cache(2)
def _told(release: Release) -> Mapping[int, tuple[Fact, ...]]:
    found: dict[int, list[Fact]] = defaultdict(list)
    for id_, fact in facts_of_kind(release, KIND):
        found[release.number_of(id_)].append(fact)
    return {i: tuple(facts) for i, facts in found.items()}
