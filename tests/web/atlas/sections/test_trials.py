import datetime

from rarekin.model.citations import Citation
from rarekin.model.disease import Fact, Section
from rarekin.model.identifiers import Curie
from rarekin.web.atlas.sections.marks import Marks
from rarekin.web.atlas.sections.trials import trials_of


def study(number, **value):
    return Fact(
        disease=Curie("MONDO:0000002"),
        section=Section.TRIALS,
        kind="trial",
        source="clinicaltrials",
        text=f"Study {number}",
        value={"study": number, **value},
        citations=(Citation("x", url=f"https://clinicaltrials.gov/study/{number}"),),
        as_of=datetime.date(2026, 11, 22),
    )


def test_trials__those_of_the_disease_that_look_for_people_come_first():
    facts = [
        study("NCT1", status="RECRUITING", names=False),
        study("NCT2", status="NOT_YET_RECRUITING", names=True),
        study("NCT3", status="RECRUITING", names=True),
    ]
    found = trials_of(facts, Marks(()))
    assert [trial.title for trial in found] == ["Study NCT3", "Study NCT2", "Study NCT1"]
    assert found[0].status == "looks for people now"
    assert found[0].address == "https://clinicaltrials.gov/study/NCT3"


def test_trials__say_what_the_registry_says_and_nothing_else():
    (trial,) = trials_of(
        [
            study(
                "NCT1",
                status="RECRUITING",
                names=True,
                countries=["France", "Spain"],
                youngest="18 Years",
                sex="FEMALE",
                phases=["PHASE1", "PHASE2"],
            )
        ],
        Marks(()),
    )
    assert trial.details == (
        ("Where", "France, Spain"),
        ("Ages", "18 Years and older"),
        ("For", "girls and women"),
        ("Phase", "1, 2"),
        ("Number", "NCT1"),
    )


def test_trials__other_facts_of_the_section_are_no_studies():
    other = Fact(Curie("MONDO:0000002"), Section.TRIALS, "note", "toy", text="Said.")
    assert trials_of([other], Marks(())) == []
