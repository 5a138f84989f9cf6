"""The numbers of the ranking model, each with what it does."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RankParameters:
    """What the likelihood model assumes.

    The defaults were chosen on published cases from one half of the publications that the
    annotations do not cite, and checked on the other half; ``validation/rank_accuracy.py``
    repeats the measurement.

    Attributes
    ----------
    pseudo_count
        Patients added to every pooled frequency, half of them with the finding.
    frequency_missing
        Frequency taken where sources list a finding without saying how frequent it is.
    class_weight
        Patients that a frequency class, a percentage or a plain NOT stands for when pooled.
    case_weight
        Published cases at which what they report weighs as much as the annotated frequency.
    case_scale
        A finding is as frequent as this many times the share of cases that report it: reports
        name only some of what is there.
    decay, decay_further
        Factor for the first is-a step, and for each further one, for a finding that a disease
        is only annotated with more broadly.
    n_neighbours, borrow
        A disease's share in a finding that its profile lacks is at least ``borrow`` times the
        mean over the ``n_neighbours`` diseases with the most similar profiles.
    noise
        Share of a person's findings that have nothing to do with the disease.
    p_mention
        Chance that a finding the person has, and the disease explains, is written down.
    background_floor
        Smallest share of diseases in which a finding is taken to occur.
    """

    pseudo_count: float = 2.0
    frequency_missing: float = 0.5
    class_weight: float = 5.0
    case_weight: float = 5.0
    case_scale: float = 4.0
    decay: float = 0.15
    decay_further: float = 0.4
    n_neighbours: int = 50
    borrow: float = 0.1
    noise: float = 0.15
    p_mention: float = 0.1
    background_floor: float = 1e-4


FITTED = RankParameters()
