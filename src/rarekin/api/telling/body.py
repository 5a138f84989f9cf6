"""The one part of the body under which a reader looks for a sign."""

from __future__ import annotations

from functools import lru_cache

from rarekin.api.making.release import current
from rarekin.knowledge.annotated import AnnotatedFinding
from rarekin.model.identifiers import Curie

_KIDNEYS, _IMMUNE = Curie("HP:0000119"), Curie("HP:0002715")
_METABOLISM, _GENERAL = Curie("HP:0001939"), Curie("HP:0025142")

_ORDER = tuple(
    map(
        Curie,
        (
            "HP:0002664",  # tumours
            "HP:0000478",  # eyes
            "HP:0000598",  # ears
            "HP:0000769",  # breasts
            "HP:0001608",  # voice
            "HP:0001574",  # skin
            "HP:0002086",  # lungs
            "HP:0000152",  # head
            "HP:0025031",  # stomach, bowels, liver
            "HP:0000818",  # hormones
            "HP:0000119",  # kidneys, sex organs
            "HP:0000707",  # brain
            "HP:0001626",  # heart, vessels
            "HP:0001871",  # blood
            "HP:0040064",  # limbs
            "HP:0001507",  # growth
            "HP:0001197",  # pregnancy
            "HP:0045027",  # chest
            "HP:0033127",  # bones, muscles
            "HP:0002715",  # immune system
            "HP:0001939",  # metabolism
            "HP:0025354",  # cells
            "HP:0025142",  # general health
        ),
    )
)
"""Organs before what runs through all of them: a rash is of the skin, not of the immune system."""

_PLACED: tuple[tuple[str, Curie], ...] = (
    ("HP:0020129", _KIDNEYS),  # protein in urine
    ("HP:0012614", _KIDNEYS),  # cells and blood in urine
    ("HP:0003110", _METABOLISM),  # all else that urine carries
    ("HP:0004370", _GENERAL),  # temperature
    ("HP:0011032", _GENERAL),  # fluids
    ("HP:0100763", _IMMUNE),  # lymphatic system
    ("HP:0025408", _IMMUNE),  # spleen
    ("HP:0001743", _IMMUNE),  # spleen
)
"""What the ontology puts below several systems, of which the order would choose the wrong one."""


def part_of_body(finding: AnnotatedFinding) -> Curie | None:
    """Return the system under which a sign is told.

    Parameters
    ----------
    finding
        Of a disease.

    Returns
    -------
    system
        A term right below *phenotypic abnormality*; None for what has none.
    """
    systems = frozenset(system for system, _label in finding.systems)
    return _placed(finding.term, systems) if systems else None


@lru_cache(maxsize=16384)
def _placed(term: Curie, systems: frozenset[Curie]) -> Curie:
    if len(systems) > 1 or systems == {_METABOLISM}:
        ontology = current().ontology
        for above, system in _PLACED if term in ontology.index_of else ():
            organs = systems - {_METABOLISM, _KIDNEYS, _IMMUNE, Curie("HP:0001626")}
            is_of_organ = system is _GENERAL and organs
            if is_of_organ or above not in ontology.index_of:
                continue
            if ontology.is_a(term, Curie(above)):
                return system
    return min(systems, key=lambda one: (_ORDER.index(one) if one in _ORDER else 99, one))
