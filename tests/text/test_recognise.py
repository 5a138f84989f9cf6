import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekin.errors import TooLarge
from rarekin.text.recognise import MAX_CHARACTERS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("short fingers and toes", ["Short finger", "Short toe"]),
        ("short fingers, hands and toes", ["Short finger", "Short toe"]),
        ("fingers and toes are short", ["Short finger", "Short toe"]),
        ("his fingers are very short", ["Short finger"]),
        ("renal anomalies", ["Abnormality of the kidney"]),
        ("hypotonic", ["Hypotonia"]),
        ("loss of hearing", ["Hearing impairment"]),
        ("microcefaly", ["Microcephaly"]),
        ("HEARING LOSS", ["Hearing impairment"]),
        ("he has IUGR", ["Intrauterine growth retardation"]),
        ("iugr", []),
        ("short head and large toes", []),
        ("short of money. Fingers crossed", []),
        ("Congenital onset", []),
        ("", []),
    ],
)
def test_read__recognises_names_in_any_form_and_order(read, text, expected):
    assert [label for label, _ in read(text)] == expected


def test_read__prefers_the_longest_name(read):
    assert read("low muscle tone") == [("Hypotonia", "present")]


def test_read__takes_no_for_part_of_a_finding_where_it_is_one(read):
    assert read("no speech") == [("Absent speech", "present")]
    assert read("He does not walk or talk") == [
        ("Inability to walk", "present"),
        ("Absent speech", "present"),
    ]


def test_read__offsets_cut_out_the_words(toy):
    text = "Größe: no — «seizures», hypo-tonia!"
    cut = [text[m.start : m.end] for m in toy.read(text).mentions]
    assert cut == ["seizures", "hypo-tonia"]


@pytest.mark.parametrize("better", ["seizure", "short fingers"])
def test_p_right__falls_with_a_typo(toy, better):
    typo = {"seizure": "siezure", "short fingers": "short fingrs"}[better]
    right = toy.read(better).mentions[0].p_right
    assert all(m.p_right < right for m in toy.read(typo).mentions)


def test_p_right__is_lower_where_the_text_doubts(toy):
    sure = toy.read("cleft palate").mentions[0]
    unsure = toy.read("possible cleft palate").mentions[0]
    assert unsure.p_right < sure.p_right
    assert unsure.state is sure.state


def test_read__refuses_more_than_it_can_read(toy):
    with pytest.raises(TooLarge, match="100001 characters"):
        toy.read("x" * (MAX_CHARACTERS + 1))


@given(st.text(max_size=400))
def test_read__survives_any_text(toy, text):
    for mention in toy.read(text).mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        assert 0.0 < mention.p_right < 1.0


def calls_to_read(toy, text):
    calls = 0

    def count(frame, event, argument):
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        toy.read(text)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize(
    "piece",
    [
        "short ",
        "short fingers and ",
        "a\u0301",
        "\ud800 short\x00stature \U0010ffff",
        "-",
        "hypo-",
        "not ",
        "seizur",
    ],
)
def test_read__stays_linear_on_hostile_text(toy, piece):
    longest = piece * (MAX_CHARACTERS // len(piece))
    half = longest[: len(longest) // 2]
    assert calls_to_read(toy, longest) < 2.2 * calls_to_read(toy, half) + 1000


def test_read__changes_nothing_but_offsets_when_padded(toy):
    plain = toy.read("no seizures, short toes").mentions
    padded = toy.read("   no seizures, short toes").mentions
    assert [(m.term, m.state, m.start + 3) for m in plain] == [
        (m.term, m.state, m.start) for m in padded
    ]


def test_findings__present_wins_and_relatives_do_not_count(toy):
    reading = toy.read("His mother has hearing loss. No seizures. Later seizures. No cleft palate.")
    assert [(f.term, f.state.value) for f in reading.findings] == [
        ("HP:0001250", "present"),
        ("HP:0000175", "excluded"),
    ]
