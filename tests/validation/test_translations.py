"""Translated pages say the same numbers, genes and medicines as the English ones."""

import pytest
from validation.translations import compared, numbers, translations


def _pair(folder, english, translated, language="fr"):
    (folder / "a-page.toml").write_text(english, encoding="utf-8")
    page = folder / f"a-page.{language}.toml"
    page.write_text(translated, encoding="utf-8")
    return [one.what for one in compared(page)]


@pytest.mark.parametrize(
    ("english", "other", "language"),
    [
        ("1 in 2,500 to 17,000", "1 sur 2 500 \u00e0 17\u202f000", "fr"),
        ("38.5 \u00b0C", "38,5 \u00b0C", "es"),
        ("type II, in 2019", "tipo 2, en 2019", "es"),
    ],
)
def test_numbers__are_the_same_however_they_are_written(english, other, language):
    assert numbers(english, "en") == numbers(other, language)


@pytest.mark.parametrize(
    ("english", "translated", "wrong"),
    [
        ("About 1 in 4 has it.", "Environ 1 sur 4 l\u2019a.", []),
        ("About 1 in 4 has it.", "Environ 1 sur 5 l\u2019a.", ["numbers"]),
        ("The gene HBB and MRI show it.", "Le g\u00e8ne HBB et l\u2019IRM le montrent.", []),
        ("The gene HBB shows it.", "Le g\u00e8ne HBA le montre.", ["symbols {'HBB'}"]),
        ("A pill (Galafold) helps.", "Un comprim\u00e9 aide.", ["names {'Galafold'}"]),
        ("Ask your own doctor.", "Ask your own doctor.", ["left in English"]),
        ("Fever: hospital.", "Fi\u00e8vre : h\u00f4pital.", ["space"]),
    ],
)
def test_scan__finds_what_a_translation_changes(tmp_path, english, translated, wrong):
    fact = '[[fact]]\ntext = "{}"\n'
    assert _pair(tmp_path, fact.format(english), fact.format(translated)) == wrong


def test_scan__finds_what_is_left_out(tmp_path):
    one = '[[fact]]\ntext = "A sentence."\n'
    card = one + '[fact.value]\ntitle = "I have it"\nlines = ["Call my team."]\n'
    assert _pair(tmp_path, one + one, one) == ["statements"]
    assert _pair(tmp_path, card, one) == ["title left out", "line 0 left out"]


def test_translated_pages__say_the_same_numbers_genes_and_medicines():
    found = [one for page in translations() for one in compared(page)]
    assert [(one.page, one.statement, one.what) for one in found] == []
