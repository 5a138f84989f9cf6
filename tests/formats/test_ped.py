import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekin.errors import FormatError, RarekinError
from rarekin.formats.ped import looks_like_ped, read_ped, write_ped
from rarekin.model.case import Sex, State


def test_ped__reads_trio_with_comment_tabs_and_bom():
    data = "\ufeff# fam\nf\tdad\t0\t0\t1\t-9\nf\tmum\t0\t0\t2\t1\n\nf\tkid\tdad\tmum\t0\t2\t1 1\n"
    assert looks_like_ped(data.encode())
    family, issues = read_ped(data.encode())
    assert issues == ()
    assert [p.sex for p in family.people] == [Sex.MALE, Sex.FEMALE, Sex.UNKNOWN]
    assert family.person("dad").phenotypes == {}
    assert family.person("mum").phenotypes["affected"].state is State.EXCLUDED
    assert family.person("kid").phenotypes["affected"].state is State.PRESENT


def test_ped__tells_everything_at_once():
    family, issues = read_ped(b"f a 0 0 9 7\nf b x\ng c 0 0 1 1\n")
    assert [p.id for p in family.people] == ["a"]
    assert [i.code for i in issues] == [
        "field-unusable",
        "field-unusable",
        "line-unusable",
        "family-other",
    ]


def test_ped__reads_back_what_it_wrote():
    family, _ = read_ped(b"f dad 0 0 1 1\nf mum 0 0 2 0\nf kid dad mum 1 2\n")
    assert read_ped(write_ped(family))[0] == family


@pytest.mark.parametrize("data", [b"", b"a b c\n", b"# only a comment"])
def test_ped__without_people_is_refused(data):
    with pytest.raises(FormatError):
        read_ped(data)


@given(st.binary(max_size=200))
def test_ped__any_bytes_give_a_family_or_a_clear_error(data):
    try:
        read_ped(data)
    except RarekinError as error:
        if not error.hint:
            pytest.fail("an error without a hint")
