"""Mappings between catalogues as SSSOM/TSV, the canonical form with its metadata in the file.

https://mapping-commons.github.io/sssom/spec-formats-tsv/
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rarekin.formats.phenopacket_resources import iri_prefix

# Prefixes that the standard knows by itself stand in no map.
_BUILT_IN = frozenset({"owl", "rdf", "rdfs", "semapv", "skos", "sssom", "xsd", "linkml"})
_ADDRESSES = {
    "OMIMPS": "https://omim.org/phenotypicSeries/PS",
    "UMLS": "http://linkedlifedata.com/resource/umls/id/",
    "oboInOwl": "http://www.geneontology.org/formats/oboInOwl#",
}
# The publisher does not say how each of them was found.
_JUSTIFICATION = "semapv:UnspecifiedMatching"
_COLUMNS = ("subject_id", "subject_label", "predicate_id", "object_id", "mapping_justification")
# What YAML reads as text without quotes, whatever stands around it.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ._/,()-]*|https?://[A-Za-z0-9._/%-]+")


@dataclass(frozen=True, slots=True)
class MappingSet:
    """What is said of all mappings of a file.

    Attributes
    ----------
    id
        An address of its own.
    version
        Of the publisher's data.
    title
        For readers.
    license
        Address of the terms; empty where the publisher states none.
    """

    id: str
    version: str
    title: str
    license: str = ""


def address_of(prefix: str) -> str:
    """Return what stands before the local part in the address of an identifier.

    Parameters
    ----------
    prefix
        Of a CURIE.

    Returns
    -------
    start
        Empty where no address is known, so that nothing can be said about it in SSSOM.

    Examples
    --------
    >>> address_of("MONDO"), address_of("OMIMPS"), address_of("NORD")
    ('http://purl.obolibrary.org/obo/MONDO_', 'https://omim.org/phenotypicSeries/PS', '')
    """
    return _ADDRESSES.get(prefix) or iri_prefix(prefix)


def write_sssom(
    about: MappingSet, mappings: Iterable[tuple[str, str, str]], labels: Mapping[str, str]
) -> Iterator[str]:
    r"""Write mappings as a SSSOM/TSV file, line by line.

    Parameters
    ----------
    about
        Of all of them.
    mappings
        Subject, predicate, object. Those with a prefix of unknown address are left out.
    labels
        Names of subjects.

    Yields
    ------
    line
        With its line end.

    Examples
    --------
    >>> about = MappingSet("https://example.org/a", "2026-11-30", "Toy")
    >>> lines = write_sssom(about, [("MONDO:1", "skos:exactMatch", "OMIM:2")], {"MONDO:1": "A"})
    >>> list(lines)[-1]
    'MONDO:1\tA\tskos:exactMatch\tOMIM:2\tsemapv:UnspecifiedMatching\n'
    """
    rows = sorted({row for row in mappings if is_sayable(row)})
    prefixes = {name.partition(":")[0] for row in rows for name in row} - _BUILT_IN
    yield "#curie_map:\n" if prefixes else "#curie_map: {}\n"
    for prefix in sorted(prefixes):
        yield f"#  {prefix}: {_text(address_of(prefix))}\n"
    yield f"#mapping_set_id: {_text(about.id)}\n"
    yield f"#mapping_set_version: {_text(about.version)}\n"
    yield f"#mapping_set_title: {_text(about.title)}\n"
    if about.license:
        yield f"#license: {_text(about.license)}\n"
    yield "\t".join(_COLUMNS) + "\n"
    for subject, predicate, object_ in rows:
        fields = (subject, labels.get(subject, ""), predicate, object_, _JUSTIFICATION)
        yield "\t".join(map(_field, fields)) + "\n"


def is_sayable(mapping: tuple[str, str, str]) -> bool:
    """Tell whether all parts of a mapping have a prefix of known address.

    Examples
    --------
    >>> is_sayable(("MONDO:1", "skos:exactMatch", "NORD:2"))
    False
    """
    return all(map(_is_known, mapping))


def _is_known(name: str) -> bool:
    prefix = name.partition(":")[0]
    return prefix in _BUILT_IN or bool(address_of(prefix))


def _text(text: str) -> str:
    """Write YAML in plain style where it can be, else in double quotes, which JSON's are."""
    is_word = text.lower() in {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}
    is_plain = _PLAIN.fullmatch(text) and text == text.strip() and not is_word
    return text if is_plain else json.dumps(text, ensure_ascii=False)


def _field(text: str) -> str:
    if re.search(r'[\t\r\n"]', text):
        return '"' + text.replace('"', '""') + '"'
    return text
