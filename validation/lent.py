"""Count what pages without a text of their own take over, and look for what no form may take over.

    python -m validation.lent                       counts, by lender
    python -m validation.lent --every 20            of every 20th disease
    python -m validation.lent --show MONDO:0019064  what one disease lends, form by form
    python -m validation.lent --draw 60 --seed 7    passages of so many random pages, to be read

Looks at the passages by rules of its own: figures of inheritance, of how many have it, ages at
onset, how it ends, and genes that the form has not. What whoever wrote the page, or the list of
lenders, says of a statement is taken as it is.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator

import django

from rarekin.api.diseases import lookup
from rarekin.api.diseases.lending import Lent, lenders_of
from rarekin.api.diseases.lookup import DiseasePage
from rarekin.api.diseases.wider import WiderText, wider_text
from rarekin.api.making.release import current
from rarekin.model.disease import Fact, Section

_CHANCE = re.compile(
    r"\b(?:1 in [24]|chance of 1|each (?:further )?child (?:of|has|is)|further child)\b",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(r"\b1 in \d[\d,]{2,}|\bper (?:million|100,000)|in 1,000,000\b")
_ONSET = re.compile(r"\b(?:begins|starts|first signs come) (?:\w+ )?(?:at|in|between|before)\b")
_END = re.compile(r"\b(?:die (?:before|within|early)|life expectancy|live as long as)\b")
_GENES = re.compile(r"\bgenes? ((?:[A-Z][A-Z0-9]{2,}\b(?:, | and | or )?)+)")
_SYMBOL = re.compile(r"[A-Z][A-Z0-9]{2,}")
NEVER = {
    "figure of inheritance": _CHANCE,
    "how many have it": _HOW_MANY,
    "age at onset": _ONSET,
    "how it ends": _END,
}
_BY_RULE = (Section.SUMMARY, Section.DIAGNOSIS, Section.FOLLOWUP, Section.LIVING)


def faults_of(page: DiseasePage, text: WiderText) -> Iterator[str]:
    """Yield what a page takes over although it may not hold for the form."""
    if text.ref is None or _is_whole(page, text):
        return
    for fact in _told(text):
        if fact.section in _BY_RULE and fact.for_forms is None:
            for kind, pattern in NEVER.items():
                if pattern.search(fact.text):
                    yield f"{kind}: {page.ref.id} {fact.text[:90]}"
    own = {gene.symbol for gene in page.causal_genes}
    for fact in _told(text):
        named = {one for told in _GENES.findall(fact.text) for one in _SYMBOL.findall(told)}
        if named and named.isdisjoint(own) and fact.for_forms is None:
            yield f"gene of others: {page.ref.id} {fact.text[:90]}"


def _told(text: WiderText) -> Iterator[Fact]:
    for facts in text.facts.values():
        yield from (fact for fact in facts if fact.text)


def _is_whole(page: DiseasePage, text: WiderText) -> bool:
    release = current()
    lent = {one.number: one.lent for one in lenders_of(release, release.number_of(page.ref.id))}
    ref = text.ref
    return ref is not None and lent.get(release.number_of(ref.id)) is Lent.WHOLE


def main() -> int:
    """Print the counts, what one disease lends, or passages to be read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--show", default="")
    parser.add_argument("--draw", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rarekin.web.settings")
    django.setup()
    pairs: Counter[str] = Counter()
    sections: Counter[str] = Counter()
    found: list[str] = []
    lent: list[tuple[DiseasePage, WiderText]] = []
    for id_ in lookup.disease_ids()[:: options.every]:
        page = lookup.disease(id_)
        text = wider_text(page)
        if text.ref is None or (options.show and text.ref.id != options.show):
            continue
        pairs[text.ref.english] += 1
        sections.update({str(section): len(facts) for section, facts in text.facts.items()})
        found += faults_of(page, text)
        lent.append((page, text))
    if options.draw:
        lent = random.Random(options.seed).sample(lent, min(options.draw, len(lent)))
    for page, text in lent if options.show or options.draw else ():
        print(f"== {page.ref.id} {page.ref.english} <- {text.ref.english if text.ref else ''}")
        for fact in _told(text):
            print(f"   {fact.section}: {fact.text}")
    print(f"{sum(pairs.values()):,} pages take over from {len(pairs)}: {dict(sections)}")
    print(f"most: {pairs.most_common(12)}")
    for kind, n in Counter(fault.partition(":")[0] for fault in found).items():
        print(f"  {kind}: {n}")
    for fault in found[:40]:
        print(f"    {fault}")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
