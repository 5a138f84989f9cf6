import pytest

from rarekin.criteria.hgvs import codon_of, effect_of


@pytest.mark.parametrize(
    ("change", "codon", "effect"),
    [
        ("c.1499T>C p.(Ile500Thr)", 500, "missense"),
        ("c.1499T>C", 500, ""),
        ("c.1498A>G", 500, ""),
        ("c.1500A>G", 500, ""),
        ("c.1501C>T", 501, ""),
        ("p.I500V", 500, "missense"),
        ("p.Arg496Cys", 496, "missense"),
        ("c.1600C>T p.(Gln534Ter)", 534, "loss"),
        ("p.Q534*", 534, "loss"),
        ("p.R361X", 361, "loss"),
        ("c.1594del p.(Ala532ProfsTer5)", 532, "loss"),
        ("p.Met1?", 1, "loss"),
        ("p.Met12?", 12, ""),
        ("p.Ter553GlnextTer9", 553, ""),
        ("p.(Leu12=)", 12, ""),
        ("p.(Lys23_Val25del)", 23, ""),
        ("c.1612_1625del", None, "loss"),
        ("c.10_12del", None, ""),
        ("c.10_12delinsAG", None, "loss"),
        ("c.10_12delinsAGT", None, ""),
        ("c.7_8insA", None, "loss"),
        ("c.7_8insATG", None, ""),
        ("c.7dup", None, "loss"),
        ("c.1447+1G>A", None, "loss"),
        ("c.1447-2A>G", None, "loss"),
        ("c.1447+12A>G", None, ""),
        ("c.1447+5G>A", None, ""),
        ("", None, ""),
        ("deletion of exon 3", None, ""),
    ],
)
def test_changes__only_what_the_words_tell(change, codon, effect):
    assert codon_of(change) == codon
    assert effect_of(change) == effect
