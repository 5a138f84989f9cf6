"""The name that a disease goes by in another language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from rarekin.knowledge.names import name_key
from rarekin.knowledge.release import Release
from rarekin.model.identifiers import Curie

_CURATED = "curated"
_ENGLISH = "en"


@lru_cache(16)
def titles(release: Release, language: str) -> Mapping[Curie, str]:
    """Return the main name of every disease that has one in a language.

    Parameters
    ----------
    release
        Where to look.
    language
        Such as ``es``.

    Returns
    -------
    titles
        By canonical id; none in English, where the label is the title. Our own choice goes
        before a list's. Where a list has several entries for one disease, the entry whose
        English name is the disease's goes first.
    """
    if language == _ENGLISH:
        return {}
    found: dict[Curie, list[tuple[str, str, str]]] = defaultdict(list)
    for id_, subject, text, source in release.rows(
        "SELECT d.id, n.subject, n.text, n.source FROM disease d "
        "JOIN name n ON n.key = d.id WHERE n.language = ? AND n.kind = 'label' ORDER BY d.i, n.n",
        (language,),
    ):
        found[id_].append((source, subject, text))
    return {id_: _chosen(release, id_, rows) for id_, rows in found.items()}


def _chosen(release: Release, id_: Curie, rows: Sequence[tuple[str, str, str]]) -> str:
    own = [row for row in rows if row[0] == _CURATED]
    if own or len(rows) == 1:
        return (own or rows)[0][2]
    label = release.refs([release.number_of(id_)])
    title = next(iter(label.values())).label
    return min(rows, key=lambda row: (not _is_of(release, id_, row[1], title), row[1], row[2]))[2]


def _is_of(release: Release, id_: Curie, subject: str, label: str) -> bool:
    """Tell whether an entry's English name is the name the disease goes by."""
    rows = release.rows(
        "SELECT text FROM name WHERE key = ? AND subject = ? AND language = 'en' "
        "AND kind IN ('label', 'exact')",
        (id_, subject),
    )
    return name_key(label) in {name_key(text) for (text,) in rows}
