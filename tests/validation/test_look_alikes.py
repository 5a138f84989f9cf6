"""What is said of other diseases, on a sample; `validation/look_alikes.py` reads all pages."""

import importlib.util
import sys
from pathlib import Path

from rarekin.api.diseases import lookup
from rarekin.api.telling.lookalikes import look_alikes

PLACE = Path(__file__).resolve().parents[2] / "validation" / "look_alikes.py"
WELL_KNOWN = ("MONDO:0007947", "MONDO:0009061", "MONDO:0018975", "MONDO:0010797", "MONDO:0004976")


def _scan():
    spec = importlib.util.spec_from_file_location("look_alikes", PLACE)
    module = importlib.util.module_from_spec(spec)
    sys.modules["look_alikes"] = module
    spec.loader.exec_module(module)
    return module


def test_look_alikes__rows_of_a_sample_are_borne_out(full_release):
    scan = _scan()
    found = []
    for id_ in (*WELL_KNOWN, *lookup.disease_ids()[::300]):
        page = lookup.disease(id_)
        for one in look_alikes(page):
            found += [(id_, fault) for fault in scan.faults_of_rows(one.comparison) if ":" in fault]
    assert found == []


def test_look_alikes__textbook_ones_come_first(full_release):
    def named(disease):
        return [one.ref.english for one in look_alikes(lookup.disease(disease))]

    # Tables of the differential diagnosis in GeneReviews NBK1109, NBK1250 and NBK1305.
    assert "Legius syndrome" in named("MONDO:0018975")
    assert "primary ciliary dyskinesia" in named("MONDO:0009061")
    assert "Huntington disease-like 2" in named("MONDO:0007739")
    # An age of onset or a number is no other disease.
    assert not [name for name in named("MONDO:0004976") if "amyotrophic" in name]
