"""The one door: what the faces and a notebook call.

Examples
--------
Look a disease up by any name or number, read words, rank, check criteria, compute risk::

    import rarekin.api as rk

    rk.resolve("POH")
    rk.find_terms("bone growing in the muscles of his leg")
    rk.rank_case(case)
    rk.check("poh", case)
    rk.family_risk(family, "gnas")
"""

from rarekin.api.criteria import check, criteria_for, criteria_set, criteria_sets
from rarekin.api.diseases.lookup import disease, finding, gene, label_of, resolve, search, sources
from rarekin.api.diseases.terms import find_terms, read_case, suggest_terms
from rarekin.api.family.risk import draw_family, family_risk, model, models, models_for, read_family
from rarekin.api.making.release import build_release, current, use_release
from rarekin.api.ranking.alike import cases_alike
from rarekin.api.ranking.rank import rank_case

__all__ = [
    "build_release",
    "cases_alike",
    "check",
    "criteria_for",
    "criteria_set",
    "criteria_sets",
    "current",
    "disease",
    "draw_family",
    "family_risk",
    "find_terms",
    "finding",
    "gene",
    "label_of",
    "model",
    "models",
    "models_for",
    "rank_case",
    "read_case",
    "read_family",
    "resolve",
    "search",
    "sources",
    "suggest_terms",
    "use_release",
]
