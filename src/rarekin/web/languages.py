"""The languages of the interface, told by the folders of its catalogues."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

ENGLISH = ("en", "English")


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the interface.

    Attributes
    ----------
    code
        As it stands in addresses.
    name
        In the language itself.
    is_partial
        Whether sentences may be missing; they are then said in English and marked.
    """

    code: str
    name: str
    is_partial: bool


def languages_in(folder: Path) -> tuple[Language, ...]:
    """Return the languages that have a folder with ``language.toml``.

    Parameters
    ----------
    folder
        Of the catalogues; English needs none.

    Returns
    -------
    languages
        English first, then those translated whole, then those in part.

    Examples
    --------
    >>> [language.code for language in languages_in(Path(__file__).parent / "locale")][:3]
    ['en', 'es', 'fr']
    """
    found = []
    for file in folder.glob("*/language.toml"):
        told = tomllib.loads(file.read_text("utf-8"))
        found.append(Language(file.parent.name, told["name"], told.get("partial", False)))
    found.sort(key=lambda language: (language.is_partial, language.code))
    return (Language(*ENGLISH, is_partial=False), *found)
