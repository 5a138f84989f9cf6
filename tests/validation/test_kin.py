"""Where a disease belongs and its relatives, on a sample; `validation/kin.py` reads all pages."""

import importlib.util
import sys
from pathlib import Path

from rarekin.api.diseases import lookup

PLACE = Path(__file__).resolve().parents[2] / "validation" / "kin.py"
# Titles of relatives that made no sense, found by a clinician: tumours of achondroplasia's gene,
# one gene of three hundred, chances of diabetes, another gene of the whole.
WELL_KNOWN = (
    "MONDO:0007037", "MONDO:0007739", "MONDO:0019354", "MONDO:0010679", "MONDO:0007947",
    "MONDO:0011603", "MONDO:0010589", "MONDO:0008542",
)  # fmt: skip


def _scan():
    spec = importlib.util.spec_from_file_location("kin", PLACE)
    module = importlib.util.module_from_spec(spec)
    sys.modules["kin"] = module
    spec.loader.exec_module(module)
    return module


def test_kin__nothing_false_is_said_of_a_sample(full_release):
    scan = _scan()
    found = []
    for id_ in (*WELL_KNOWN, *lookup.disease_ids()[::100]):
        page = lookup.disease(id_)
        found += [(kind, id_, one) for kind, check in scan.CHECKS.items() for one in check(page)]
    assert found == []


def test_kin__what_is_true_is_still_said(full_release):
    def groups(id_):
        return {one.english for one in lookup.disease(id_).groups}

    def relatives(id_):
        return {one.english for one in lookup.disease(id_).relatives}

    # OMIM 134934: the allelic disorders of FGFR3. OMIM 134797: those of FBN1.
    assert {"hypochondroplasia", "thanatophoric dysplasia type 1"} <= relatives("MONDO:0007037")
    assert "stiff skin syndrome" in relatives("MONDO:0007947")
    assert "Becker muscular dystrophy" in relatives("MONDO:0010679")
    assert "Ehlers-Danlos syndrome" in groups("MONDO:0007523")
    # A muscle disease, in which GNE can also lower the platelets of other people.
    assert not {"inclusion body myositis", "syndromic constitutional thrombocytopenia"} & groups(
        "MONDO:0011603"
    )


def test_kin__an_entry_for_the_whole_is_no_numbered_form(full_release):
    # Dravet syndrome is that of SCN1A (Orphanet 33069), not that of STXBP1.
    dravet = lookup.disease("ORPHA:33069")
    assert dravet.ref.english == "Dravet syndrome"
    assert "SCN1A" in {gene.symbol for gene in dravet.causal_genes}
    stxbp1 = lookup.disease("OMIM:612164")
    assert {gene.symbol for gene in stxbp1.causal_genes} == {"STXBP1"}
    assert lookup.disease("ORPHA:90322").ref.english == "Cockayne syndrome type 2"
    assert lookup.disease("ORPHA:2032").ref.english == "idiopathic pulmonary fibrosis"
