"""In which way a gene has to do with a disease: what causes it, and what merely plays a part."""

from __future__ import annotations

import re
from enum import StrEnum

VALIDITY = "gene-disease validity: "
"""How the wording of a link begins that a panel or laboratory classed by its evidence."""


class GeneRole(StrEnum):
    """What a source says a gene does in a disease.

    Attributes
    ----------
    CAUSE
        Changes in it cause the disease, in all cells or in some.
    SELDOM
        Changes in it cause the disease in a few people; in most it has another cause.
    SUSCEPTIBILITY
        Changes in it raise the chance to fall ill.
    MODIFIER
        It makes a disease that has another cause milder or more severe.
    PART
        It lies in a missing or doubled piece of a chromosome, or plays a part in single signs.
    CANDIDATE
        It was tested, or the place on the chromosome is known; nothing is proven.
    BIOMARKER
        It is measured to recognise the disease.
    DISPUTED
        A panel or laboratory looked at the evidence and found none, or found against it.
    UNSTATED
        A source names it and does not say why.
    """

    CAUSE = "cause"
    SELDOM = "seldom the cause"
    SUSCEPTIBILITY = "susceptibility"
    MODIFIER = "modifier"
    PART = "part"
    CANDIDATE = "candidate"
    BIOMARKER = "biomarker"
    DISPUTED = "disputed"
    UNSTATED = "unstated"


_WORDS = (
    (f"{VALIDITY}definitive", GeneRole.CAUSE),
    (f"{VALIDITY}strong", GeneRole.CAUSE),
    (f"{VALIDITY}moderate", GeneRole.CAUSE),
    (f"{VALIDITY}limited", GeneRole.CANDIDATE),
    (f"{VALIDITY}animal model", GeneRole.CANDIDATE),
    (f"{VALIDITY}disputed", GeneRole.DISPUTED),
    (f"{VALIDITY}refuted", GeneRole.DISPUTED),
    (f"{VALIDITY}no known", GeneRole.DISPUTED),
    ("in a few people", GeneRole.SELDOM),
    ("biomarker", GeneRole.BIOMARKER),
    ("candidate", GeneRole.CANDIDATE),
    ("modif", GeneRole.MODIFIER),
    ("susceptibility", GeneRole.SUSCEPTIBILITY),
    ("protect", GeneRole.SUSCEPTIBILITY),
    ("role in the phenotype", GeneRole.PART),
    ("deletion or duplication", GeneRole.PART),
    ("contiguous gene", GeneRole.PART),
    ("was mapped", GeneRole.CANDIDATE),
    ("mapping of the wildtype", GeneRole.CANDIDATE),
    ("disease-causing", GeneRole.CAUSE),
    ("molecular basis of the disorder is known", GeneRole.CAUSE),
    ("fusion gene", GeneRole.CAUSE),
    ("causal", GeneRole.CAUSE),
)


def role_of(relation: str) -> GeneRole:
    """Return what a source's wording of a gene link means.

    Parameters
    ----------
    relation
        As Orphanet, GARD or OMIM word it; empty where they say nothing.

    Returns
    -------
    role
        `GeneRole.UNSTATED` for a wording that is not known: nobody is named a cause by guess.

    Examples
    --------
    >>> role_of("Disease-causing germline mutation(s) (loss of function) in").value
    'cause'
    >>> role_of("gene-disease validity: Refuted").value
    'disputed'
    >>> role_of("Modifying germline mutation in").value, role_of("").value
    ('modifier', 'unstated')
    """
    said = relation.casefold()
    return next((role for words, role in _WORDS if words in said), GeneRole.UNSTATED)


_READING_FRAME = re.compile(r"C(\d{1,2}|X|Y)orf(\d+)", re.IGNORECASE)


def written_symbol(symbol: str) -> str:
    """Return a human gene's symbol in the letters in which it is approved.

    Parameters
    ----------
    symbol
        As a source writes it; some write every letter large.

    Returns
    -------
    symbol
        With *orf* in small letters, the one exception to capitals [1]_; others as they come.

    References
    ----------
    .. [1] Bruford EA, et al. Guidelines for human gene nomenclature. Nat Genet 2020;52:754.
       doi:10.1038/s41588-020-0669-3

    Examples
    --------
    >>> [written_symbol(s) for s in ("C9ORF72", "C9orf72", "CORIN", "KCNQ1OT1")]
    ['C9orf72', 'C9orf72', 'CORIN', 'KCNQ1OT1']
    """
    match = _READING_FRAME.fullmatch(symbol)
    return f"C{match[1].upper()}orf{match[2]}" if match else symbol
