import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekin.knowledge.pooling import pool_rows
from rarekin.model.disease import CLASS_FREQUENCY, Annotation

TERM = "HP:0001166"


def _row(**kwargs):
    disease, source = kwargs.pop("disease", "OMIM:1"), kwargs.pop("source", "hpoa")
    return Annotation(disease, TERM, source, **kwargs)


def _pool(*rows):
    return pool_rows(TERM, "Arachnodactyly", (), rows)


counts = st.integers(1, 50).flatmap(lambda m: st.tuples(st.integers(0, m), st.just(m)))
statements = st.one_of(
    st.builds(lambda nm, r: _row(numerator=nm[0], denominator=nm[1], references=(r,)),
              counts, st.sampled_from(["PMID:1", "PMID:2", "PMID:3"])),
    st.builds(lambda t: _row(frequency_term=t), st.sampled_from(sorted(CLASS_FREQUENCY))),
    st.builds(lambda f: _row(frequency=f), st.floats(0, 1)),
    st.builds(lambda d: _row(disease=d), st.sampled_from(["OMIM:1", "ORPHA:1"])),
    st.builds(lambda d: _row(disease=d, excluded=True), st.sampled_from(["OMIM:1", "ORPHA:1"])),
)  # fmt: skip


def test_pool_rows__counts_win_over_classes():
    finding = _pool(_row(numerator=3, denominator=4), _row(frequency_term="HP:0040284"))
    assert (finding.frequency, finding.numerator, finding.denominator) == (0.75, 3, 4)


def test_pool_rows__without_counts_stated_shares_are_averaged():
    finding = _pool(_row(frequency_term="HP:0040280"), _row(frequency=0.5), _row())
    assert finding.frequency == pytest.approx((1.0 + 0.5) / 2)
    assert finding.numerator is None


def test_pool_rows__silence_is_unknown():
    assert _pool(_row()).frequency is None


def test_pool_rows__zero_of_n_was_looked_for_and_not_found():
    finding = _pool(_row(numerator=0, denominator=9))
    assert (finding.excluded, finding.frequency) == (True, 0.0)
    assert (finding.numerator, finding.denominator) == (0, 9)
    # Wilson's interval of 0 of 9: z2 / (9 + z2).
    assert finding.low == 0
    assert finding.high == pytest.approx(1.959964**2 / (9 + 1.959964**2), abs=1e-6)


def test_pool_rows__zero_of_a_few_does_not_deny_what_another_source_states():
    finding = _pool(
        _row(numerator=0, denominator=3),
        _row(source="orphanet", frequency_term="HP:0040283"),
    )
    assert (finding.excluded, finding.denominator) == (False, None)
    assert (finding.low, finding.high) == (0.05, 0.29)


def test_pool_rows__who_was_not_asked_is_not_counted_as_having_it():
    rows = [_row(source="phenopacket_store", numerator=65, denominator=65, references=("PMID:1",))]
    finding = pool_rows(TERM, "Tremor", (), rows, {"PMID:1": 462})
    assert (finding.numerator, finding.denominator, finding.n_asked) == (65, 462, 65)
    assert finding.frequency == pytest.approx(65 / 462)
    assert finding.low < 65 / 462 < finding.high
    assert finding.high == 1.0


def test_pool_rows__a_publication_that_says_who_lacked_it_is_taken_at_its_word():
    rows = [_row(source="phenopacket_store", numerator=6, denominator=9, references=("PMID:1",))]
    finding = pool_rows(TERM, "Tremor", (), rows, {"PMID:1": 462})
    assert (finding.numerator, finding.denominator) == (6, 9)


def test_pool_rows__a_publication_read_by_two_sources_counts_once():
    finding = _pool(
        _row(source="hpoa", numerator=5, denominator=8, references=("PMID:1", "PMID:2")),
        _row(source="phenopacket_store", numerator=4, denominator=6, references=("PMID:1",)),
        _row(source="phenopacket_store", numerator=2, denominator=3, references=("PMID:2",)),
        _row(source="hpoa", numerator=1, denominator=1, references=("PMID:3",)),
    )
    # The store counts 6 of 9 in the first two works, HPOA 5 of 8: the larger count stands.
    assert (finding.numerator, finding.denominator) == (7, 10)


@pytest.mark.parametrize("absent", [{"excluded": True}, {"frequency_term": "HP:0040285"}])
def test_pool_rows__sources_that_disagree_are_both_shown(absent):
    finding = _pool(_row(frequency=0.5), _row(disease="ORPHA:1", **absent))
    assert finding.conflicting
    assert not finding.excluded
    assert len(finding.rows) == 2
    assert finding.frequency == 0.5


def test_pool_rows__repeats_count_once_but_references_stay():
    first = _row(numerator=1, denominator=2, references=("PMID:1",))
    other = _row(numerator=1, denominator=2, references=("PMID:2",))
    finding = _pool(first, first, other)
    assert (finding.numerator, finding.denominator) == (2, 4)
    assert [row.references for row in finding.rows] == [("PMID:1",), ("PMID:2",)]


@given(st.lists(statements, min_size=1, max_size=8), st.randoms())
def test_pool_rows__neither_order_nor_repetition_matters(rows, random):
    shuffled = rows + rows[:1]
    random.shuffle(shuffled)
    one, other = _pool(*rows), _pool(*shuffled)
    assert one.frequency == pytest.approx(other.frequency)
    assert (one.numerator, one.denominator) == (other.numerator, other.denominator)
    assert (one.excluded, one.conflicting) == (other.excluded, other.conflicting)
    assert set(one.rows) == set(other.rows)


@given(st.lists(statements, min_size=1, max_size=8))
def test_pool_rows__frequency_is_a_share(rows):
    finding = _pool(*rows)
    assert finding.frequency is None or 0 <= finding.frequency <= 1
    assert not (finding.excluded and finding.conflicting)


def test_pool_rows__two_sources_that_read_one_paper_count_its_patients_once():
    rows = [
        _count("hpoa", 2, 3, "PMID:1"),
        _count("phenopacket_store", 2, 4, "PMID:1"),
        _count("phenopacket_store", 1, 1, "PMID:2"),
    ]
    finding = pool_rows("HP:0001166", "Arachnodactyly", (), rows)
    assert (finding.numerator, finding.denominator) == (3, 5)
    assert len(finding.rows) == 3


def test_pool_rows__one_source_may_count_a_paper_in_parts():
    rows = [_count("hpoa", 2, 3, "PMID:1"), _count("hpoa", 1, 4, "PMID:1")]
    finding = pool_rows("HP:0001166", "Arachnodactyly", (), rows)
    assert (finding.numerator, finding.denominator) == (3, 7)


def _count(source, numerator, denominator, reference):
    return Annotation(
        "OMIM:1", "HP:0001166", source, numerator=numerator, denominator=denominator,
        references=(reference,),
    )  # fmt: skip


def test_expected_frequency__one_of_one_does_not_stand_before_many_of_many():
    once = _pool(_row(numerator=1, denominator=1))
    often = _pool(_row(numerator=78, denominator=103))
    assert often.expected_frequency > once.expected_frequency
    assert once.expected_frequency == 2 / 3


@given(st.lists(statements, min_size=1, max_size=6))
def test_expected_frequency__is_a_share_strictly_between_never_and_always_where_counted(rows):
    finding = _pool(*rows)
    if finding.denominator:
        assert 0 < finding.expected_frequency < 1
    assert 0 <= finding.expected_frequency <= 1
