"""Pictures: family trees, findings, probabilities, ages of onset, copies of genes."""

from __future__ import annotations

from rarekin.draw.calibration import draw_calibration
from rarekin.draw.findings import draw_findings
from rarekin.draw.imprinting import ImprintingWords, draw_imprinting
from rarekin.draw.inheritance import FamilyWords, draw_inheritance
from rarekin.draw.onset import STAGES as ONSET_STAGES
from rarekin.draw.onset import draw_onset
from rarekin.draw.paper import KINDS, can_print, picture_as
from rarekin.draw.pedigree import PedigreeMarks, PersonMarks, draw_pedigree
from rarekin.draw.probabilities import draw_probabilities
from rarekin.draw.svg import Drawing

__all__ = [
    "KINDS",
    "ONSET_STAGES",
    "Drawing",
    "FamilyWords",
    "ImprintingWords",
    "PedigreeMarks",
    "PersonMarks",
    "can_print",
    "draw_calibration",
    "draw_findings",
    "draw_imprinting",
    "draw_inheritance",
    "draw_onset",
    "draw_pedigree",
    "draw_probabilities",
    "picture_as",
]
