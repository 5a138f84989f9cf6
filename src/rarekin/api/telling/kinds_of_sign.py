"""Kinds of sign that are told in their own way: tumours, emergencies, signs of the first years."""

from __future__ import annotations

from rarekin.model.identifiers import Curie

TUMOUR = Curie("HP:0002664")

OF_CHILDREN = frozenset(
    map(
        Curie,
        (
            "HP:0012758",  # neurodevelopmental delay
            "HP:0000750",  # delayed speech and language development
            "HP:0001508",  # failure to thrive
            "HP:0001319",  # neonatal hypotonia
            "HP:0001197",  # abnormality of prenatal development or birth
            "HP:0001999",  # abnormal facial shape
            "HP:0000252",  # microcephaly
            "HP:0011968",  # feeding difficulties (of a child)
        ),
    )
)
"""With what is below them: signs of the first years, or that are there at birth."""

GRAVE = frozenset(
    map(
        Curie,
        (
            "HP:0002170",  # intracranial hemorrhage
            "HP:0002239",  # gastrointestinal hemorrhage
            "HP:0001297",  # stroke
            "HP:0001699",  # sudden death
            "HP:0001695",  # cardiac arrest
            "HP:0001658",  # myocardial infarction
            "HP:0002647",  # aortic dissection
            "HP:0002204",  # pulmonary embolism
            "HP:0002878",  # respiratory failure
            "HP:0001259",  # coma
            "HP:0001399",  # hepatic failure
            "HP:0100806",  # sepsis
            "HP:0002133",  # status epilepticus
            "HP:0000618",  # blindness
        ),
    )
)
"""With what is below them: that these are frequent is not told on one list's word."""
