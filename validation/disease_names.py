"""Look through the names of every disease: what is called the same and is not, what stands on top.

    python validation/disease_names.py               counts, with an example each

A name "of the same meaning" is wrong where it is the title of another disease, in whatever order
of its words, of what modifies one, or of a missing piece, and where a machine took the X of a
name for a number or left the words of a code in it. The names on top of a page must hold the one
that most entries of lists have.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

import django

from rarekin.api.diseases import lookup
from rarekin.api.making.release import current
from rarekin.knowledge.names import name_key
from rarekin.model.disease import Name, NameKind

SAME = (NameKind.LABEL, NameKind.EXACT, NameKind.ABBREVIATION)
_MODIFIER = re.compile(r"\bmodifiers? of\b|\bsusceptibility\b", re.IGNORECASE)
_MANGLED = re.compile(r"\b(?:fragile|marker) 10\b|\(morphologic abnormality\)|\(disorder\)$", re.I)
_HURTFUL = re.compile(r"\bgenital dwarfism\b|\bmongol|\bcretin|\bidio(t|cy)", re.IGNORECASE)

Words = tuple[tuple[str, ...], tuple[str, ...]]


def faults_of(
    ref: lookup.DiseaseRef, names: tuple[Name, ...], titles: Mapping[Words, str]
) -> Iterator[str]:
    """Yield what is wrong with the names of one disease."""
    for name in names:
        if name.language != "en" or name.kind not in SAME or name.text == ref.english:
            continue
        yield "names of the same meaning"
        key = name_key(name.text)
        if titles.get(_any_order(key), ref.id) != ref.id and name.source != "curated":
            yield "same meaning: the title of another disease"
        if _MANGLED.search(name.text):
            yield "same meaning: mangled by a machine"
        if _MODIFIER.search(name.text) and not _MODIFIER.search(ref.english):
            yield "same meaning: what modifies it or raises a chance"
        if key.startswith(f"{name_key(ref.english)} microdeletion"):
            yield "same meaning: a missing piece with it"
        if _HURTFUL.search(name.text):
            yield "same meaning: hurtful"


def _any_order(key: str) -> Words:
    words = key.split()
    numbers = tuple(word for word in words if word.isdigit())
    return tuple(sorted(word for word in words if not word.isdigit())), numbers


def main() -> None:
    """Print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rarekin.web.settings")
    django.setup()
    release = current()
    numbers = [release.number_of(id_) for id_ in lookup.disease_ids()]
    refs = release.refs(numbers)
    titles = {_any_order(name_key(ref.english)): ref.id for ref in refs.values()}
    times, examples = Counter[str](), dict[str, str]()
    for ref in refs.values():
        names = release.names_of(ref.id)
        for fault in (*faults_of(ref, names, titles), *faults_on_top(ref, names)):
            times[fault] += 1
            examples.setdefault(fault, ref.id)
    for kind, n in sorted(times.items()):
        print(f"  {kind}: {n:,} {examples[kind] if ':' in kind else ''}")
    sys.exit(any(":" in kind for kind in times))


def faults_on_top(ref: lookup.DiseaseRef, names: tuple[Name, ...]) -> Iterator[str]:
    """Yield whether the name that most entries use is missing on top."""
    from rarekin.web.atlas.sections.also_called import chosen, name_words

    entries: dict[frozenset[str], set[str]] = defaultdict(set)
    for name in names:
        if name.language == "en" and name.kind in (NameKind.LABEL, NameKind.EXACT):
            entries[name_words(name.text)].add(name.disease)
    top = {name_words(text) for text, _language in chosen(ref, names, "en")}
    top.add(name_words(ref.english))
    most = max(map(len, entries.values()), default=0)
    if most > 1 and not any(len(who) == most for words, who in entries.items() if words in top):
        yield "on top: not the name that most entries use"


if __name__ == "__main__":
    main()
