"""Dominant diseases by repeats in a gene that grow: they come from a parent, as a rule."""

from __future__ import annotations

from collections.abc import Iterable

from rarekin.knowledge.annotated import AnnotatedFinding
from rarekin.knowledge.modes import ANTICIPATION

_GENES = frozenset(
    (
        "HTT", "ATXN1", "ATXN2", "ATXN3", "ATXN7", "ATN1", "TBP", "JPH3", "PABPN1", "DMPK", "CNBP",
        "ATXN8", "ATXN8OS", "PPP2R2B", "ATXN10", "BEAN1", "NOP56", "C9ORF72",
    )
)  # fmt: skip
"""Of which the dominant disease is such a repeat (Depienne C, Mandel JL. 30 years of repeat
expansion disorders. Am J Hum Genet 2021;108:764, tables 1 and 2, doi:10.1016/j.ajhg.2021.03.011;
C9orf72: Rohilla KJ, Gagnon KT. Acta Neuropathol Commun 2017;5:63, table 1,
doi:10.1186/s40478-017-0468-y). A gene that causes other diseases too, such as CACNA1A, is left
out: there anticipation tells."""


_ON_X = frozenset(("FMR1", "AFF2"))
"""The same on the X chromosome (tables 1 and 2 of the same work)."""


def grows(symbols: Iterable[str], qualifiers: Iterable[AnnotatedFinding]) -> bool:
    """Tell whether a dominant disease comes from repeats that grow from parent to child.

    Parameters
    ----------
    symbols
        Of the genes that cause it.
    qualifiers
        What sources say about its inheritance besides the mode.

    Returns
    -------
    grows
        True where its only gene is known for it, or a source speaks of anticipation.

    Examples
    --------
    >>> grows(["CNBP"], []), grows(["FBN1"], [])
    (True, False)
    """
    named = {symbol.upper() for symbol in symbols}
    of_repeats = len(named) == 1 and named <= _GENES | _ON_X
    return of_repeats or any(one.term in ANTICIPATION for one in qualifiers)
