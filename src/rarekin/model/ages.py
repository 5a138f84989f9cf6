"""Stages of life, from before birth to old age, with the limits HPO gives its onset terms.

Köhler S, et al. Nucleic Acids Res 2017;45:D865-D876 (doi:10.1093/nar/gkw1039).
"""

from __future__ import annotations

import math

from rarekin.model.identifiers import Curie

_NEONATE_YEARS = 28 / 365.25

STAGE_YEARS: dict[str, tuple[float, float]] = {
    "antenatal": (-1.0, 0.0),
    "congenital": (0.0, 0.0),
    "neonatal": (0.0, _NEONATE_YEARS),
    "infantile": (_NEONATE_YEARS, 1.0),
    "childhood": (1.0, 5.0),
    "juvenile": (5.0, 16.0),
    "young_adult": (16.0, 40.0),
    "middle_age": (40.0, 60.0),
    "late": (60.0, math.inf),
}
"""First age of each stage and the age it ends before, in years; ``congenital`` is age 0."""

_STAGE_OF_TERM = {
    "antenatal": ("0030674", "0011460", "0011461", "0034197", "0034198", "0034199"),
    "congenital": ("0003577",),
    "neonatal": ("0003623",),
    "infantile": ("0003593",),
    "childhood": ("0011463",),
    "juvenile": ("0003621",),
    "young_adult": ("0011462", "0025708", "0025709", "0025710"),
    "middle_age": ("0003596",),
    "late": ("0003584",),
}
STAGE_OF_TERM: dict[Curie, str] = {
    Curie(f"HP:{local}"): stage for stage, locals_ in _STAGE_OF_TERM.items() for local in locals_
}
"""Stage of each HPO onset term; Adult and Pediatric onset span several and have none."""


def stage_of_age(age_years: float) -> str:
    """Return the stage of life an age lies in.

    Parameters
    ----------
    age_years
        In years; below zero before birth, zero at birth.

    Returns
    -------
    stage
        A key of `STAGE_YEARS`.

    Examples
    --------
    >>> [stage_of_age(age) for age in (-0.2, 0.0, 0.05, 0.5, 16.0, 90.0)]
    ['antenatal', 'congenital', 'neonatal', 'infantile', 'young_adult', 'late']
    """
    if age_years == 0:
        return "congenital"
    return next(stage for stage, (_, end) in STAGE_YEARS.items() if age_years < end)
