"""How much a release holds: shares of pages with each section filled, and what disagrees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from rarekin.knowledge.release import Release
from rarekin.model.disease import Section
from rarekin.model.issues import Issue

_MOST_SHOWN = 20
_EXCLUDED_CLASS = "HP:0040285"


@dataclass(frozen=True, slots=True)
class Measures:
    """Figures of one release.

    Attributes
    ----------
    n_bytes
        Size on disk.
    counts
        Diseases, annotations, terms, diseases by level.
    sections
        Share of diseases (groups left out) for which some record fills the section, 0 to 1.
    disagreements
        Where sources contradict each other, by kind.
    dead_ids
        Identifiers in the sources that their publishers have retired, by kind.
    odd
        What was odd in single rows of the sources: how often, by source and kind.
    odd_rows
        The first of them in words.
    """

    version: str
    n_bytes: int
    counts: Mapping[str, int]
    sections: Mapping[str, float]
    disagreements: Mapping[str, int]
    dead_ids: Mapping[str, int]
    odd: Mapping[str, int] = field(default_factory=dict)
    odd_rows: tuple[str, ...] = ()


def measure(release: Release) -> Measures:
    """Count what a release holds.

    Parameters
    ----------
    release
        Any.

    Returns
    -------
    measures
        Read off the store; nothing is estimated.
    """
    return Measures(
        version=release.version,
        n_bytes=sum(path.stat().st_size for path in release.path.iterdir()),
        counts=dict(release.manifest.counts),
        sections=_sections(release),
        disagreements=_disagreements(release),
        dead_ids=_dead_ids(release),
        odd=dict(Counter(f"{i.where.partition('/')[0]}: {i.code}" for i in _odd(release))),
        odd_rows=tuple(f"{i.where}: {i.message}" for i in _odd(release)[:_MOST_SHOWN]),
    )


def _odd(release: Release) -> list[Issue]:
    return [issue for issue in release.manifest.issues if "/" in issue.where]


_PAGES = "SELECT id FROM disease WHERE level <> 'group'"
_FILLED_BY = {
    Section.SIGNS: ("SELECT d.id FROM annotation a JOIN disease d ON d.i = a.disease "
                    "WHERE a.aspect = 'P'"),
    Section.INHERITANCE: ("SELECT d.id FROM annotation a JOIN disease d ON d.i = a.disease "
                          "WHERE a.aspect = 'I'"),
    Section.OUTLOOK: ("SELECT d.id FROM annotation a JOIN disease d ON d.i = a.disease "
                      "WHERE a.aspect IN ('C', 'M')"),
    Section.CAUSES: "SELECT d.id FROM gene g JOIN disease d ON d.i = g.disease",
    Section.ORGANISATIONS: "SELECT key FROM record WHERE kind = 'Organisation'",
}  # fmt: skip
"""What fills a section beside facts."""


def _sections(release: Release) -> dict[str, float]:
    pages = {id_ for (id_,) in release.rows(_PAGES)}
    filled: dict[str, set[str]] = {section.value: set() for section in Section}
    facts = "SELECT DISTINCT key, json_extract(data, '$.section') FROM record WHERE kind = 'Fact'"
    for key, section in release.rows(facts):
        filled.setdefault(section, set()).add(key)
    for section, statement in _FILLED_BY.items():
        filled[section.value] |= {id_ for (id_,) in release.rows(statement)}
    return {
        name: len(found & pages) / max(len(pages), 1) for name, found in filled.items() if found
    }


def _disagreements(release: Release) -> dict[str, int]:
    one = release.rows("SELECT i FROM text WHERE s = ?", (_EXCLUDED_CLASS,))
    excluded = one[0][0] if one else -1
    says_no = "(excluded OR ifnull(frequency_term, 0) = ?)"
    findings = (
        "SELECT count(*) FROM (SELECT 1 FROM annotation WHERE aspect = 'P' "  # noqa: S608
        f"GROUP BY disease, current HAVING min({says_no}) < max({says_no}))"
    )
    ids = "SELECT count(*) FROM (SELECT 1 FROM alias GROUP BY alias HAVING count(*) > 1)"
    names = (
        "SELECT count(*) FROM (SELECT 1 FROM spelling WHERE rank <= 2 "
        "GROUP BY key HAVING count(DISTINCT disease) > 1)"
    )
    return {
        "findings said to occur and not to occur": _count(release, findings, excluded, excluded),
        "identifiers that can mean several diseases": _count(release, ids),
        "exact names that several diseases share": _count(release, names),
    }


def _dead_ids(release: Release) -> dict[str, int]:
    rows = "SELECT count(*) FROM annotation WHERE term <> current"
    terms = "SELECT count(DISTINCT term) FROM annotation WHERE term <> current"
    return {
        "annotations with a retired term": _count(release, rows),
        "retired terms used": _count(release, terms),
        "ids of former releases that ask which disease is meant": sum(
            issue.code == "disease-split" for issue in release.manifest.issues
        ),
    }


def _count(release: Release, statement: str, *values: object) -> int:
    return int(release.rows(statement, values)[0][0])
