import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekin.api.family.families import read_family
from rarekin.errors import FormatError, RarekinError
from rarekin.formats.family_text import text_of
from rarekin.formats.ped import looks_like_ped, read_ped
from rarekin.formats.table_writing import write_ped
from rarekin.model.case import Sex, State

TRIO = "F1 1 0 0 1 1\nF1 2 0 0 2 1\nF1 3 1 2 1 2\n"


def told(data):
    family, issues = read_family(data if isinstance(data, bytes) else data.encode())
    people = [(p.id, p.sex.value[0], p.father, p.mother, state(p)) for p in family.people]
    return people, [(i.code, i.where) for i in issues]


def state(person):
    said = person.phenotypes.get("affected")
    return "?" if said is None else said.state.value[0]


EXPECTED = [
    ("1", "m", None, None, "e"),
    ("2", "f", None, None, "e"),
    ("3", "m", "1", "2", "p"),
]


@pytest.mark.parametrize(
    "text",
    [
        TRIO,
        "\ufeff# a comment\n" + TRIO,
        TRIO.replace(" ", "\t"),
        TRIO.replace(" ", ","),
        TRIO.replace(" ", "; "),
        TRIO.replace(" ", '","').replace("F1", '"F1').replace("\n", '"\n'),
        TRIO.replace("\n", "\r\n") + "\x1a\r\n",
        TRIO.replace(" 0", " NA"),
        TRIO.replace(" 0", " N/A"),
        TRIO.replace(" ", "\t").replace("\t0", "\t"),
        TRIO.replace(" ", "   "),
        "famid\tid\tfid\tmid\tsex\taff\n" + TRIO.replace(" ", "\t"),
        "#FID IID PAT MAT SEX PHENO1\n" + TRIO,
        "Family ID,Individual ID,Paternal ID,Maternal ID,Sex,Phenotype\n" + TRIO.replace(" ", ","),
        "F1 1 0 0 M unaffected\nF1 2 0 0 F Unaffected\nF1 3 1 2 male AFFECTED\n",
        "1;F;;;n\n2;F;;;n\n3;M;1;2;y\n".replace("1;F", "1;M", 1).join(
            ["id;sex;father;mother;affected\n", ""]
        ),
    ],
)
def test_ped__the_same_family_however_it_was_saved(text):
    assert told(text) == (EXPECTED, [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_ped__encodings_are_told_from_the_bytes(encoding):
    assert told(TRIO.replace("F1", "Müller").encode(encoding)) == (EXPECTED, [])


def test_ped__latin_1_is_read_and_said():
    family, issues = read_family(TRIO.replace("F1", "Müller").encode("latin-1"))
    assert family.id == "Müller"
    assert [i.code for i in issues] == ["encoding-guessed"]


def test_ped__tabs_and_spaces_mixed_are_read_and_said():
    text = "F1\t1 0\t0 1 1\nF1 2\t0 0\t2\t1\nF1\t3\t1\t2 1\t2\n"
    assert told(text) == (EXPECTED, [("separators-mixed", "file")])


def test_ped__columns_of_no_use_are_named_once():
    text = "famid,id,father,mother,sex,affected,height\nF,1,,,M,N,170\nF,2,,,F,N,160\n"
    _, issues = read_family(text.encode())
    assert [(i.code, i.where, i.message) for i in issues] == [
        ("left-out", "line 2, line 3", "We do not read the column 'height'.")
    ]


def test_ped__a_word_that_is_no_state_is_an_error_for_it_would_be_another_family():
    text = "F1 1 0 0 M well\nF1 2 0 0 F perhaps\n"
    assert told(text)[1] == [("field-unusable", "line 1"), ("field-unusable", "line 2")]


@pytest.mark.parametrize(("word", "warned"), [("other", True), ("3", True), ("-9", False)])
def test_ped__any_other_sex_is_unknown(word, warned):
    people, issues = told(f"F1 1 0 0 {word} 2\n")
    assert people == [("1", "u", None, None, "p")]
    assert bool(issues) is warned


def test_ped__zero_and_one_alone_may_be_cases_and_controls():
    assert told("F1 1 0 0 1 0\nF1 3 0 0 1 1\n")[1] == [("case-control", "affected")]
    assert told("F1 1 0 0 1 0\nF1 3 0 0 1 1\nF1 4 0 0 1 2\n")[1] == []


def test_ped__without_a_family_column_says_what_is_missing():
    with pytest.raises(FormatError, match="first column names the people"):
        read_ped(b"Proband Father Mother 1 -9\nMother 0 0 2 -9\nFather 0 0 1 -9\n")


def test_ped__parents_without_a_line_are_offered():
    data = b"F1 kid dad mum 1 2\nF1 sib dad mum 2 1\n"
    _, issues = read_family(data)
    assert {i.code for i in issues} == {"parent-unknown", "parents-offered"}
    family, issues = read_family(data, add_parents=True)
    assert issues == ()
    assert [(p.id, p.sex, p.phenotypes) for p in family.people[2:]] == [
        ("dad", Sex.MALE, {}),
        ("mum", Sex.FEMALE, {}),
    ]


def test_ped__of_several_families_one_can_be_chosen():
    data = b"f a 0 0 1 1\ng b 0 0 2 2\nf c 0 0 1 1\n"
    family, issues = read_family(data)
    assert ([p.id for p in family.people], [i.code for i in issues]) == (
        ["a", "c"],
        ["family-other"],
    )
    assert read_family(data, family="g")[1] == ()
    with pytest.raises(RarekinError) as caught:
        read_family(data, family="h")
    assert "f, g" in caught.value.hint


def test_ped__tells_everything_at_once():
    family, issues = read_family(b"f a 0 0 9 7\nf b x\n\nf c 0 0 1 perhaps\n")
    assert [p.id for p in family.people] == ["a", "c"]
    assert [(i.where, i.level.value) for i in issues] == [
        ("line 1", "warning"),
        ("line 1", "error"),
        ("line 2", "error"),
        ("line 4", "error"),
    ]


def test_ped__reads_back_what_it_wrote():
    (family,), _ = read_ped(b"f dad 0 0 1 1\nf mum 0 0 2 0\nf kid dad mum 1 2\n")
    data, lost = write_ped(family)
    assert (read_ped(data)[0], lost) == ((family,), ())


@pytest.mark.parametrize("data", [b"", b"  \n", b"a b c\n", b"# only a comment", b"\x1a"])
def test_ped__without_people_is_refused(data):
    with pytest.raises(FormatError):
        read_ped(data)


@given(st.binary(max_size=200))
def test_ped__any_bytes_give_a_family_or_a_clear_error(data):
    try:
        read_family(data)
        read_ped(data)
    except RarekinError as error:
        if not error.hint:
            pytest.fail("an error without a hint")


def test_ped__a_table_is_told_from_json():
    assert looks_like_ped(text_of(b"f1 a 0 0 1 2")[0])
    assert not looks_like_ped('{"people": []}')
    assert read_ped(b"f1 a 0 0 1 2")[0][0].people[0].phenotypes["affected"].state is State.PRESENT
