import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekin.text.words import NEGATIVE, plain_word, sentences, stem


@pytest.mark.parametrize(
    ("noun", "adjective"),
    [
        ("hypotonia", "hypotonic"),
        ("microcephaly", "microcephalic"),
        ("scoliosis", "scoliotic"),
        ("osteoporosis", "osteoporotic"),
        ("hypoplasia", "hypoplastic"),
        ("epilepsy", "epileptic"),
        ("ataxia", "ataxic"),
        ("anemia", "anemic"),
        ("arthritis", "arthritic"),
        ("seizure", "seizures"),
        ("tooth", "teeth"),
    ],
)
def test_stem__is_shared_by_the_forms_of_a_word(noun, adjective):
    assert stem(noun) == stem(adjective)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("acid", "acidosis"),
        ("cervical", "cervicitis"),
        ("lymphocyte", "lymphocytosis"),
        ("microcephaly", "macrocephaly"),
        ("hypotonia", "hypertonia"),
    ],
)
def test_stem__keeps_different_findings_apart(one, other):
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("oedema", "edema"),
        ("anaemia", "anemia"),
        ("diarrhoea", "diarrhea"),
        ("haematuria", "hematuria"),
        ("tumour", "tumor"),
        ("oesophageal", "esophageal"),
        ("generalised", "generalized"),
        ("paralysed", "paralyzed"),
        ("foetal", "fetal"),
        ("dyspnoea", "dyspnea"),
        ("café", "cafe"),
    ],
)
def test_plain_word__writes_american_without_accents(british, american):
    assert plain_word(british) == plain_word(american) == american


@pytest.mark.parametrize("word", ["can't", "doesn’t", "never", "No", "cannot", "unable"])
def test_plain_word__reads_every_negation_as_one(word):
    assert plain_word(word) == NEGATIVE


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two! Three? Four; five", 5),
        ("short stature\nSeizures\n- rash", 3),
        ("low muscle\ntone", 1),
        ("first\n\nsecond", 2),
        ("a 3.5 kg baby", 1),
        ("E. coli infection", 1),
        ("", 0),
    ],
)
def test_sentences__end_where_a_reader_would_stop(text, count):
    assert len(sentences(text)) == count


def test_sentences__never_grow_without_bound():
    assert max(len(s) for s in sentences("word " * 5000)) <= 60


@given(st.text(max_size=300))
def test_sentences__offsets_point_at_the_words(text):
    last_end = 0
    for sentence in sentences(text):
        for token in sentence:
            assert last_end <= token.start < token.end <= len(text)
            last_end = token.end


@given(st.lists(st.sampled_from(["hypo", "-", "tonia", " ", "micro", "‑", "cephaly", "."])))
def test_sentences__offsets_survive_joined_prefixes(pieces):
    text = "".join(pieces)
    for sentence in sentences(text):
        for token in sentence:
            written = text[token.start : token.end].lower()
            joined = written.replace("-", "").replace("‑", "")
            assert joined == token.word or plain_word(joined) == token.word
