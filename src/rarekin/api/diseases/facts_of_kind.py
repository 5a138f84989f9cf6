"""Facts of one kind about every disease, such as who lends a text to whom."""

from __future__ import annotations

from collections.abc import Iterator

from rarekin.knowledge.codec import decode
from rarekin.knowledge.release import Release
from rarekin.model.disease import Fact
from rarekin.model.identifiers import Curie


def facts_of_kind(release: Release, kind: str) -> Iterator[tuple[Curie, Fact]]:
    """Yield the facts of a kind in the order of their sources.

    Parameters
    ----------
    release
        Where they are.
    kind
        As `rarekin.model.disease.Fact` has it.

    Yields
    ------
    disease, fact
        The canonical id, and what is said of it.

    Examples
    --------
    Every disease that takes over another one's text::

        dict(facts_of_kind(current(), "told_by"))
    """
    rows = release.rows(
        "SELECT key, data FROM record WHERE kind = 'Fact' AND data LIKE ? ORDER BY n",
        (f'%"kind":"{kind}"%',),
    )
    for key, data in rows:
        yield Curie(key), decode(Fact, data)
