from hypothesis import given
from hypothesis import strategies as st

from rarekin.web.atlas.queries import LONGEST_NAME, reads_as_signs, tidy


@given(st.text(max_size=500))
def test_tidy__is_short_one_line_and_stays_as_it_is(text):
    once = tidy(text)
    assert len(once) <= LONGEST_NAME
    assert once.isprintable()
    assert tidy(once) == once


def test_reads_as_signs__tells_lists_and_sentences_from_names():
    assert reads_as_signs("my son has lumps", 3)
    assert reads_as_signs("unheard of disorder", 0)
    assert not reads_as_signs("Marfan syndrome", 4)
    assert not reads_as_signs("POH", 0)
    assert not reads_as_signs("deafness, autosomal recessive", 2)
