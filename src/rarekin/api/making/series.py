"""Which groups are a series: what OMIM numbers as one, and what is one by the names alone."""

from __future__ import annotations

import re
from collections import Counter

from rarekin.knowledge.identity import Identity
from rarekin.model.identifiers import Curie

_NUMBERED = re.compile(
    r",? ?(?:type )?(?:\d{1,3}[a-z]?|[ivx]+[a-z]?|[a-h])(?:,.*)?|,? due to .+", re.IGNORECASE
)
_FEWEST = 2


def series_of(identity: Identity) -> frozenset[Curie]:
    """Return the groups whose members are one disease with several causes.

    Parameters
    ----------
    identity
        The joined diseases.

    Returns
    -------
    series
        Phenotypic series of OMIM, and groups with at least two members that carry the group's
        name and a number or a cause: *Noonan syndrome 6* in *Noonan syndrome*, *Prader-Willi
        syndrome due to imprinting mutation* in *Prader-Willi syndrome*.

    Examples
    --------
    >>> group, one, two = (Curie(f"MONDO:000000{i}") for i in (1, 2, 3))
    >>> names = ("Noonan syndrome", "Noonan syndrome 1", "Noonan syndrome 14")
    >>> identity = Identity(labels=dict(zip((group, one, two), names)),
    ...                     parents={one: (group,), two: (group,)})
    >>> series_of(identity) == {group}
    True
    """
    named = {c for id_, c in identity.canonical.items() if id_.startswith("OMIMPS:")}
    members: Counter[Curie] = Counter()
    for id_, parents in identity.parents.items():
        label = identity.labels.get(id_, "")
        for parent in parents:
            name = identity.labels.get(parent, "\n")
            if label.lower().startswith(name.lower()) and _NUMBERED.fullmatch(label[len(name) :]):
                members[parent] += 1
    return frozenset(named | {parent for parent, n in members.items() if n >= _FEWEST})
