"""Which diseases a source names as each other's look-alikes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rarekin.model.disease import Fact
from rarekin.model.identifiers import Curie

ALIKE = "look_alike"
"""Kind of a fact that names a look-alike of a disease, under ``with``."""


def named_pairs(
    facts: Iterable[Fact], canonical: Callable[[Curie], Curie]
) -> list[tuple[Curie, Curie]]:
    """Return the pairs of diseases that a source calls look-alikes.

    Parameters
    ----------
    facts
        About any disease, of any kind.
    canonical
        Id under which a release keeps a disease.

    Returns
    -------
    pairs
        In their order; both ways round where facts of both diseases say it.

    Examples
    --------
    >>> from rarekin.model.disease import Section
    >>> said = Fact("MONDO:1", Section.LOOKALIKES, ALIKE, "curated", value={"with": "MONDO:2"})
    >>> named_pairs([said], lambda id_: id_)
    [('MONDO:1', 'MONDO:2')]
    """
    return [
        (canonical(fact.disease), canonical(Curie(str(fact.value.get("with")))))
        for fact in facts
        if fact.kind == ALIKE
    ]
