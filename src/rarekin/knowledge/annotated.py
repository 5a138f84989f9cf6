"""One finding of one disease, as all sources together have it."""

from __future__ import annotations

from dataclasses import dataclass

from rarekin.knowledge.intervals import wilson_interval
from rarekin.model.disease import CLASS_RANGE, Annotation
from rarekin.model.identifiers import Curie


def expected_frequency(
    frequency: float | None, numerator: int | None, denominator: int | None
) -> float:
    """Return the share to expect in the next patient.

    Parameters
    ----------
    frequency, numerator, denominator
        Pooled, as `AnnotatedFinding` has them.

    Returns
    -------
    share
        By Laplace's rule where patients were counted; 0.3 where no source says anything.

    Examples
    --------
    >>> expected_frequency(1.0, 1, 1), expected_frequency(None, None, None)
    (0.6666666666666666, 0.3)
    """
    if denominator:
        return ((numerator or 0) + 1) / (denominator + 2)
    return 0.3 if frequency is None else frequency


@dataclass(frozen=True, slots=True)
class AnnotatedFinding:
    """What all sources together say about one finding in one disease.

    Attributes
    ----------
    systems
        Body systems: the top-level children of HP:0000118 above the term, id and label.
    frequency
        Pooled share of patients, 0 to 1; None where no source says.
    numerator, denominator
        Summed counts, where sources counted.
    excluded
        True where the sources say that it does not occur.
    conflicting
        True where one source says present and another excluded; both are in ``rows``.
    rows
        The statements behind it, repeats left out.
    n_asked
        Of how many people the reports say whether they have it; at most ``denominator``,
        which counts everybody described where a report never says that it was missing.
    sex
        ``female`` or ``male`` where only they can have it, or were asked.
    """

    term: Curie
    label: str
    systems: tuple[tuple[Curie, str], ...]
    frequency: float | None
    numerator: int | None
    denominator: int | None
    excluded: bool
    conflicting: bool
    rows: tuple[Annotation, ...]
    n_asked: int | None = None
    sex: str = ""

    @property
    def counted(self) -> bool:
        """Whether people were counted; else the share is a class or somebody's estimate."""
        return bool(self.denominator)

    @property
    def n(self) -> int | None:
        """How many people were counted."""
        return self.denominator or None

    @property
    def frequency_class(self) -> Curie | None:
        """The HPO class of frequency, where all that is known is one class."""
        if self.counted:
            return None
        classes = {row.frequency_term for row in self.rows if row.frequency_term}
        stated = any(row.frequency is not None for row in self.rows)
        return next(iter(classes)) if len(classes) == 1 and not stated else None

    @property
    def low(self) -> float | None:
        """Lowest share that what is known allows; None where nothing is known."""
        return None if (ends := self.ends) is None else ends[0]

    @property
    def high(self) -> float | None:
        """Highest share that what is known allows; None where nothing is known."""
        return None if (ends := self.ends) is None else ends[1]

    @property
    def ends(self) -> tuple[float, float] | None:
        """Both at once: an interval for counts, the range of the classes and shares stated."""
        if self.denominator:
            n_with = self.numerator or 0
            n_asked = max(self.n_asked or self.denominator, n_with, 1)
            return wilson_interval(n_with, self.denominator)[0], wilson_interval(n_with, n_asked)[1]
        stated = (row for row in self.rows if not row.excluded)
        ends = [found for row in stated if (found := _range(row)) is not None]
        return (min(e[0] for e in ends), max(e[1] for e in ends)) if ends else None

    @property
    def expected_frequency(self) -> float:
        """The share to expect in the next patient, by which lists are ordered.

        Counts are read with one patient with and one without it added (Laplace's rule), so
        that one of one does not stand before 78 of 103; 0.3 where no source says anything.
        """
        return expected_frequency(self.frequency, self.numerator, self.denominator)


def _range(row: Annotation) -> tuple[float, float] | None:
    if row.frequency is not None:
        return row.frequency, row.frequency
    return CLASS_RANGE.get(row.frequency_term) if row.frequency_term else None
