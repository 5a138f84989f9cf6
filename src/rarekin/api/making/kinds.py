"""Which diseases are one and the same under several numbers or names, and which are forms."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

from rarekin.knowledge.gene_roles import named_genes
from rarekin.knowledge.identity import Identity
from rarekin.knowledge.names import name_key
from rarekin.model.disease import GeneLink, Level, Name, NameKind
from rarekin.model.genes import GeneRole
from rarekin.model.identifiers import Curie

_NUMBER = re.compile(
    r"( (sub)?type)?( \d+[a-z]*| [ivx]+[ab]?| [a-h])+$| (autosomal|x linked|y linked)\b.*$"
    r"| due to .*$| with or without .*$"
)
_SAME = (NameKind.LABEL, NameKind.EXACT)
_FEWEST_LETTERS = 12
_LARGEST = 150


class Kinds:
    """The hierarchy of diseases as far as it says what is a kind of what.

    Parameters
    ----------
    identity
        How the diseases are joined.
    series
        Groups whose members are one disease with several causes.
    names, genes
        Of the diseases, as sources list them.

    Examples
    --------
    >>> group, one, two = (Curie(f"MONDO:000000{i}") for i in (1, 2, 3))
    >>> identity = Identity(labels={one: "Noonan syndrome 1", two: "Noonan syndrome 14"},
    ...                     parents={one: (group,), two: (group,)})
    >>> Kinds(identity, [group], [], []).are_one(one, two)
    True
    """

    def __init__(
        self,
        identity: Identity,
        series: Collection[Curie],
        names: Iterable[Name],
        genes: Iterable[GeneLink],
    ) -> None:
        self._identity, self._series = identity, series
        self._wholes: dict[Curie, frozenset[Curie]] = {}
        # What takes in very many, such as "chromosomal disorder", is no disease with forms.
        self._n_below = _n_below(identity)
        self._stems: dict[Curie, frozenset[str]] = {}
        canonical = identity.canonical
        self._names: dict[Curie, set[str]] = defaultdict(set)
        for name in names:
            if name.language == "en" and name.kind in _SAME:
                self._names[canonical.get(name.disease, name.disease)].add(name_key(name.text))
        linked: dict[Curie, list[GeneLink]] = defaultdict(list)
        for link in genes:
            linked[canonical.get(link.disease, link.disease)].append(link)
        self._causes = {
            id_: frozenset(g.symbol for g in named_genes(links) if g.role is GeneRole.CAUSE)
            for id_, links in linked.items()
        }

    def level(self, id_: Curie) -> Level | None:
        """Return whether it is a disease, a group or a form."""
        return self._identity.levels.get(id_)

    def is_above(self, one: Curie, other: Curie) -> bool:
        """Tell whether one disease is a form of the other, or the same."""
        return one in self._above(other) or other in self._above(one)

    def are_one(self, one: Curie, other: Curie) -> bool:
        """Tell whether two are the same disease, a form of it, or two forms of one.

        Two of the same gene in one group are forms of one, whatever they are called.
        """
        if not self._above(one).isdisjoint(self._above(other)):
            return True
        if not self._stem(one).isdisjoint(self._stem(other)):
            return True
        if self._is_named_in(one, other) or self._is_named_in(other, one):
            return True
        parents = self._identity.parents
        is_near = not set(parents.get(one, ())).isdisjoint(parents.get(other, ()))
        causes = self._causes.get(one, frozenset()) & self._causes.get(other, frozenset())
        return is_near and bool(causes)

    def _above(self, id_: Curie) -> frozenset[Curie]:
        """Return a disease with all that it is a form of, and the series it is in."""
        found = self._wholes.get(id_)
        if found is None:
            levels = self._identity.levels
            above = {id_}
            waiting = [id_]
            for one in waiting:
                for parent in self._identity.parents.get(one, ()):
                    is_whole = parent in self._series or levels.get(parent) is not Level.GROUP
                    if is_whole and parent not in above and self._n_below[parent] <= _LARGEST:
                        above.add(parent)
                        waiting.append(parent)
            found = self._wholes[id_] = frozenset(above)
        return found

    def _stem(self, id_: Curie) -> frozenset[str]:
        """Return its names without numbers."""
        found = self._stems.get(id_)
        if found is None:
            label = self._identity.labels.get(id_, "")
            keys = {name_key(label), *self._names.get(id_, ())}
            stems = {_NUMBER.sub("", key) for key in keys}
            found = frozenset(stem for stem in stems if len(stem) >= _FEWEST_LETTERS)
            self._stems[id_] = found
        return found

    def _is_named_in(self, one: Curie, other: Curie) -> bool:
        """Tell whether the name of a disease stands in another's, not in "X-like"."""
        key = name_key(self._identity.labels.get(one, ""))
        title = name_key(self._identity.labels.get(other, ""))
        if " " not in key or len(key) < _FEWEST_LETTERS:
            return False
        return f" {key} " in f" {title} " and f" {key} like" not in f" {title}"


def _n_below(identity: Identity) -> Counter[Curie]:
    """Count everything below each disease and group."""
    found: Counter[Curie] = Counter()
    for id_, parents in identity.parents.items():
        above, waiting = set(parents), list(parents)
        for one in waiting:
            fresh = [p for p in identity.parents.get(one, ()) if p not in above]
            above.update(fresh)
            waiting += fresh
        found.update(above - {id_})
    return found
