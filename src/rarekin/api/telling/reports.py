"""Counts that mislead by themselves: of one report about a sign, and lower than of a kind of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from rarekin.api.diseases.lookup import AnnotatedFinding, DiseasePage
from rarekin.api.telling.body import part_of_body
from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Ontology

_FEWEST_COUNTED = 5
_DESCRIBED = 15
"""So many signs are on record of a disease that a report on three of them is about these."""

_MOST_OF_A_REPORT = 3
_OFTEN = 0.3
_FEWEST_TOLD = 6
_NEARLY_EVERY = 0.7


def of_one_report(page: DiseasePage) -> frozenset[Curie]:
    """Return signs that are counted as frequent in a report about this part of the body alone.

    In von Hippel-Lindau disease 34 of 35 people do not hear well: the report counts hearing, noises
    in the ear and dizziness of people who have a tumour of the inner ear.

    Parameters
    ----------
    page
        From `rarekin.api.diseases.lookup.disease`.

    Returns
    -------
    signs
        None where the disease has few signs on record, where two reports counted, and of those
        that a definition or its name speaks of.
    """
    present = [finding for finding in page.findings if not finding.excluded]
    if len(present) < _DESCRIBED:
        return frozenset()
    named = {sign.term for sign in page.named_signs if not sign.is_hedged}
    title = page.ref.english.casefold()
    counted_in: dict[str, set[Curie]] = defaultdict(set)
    parts: dict[str, set[str]] = defaultdict(set)
    for finding in page.findings:
        for work in _works(finding):
            counted_in[work].add(finding.term)
            parts[work].add(part_of_body(finding) or "")
    narrow = {
        work
        for work, terms in counted_in.items()
        if len(terms) <= _MOST_OF_A_REPORT and len(parts[work]) == 1
    }
    return frozenset(
        finding.term
        for finding in present
        if (finding.denominator or 0) >= _FEWEST_COUNTED
        and (finding.frequency or 0.0) >= _OFTEN
        and len(works := _works(finding)) == 1
        and works <= narrow
        and finding.term not in named
        and finding.label.casefold() not in title
    )


def outdone(page: DiseasePage, ontology: Ontology) -> Mapping[Curie, Curie]:
    """Return signs that fewer people were counted with than with a kind of them.

    Parameters
    ----------
    page
        From `rarekin.api.diseases.lookup.disease`.
    ontology
        Of the release.

    Returns
    -------
    kinds
        By the broader sign, the kind of it that was counted most often. Reports name the one or the
        other, so that the broader count is too low.
    """
    counted = {
        ontology.index_of[finding.term]: finding
        for finding in page.findings
        if (finding.denominator or 0) >= _FEWEST_COUNTED and finding.term in ontology.index_of
    }
    found: dict[Curie, AnnotatedFinding] = {}
    for i_term, narrow in counted.items():
        for above in ontology.ancestors(i_term).tolist():
            broad = counted.get(above)
            if broad is None or (broad.frequency or 0.0) >= (narrow.frequency or 0.0):
                continue
            best = found.setdefault(broad.term, narrow)
            if (narrow.frequency or 0.0) > (best.frequency or 0.0):
                found[broad.term] = narrow
    return {term: narrow.term for term, narrow in found.items()}


def mentioned(page: DiseasePage) -> frozenset[Curie]:
    """Return signs of one person in a report that tells nearly every sign of one person.

    Such a report says what each person had, not who lacked it: in mucolipidosis II one of seven
    people has each of 27 signs, some of which nearly everybody has.

    Parameters
    ----------
    page
        From `rarekin.api.diseases.lookup.disease`.

    Returns
    -------
    signs
        That were counted in one person.
    """
    counted_in: dict[str, list[bool]] = defaultdict(list)
    enough = [f for f in page.findings if (f.denominator or 0) >= _FEWEST_COUNTED]
    for finding in enough:
        for work in _works(finding):
            counted_in[work].append(finding.numerator == 1)
    telling_single = {
        work
        for work, single in counted_in.items()
        if len(single) >= _FEWEST_TOLD and sum(single) >= _NEARLY_EVERY * len(single)
    }
    return frozenset(
        finding.term
        for finding in enough
        if finding.numerator == 1 and not telling_single.isdisjoint(_works(finding))
    )


def _works(finding: AnnotatedFinding) -> set[str]:
    """Return what a finding was counted in: publications, else the entries that name counts."""
    return {
        reference
        for row in finding.rows
        if row.denominator and not row.excluded
        for reference in (row.references or (row.disease,))
    }
