"""Score every disease by how well it explains a person's findings: one gather, one sum.

Every finding adds its log-likelihood ratio against the mean over all diseases, after
likelihood-ratio phenotype matching (Robinson et al. 2020, doi 10.1016/j.ajhg.2020.06.021).
Excluded findings do not enter: on published cases no way of counting them ever improved the
ranking, because published lists of absent findings are long and unspecific.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rarekin.model.case import Sex

Array = NDArray[Any]
_MOST_ROWS_IN_A_WORD = 65_535 // 255
_GROUP = 64


@dataclass(frozen=True)
class Profiles:
    """The compiled arrays of one release (`rarekin.rank.profiles.compile_profiles`).

    Attributes
    ----------
    words
        One-byte log ratios, two diseases to a word. Shape ``(rows, D / 2)``, rounded up.
    low, step
        A byte ``b`` stands for the log ratio ``low + step * b``.
    row_of
        Row of every term of the ontology; -1 for terms that are not findings. Shape ``(T,)``.
    term_of
        Index of the ontology term of every row.
    background
        Share of diseases that have the finding, weighted by frequency. Shape ``(rows,)``.
    diseases, ids
        Canonical id, and ``;``-joined source ids. Shape ``(D,)``.
    base
        Log-likelihood ratio of a person about whom nothing is known. Shape ``(D,)``.
    profile_indptr, profile_row, profile_via, profile_frequency
        The rows that hold in each disease as CSR, the row behind each, and the frequency that
        counts in the score: where there are published cases, how often they report it has
        moved it.
    profile_annotated, profile_counted
        Frequency there by the annotations alone, 0 where only published cases have the row,
        and whether any source counted it, so that it can be shown.
    direct_indptr, direct_row, direct_frequency, direct_annotated, direct_counted
        Each disease's own annotations as CSR, the most frequent first, with the same three.
    kin_indptr, kin
        Diseases that share a gene or a small group with each, as CSR.
    family, family_id
        Number of each disease's family, and by number what names it.
    n_cases, profile_reported, told
        Published cases of each disease, the share of them that reports each place of its
        profile, and the mean of these shares by row.
    case_indptr, case_row
        What each case reports, ancestors included, as CSR; cases are ordered by disease.
    absent_indptr, absent_term
        Ontology indices of the findings that sources deny, as CSR by disease.
    steps
        Fewest is-a steps to each ancestor, in the order of the ontology's ancestor table.
    decay, decay_further, noise, p_mention
        Numbers of the model, as `rarekin.rank.parameters.RankParameters` has them.
    sexes
        For a sex, matrix and base of the diseases in ``sex_disease``.
    """

    words: Array
    low: float
    step: float
    row_of: Array
    term_of: Array
    background: Array
    diseases: Array
    ids: Array
    base: Array
    profile_indptr: Array
    profile_row: Array
    profile_via: Array
    profile_frequency: Array
    profile_annotated: Array
    profile_counted: Array
    direct_indptr: Array
    direct_row: Array
    direct_frequency: Array
    direct_annotated: Array
    direct_counted: Array
    absent_indptr: Array
    absent_term: Array
    steps: Array
    kin_indptr: Array
    kin: Array
    family: Array
    family_id: Array
    n_cases: Array
    profile_reported: Array
    told: Array
    case_indptr: Array
    case_row: Array
    decay: float
    decay_further: float
    noise: float
    p_mention: float
    sex_disease: Array
    sexes: dict[Sex, tuple[Array, Array]] = field(default_factory=dict)

    @classmethod
    def load(cls, array: Callable[[str], Array]) -> Profiles:
        """Open the arrays.

        Parameters
        ----------
        array
            Returns an array by its name; memory-mapped ones stay so.

        Returns
        -------
        profiles
            Ready to score.
        """

        def plain(name: str) -> Array:
            return np.asarray(array(f"rank_{name}"))

        low, step = plain("scale").tolist()
        decay, decay_further, noise, p_mention = plain("model").tolist()
        return cls(
            words=plain("matrix").view("<u2"),
            low=low,
            step=step,
            row_of=plain("row"),
            term_of=plain("term"),
            background=plain("background"),
            diseases=plain("diseases"),
            ids=plain("ids"),
            base=plain("base"),
            profile_indptr=plain("profile_indptr"),
            profile_row=plain("profile_row"),
            profile_via=plain("profile_via"),
            profile_frequency=plain("profile_frequency"),
            profile_annotated=plain("profile_annotated"),
            profile_counted=plain("profile_counted"),
            direct_indptr=plain("direct_indptr"),
            direct_row=plain("direct_row"),
            direct_frequency=plain("direct_frequency"),
            direct_annotated=plain("direct_annotated"),
            direct_counted=plain("direct_counted"),
            absent_indptr=plain("absent_indptr"),
            absent_term=plain("absent_term"),
            steps=plain("steps"),
            kin_indptr=plain("kin_indptr"),
            kin=plain("kin"),
            family=plain("family"),
            family_id=plain("family_id"),
            n_cases=plain("n_cases"),
            profile_reported=plain("profile_reported"),
            told=plain("told"),
            case_indptr=plain("case_indptr"),
            case_row=plain("case_row"),
            decay=decay,
            decay_further=decay_further,
            noise=noise,
            p_mention=p_mention,
            sex_disease=plain("sex_disease"),
            sexes={s: (plain(f"{s}_matrix"), plain(f"{s}_base")) for s in (Sex.FEMALE, Sex.MALE)},
        )

    @property
    def n_diseases(self) -> int:
        """How many diseases there are."""
        return len(self.diseases)

    def log_ratios(
        self, rows: Array, diseases: Sequence[int] | Array, sex: Sex = Sex.UNKNOWN
    ) -> NDArray[np.float64]:
        """Return what present findings add to the scores of some diseases.

        Parameters
        ----------
        rows
            Rows of the findings' terms.
        diseases
            Indices of the diseases.
        sex
            The person's.

        Returns
        -------
        log_ratios
            Natural logarithms. Shape ``(diseases, rows)``.
        """
        chosen = np.asarray(diseases)
        words = self.words[np.asarray(rows)[None, :], (chosen // 2)[:, None]]
        level = np.where((chosen % 2 == 1)[:, None], words >> 8, words & 255)
        if sex in self.sexes:
            for i, i_disease in enumerate(chosen.tolist()):
                place = self._place(i_disease, sex)
                if place is not None:
                    level[i] = self.sexes[sex][0][rows, place]
        log_ratios: NDArray[np.float64] = self.low + self.step * level.astype(float)
        return log_ratios

    def base_of(self, i_disease: int, sex: Sex = Sex.UNKNOWN) -> float:
        """Return the score of a disease before any finding is known."""
        place = self._place(i_disease, sex)
        return float(self.base[i_disease] if place is None else self.sexes[sex][1][place])

    def _place(self, i_disease: int, sex: Sex) -> int | None:
        if sex not in self.sexes:
            return None
        return self._sex_place.get(i_disease)

    @cached_property
    def own_findings(
        self,
    ) -> tuple[list[int], list[int], list[int], list[float | None], list[float]]:
        """Each disease's annotations, most frequent first, as lists that are quick to walk.

        Where each disease starts; row, ontology term, counted frequency or None, and what it
        costs the score when the finding is not mentioned.
        """
        cost = np.log1p(-self.p_mention * self.direct_frequency.astype(float))
        return (
            self.direct_indptr.tolist(),
            self.direct_row.tolist(),
            self.term_of[self.direct_row].tolist(),
            shown(self.direct_annotated, self.direct_counted),
            cost.tolist(),
        )

    @property
    def has_cases(self) -> bool:
        """Whether published cases have corrected the profiles."""
        return len(self.case_row) > 0

    @cached_property
    def _sex_place(self) -> dict[int, int]:
        return {d: i for i, d in enumerate(self.sex_disease.tolist())}


def shown(frequency: Array, counted: Array) -> list[float | None]:
    """Return frequencies that may be shown: None where nobody counted.

    Parameters
    ----------
    frequency, counted
        Of the same length.

    Returns
    -------
    frequencies
        Plain numbers.

    Examples
    --------
    >>> shown(np.array([0.5, 0.25]), np.array([False, True]))
    [None, 0.25]
    """
    pairs = zip(frequency.tolist(), counted.tolist(), strict=True)
    return [f if known else None for f, known in pairs]


def finding_rows(profiles: Profiles, terms: Sequence[int]) -> list[int]:
    """Return the distinct rows of a person's findings.

    Parameters
    ----------
    profiles
        Of a release.
    terms
        Ontology indices of the present findings.

    Returns
    -------
    rows
        In the order given; terms that are not findings, and repeats, are left out.
    """
    rows = profiles.row_of[np.asarray(terms, np.int64)].tolist()
    return [row for row in dict.fromkeys(rows) if row >= 0]


def log_likelihood_ratios(
    profiles: Profiles, rows: Sequence[int], sex: Sex = Sex.UNKNOWN
) -> NDArray[np.float32]:
    """Score all diseases at once.

    Parameters
    ----------
    profiles
        Of a release.
    rows
        Rows of the present findings, as `finding_rows` gives them.
    sex
        The person's; decides which sex-specific frequencies count.

    Returns
    -------
    log_lr
        Natural log of the likelihood ratio of each disease against the mean disease. Shape
        ``(D,)``.

    Examples
    --------
    >>> from rarekin.model.disease import Annotation
    >>> from rarekin.model.identifiers import Curie
    >>> from rarekin.model.ontology import Ontology, Term
    >>> from rarekin.rank.profiles import compile_profiles
    >>> top, bone, eye = (Curie(f"HP:000000{i}") for i in (1, 2, 3))
    >>> tree = Ontology.from_terms([
    ...     Term(top, "All", "toy"),
    ...     Term(bone, "Bone", "toy", parents=(top,)),
    ...     Term(eye, "Eye", "toy", parents=(top,)),
    ... ])
    >>> rows = [Annotation(Curie("OMIM:1"), bone, "toy"), Annotation(Curie("OMIM:2"), eye, "toy")]
    >>> profiles = Profiles.load(compile_profiles(tree, rows, {}).__getitem__)
    >>> score = log_likelihood_ratios(
    ...     profiles, finding_rows(profiles, [tree.index_of[bone]])
    ... )
    >>> bool(score[0] > 0 > score[1])
    True
    """
    n_words = profiles.words.shape[1]
    total = np.empty((n_words, 2), np.float32)
    gathered = profiles.words[rows]
    exact = np.uint16 if len(rows) <= _MOST_ROWS_IN_A_WORD else np.uint32
    both = np.add.reduce(gathered, axis=0, dtype=exact)
    gathered >>= np.uint16(8)
    second = np.add.reduce(gathered, axis=0, dtype=exact)
    # Modulo the word's size, the words' sum less the second bytes' sum is that of the first.
    total[:, 0] = both - (second << exact(8))
    total[:, 1] = second
    log_lr: NDArray[np.float32] = total.reshape(-1)[: profiles.n_diseases]
    log_lr *= np.float32(profiles.step)
    log_lr += profiles.base
    log_lr += np.float32(profiles.low * len(rows))
    if sex in profiles.sexes and len(profiles.sex_disease):
        matrix, base = profiles.sexes[sex]
        own = np.add.reduce(matrix[rows], axis=0, dtype=exact) * np.float32(profiles.step)
        own += base
        own += np.float32(profiles.low * len(rows))
        log_lr[profiles.sex_disease] = own
    return log_lr


def best(log_lr: Array, n: int) -> NDArray[np.intp]:
    """Return the indices of the highest scores, best first, ties by index.

    Parameters
    ----------
    log_lr
        Scores.
    n
        How many.

    Returns
    -------
    indices
        At most ``n``.

    Examples
    --------
    >>> best(np.array([0.5, 2.0, 0.5, 1.0]), 3).tolist()
    [1, 3, 0]
    """
    n = min(n, len(log_lr))
    if n <= 0:
        return np.empty(0, np.intp)
    # The n-th best of group maxima is no better than the n-th best of all, and quick to find.
    n_groups = len(log_lr) // _GROUP
    if n_groups >= n:
        highest = log_lr[: n_groups * _GROUP].reshape(_GROUP, n_groups).max(axis=0)
        candidates = np.flatnonzero(log_lr >= np.partition(highest, n_groups - n)[n_groups - n])
    else:
        cut = len(log_lr) - n
        candidates = np.flatnonzero(log_lr >= np.partition(log_lr, cut)[cut])
    return candidates[np.argsort(-log_lr[candidates], kind="stable")][:n]
