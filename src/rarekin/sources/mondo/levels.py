"""Tell groups, disorders and subtypes apart by who else numbers a Mondo class and its kin.

Mondo itself states no level; Orphanet's own statement, where a release has it, goes before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from rarekin.model.disease import Level
from rarekin.model.identifiers import Curie

_NUMBER = re.compile(r"^,?\s*(?:type\s+)?(?:[ivx]+|\d+|[a-h])?\d*[a-z]?$", re.IGNORECASE)
_NUMBERED_BY = frozenset({"OMIM", "OMIMPS", "ORPHA", "GARD"})


class LevelRule:
    """Says what each class is.

    Parameters
    ----------
    labels
        By class.
    prefixes
        Prefixes of the identifiers each class has elsewhere.
    parents
        Direct parents by class.

    Examples
    --------
    >>> rule = LevelRule(
    ...     {"MONDO:1": "Marfan syndrome", "MONDO:2": "Marfan syndrome type 1"},
    ...     {"MONDO:1": {"ORPHA", "OMIM"}, "MONDO:2": {"ORPHA"}}, {"MONDO:2": {"MONDO:1"}})
    >>> rule.level("MONDO:1").value, rule.level("MONDO:2").value
    ('disorder', 'subtype')
    """

    def __init__(
        self,
        labels: Mapping[Curie, str],
        prefixes: Mapping[Curie, Set[str]],
        parents: Mapping[Curie, Set[Curie]],
    ) -> None:
        self._labels = labels
        self._prefixes = prefixes
        self._parents = parents
        self._children: dict[Curie, list[Curie]] = {}
        for child, above in parents.items():
            for parent in above:
                self._children.setdefault(parent, []).append(child)

    def level(self, id_: Curie) -> Level:
        """Say what a class is.

        Parameters
        ----------
        id_
            A Mondo class.

        Returns
        -------
        level
            A group where nobody numbers it but it has children, or where it is a phenotypic
            series of OMIM alone, or where Orphanet numbers it and most of its children and
            OMIM does not; a subtype where it is one of a series, or named like its Orphanet
            parent plus a number; a disorder otherwise.
        """
        own = self._of(id_)
        if not own & _NUMBERED_BY:
            return Level.GROUP if self._children.get(id_) else Level.UNKNOWN
        if "ORPHA" in own:
            return self._in_orphanet(id_, own)
        if self._children.get(id_):
            return Level.GROUP if "OMIMPS" in own else Level.UNKNOWN
        above = {prefix for parent in self._parents.get(id_, ()) for prefix in self._of(parent)}
        is_one_of_a_series = "OMIM" in own and above & {"ORPHA", "OMIMPS"}
        return Level.SUBTYPE if is_one_of_a_series else Level.DISORDER

    def _of(self, id_: Curie) -> Set[str]:
        return self._prefixes.get(id_, frozenset())

    def _in_orphanet(self, id_: Curie, own: Set[str]) -> Level:
        children = self._children.get(id_, [])
        numbered = sum("ORPHA" in self._of(child) for child in children)
        if 2 * numbered > len(children):
            return Level.DISORDER if "OMIM" in own else Level.GROUP
        is_numbered_type = "OMIM" not in own and any(
            "ORPHA" in self._of(parent) and self._is_type_of(id_, parent)
            for parent in self._parents.get(id_, ())
        )
        return Level.SUBTYPE if is_numbered_type else Level.DISORDER

    def _is_type_of(self, id_: Curie, parent: Curie) -> bool:
        label, broader = self._labels.get(id_, ""), self._labels.get(parent, "")
        rest = label[len(broader) :]
        starts = bool(broader) and label.lower().startswith(broader.lower())
        return starts and bool(rest) and bool(_NUMBER.match(rest))
