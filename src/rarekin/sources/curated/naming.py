"""Names in other languages: which is the title there, and many of one disease in one table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rarekin.errors import InputError, SourceError
from rarekin.model.disease import Name, NameKind
from rarekin.model.identifiers import Curie, parse_curie
from rarekin.sources.curated import shape
from rarekin.sources.curated.shape import Table

_PLACE = frozenset({"disease", "diseases", "language"})
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")


def with_titles(names: Iterable[Name]) -> Iterator[Name]:
    """Make the first name in use of each other language the title there.

    Parameters
    ----------
    names
        Of one file, in its order.

    Yields
    ------
    name
        In the same order.

    Examples
    --------
    >>> names = [Name("MONDO:1", text, NameKind.EXACT, "curated", "fr")
    ...     for text in ("mucoviscidose", "fibrose kystique")]
    >>> [name.kind.value for name in with_titles(names)]
    ['label', 'exact']
    """
    titled: set[tuple[str, Curie]] = set()
    for name in names:
        key = name.language, name.disease
        if name.language != "en" and name.kind is NameKind.EXACT and key not in titled:
            titled.add(key)
            yield replace(name, kind=NameKind.LABEL)
        else:
            yield name


def grouped(row: Table, where: str, source: str) -> Iterator[Name]:
    """Read a table that lists names of one disease, or of several, by kind.

    Parameters
    ----------
    row
        ``disease`` or ``diseases``, perhaps ``language``, and for each kind its names.
    where
        File and place, for messages.
    source
        Name of the source.

    Yields
    ------
    name
        Kind by kind.

    Raises
    ------
    SourceError
        If a key, an identifier or the language is none.

    Examples
    --------
    >>> row = {"disease": "MONDO:0019019", "language": "es", "lay": ["huesos de cristal"]}
    >>> [(name.text, name.kind.value) for name in grouped(row, "a.toml", "curated")]
    [('huesos de cristal', 'lay')]
    """
    shape.check_keys(row, _PLACE | set(NameKind), where)
    language = language_in(row, where)
    diseases = _diseases(row, where)
    for kind in NameKind:
        for text in shape.strings(row, kind, where):
            for disease in diseases:
                yield Name(disease, text, kind, source, language)


def language_in(row: Table, where: str) -> str:
    """Return the language a table names, English where it names none.

    Parameters
    ----------
    row
        With or without ``language``.
    where
        File and place, for messages.

    Returns
    -------
    language
        Such as ``es``.

    Raises
    ------
    SourceError
        If it is written otherwise.

    Examples
    --------
    >>> language_in({}, "a.toml"), language_in({"language": "pt-BR"}, "a.toml")
    ('en', 'pt-BR')
    """
    language = shape.string(row, "language", where, "en")
    if not _LANGUAGE.fullmatch(language):
        message = f"{where}: has the language {language!r}."
        raise SourceError(message, hint='Write language = "es".', where=where)
    return language


def _diseases(row: Table, where: str) -> Sequence[Curie]:
    one = shape.string(row, "disease", where)
    texts = [*([one] if one else ()), *shape.strings(row, "diseases", where)]
    if not texts:
        raise SourceError(f"{where}: names no disease.", hint="Add disease.", where=where)
    try:
        return [parse_curie(text) for text in texts]
    except InputError as error:
        message = f"{where}: has no valid disease ({error})."
        raise SourceError(message, hint=error.hint, where=where) from error
