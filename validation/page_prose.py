"""Read the composed sentences of every disease page, and grade our prose on a sample of pages.

Every sentence must be whole (no dangling word, no "None", no doubled word, no repetition) and
name a source, except where it says nothing about the disease. Grades are Flesch-Kincaid by
textstat 0.7.4 over our own prose: composed and curated English sentences, no names, tables or
quotations.
"""

import argparse
import importlib.resources
import importlib.util
import os
import random
import re
import statistics
import sys
import types
from collections import Counter
from collections.abc import Iterator

import django

from rarekin.api.diseases import lookup
from rarekin.model.disease import Section

LEFT_OVER = re.compile(
    r"\bNone\b|%\(|\(\)|  | ,|,\.|:\.|: \.|\b(and|or|of|by|the|are|is)[.,]|\.\.$|\{|\}"
)
DOUBLED = re.compile(r"\b([a-z]{2,}) \1\b")
# What is said of the forms together gets the sources of the forms when the page is put together.
ABOUT_FORMS = re.compile(
    r"(All forms of it that|One of its forms|How it is inherited depends|Its forms have"
    r"|In forms of it)"
)


def composed(page: lookup.DiseasePage) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield every composed sentence with the sources it names."""
    from rarekin.api.telling.voices import standing_of
    from rarekin.web.atlas.sections import minute
    from rarekin.web.atlas.telling import compose

    groups = (
        compose.what_kind(page),
        compose.what_it_belongs_to(page),
        minute.leading_signs(page, standing_of(page)),
        compose.when_it_begins(page),
        compose.how_it_is_inherited(page),
        compose.how_it_goes_on(page),
    )
    for group in groups:
        for sentence in group:
            yield sentence.text, sentence.sources


def faults(page: lookup.DiseasePage) -> Iterator[str]:
    """Yield what is wrong with the sentences of a page."""
    told = list(composed(page))
    texts = [text for text, _sources in told]
    bare = page.ref.label
    for text, sources in told:
        # A name may hold anything; only the words around it are ours.
        ours = text.replace(bare, "X").replace(bare[:1].upper() + bare[1:], "X")
        if LEFT_OVER.search(ours):
            yield f"left over: {text}"
        if DOUBLED.search(ours):
            yield f"doubled word: {text}"
        if not text.endswith("."):
            yield f"no end: {text}"
        if not sources and not ABOUT_FORMS.match(text):
            yield f"no source: {text}"
    if len(set(texts)) < len(texts):
        yield "repetition"


def prose(page: lookup.DiseasePage) -> str:
    """Return our own English sentences of a page, names taken out."""
    parts = [text for text, _sources in composed(page)]
    for section, facts in page.facts.items():
        if section is not Section.SOURCES:
            parts += [f.text for f in facts if f.text and not f.quoted and f.language == "en"]
    text = " ".join(parts)
    label = page.ref.label
    for name in (label[:1].upper() + label[1:], label):
        text = text.replace(name, "It")
    return text


def reading_grade(text: str) -> float:
    """Return the Flesch-Kincaid grade."""
    if "pkg_resources" not in sys.modules and not importlib.util.find_spec("pkg_resources"):
        # textstat 0.7.4 asks pkg_resources for one word list; setuptools carries it no longer.
        stand_in = types.ModuleType("pkg_resources")
        stand_in.resource_stream = (  # type: ignore[attr-defined]
            lambda package, name: importlib.resources.files(package).joinpath(name).open("rb")
        )
        sys.modules["pkg_resources"] = stand_in
    import textstat

    return float(textstat.flesch_kincaid_grade(text))


def main() -> None:
    """Print counts of faults with examples, and the grades."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="read every n-th disease")
    parser.add_argument("--sample", type=int, default=200)
    chosen = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rarekin.web.settings")
    django.setup()
    ids = lookup.disease_ids()
    found: Counter[str] = Counter()
    examples: dict[str, str] = {}
    n_sentences = 0
    for id_ in ids[:: chosen.every]:
        page = lookup.disease(id_)
        n_sentences += sum(1 for _ in composed(page))
        for fault in faults(page):
            kind = fault.partition(":")[0]
            found[kind] += 1
            examples.setdefault(kind, f"{id_} {fault}")
    print(f"{len(ids[:: chosen.every]):,} diseases, {n_sentences:,} sentences, faults: {found}")
    for example in examples.values():
        print(" ", example)
    sample = random.Random(2026).sample(ids, min(chosen.sample, len(ids)))
    grades = sorted(reading_grade(prose(lookup.disease(id_))) for id_ in sample)
    p90 = grades[len(grades) * 9 // 10]
    print(f"reading grade of {len(grades)} pages: median {statistics.median(grades):.1f}, ", end="")
    print(f"p90 {p90:.1f}, highest {grades[-1]:.1f}")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
