"""In how many forms of a disease a sign is on record: what one form has is not a sign of all."""

from __future__ import annotations

from collections import defaultdict

from rarekin.api.diseases.lookup import DiseasePage
from rarekin.api.ranking.ranker import ranker
from rarekin.api.telling.leading import term_information
from rarekin.api.telling.voices import signs_of_kin
from rarekin.knowledge.voice import ORPHANET, voice_of
from rarekin.model.disease import Level
from rarekin.model.identifiers import Curie

_FEWEST_FORMS = 2
# A form of which less is on record says nothing by its silence.
_DESCRIBED = 5
# A disease described so well by itself is no sum of its forms.
_DESCRIBED_ITSELF = 8
# A form that names something broader, and no truism, agrees.
_LEAST_INFORMATION = 2.0
_FEWEST_COUNTED = 5
_OFTEN = 0.3
_SURE, _SECOND = 3, 2


class Spread:
    """How far the signs of a disease are spread over its forms.

    Parameters
    ----------
    page
        Of a group, or of a disease that has forms.
    """

    def __init__(self, page: DiseasePage) -> None:
        self._ontology = ranker().ontology
        self._weight = term_information()
        named: dict[Curie, set[int]] = defaultdict(set)
        for term, entry, _source in signs_of_kin(page, below_only=True) if page.children else ():
            if term in self._ontology.index_of:
                named[entry].add(self._ontology.index_of[term])
        self._named = [found for found in named.values() if len(found) >= _DESCRIBED]
        self._having = [{above for i in found for above in self._above(i)} for found in self._named]
        self._counted = {
            finding.term
            for finding in page.findings
            if (finding.denominator or 0) >= _FEWEST_COUNTED
            and (finding.frequency or 0.0) >= _OFTEN
        }
        self._is_sum = len(self._named) >= _FEWEST_FORMS and not _is_described_itself(page)

    def _above(self, i_term: int) -> list[int]:
        found: list[int] = self._ontology.ancestors(i_term).tolist()
        return found

    def is_of_few(self, term: Curie, n_texts: int = 0) -> bool:
        """Tell whether a sign belongs to few of the forms, so that it is none of the whole.

        Parameters
        ----------
        term
            The sign.
        n_texts
            How many definitions of the whole name it.

        Returns
        -------
        is_of_few
            False where the forms are not described, where the disease is described by itself,
            where people with it were counted, and for what three definitions name. Else a third of
            the forms are few; but what two definitions name is not doubted because no form has
            it, as forms are often told without what their name says.
        """
        if not self._is_sum or n_texts >= _SURE or term in self._counted:
            return False
        n_with, n_forms = self._n_with(self._ontology.index_of[term]), len(self._named)
        return 3 * n_with <= n_forms and (n_with > 0 or n_texts < _SECOND)

    def _n_with(self, i_term: int) -> int:
        broader = {i for i in self._above(i_term) if self._weight[i] >= _LEAST_INFORMATION}
        return sum(
            i_term in having or not broader.isdisjoint(named)
            for having, named in zip(self._having, self._named, strict=True)
        )


def _is_described_itself(page: DiseasePage) -> bool:
    """Tell whether others than Orphanet, which lists groups too, describe it at length."""
    if page.ref.level is Level.GROUP:
        return False
    own = (
        any(voice_of(row.disease, row.source) != ORPHANET for row in finding.rows)
        for finding in page.findings
        if not finding.excluded
    )
    return sum(own) >= _DESCRIBED_ITSELF
