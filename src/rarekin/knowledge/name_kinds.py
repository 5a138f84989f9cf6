"""Which names of a disease are in use, which are former or hurtful, and which are no names.

The rules are data: ``name_rules.toml``. What they miss for one disease, a curated name says.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files

from rarekin.knowledge.names import name_key
from rarekin.model.disease import Level, Name, NameKind
from rarekin.model.identifiers import Curie, prefix_of

CURATED = "curated"
_SET_APART = (NameKind.FORMER, NameKind.HURTFUL, NameKind.NOT_A_NAME)
_ANY_END = re.compile(r" (syndrome|disease|disorder)$")
_OF_KIN = re.compile(r" (like|microdeletion|microduplication)\b")
_JUDGED = (NameKind.LABEL, NameKind.EXACT, NameKind.ABBREVIATION, NameKind.RELATED)


@cache
def _rule(name: str) -> re.Pattern[str]:
    text = (files("rarekin.knowledge") / "name_rules.toml").read_text("utf-8")
    return re.compile("|".join(f"(?:{one})" for one in tomllib.loads(text)[name]), re.IGNORECASE)


def kind_of_name(text: str, label: str) -> tuple[NameKind | None, str]:
    """Judge one English name by its words.

    Parameters
    ----------
    text
        As a source lists it.
    label
        Of the disease: what is in its title as well is no reason to set a name apart.

    Returns
    -------
    kind, text
        None for a name in use; the name without the word *formerly*.

    Examples
    --------
    >>> kind_of_name("EDS4 (formerly)", "Ehlers-Danlos syndrome, vascular type")
    (<NameKind.FORMER: 'former'>, 'EDS4')
    >>> kind_of_name("imbecilitus phenylpyruvica", "phenylketonuria")[0].value
    'hurtful'
    >>> kind_of_name("cystic fibrosis lung disease, modifier of", "cystic fibrosis")[0].value
    'not_a_name'
    >>> kind_of_name("Prader-Willi-like syndrome", "Prader-Willi syndrome")[0].value
    'not_a_name'
    >>> kind_of_name("Graves disease", "Graves disease, susceptibility to, 1")[0].value
    'related'
    """
    if _rule("former").search(text):
        shortened = " ".join(_rule("former").sub("", text).split()).strip(" ,;")
        return _hurtful(text) or NameKind.FORMER, shortened or text
    if _rule("drug").search(text):
        return NameKind.NOT_A_NAME, text
    if _rule("not_a_name").search(text) and not _rule("not_a_name").search(label):
        return NameKind.NOT_A_NAME, text
    if _is_of_kin(text, label):
        return NameKind.NOT_A_NAME, text
    if _hides_susceptibility(text, label):
        return NameKind.RELATED, text
    return _hurtful(text), text


def _is_of_kin(text: str, label: str) -> bool:
    """Tell whether a name is that of something like a disease, or of a missing piece with it."""
    stem = _ANY_END.sub("", name_key(label))
    key = name_key(text)
    return bool(stem) and bool(_OF_KIN.match(key.removeprefix(stem))) and key.startswith(stem)


def _hides_susceptibility(text: str, label: str) -> bool:
    """Tell whether a raised chance is called like the disease itself."""
    raised = _rule("susceptibility")
    is_words = " " in text and not text[-1:].isdigit()
    return is_words and bool(raised.search(label)) and not raised.search(text)


def _hurtful(text: str) -> NameKind | None:
    return NameKind.HURTFUL if _rule("hurtful").search(text) else None


def judged(
    names: Iterable[Name], canonical: Callable[[Curie], Curie], label: Callable[[Curie], str]
) -> list[Name]:
    """Give every name of a disease its kind.

    Parameters
    ----------
    names
        Of all sources.
    canonical
        Id under which a release keeps a disease.
    label
        Title of a disease by that id; empty for what is no disease of the release.

    Returns
    -------
    names
        In their order. What our own list says of a name holds for all sources that have it; a
        name that one source calls former is former; the title stays the title. What is the
        title of another disease, in whatever order of its words, is no name of this one.

    Examples
    --------
    >>> own = Name("OMIM:1", "Old name", NameKind.HURTFUL, "curated")
    >>> listed = Name("OMIM:1", "old name", NameKind.EXACT, "toy")
    >>> [name.kind.value for name in judged([own, listed], lambda i: i, lambda i: "x")]
    ['hurtful', 'hurtful']
    """
    rows = list(names)
    titles = _titles(rows, canonical, label)
    said: dict[tuple[Curie, str], NameKind] = {}
    found: list[Name] = []
    for name in rows:
        place = canonical(name.disease)
        if not label(place) or name.language != "en":
            found.append(name)
            continue
        kind, text = kind_of_name(name.text, label(place))
        if kind is None and titles.get(_any_order(text), place) != place:
            is_close = name.kind is NameKind.RELATED
            kind = NameKind.NOT_A_NAME if is_close else NameKind.RELATED
        if name.source == CURATED:
            kind, text = name.kind, name.text
        if kind in _SET_APART or (kind is NameKind.RELATED and name.source != CURATED):
            key = place, name_key(text)
            said[key] = kind if name.source == CURATED else said.get(key, kind)
        found.append(replace(name, text=text))
    return [_judged(name, canonical(name.disease), said, label) for name in found]


def _titles(
    names: Iterable[Name], canonical: Callable[[Curie], Curie], label: Callable[[Curie], str]
) -> dict[str, Curie]:
    """Return the disease of every title."""
    places = {canonical(name.disease) for name in names}
    return {_any_order(title): place for place in sorted(places) if (title := label(place))}


def _any_order(text: str) -> str:
    """Return the key of a name with its words sorted; numbers keep their order."""
    words = name_key(text).split()
    numbers = [word for word in words if word.isdigit()]
    return " ".join((*sorted(word for word in words if not word.isdigit()), *numbers))


def _judged(
    name: Name,
    place: Curie,
    said: Mapping[tuple[Curie, str], NameKind],
    label: Callable[[Curie], str],
) -> Name:
    kind = said.get((place, name_key(name.text))) if name.language == "en" else None
    if kind is None or name.kind not in _JUDGED or name.text == label(place):
        return name
    return replace(name, kind=kind)


_SIGNS_OF_A_DISEASE = 8
"""An entry with as many signs of its own is described as something people have."""


def level_by_title(title: str, stated: Level, ids: Iterable[Curie], n_signs: int = 0) -> Level:
    """Tell traits and raised chances from diseases by their title.

    Parameters
    ----------
    title
        Of the entry.
    stated
        Its level so far.
    ids
        What it is in other lists: an entry of Orphanet's list of rare diseases is a disease.
    n_signs
        Signs on record for it; people who have many have a disease, whatever the title.

    Returns
    -------
    level
        `Level.TRAIT` or `Level.SUSCEPTIBILITY` where the title says so, else as stated.

    Examples
    --------
    >>> level_by_title("autism, susceptibility to, 10", Level.DISORDER, ()).value
    'susceptibility'
    >>> level_by_title("Freesia flowers, inability to smell", Level.DISORDER, ()).value
    'trait'
    """
    if n_signs >= _SIGNS_OF_A_DISEASE or any(prefix_of(id_) == "ORPHA" for id_ in ids):
        return stated
    if _rule("trait").search(title):
        return Level.TRAIT
    return Level.SUSCEPTIBILITY if _rule("susceptibility").search(title) else stated
