"""Read Orphanet's nomenclature pack: names, definitions with their commas, what is not rare.

The pack is offered in nine languages with one layout, described at
https://www.orphacode.org/pack-nomenclature; the words in it are translated, the numbers are not:
``FlagValue`` is a sum of bits that says whether an entry is in use. The classifications that
come with it tell parents, which the ORPHApackets tell as well; they are not read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import partial
from xml.etree import ElementTree as ET

from rarekin.model.disease import Disease, Fact, Name, NameKind, Section
from rarekin.model.identifiers import Curie
from rarekin.sources.orphanet import products, wording
from rarekin.sources.orphanet.packet import Record

_MEMBER = re.compile(r"(?:^|/)ORPHAnomenclature_([a-z]{2})(?:_\d{4})?\.xml$")
_ENGLISH = "en"
_INACTIVE = 8192
_NOT_RARE = 8225
_DEFINITION = "16907"
_SHORTEST_MARK = 5

FREQUENT = "frequent"


def packs_in(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the nomenclature files among others.

    Parameters
    ----------
    files
        By their path in the archive.

    Returns
    -------
    packs
        File name by language, English first.

    Examples
    --------
    >>> packs_in({"Pack_FR/ORPHAnomenclature_fr.xml": b"", "en_product1.xml": b""})
    {'fr': 'Pack_FR/ORPHAnomenclature_fr.xml'}
    """
    found = {match[1]: name for name in sorted(files) if (match := _MEMBER.search(name))}
    return dict(sorted(found.items(), key=lambda pair: (pair[0] != _ENGLISH, pair[0])))


def read_pack(name: str, data: bytes, language: str) -> Iterator[Record]:
    """Yield what one language's nomenclature says.

    Parameters
    ----------
    name, data
        The file.
    language
        Of its words.

    Yields
    ------
    record
        In English: entries, retired ones with their successor, other names, definitions, and a
        fact for each entry that is not rare in Europe. In another language: the name it goes
        by there, its other names and the definition.

    Raises
    ------
    SourceError
        If it is not XML of Orphanet.

    Examples
    --------
    >>> xml = '''<JDBOR version="1 [2023-04-17]"><DisorderList><Disorder>
    ... <OrphaCode>484</OrphaCode><Name>NO RARA EN EUROPA: Síndrome de Klinefelter</Name>
    ... <FlagValue>8225</FlagValue></Disorder></DisorderList></JDBOR>'''.encode()
    >>> [record.text for record in read_pack("ORPHAnomenclature_es.xml", xml, "es")]
    ['Síndrome de Klinefelter']
    """
    reader = _in_english if language == _ENGLISH else partial(_translated, language=language)
    yield from products.read_entries(name, data, reader)


def _in_english(entry: ET.Element, disease: Curie, as_of: date | None) -> Iterator[Record]:
    if not _is_used(entry):
        yield from products.retired(entry, disease)
        return
    level = wording.level_of(products.text_of(entry, "DisorderType/Name"))
    yield Disease(disease, _label(entry), wording.SOURCE, level)
    yield from _described(entry, disease, as_of, _ENGLISH)
    if _flag(entry) == _NOT_RARE:
        value = {"flag": "not rare in Europe"}
        yield Fact(disease, Section.PREVALENCE, FREQUENT, wording.SOURCE, value=value)


def _translated(
    entry: ET.Element, disease: Curie, as_of: date | None, language: str
) -> Iterator[Record]:
    label = _label(entry)
    if _is_used(entry) and label:
        yield Name(disease, label, NameKind.LABEL, wording.SOURCE, language)
        yield from _described(entry, disease, as_of, language)


def of_known(records: Iterator[Record], known: Collection[Curie]) -> Iterator[Record]:
    """Leave out names and texts of entries that nothing names in English."""
    for record in records:
        if not isinstance(record, Name | Fact) or record.disease in known:
            yield record


def _flag(entry: ET.Element) -> int:
    text = products.text_of(entry, "FlagValue")
    return int(text) if text.isdigit() else 1


def _is_used(entry: ET.Element) -> bool:
    return _flag(entry) < _INACTIVE or _flag(entry) == _NOT_RARE


def _label(entry: ET.Element) -> str:
    """Return the name without what stands before it in capitals, such as NON RARE IN EUROPE."""
    text = wording.plain_text(products.text_of(entry, "Name"))
    head, _colon, rest = text.partition(":")
    is_mark = head.isupper() and head.replace(" ", "").isalpha() and len(head) > _SHORTEST_MARK
    return rest.strip() if is_mark and rest else text


def _described(
    entry: ET.Element, disease: Curie, as_of: date | None, language: str
) -> Iterator[Record]:
    for synonym in entry.iterfind("SynonymList/Synonym"):
        if synonym.text:
            yield wording.name(disease, synonym.text, language)
    for section in entry.iterfind(".//TextSection"):
        kind = section.find("TextSectionType")
        contents = products.text_of(section, "Contents")
        if kind is not None and kind.get("id") == _DEFINITION and contents:
            yield wording.definition(disease, contents, as_of, language=language)
