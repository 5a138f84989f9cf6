from dataclasses import replace
from types import SimpleNamespace

from rarekin.api.diseases.care import Treatment
from rarekin.model.citations import Checked, Citation
from rarekin.web.atlas.sections import care
from rarekin.web.atlas.sections.marks import Marks

PAGE = SimpleNamespace(facts={})


def treatment(relation, findings=(), agents=()):
    works = (Citation(title="A report", pmid="1"),)
    return Treatment(relation, "MAXO:1", "heart surgery", agents, findings, (), works, None, "maxo")


def test_actions__are_left_out_where_no_report_names_one(monkeypatch):
    monkeypatch.setattr(care, "pooled_treatments", lambda _facts: ())
    assert care.actions_on_record(PAGE, Marks(())) == []


def test_actions__say_what_harms_what_for_and_with_what(monkeypatch):
    several = tuple((f"HP:{i}", f"sign {i}") for i in range(8))
    found = (
        treatment("contraindicated", (("HP:0000118", "Phenotypic abnormality"),)),
        treatment("treats", several, ("losartan",)),
    )
    monkeypatch.setattr(care, "pooled_treatments", lambda _facts: found)
    (statement,) = care.actions_on_record(PAGE, Marks(()))
    assert statement.rows[0] == (
        "Heart surgery", "the disease as a whole", "could harm: not to be used (one report)",
    )  # fmt: skip
    assert statement.rows[1][0] == "Heart surgery (losartan)"
    assert statement.rows[1][1].endswith("sign 5 and 2 more")
    assert "not advice" in statement.text


def test_actions__what_nobody_read_is_no_treatment(monkeypatch):
    unread = replace(treatment("treats"), checked=Checked.UNVERIFIED)
    monkeypatch.setattr(care, "pooled_treatments", lambda _facts: (unread,))
    assert care.actions_on_record(PAGE, Marks(())) == []
