"""Read hp.obo (OBO flat file format 1.4, https://owlcollab.github.io/oboformat/doc/)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rarekin.model.identifiers import Curie, parse_curie
from rarekin.model.ontology import Term

_QUOTED = re.compile(r'^"((?:[^"\\]|\\.)*)"\s*(.*)$')
_ESCAPE = re.compile(r"\\(.)")
_SCOPES = ("EXACT", "BROAD", "NARROW", "RELATED")
_WHITE = {"n": "\n", "t": "\t", "W": " "}

Stanza = dict[str, list[str]]


def parse(files: Mapping[str, bytes]) -> Iterator[Term]:
    """Yield every HPO term, obsolete ones included.

    Parameters
    ----------
    files
        ``hp.obo``.

    Yields
    ------
    term
        In the order of the file.

    Examples
    --------
    >>> obo = b'''[Term]
    ... id: HP:0001166
    ... name: Arachnodactyly
    ... synonym: "Spider fingers" EXACT layperson []
    ... is_a: HP:0001238 ! Slender finger
    ... '''
    >>> next(parse({"hp.obo": obo})).synonyms
    (('Spider fingers', 'exact', True),)
    """
    for stanza in _stanzas(files["hp.obo"].decode("utf-8")):
        if stanza["id"][0].startswith("HP:"):
            yield _term(stanza)


def _stanzas(text: str) -> Iterator[Stanza]:
    for block in text.split("\n[")[1:] if not text.startswith("[") else text[1:].split("\n["):
        kind, _, body = block.partition("]")
        if kind != "Term":
            continue
        stanza: Stanza = {}
        for line in body.splitlines():
            tag, colon, value = line.partition(": ")
            if colon:
                stanza.setdefault(tag, []).append(value)
        if "id" in stanza:
            yield stanza


def _term(stanza: Stanza) -> Term:
    replaced = stanza.get("replaced_by")
    obsolete = stanza.get("is_obsolete") == ["true"]
    return Term(
        id=parse_curie(stanza["id"][0]),
        label=_plain(stanza.get("name", [""])[0]),
        source="hpo",
        definition=_quoted(stanza.get("def", [""])[0])[0],
        comment=_plain(stanza.get("comment", [""])[0]),
        synonyms=tuple(_synonym(value) for value in stanza.get("synonym", ())),
        parents=() if obsolete else tuple(_ids(stanza.get("is_a", ()))),
        alt_ids=tuple(_ids(stanza.get("alt_id", ()))),
        obsolete=obsolete,
        replaced_by=parse_curie(replaced[0]) if replaced else None,
    )


def _ids(values: list[str] | tuple[()]) -> Iterator[Curie]:
    for value in values:
        yield parse_curie(value.split(" ")[0])


def _synonym(value: str) -> tuple[str, str, bool]:
    text, rest = _quoted(value)
    words = rest.partition("[")[0].split()
    scope = words[0] if words and words[0] in _SCOPES else "RELATED"
    return text, scope.lower(), "layperson" in words


def _quoted(value: str) -> tuple[str, str]:
    match = _QUOTED.match(value)
    return (_plain(match[1]), match[2]) if match else ("", "")


def _plain(text: str) -> str:
    return _ESCAPE.sub(lambda match: _WHITE.get(match[1], match[1]), text)
