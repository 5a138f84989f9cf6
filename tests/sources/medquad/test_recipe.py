from rarekin.sources.medquad.parse import Page
from rarekin.sources.medquad.recipe import Known, decide, read_identity

LINES = [
    "#version: x\n",
    "id\tlabel\tlevel\tparents\texact\txref\tsynonyms\n",
    "1\tMarfan syndrome\td\t\tUMLS:C1\tGARD:16535\tMFS\n",
    "2\tanother syndrome\td\t\tUMLS:C2\tGARD:6975\tMFS|old name\n",
]


def _page(focus, *, gard="", synonyms=()):
    url = f"https://rarediseases.info.nih.gov/gard/{gard}/x" if gard else ""
    return Page("GARD/1", focus, tuple(synonyms), url, ())


def _decide(page, *concepts):
    return decide(page, concepts, read_identity(LINES))


def test_decide__believes_the_title_against_a_number_given_to_another_disease():
    assert _decide(_page("Marfan syndrome", gard="6975")) == ("MONDO:0000001", "name")


def test_decide__lets_a_number_choose_between_two_of_the_same_name():
    assert _decide(_page("MFS", gard="16535")) == ("MONDO:0000001", "name+id")
    assert _decide(_page("MFS")) is None


def test_decide__believes_neither_a_concept_nor_a_number_alone():
    assert _decide(_page("unheard of"), "C1") is None
    assert _decide(_page("unheard of", gard="6975")) is None
    assert _decide(_page("unheard of", gard="6975"), "C2") == ("MONDO:0000002", "ids")


def test_decide__takes_a_synonym_that_a_number_confirms():
    page = _page("unheard of", synonyms=["Marfan syndrome"], gard="16535")
    assert _decide(page) == ("MONDO:0000001", "synonym+id")


def test_decide__leaves_out_what_nothing_leads_to():
    assert decide(_page("unheard of"), (), Known()) is None


def test_decide__reads_a_title_that_lost_its_letters():
    lines = [*LINES[:2], "3\tBehcet disease\td\t\t\t\tBehçet disease\n"]
    assert decide(_page("Behet disease"), (), read_identity(lines)) == ("MONDO:0000003", "name")
