"""Which statements about a disease stand on the pages of its forms, too.

What a disease is, what cannot wait, what is checked and what helps in daily life mostly holds for
each of its forms; what is given, how it goes on, when it begins, how many have it, who hands it
on and by which gene mostly holds for some of them only.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from rarekin.api.diseases.types_named import fits, is_for_others, types_named
from rarekin.knowledge.release import Release
from rarekin.model.disease import Fact, Section

LENT_BY_RULE = frozenset(
    (
        Section.SAFETY, Section.SUMMARY, Section.DIAGNOSIS, Section.FOLLOWUP, Section.LIVING,
        Section.FIRST_STEPS,
    )
)  # fmt: skip
"""Sections of which a statement is lent unless it is bound; of others only what is marked so."""

_BOUND = re.compile(
    # How many have it, how many of these, and how likely it comes again.
    r"\b(?:\d[\d,.]*|one|two|half|some|few|most|many|a (?:third|quarter|half|few))"
    r" (?:to \S+ |or \S+ )?(?:in|of|out of) (?:\d|every|them|those|all|the|people|a)"
    r"|\b(?:in |by )(?:about |some |most |many |half |few )+"
    r"|\bmost (?:people|babies|children|adults|men|women|boys|girls|famil|forms|types)"
    r"|\d ?%|\bper ?cent\b|\brare(?:st|r)?\b|\bcommon(?:est)?\b|\bfrequent\b"
    # Who hands it on.
    r"|\bchance|\binherit|\bcarrier|\bcarr(?:y|ies) |\brecessive|\bdominant|\bX chromosome"
    r"|\bX-linked|\bruns? in|\bfamil(?:y|ies)\b.*\bgene|\bnew (?:change|in)|\bfrom (?:one|both) par"
    # When it begins, and how it goes on.
    r"|\b(?:starts?|begins?|began|appears?|comes on|shows?(?: up)?) (?:\w+ ){0,3}?"
    r"(?:at|in|from|before|after|between|with|as|during|by|when|around|later|early|mostly|usually)\b"
    r"|\b(?:infancy|childhood|adulthood|teens|middle age|old age|puberty|newborn)\b"
    r"|\b(?:die|dies|died|death|deadly|fatal|lethal|survive\w*|life ?span|cured?)\b"
    r"|\blife ?expectancy\b"
    r"|\blives? (?:long|short|as|to|into|for)|\bshortens?\b|\b(?:gets?|got|grows?) (?:worse|better)"
    r"|\b(?:wors|improv)(?:e|ens?|es|ing)\b|\bwheelchair|\bmild|\bsevere|\bprogress"
    # What is given.
    r"|\btreat(?:s|ed|ment|ments|able)?\b|\bmedicines?\b (?:that|can|help|slow|stop)"
    r"|\btherap(?:y|ies)\b|\btransplant|\bapproved|\blicensed|\btablets?\b|\binfusions?\b"
    r"|\binjections?\b|\boperations?\b|\bsurger(?:y|ies)\b|\bsurgeon",
    re.IGNORECASE,
)
_SYMBOL = re.compile(r"\b[A-Z][A-Z0-9]{2,}\b(?!-)")
# Symbols of genes that mean something else in plain text.
_NO_GENE = frozenset(
    (
        "ACE", "AIR", "ALS", "CAD", "CAT", "CBS", "CPAP", "CPE", "CRP", "DMD", "EPO", "IGE",
        "INS", "MAX", "MRI", "NHS", "NPS", "PAH", "PTH", "REST", "SET", "SON", "STS", "TAT",
        "TSH", "WAS",
    )
)  # fmt: skip


def is_lent(fact: Fact, names: Sequence[str], own_genes: Collection[str], release: Release) -> bool:
    """Tell whether a statement about a disease stands on the page of one of its forms.

    Parameters
    ----------
    fact
        What somebody wrote, in English.
    names
        Of the form.
    own_genes
        Symbols of what causes the form.
    release
        Where symbols of genes are looked up.

    Returns
    -------
    is_lent
        Whoever wrote the page may say so of each statement; else the rule of this module does. A
        treatment is lent to the form whose gene alone it names.
    """
    if is_for_others(fact.text, names) or fact.for_forms is False:
        return False
    if fact.for_forms:
        return True
    if fact.section is Section.TREATMENT:
        named = _genes_in(fact.text, release)
        return bool(named) and named <= frozenset(own_genes)
    return fact.section in LENT_BY_RULE and not is_bound(
        fact.text, names, own_genes, release, danger=fact.section is Section.SAFETY
    )


def is_bound(
    text: str,
    names: Sequence[str],
    own_genes: Collection[str],
    release: Release,
    *,
    danger: bool = False,
) -> bool:
    """Tell whether a text is bound to some of the forms: by a gene, a type, a figure, an age.

    Parameters
    ----------
    text, names, own_genes, release
        As for `is_lent`.
    danger
        Whether it says what cannot wait or could harm, which is bound by genes alone.
    """
    named = _genes_in(text, release)
    if named and not named & frozenset(own_genes):
        return True
    if danger:
        return False
    types = types_named(text)
    own_types = {one for name in names for one in types_named(name)}
    is_of_another = bool(types) and not any(fits(a, b) for a in types for b in own_types)
    return is_of_another or bool(_BOUND.search(text))


def _genes_in(text: str, release: Release) -> frozenset[str]:
    return frozenset(_SYMBOL.findall(text)) & _symbols(release)


@lru_cache(2)
def _symbols(release: Release) -> frozenset[str]:
    rows = release.rows("SELECT DISTINCT symbol FROM gene")
    return frozenset(symbol for (symbol,) in rows) - _NO_GENE
