"""Look through where every page says that its disease belongs, and what it calls its relatives.

    python -m validation.kin                  counts, with examples
    python -m validation.kin --every 20       of every 20th disease

Looks at the pages by rules of its own: words of the titles, genes as the sources word them, the
hierarchy of findings.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import lru_cache

import django

from rarekin.api.diseases import lookup
from rarekin.api.making.release import current
from rarekin.knowledge.lines import above, below
from rarekin.model.identifiers import Curie

Faults = Iterator[str]
_DESCRIBED = 10
_MOST_GENES = 4
_ROOT = Curie("HP:0000118")

_ORGANS = {
    r"neoplas|tumou?r|cancer": ("HP:0002664",),
    r"thrombocytop|hematolog|anemia": ("HP:0001871",),
    r"lymphatic": ("HP:0100763",),
    r"cardiomyopath|cardiac|\bheart": ("HP:0001626",),
    r"retin|macular|optic": ("HP:0000478",),
    r"hearing|deafness|otorhino": ("HP:0000598", "HP:0000366", "HP:0000600"),
    r"neuropath": ("HP:0000707",),
    r"intellectual": ("HP:0000707",),
    r"epilep|ataxia|dystonia": ("HP:0000707",),
    r"\brenal|nephr|kidney": ("HP:0000119",),
    r"pulmonary|\blung": ("HP:0002086",),
    r"\bskin\b|derm(?:al|is)\b|keratoderm": ("HP:0001574",),
    r"\bbone|skelet|osteo|chondro": ("HP:0000924",),
}
_MODES = {
    r"autosomal dominant": {"HP:0000006"},
    r"autosomal recessive": {"HP:0000007"},
    r"x-linked": {"HP:0001417", "HP:0001419", "HP:0001423"},
}
_SINGLE = {"HP:0000006", "HP:0000007", "HP:0001417", "HP:0001419", "HP:0001423"}


@lru_cache(100_000)
def _broader(term: Curie) -> frozenset[Curie]:
    ontology = current().ontology
    if term not in ontology.index_of:
        return frozenset()
    found = ontology.ancestors(ontology.index_of[term]).tolist()
    return frozenset(ontology.ids[i] for i in found)


def _on_record(page: lookup.DiseasePage) -> set[Curie]:
    signs = {f.term for f in page.findings if not f.excluded}
    signs |= {sign.term for sign in page.named_signs}
    return {broader for term in signs for broader in _broader(term)}


def groups_of_another_organ(page: lookup.DiseasePage) -> Faults:
    """Yield groups named for a part of the body of which a described disease has nothing."""
    if sum(not f.excluded for f in page.findings) < _DESCRIBED:
        return
    record = _on_record(page)
    for group in page.groups:
        # What a title denies is looked at below.
        title = group.english.casefold().partition(" without ")[0]
        own = page.ref.english.casefold()
        for words, organs in _ORGANS.items():
            is_of_it = re.search(words, title) and not re.search(words, own) and title not in own
            if is_of_it and record.isdisjoint(organs):
                yield group.english


def groups_of_another_mode(page: lookup.DiseasePage) -> Faults:
    """Yield groups of one mode of inheritance over a disease that has only others."""
    stated = {f.term for f in page.inheritance} & _SINGLE
    for group in page.groups:
        for words, terms in _MODES.items():
            is_of_it = re.search(words, group.english.casefold())
            if is_of_it and stated and not stated & terms and words not in page.ref.english.lower():
                yield group.english


def groups_that_deny(page: lookup.DiseasePage) -> Faults:
    """Yield groups "without intellectual disability" over diseases that often have it."""
    often = {
        broader
        for f in page.findings
        if not f.excluded and (f.low or 0) >= 0.3
        for broader in _broader(f.term)
    }
    for group in page.groups:
        if "without intellectual disability" in group.english and "HP:0001249" in often:
            yield group.english


def raised_chances_as_relatives(page: lookup.DiseasePage) -> Faults:
    """Yield relatives that are only a raised chance."""
    for one in page.relatives:
        if re.search(r"suscepti|predispos", one.english, re.IGNORECASE):
            yield one.english


@lru_cache(20_000)
def _causes(id_: Curie) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    release = current()
    for link in release.genes_of(release.number_of(id_)):
        found[link.symbol].add(link.relation.casefold())
    return found


def relatives_by_chance(page: lookup.DiseasePage) -> Faults:
    """Yield relatives that share one gene of very many, or one that a tumour has changed."""
    own = {gene.symbol for gene in page.causal_genes}
    parents = {one.english.casefold() for one in page.groups}
    for one in page.relatives:
        if any(title in one.english.casefold() for title in parents):
            continue
        genes = _causes(one.id)
        shared = own & set(genes)
        wordings = {w for symbol in shared for w in genes[symbol]}
        if wordings and all("fusion" in w or "somatic" in w for w in wordings):
            yield f"{one.english}: changed in tumours only"
        n_causes = sum(any("disease-causing" in w for w in told) for told in genes.values())
        if shared and n_causes > _MOST_GENES:
            yield f"{one.english}: one gene of {n_causes}"


def forms_as_relatives(page: lookup.DiseasePage) -> Faults:
    """Yield relatives that are forms of the disease, or that it is a form of."""
    release = current()
    own = release.number_of(page.ref.id)
    line = (above(release, own) | below(release, own, 5000)) if page.relatives else frozenset()
    for one in page.relatives:
        if release.number_of(one.id) in line:
            yield one.english


_NUMBERED = re.compile(r"\d+[a-z]{0,2}$|\btype [ivx]+[ab]?$", re.IGNORECASE)


def forms_with_the_genes_of_all(page: lookup.DiseasePage) -> Faults:
    """Yield numbered forms of one gene in OMIM to which an entry of many genes was joined."""
    by_entry: dict[str, set[str]] = defaultdict(set)
    for link in page.genes:
        by_entry[link.disease.partition(":")[0]].add(link.symbol)
    of_omim, of_orphanet = by_entry.get("OMIM", set()), by_entry.get("ORPHA", set())
    others = of_orphanet - of_omim
    if _NUMBERED.search(page.ref.english) and len(of_omim) == 1 and len(others) >= _MOST_GENES:
        yield f"{next(iter(of_omim))} and {len(others)} others"


CHECKS: dict[str, Callable[[lookup.DiseasePage], Faults]] = {
    "group of another part of the body": groups_of_another_organ,
    "group of another mode": groups_of_another_mode,
    "group that denies what it has": groups_that_deny,
    "raised chance as a relative": raised_chances_as_relatives,
    "relative by one gene of many": relatives_by_chance,
    "form as a relative": forms_as_relatives,
    "numbered form with the genes of all": forms_with_the_genes_of_all,
}


def count(every: int) -> tuple[dict[str, list[str]], dict[str, int]]:
    """Return what was found by kind, and how much is said."""
    found: dict[str, list[str]] = {kind: [] for kind in CHECKS}
    said: dict[str, int] = defaultdict(int)
    for id_ in lookup.disease_ids()[::every]:
        page = lookup.disease(id_)
        said["pages"] += 1
        said["pages that belong somewhere"] += bool(page.groups)
        said["groups told"] += len(page.groups)
        said["pages with relatives"] += bool(page.relatives)
        said["relatives told"] += len(page.relatives)
        for kind, check in CHECKS.items():
            found[kind] += [f"{id_} {page.ref.english}: {fault}" for fault in check(page)]
    return found, dict(said)


def main() -> int:
    """Read the pages and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--show", type=int, default=4)
    options = parser.parse_args()
    if options.home:
        os.environ["RAREKIN_HOME"] = options.home
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rarekin.web.settings")
    django.setup()
    found, said = count(options.every)
    print(f"release {current().version}: " + ", ".join(f"{n:,} {what}" for what, n in said.items()))
    for kind, faults in found.items():
        print(f"{kind}: {len(faults)}")
        for fault in faults[: options.show]:
            print(f"    {fault}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
