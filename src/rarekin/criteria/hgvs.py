"""What an HGVS description tells about a variant: which codon, and whether it switches off.

Only what follows from the words themselves is said; no transcript is looked up. Nomenclature:
den Dunnen et al. 2016, doi:10.1002/humu.22981.
"""

from __future__ import annotations

import re

LOSS = "loss"
MISSENSE = "missense"

_PROTEIN = re.compile(r"p\.\(?([A-Z][a-z]{2}|[A-Z])(\d+)([A-Z][a-z]{2}|[A-Z*?]|=)?(\S*)")
_SUBSTITUTION = re.compile(r"c\.(\d+)[ACGT]>[ACGT]\b")
_SPLICE = re.compile(r"c\.\S*\d[+-][12](?!\d)")
_DELETION = re.compile(r"c\.(\d+)(?:_(\d+))?(del|dup)(?:[ACGT]*)(?:ins([ACGT]+))?(?=\s|$)")
_INSERTION = re.compile(r"c\.\d+_\d+ins([ACGT]+)(?=\s|$)")
_STOP = frozenset({"Ter", "*", "X"})
_IN_FULL = "Ala Arg Asn Asp Cys Gln Glu Gly His Ile Leu Lys Met Phe Pro Ser Thr Trp Tyr Val Ter"
_THREE_LETTERS = dict(zip("ARNDCQEGHILKMFPSTWYV*", _IN_FULL.split(), strict=True))


def codon_of(change: str) -> int | None:
    """Return the codon that a change alters.

    Parameters
    ----------
    change
        HGVS, of the protein, of the coding DNA, or both.

    Returns
    -------
    codon
        Counted from the start; None where the words do not tell.

    Examples
    --------
    >>> codon_of("p.(Ile500Thr)"), codon_of("c.1499T>C"), codon_of("p.I500V")
    (500, 500, 500)
    >>> print(codon_of("c.1447+1G>A"))
    None
    """
    protein = _PROTEIN.search(change)
    if protein:
        return int(protein[2])
    coding = _SUBSTITUTION.search(change)
    return (int(coding[1]) - 1) // 3 + 1 if coding else None


def residue_of(change: str) -> str:
    """Return the amino acid that a change puts in, in three letters.

    Parameters
    ----------
    change
        HGVS, of the protein, of the coding DNA, or both.

    Returns
    -------
    residue
        Empty where the words do not tell.

    Examples
    --------
    >>> residue_of("p.(Arg312Cys)"), residue_of("p.R312C"), residue_of("c.934C>T")
    ('Cys', 'Cys', '')
    """
    protein = _PROTEIN.search(change)
    after = protein[3] if protein else None
    return _THREE_LETTERS.get(after or "", after or "")


def effect_of(change: str) -> str:
    """Tell whether a change must be taken to switch the gene copy off.

    Parameters
    ----------
    change
        HGVS, of the protein, of the coding DNA, or both.

    Returns
    -------
    effect
        ``loss`` (a new stop, a shifted frame, a lost start, a destroyed splice site),
        ``missense``, or empty where the words do not tell.

    Examples
    --------
    >>> effect_of("c.1081C>T p.(Arg361Ter)"), effect_of("c.1612_1625del"), effect_of("p.I500V")
    ('loss', 'loss', 'missense')
    >>> effect_of("c.1447+1G>A"), effect_of("c.3_5del"), effect_of("")
    ('loss', '', '')
    """
    protein = _PROTEIN.search(change)
    if protein:
        return _effect_on_protein(protein)
    if _SPLICE.search(change) or _shifts_frame(change):
        return LOSS
    return ""


def _effect_on_protein(protein: re.Match[str]) -> str:
    before, position, after, rest = protein.groups()
    if before in _STOP:
        return ""
    if (
        "fs" in f"{after or ''}{rest}"
        or after in _STOP
        or (before in {"Met", "M"} and position == "1")
    ):
        return LOSS
    return MISSENSE if after and after not in {"=", "?"} and rest in {"", ")"} else ""


def _shifts_frame(change: str) -> bool:
    deletion = _DELETION.search(change)
    if deletion:
        first, last, _, inserted = deletion.groups()
        length = int(last or first) - int(first) + 1
        return (length - len(inserted or "")) % 3 != 0
    insertion = _INSERTION.search(change)
    return insertion is not None and len(insertion[1]) % 3 != 0
