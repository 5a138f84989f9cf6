"""Which signs of a disease more than one voice names, and which there is reason to doubt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from rarekin.api.diseases.lookup import DiseasePage
from rarekin.api.ranking.ranker import ranker
from rarekin.api.telling.leading import term_information
from rarekin.model.disease import Annotation
from rarekin.model.identifiers import Curie, prefix_of

# What is broader than this, such as "abnormal skull", agrees with anything.
_LEAST_INFORMATION = 1.8
_FEWEST_COUNTED = 5
_MANY_COUNTED = 10
_TUMOUR = Curie("HP:0002664")
_TUMOURS = ("oma", "tumor", "tumour", "cancer", "neoplasm", "leukemia", "polyposis", "omatosis")


def backed_signs(page: DiseasePage) -> frozenset[Curie]:
    """Return the signs that at least two independent voices name.

    A voice is a catalogue (OMIM and the works its curators read; Orphanet), published cases, our
    own reading, or the definitions of the disease. One that names something broader or narrower
    agrees, unless it is so broad that it agrees with anything.

    Parameters
    ----------
    page
        From `rarekin.api.diseases.lookup.disease`.

    Returns
    -------
    terms
        Of the findings of the page; those counted in five people or more are among them.
    """
    ontology, weight = ranker().ontology, term_information()
    index_of = ontology.index_of
    named: dict[int, set[str]] = defaultdict(set)
    for sign in page.named_signs:
        if sign.term in index_of:
            named[index_of[sign.term]].add("definition")
    for finding in page.findings:
        if not finding.excluded and finding.term in index_of:
            named[index_of[finding.term]].update(_voice(row) for row in finding.rows)
    agreeing: dict[int, set[str]] = defaultdict(set)
    for i_term, voices in named.items():
        for above in ontology.ancestors(i_term).tolist():
            if above in named and weight[above] >= _LEAST_INFORMATION:
                agreeing[above] |= voices
                agreeing[i_term] |= named[above]
        agreeing[i_term] |= voices
    return frozenset(
        f.term
        for f in page.findings
        if f.term in index_of
        and ((f.denominator or 0) >= _FEWEST_COUNTED or len(agreeing[index_of[f.term]]) > 1)
    )


def doubtful_signs(page: DiseasePage, backed: Collection[Curie]) -> frozenset[Curie]:
    """Return the signs whose class of frequency there is a reason to doubt.

    Parameters
    ----------
    page
        From `rarekin.api.diseases.lookup.disease`.
    backed
        From `backed_signs`.

    Returns
    -------
    terms
        Of findings nobody counted: those that would be more frequent than something broader
        that was counted in ten people or more; and tumours that a single list calls frequent in
        a disease that is none, where it may mean that the risk is raised.
    """
    ontology = ranker().ontology
    counted = {
        ontology.index_of[f.term]: f.high or 0.0
        for f in page.findings
        if (f.denominator or 0) >= _MANY_COUNTED and f.term in ontology.index_of
    }
    i_tumour = ontology.index_of.get(_TUMOUR, -1)
    is_tumour = any(parent.english.endswith(_TUMOURS) for parent in (page.ref, *page.parents))
    found = set()
    for finding in page.findings:
        if finding.counted or finding.low is None or finding.term not in ontology.index_of:
            continue
        above = ontology.ancestors(ontology.index_of[finding.term]).tolist()
        limit = min((counted[i] for i in above if i in counted), default=1.0)
        is_alone = finding.term not in backed and not is_tumour
        if finding.low > limit or (is_alone and i_tumour in above):
            found.add(finding.term)
    return frozenset(found)


def _voice(row: Annotation) -> str:
    """Name who speaks: an entry of Orphanet is one voice, whichever file carries it."""
    if prefix_of(row.disease) == "ORPHA":
        return "orphanet"
    return "omim" if row.source == "hpoa" else row.source
