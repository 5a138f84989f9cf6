"""What a list says about an entry: whether it is rare, and whether a chromosome is its cause."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rarekin.model.disease import Fact, IdMapping
from rarekin.model.identifiers import prefix_of

_FREQUENT_CLASSES = frozenset({">1 / 1000", "6-9 / 10 000"})
"""Orphanet's classes above 5 in 10,000, from where the European Union calls a disease not rare
(Regulation (EC) No 141/2000, article 3)."""

_WIDE = frozenset({"Worldwide", "Europe"})

FREQUENT = "frequent"
"""Kind of a fact that says that a disease is not rare, though a list of rare ones has it."""


def is_listed_as_rare(ids: Iterable[IdMapping]) -> bool:
    """Tell whether a list of rare diseases has an entry of its own for a disease.

    Parameters
    ----------
    ids
        Mappings of the disease.

    Returns
    -------
    is_listed
        True with an ORPHAcode that is the same disease, or a number of GARD.

    Examples
    --------
    >>> is_listed_as_rare([IdMapping("MONDO:1", "skos:exactMatch", "ORPHA:2762", "identity")])
    True
    >>> is_listed_as_rare([IdMapping("MONDO:1", "skos:exactMatch", "OMIM:125853", "identity")])
    False
    """
    return any(_lists(mapping) for mapping in ids)


def _lists(mapping: IdMapping) -> bool:
    ends = {prefix_of(mapping.subject), prefix_of(mapping.object)}
    is_same = mapping.predicate == "skos:exactMatch"
    return ("ORPHA" in ends and is_same) or ("GARD" in ends and "MONDO" in ends)


def is_known_as_frequent(facts: Iterable[Fact]) -> bool:
    """Tell whether a source counts more people than a rare disease can have.

    Parameters
    ----------
    facts
        About one disease.

    Returns
    -------
    is_frequent
        True where Orphanet marks it as not rare in Europe, or its class, or one we recorded, is
        above 5 in 10,000 in Europe or worldwide; what is frequent on one island can be rare
        everywhere else.

    Examples
    --------
    >>> from rarekin.model.disease import Section
    >>> flag = {"flag": NOT_RARE}
    >>> is_known_as_frequent([Fact("ORPHA:484", Section.PREVALENCE, FREQUENT, "x", value=flag)])
    True
    """
    return any(_is_frequent(fact) for fact in facts if fact.kind in (FREQUENT, "prevalence"))


def _is_frequent(fact: Fact) -> bool:
    if fact.kind == FREQUENT and fact.value.get("flag") == NOT_RARE:
        return True
    return fact.value.get("class") in _FREQUENT_CLASSES and fact.value.get("place") in _WIDE


NOT_RARE = "not rare in Europe"
"""Value of ``flag`` of such a fact, where the publisher marks the entry so."""

_CHANGES = (
    ("missing", re.compile(r"\b(micro)?deletions?\b|\bmonosom|\bdel\(", re.IGNORECASE)),
    ("doubled", re.compile(r"\b(micro)?(du|tri)plications?\b|\bdup\(", re.IGNORECASE)),
    ("whole", re.compile(r"\b(tri|tetra|penta)somy (\d{1,2}|[XY])(?![\w.-])"
                         r"|^chromosome \d{1,2},? trisomy", re.IGNORECASE)),
    ("whole", re.compile(r"\b4[789],X[XY]|\bXXX?Y|\bXYY")),
    ("extra", re.compile(r"\b(tri|tetra|penta|poly)som(y|ies|ic)\b", re.IGNORECASE)),
    ("changed", re.compile(r"\b(ring|inversion|isochromosome)\b", re.IGNORECASE)),
)  # fmt: skip
_ONLY_LIKE_ONE = re.compile(r"\bpseudo|\blike\b", re.IGNORECASE)
_PLACE = re.compile(
    r"\b(chromosome|\d{1,2}[pq]\d*(\.\d+)*|[XY][pq]\d+(\.\d+)*|4[5-9],X|trisomy|monosomy|del\("
    r"|dup\(|tetrasomy|pentasomy|distal|XXX?Y|XYY)",
    re.IGNORECASE,
)


def chromosome_change(names: Iterable[str]) -> str:
    """Tell from the names of a disease whether a piece of a chromosome is its cause.

    Parameters
    ----------
    names
        Its label first, then names of the same meaning.

    Returns
    -------
    change
        ``missing``, ``doubled``, ``whole`` where a whole chromosome is there too often, ``extra``
        where it may be a piece of one, ``changed``; empty where no name says so.

    Examples
    --------
    >>> chromosome_change(["22q11.2 deletion syndrome"]), chromosome_change(["trisomy 9p"])
    ('missing', 'extra')
    >>> chromosome_change(["mosaic trisomy 8"]), chromosome_change(["48,XXYY syndrome"])
    ('whole', 'whole')
    >>> chromosome_change(["Marfan syndrome"]), chromosome_change(["distal 16p11.2 duplication"])
    ('', 'doubled')
    """
    for name in names:
        if _PLACE.search(name) and not _ONLY_LIKE_ONE.search(name):
            for change, pattern in _CHANGES:
                if pattern.search(name):
                    return change
    return ""
