"""The name that a disease goes by in another language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
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
    found: dict[Curie, list[tuple[bool, bool, str, str]]] = defaultdict(list)
    # Terms of HPO have names as well; diseases that no release has, none that is shown.
    for id_, label, subject, text, source in release.rows(
        "SELECT d.id, d.label, n.subject, n.text, n.source FROM disease d "
        "JOIN name n ON n.key = d.id WHERE n.language = ? AND n.kind = 'label'",
        (language,),
    ):
        same = source != _CURATED and _is_of(release, id_, subject, source, label)
        found[id_].append((source != _CURATED, not same, subject, text))
    return {id_: min(rows)[-1] for id_, rows in found.items()}


def _is_of(release: Release, id_: str, subject: str, source: str, label: str) -> bool:
    """Tell whether an entry's English name is the name the disease goes by."""
    rows = release.rows(
        "SELECT text FROM name WHERE key = ? AND subject = ? AND language = 'en' "
        "AND kind IN ('label', 'exact')",
        (id_, subject),
    )
    return name_key(label) in {name_key(text) for (text,) in rows}
