from rarekin.knowledge.doubts import leave_out_doubted
from rarekin.knowledge.records import Records
from rarekin.model.citations import Citation
from rarekin.model.corrections import Doubt, DoubtReason
from rarekin.model.disease import Annotation

WORK = Citation("A description", url="https://example.org", locator="page 1", why="says otherwise")
RISK = Doubt("ORPHA:144", "HP:0012174", DoubtReason.RISK, "Seldom.", (WORK,), "curated")


def said(*rows: Annotation) -> Records:
    records = Records()
    records.add("hpoa", rows)
    records.add("curated", [RISK])
    return records


def test_leave_out_doubted__only_that_sign_of_that_entry_goes():
    kept = [
        Annotation("ORPHA:144", "HP:0003003", "hpoa"),
        Annotation("OMIM:120435", "HP:0012174", "hpoa"),
        Annotation("ORPHA:144", "HP:0012174", "hpoa", excluded=True),
    ]
    records = said(Annotation("ORPHA:144", "HP:0012174", "hpoa"), *kept)
    assert leave_out_doubted(records) == 1
    assert records.annotations == kept


def test_leave_out_doubted__the_page_is_told_why_and_who_says_otherwise():
    records = said(Annotation("ORPHA:144", "HP:0012174", "hpoa"))
    leave_out_doubted(records)
    (fact,) = records.facts
    assert (fact.disease, fact.kind, fact.citations) == ("ORPHA:144", "doubt", (WORK,))
    assert fact.value["term"] == "HP:0012174"


def test_leave_out_doubted__a_doubt_that_finds_nothing_is_noted_once_the_entry_is_there():
    records = said(Annotation("ORPHA:144", "HP:0003003", "hpoa"))
    assert leave_out_doubted(records) == 0
    assert [issue.code for _source, issue in records.issues] == ["doubt-needless"]
    elsewhere = said(Annotation("ORPHA:1", "HP:0003003", "hpoa"))
    leave_out_doubted(elsewhere)
    assert elsewhere.issues == []
    assert elsewhere.facts == []
