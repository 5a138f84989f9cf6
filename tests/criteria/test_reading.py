import pytest
from tests.criteria.toys import HEAD, toy

from rarekin.criteria.cases import read_cases
from rarekin.criteria.reading import read_set
from rarekin.errors import CatalogError

MAIN = '[[verdict]]\nname = "toy"\ntitle = "Toy"\nrole = "main"\nwhen = "a"\n'
ITEM = '[item.a]\ntitle = "A"\nask = "A?"\nexplain = "A."\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("slug = ", "not TOML"),
        ("slug = 'x'", "it is missing"),
        (HEAD.replace("me-2020", "me") + ITEM + MAIN, "does not end with its year"),
        (HEAD + ITEM, "0 main verdicts"),
        (HEAD + ITEM + MAIN + MAIN, "2 main verdicts"),
        (HEAD + MAIN, "uses a"),
        (HEAD + ITEM + 'colour = "red"\n' + MAIN, "do not know: colour"),
        (HEAD + '[item.a]\ntitle = "A"\n' + MAIN, "lacks ask, explain"),
        (HEAD + ITEM + 'terms = ["HP:0000001"]\n' + MAIN, "has no label"),
        (HEAD + ITEM + 'terms = ["0000001 All"]\n' + MAIN, "not an identifier"),
        (HEAD + ITEM + MAIN.replace("main", "first"), "none of main, level"),
        (HEAD + ITEM + MAIN.replace('"a"', '"a +"'), "cannot be read"),
        (HEAD + ITEM + MAIN.replace('when = "a"\n', ""), "has no 'when'"),
        (HEAD + ITEM + 'order = {first = "a", then = "b"}\n' + MAIN, "uses b"),
        (HEAD + ITEM + 'threshold = [{value = 1.0, direction = "over"}]\n' + MAIN, "none of"),
        (HEAD + ITEM + MAIN + '[supporting]\nitems = ["b"]\n', "uses b"),
        (HEAD.replace("diagnostic", "medical") + ITEM + MAIN, "none of diagnostic"),
        (HEAD.replace('["MONDO:0000001"]', '["x"]') + ITEM + MAIN, "not an identifier"),
    ],
)
def test_read_set__says_what_is_wrong(text, message):
    with pytest.raises(CatalogError, match=message):
        read_set(text)


def test_read_set__rules_may_use_the_built_in_items():
    assert toy("a and female and age >= 12", listed="a").age_limits == ("age >= 12",)


@pytest.mark.parametrize(
    "text",
    [
        "[[case]",
        '[[case]]\nname = "no expectation"\n',
        '[[case]]\nname = "odd"\nexpect = {colour = "red"}\n',
        '[[case]]\nname = "odd"\nsex = "both"\nexpect = {outcome = "met"}\n',
        '[[case]]\nname = "odd"\npresent = ["Obesity"]\nexpect = {outcome = "met"}\n',
    ],
)
def test_read_cases__refuses_what_it_cannot_use(text):
    with pytest.raises(CatalogError, match="worked cases"):
        read_cases(text)
