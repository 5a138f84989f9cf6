"""Which disease an identifier stands for: exact matches followed, the newest statement first.

An identifier never pulls two MONDO classes together: it goes to one of them or to none.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping

from rarekin.knowledge.records import Records
from rarekin.model.disease import Disease, IdMapping
from rarekin.model.identifiers import Curie, prefix_of

PREFIXES = ("MONDO", "ORPHA", "OMIM", "OMIMPS", "DECIPHER", "GARD")
"""Prefixes of diseases, the one whose id is kept first."""

EXACT = "skos:exactMatch"
XREF = "oboInOwl:hasDbXref"
OLDEST = datetime.date(1, 1, 1)
"""Date of a source that states none."""

_CATALOGUES = ("ORPHA", "GARD")
_ENOUGH_VOTES = 2

_Dated = dict[Curie, datetime.date]


class Matcher:
    """Follows exact matches; built once per release.

    Parameters
    ----------
    records
        What the sources said.
    dates
        Publication date by source; of two sources that disagree the newer is followed.
    """

    def __init__(self, records: Records, dates: Mapping[str, datetime.date]) -> None:
        self._dates = dates
        newest = _newest(records, dates)
        self._retired = {id_ for id_, disease in newest.items() if disease.obsolete}
        self._live = newest.keys() - self._retired
        self._successors = {
            id_: disease.replaced_by
            for id_, disease in newest.items()
            if disease.obsolete and disease.replaced_by
        }
        self._partners: dict[Curie, _Dated] = defaultdict(dict)
        self._xrefs: dict[Curie, _Dated] = defaultdict(dict)
        for mapping in records.mappings:
            self._note(mapping)
        self._owned: dict[Curie, set[str]] = defaultdict(set)
        for id_ in sorted(self._partners):
            mondo = self._mondo(id_)
            if mondo:
                self._owned[mondo].add(prefix_of(id_))

    def _note(self, mapping: IdMapping) -> None:
        table = {EXACT: self._partners, XREF: self._xrefs}.get(mapping.predicate)
        if table is None:
            return
        date = self._dates.get(mapping.source, OLDEST)
        ends = (self._current(mapping.subject), self._current(mapping.object))
        for one, other in (ends, ends[::-1]):
            prefix = prefix_of(other)
            if prefix in PREFIXES and (prefix != "MONDO" or other in self._live):
                known = table[one]
                known[other] = max(date, known.get(other, OLDEST))

    def _current(self, id_: Curie) -> Curie:
        for _ in range(10):
            if id_ not in self._successors:
                break
            id_ = self._successors[id_]
        return id_

    def _mondo(self, id_: Curie) -> Curie | None:
        """Return the MONDO class an identifier is an exact match of.

        The newest statement wins, unless two other catalogues that match the identifier exactly
        agree on another class.
        """
        if prefix_of(id_) == "MONDO":
            return None
        partners = self._partners.get(id_, {})
        newest = next(iter(_newest_of(partners, "MONDO")), None)
        rivals = [p for p in partners if prefix_of(p) == "MONDO"]
        if len(rivals) < 2 or prefix_of(id_) != "OMIM":
            return newest
        votes = [self._through_catalogue(p) for p in partners if prefix_of(p) in _CATALOGUES]
        agreed = [m for m in rivals if votes.count(m) >= _ENOUGH_VOTES and newest not in votes]
        return agreed[0] if len(agreed) == 1 else newest

    def _through_catalogue(self, id_: Curie) -> Curie | None:
        """Return the MONDO class of an entry of another catalogue, by its own mapping."""
        own = next(iter(_newest_of(self._partners.get(id_, {}), "MONDO")), None)
        return own or self._through_xref(id_)

    def canonical(self, id_: Curie) -> Curie:
        """Return the id under which a release keeps what an identifier stands for.

        Parameters
        ----------
        id_
            An identifier some source uses for a disease.

        Returns
        -------
        canonical
            The identifier itself where nothing better is known, or where it was retired and
            could mean several.
        """
        id_ = self._current(id_)
        if prefix_of(id_) == "MONDO":
            choices = self.choices(id_)
            return choices[0] if len(choices) == 1 else id_
        mondo = self._mondo(id_)
        if mondo is None and prefix_of(id_) == "GARD":
            mondo = self._through_xref(id_)
        return mondo or self._through_partner(id_) or id_

    def choices(self, id_: Curie) -> tuple[Curie, ...]:
        """Return what a retired MONDO class without a named successor could mean now.

        Parameters
        ----------
        id_
            A MONDO class.

        Returns
        -------
        choices
            Canonical ids of its newest exact matches; empty for a class in use.
        """
        if id_ not in self._retired:
            return ()
        partners = {p: d for p, d in self._partners.get(id_, {}).items() if p not in self._retired}
        return tuple(sorted({self.canonical(p) for p in _newest_of(partners)}))

    def known(self, id_: Curie, canonical: Mapping[Curie, Curie]) -> Curie | None:
        """Return the one disease that an id of another catalogue exactly matches.

        Parameters
        ----------
        id_
            An id with a prefix that is none of ours.
        canonical
            The ids a release keeps.

        Returns
        -------
        known
            None where there is none, or more than one.
        """
        mondo = self._mondo(id_)
        if mondo:
            return mondo if mondo in canonical else None
        found = {canonical[p] for p in self._partners.get(id_, {}) if p in canonical}
        return next(iter(found)) if len(found) == 1 else None

    def _through_partner(self, id_: Curie) -> Curie | None:
        """Follow ORPHA = OMIM to a MONDO class that has none of our prefix, or to ORPHA itself."""
        prefix = prefix_of(id_)
        partners = sorted(p for p in self._partners.get(id_, {}) if prefix_of(p) != prefix)
        mondos = {self._mondo(p) for p in partners} - {None}
        free = sorted(m for m in mondos if m and prefix not in self._owned[m])
        if len(free) == 1:
            return free[0]
        if mondos:
            return None
        better = [p for p in partners if PREFIXES.index(prefix_of(p)) < PREFIXES.index(prefix)]
        return self.canonical(better[0]) if len(better) == 1 else None

    def _through_xref(self, id_: Curie) -> Curie | None:
        """Give a GARD number to the one disease that cross-refers to it."""
        found = _newest_of(self._xrefs.get(id_, {}), "MONDO")
        return found[0] if len(found) == 1 else None


def _newest(records: Records, dates: Mapping[str, datetime.date]) -> dict[Curie, Disease]:
    """Return each entry as its newest source states it; between equals one in use goes first."""
    newest: dict[Curie, tuple[datetime.date, bool, Disease]] = {}
    for disease in records.diseases:
        stated = (dates.get(disease.source, OLDEST), not disease.obsolete)
        known = newest.get(disease.id)
        if known is None or stated > known[:2]:
            newest[disease.id] = (*stated, disease)
    return {id_: disease for id_, (_, _, disease) in newest.items()}


def _newest_of(stated: Mapping[Curie, datetime.date], prefix: str = "") -> list[Curie]:
    found = {id_: date for id_, date in stated.items() if prefix_of(id_) == prefix or not prefix}
    newest = max(found.values(), default=OLDEST)
    return sorted(id_ for id_, date in found.items() if date == newest)
