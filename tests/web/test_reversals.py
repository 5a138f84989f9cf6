"""French and Spanish sentences that turn "not everybody" into "nobody"."""

import re
import tomllib
from pathlib import Path

import pytest
from tests.web.test_locale import LOCALE, entries, texts

import rarekin.sources.curated as curated

# "Toute personne qui l'a ne tombe pas malade" is read as: nobody who has it falls ill.
REVERSED = {
    "fr": re.compile(
        r"(?:^|[.;:,] |que )(?:tout(?:e|es)?|tous|chaque|chacune?)\b(?! de suite)"
        r"[^.;:,]*\b(?<!qui )(?:ne |n[’'])\w+ (?:pas|plus)\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"(?:^|[.;:,] |que )(?:tod[oa]s?|cada|cualquier)\b[^.;:,]*\bno (?!se)\w+", re.IGNORECASE
    ),
}


def reversed_in(language, told):
    return [text for text in told if REVERSED[language].search(text)]


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings(one)


@pytest.mark.parametrize("language", sorted(REVERSED))
def test_no_sentence__turns_not_everybody_into_nobody(language):
    catalogue = entries(LOCALE / language / "LC_MESSAGES" / "django.po")
    assert reversed_in(language, (t for entry in catalogue for t in texts(entry))) == []
    pages = Path(curated.__file__).parent / "pages"
    written = (tomllib.loads(f.read_text("utf-8")) for f in pages.glob(f"*.{language}.toml"))
    assert reversed_in(language, (t for page in written for t in strings(page))) == []


def test_what_was_said_wrongly__is_found():
    assert reversed_in("fr", ["Toute personne qui l’a ne tombe pas malade."])
    assert reversed_in("fr", ["plus probable ; tout le monde ne tombe pas malade."])
