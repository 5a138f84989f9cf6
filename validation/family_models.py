"""Which inheritance model every disease page leads to, and whether that contradicts the page.

::

    RAREKIN_HOME=... python validation/family_models.py [--list]

Prints, for the active release, how many pages lead to each model or statement, and counts the
contradictions: a general dominant model where the parent of origin decides, or where no allele
is handed on (uniparental disomy, a mosaic, a piece of a chromosome, mitochondrial DNA); and a
model whose mode is not among the page's modes; a general model where the change is new in most
who have it, where the title names a raised chance, or where it can lie in mitochondria; and
models made for a disease, or for its forms, to which its page does not lead. Then runs every model
on six families and checks
the order of magnitude against an enumeration that shares no code with the engine.
"""

from __future__ import annotations

import argparse
import itertools
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from rarekin.api.diseases import lookup
from rarekin.api.diseases.lookup import DiseasePage
from rarekin.api.family.leads import leads_of
from rarekin.api.family.risk import RiskModel, family_risk, models
from rarekin.errors import InputError
from rarekin.model.case import Sex, State
from rarekin.model.family import Family
from rarekin.model.person import AFFECTED, GeneticTest, Person, Phenotype, TestResult
from rarekin.risk.models import ModelPhenotype

# Written out here, not taken from the product: genes whose disease depends on the parent.
ORIGIN_GENES = {
    "SDHD", "SDHAF2", "UBE3A", "MAGEL2", "MKRN3", "DLK1", "CDKN1C", "IGF2", "KCNK9", "SGCE",
    "PLAGL1", "GNAS", "STX16", "MEG3", "RTL1",
}  # fmt: skip
ORIGIN_NAMES = re.compile(
    "angelman|prader-willi|beckwith-wiedemann|silver-russell|temple syndrome|kagami-ogata", re.I
)
NO_ALLELE = re.compile(
    r"uniparental|\bmosaic|trisomy|monosomy|\d[pq]\S* (micro)?(deletion|dup)", re.I
)
# Written out as well: loss of a piece of mitochondrial DNA, in one person of a family.
SINGLE_DELETIONS = {"MONDO:0010797", "MONDO:0010787"}
# One gene decides in malignant hyperthermia and in breast and ovarian cancer of families.
RAISED = re.compile(
    r"^(?!malignant hyperthermia|breast-ovarian).*susceptibility to(, (X-linked )?\d+)?$"
    r"|^susceptibility to",
    re.I,
)
MODE_OF = {
    "ad": "HP:0000006",
    "ar": "HP:0000007",
    "xr": "HP:0001419",
    "xd": "HP:0001423",
    "yl": "HP:0001450",
    "mt": "HP:0001427",
}


def contradictions(page: DiseasePage) -> Iterator[str]:
    """Yield what is wrong with where a page leads."""
    slugs = {lead.query.partition("=")[2] for lead in leads_of(page)}
    modes = {mode.term for mode in page.inheritance if not mode.excluded}
    genes = {link.symbol for link in page.genes}
    dominant = slugs & {"ad", "xd"}
    if dominant and "HP:0000006" in modes and len(genes) == 1 and genes <= ORIGIN_GENES:
        yield "dominant, though the parent of origin decides (gene)"
    if dominant and (not genes or genes & ORIGIN_GENES) and ORIGIN_NAMES.search(page.ref.label):
        yield "dominant, though the parent of origin decides (name)"
    if slugs & {"ad"} and NO_ALLELE.search(page.ref.label):
        yield "dominant, though no allele is handed on"
    if "HP:0001427" in modes and slugs & {"ad", "ar", "xr", "xd"} and len(modes) == 1:
        yield "an allele, though mitochondrial"
    yield from misleading(page, slugs, modes)
    for slug in slugs & MODE_OF.keys():
        # Where the whole has no mode on record, every form has to have this one alone.
        of_forms = {tuple(page.form_modes.get(child.id, ())) for child in page.children}
        is_of_every_form = not modes and of_forms == {(MODE_OF[slug],)}
        if MODE_OF[slug] not in modes and not is_of_every_form:
            yield "a general model whose mode is not on record"


def misleading(page: DiseasePage, slugs: set[str], modes: set[str]) -> Iterator[str]:
    """Yield where the first answer of a family would frighten or soothe without ground."""
    is_new = page.modes.seldom is not None and page.modes.seldom.value == "new"
    if is_new and slugs & {"ad", "xd"}:
        yield "1 in 2 to begin with, though the change is new in most"
    if slugs & MODE_OF.keys() and RAISED.search(page.ref.label):
        yield "a general model of a raised chance"
    symbols = {link.symbol for link in page.genes} | {symbol for symbol, _n in page.form_genes}
    if slugs & {"ad", "ar"} and "HP:0001427" in modes and any(s[:3] == "MT-" for s in symbols):
        yield "an allele, though it can lie in mitochondria"
    if slugs & {"mt", "mitochondrial"} and page.ref.id in SINGLE_DELETIONS:
        yield "every child, though single deletions are new"


def unled(page: DiseasePage) -> Iterator[str]:
    """Yield what a page should lead to and does not.

    A model made for the disease; and, of a disease of several genes, the models of its forms,
    unless one that weighs these genes, or a statement by cause, stands in their place.
    """
    leads = {lead.query.partition("=")[2] for lead in leads_of(page)}
    weighed = {slug for m in models() if m.slug in leads for slug, _ in m.one_of}
    is_stated = any(not lead.is_computed for lead in leads_of(page))
    genes = {link.symbol for link in page.genes}
    forms = {child.id for child in page.children}
    modes = {mode.term for mode in page.inheritance if not mode.excluded}
    for one in models():
        if one.slug in leads | weighed:
            continue
        if page.ref.id in one.diseases:
            yield f"made for it: {one.slug}"
        if page.ref.id in MILDER:
            continue
        is_form = bool(forms & set(one.diseases) and genes & set(one.genes))
        if is_form and "HP:0000006" in modes and not (is_stated or leads & SPECIAL):
            yield f"made for a form: {one.slug}"


MILDER = {"MONDO:0016362"}
"""Attenuated polyposis begins later than the curve of the classic form says."""

SPECIAL = {m.slug for m in models() if m.diseases}


def scan_pages() -> tuple[Counter[str], Counter[str], list[tuple[str, str, str]]]:
    """Count leads and contradictions over all pages of the active release."""
    leads: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    listed = []
    for id_ in lookup.disease_ids():
        page = lookup.disease(id_)
        leads.update([lead.query for lead in leads_of(page)] or ["nowhere"])
        for kind in (*contradictions(page), *unled(page)):
            wrong[kind] += 1
            listed.append((id_, page.ref.label, kind))
    return leads, wrong, listed


HEALTHY = {AFFECTED: Phenotype(State.EXCLUDED)}
ILL = {AFFECTED: Phenotype(State.PRESENT)}
FOUND = (GeneticTest(TestResult.HETEROZYGOUS),)
FREE = (GeneticTest(TestResult.NEGATIVE),)


def couple(mother: Mapping[str, object], father: Mapping[str, object], *children: Person) -> Family:
    """Return two parents and their children."""
    return Family(
        (
            Person("mother", Sex.FEMALE, **mother),  # type: ignore[arg-type]
            Person("father", Sex.MALE, **father),  # type: ignore[arg-type]
            *children,
        )
    )


def child(id_: str, sex: Sex = Sex.UNKNOWN, **said: object) -> Person:
    """Return a child of the couple."""
    return Person(id_, sex, "mother", "father", **said)  # type: ignore[arg-type]


FAMILIES: dict[str, Family] = {
    "mother carries": couple({"tests": FOUND}, {"tests": FREE}, child("next")),
    "father carries": couple({"tests": FREE}, {}, child("next")),
    "both tested free, one ill": couple(
        {"tests": FREE}, {"tests": FREE}, child("ill", Sex.MALE, phenotypes=ILL), child("next")
    ),
    "healthy parents, one ill": couple(
        {"phenotypes": HEALTHY, "age_years": 40.0},
        {"phenotypes": HEALTHY, "age_years": 40.0},
        child("ill", Sex.MALE, phenotypes=ILL),
        child("next"),
    ),
    "healthy, no age": couple({"tests": FOUND}, {"tests": FREE}, child("next", phenotypes=HEALTHY)),
    "nothing known": couple({}, {}, child("next")),
}


def check_models() -> Iterator[tuple[str, str, str]]:
    """Yield what is out of order: a chance outside its range, or of the wrong size."""
    for one in models():
        for name, family in FAMILIES.items():
            if not _can_be(one, name):
                continue
            try:
                risk = family_risk(family, one.slug)
            except InputError:
                # Without new changes or phenocopies an ill child of two free parents is none.
                if name != "both tested free, one ill" or _parameter(one, _NEW, 0):
                    yield one.slug, name, "refused"
                continue
            following = risk.person("next")
            found = following.p_carrier_between
            low = found.low if found else following.p_carrier
            high = found.high if found else following.p_carrier
            if not 0 <= low <= following.p_carrier <= high <= 1:
                yield one.slug, name, f"{following.p_carrier:g} not in {low:g} to {high:g}"
            wanted = EXPECTED[name](one)
            if wanted and not (wanted[0] <= high and low <= wanted[1]):
                yield (
                    one.slug,
                    name,
                    f"{low:g} to {high:g}, expected {wanted[0]:g} to {wanted[1]:g}",
                )


def _can_be(one: RiskModel, name: str) -> bool:
    if one.locus == "copies":
        return "carries" in name or name == "nothing known"
    # Nobody finds a change of the Y in a woman.
    return one.locus != "y" or FAMILIES[name].person("mother").tests != FOUND


_NEW = "mutation_rate_father"


def _parameter(one: RiskModel, slug: str, end: int) -> float:
    for parameter in one.parameters:
        if parameter.slug == slug:
            return parameter.between[end] if parameter.between else parameter.default or 0.0
    return 0.0


def _after_new(one: RiskModel) -> tuple[float, float] | None:
    if not any(p.slug == "new_from_mosaic" for p in one.parameters) or one.locus == "x":
        return None
    if any(_is_common(one, phenotype) for phenotype in one.phenotypes):
        return None  # one ill child then says next to nothing
    ends = [
        _parameter(one, "new_from_mosaic", end) * _parameter(one, "mosaic_share", end)
        for end in (0, 1)
    ]
    # Looking the same without a change makes it less.
    return ends[0] * 0.85, ends[1] * 1.02 + 1e-5


def _is_common(one: RiskModel, phenotype: ModelPhenotype) -> bool:
    free = phenotype.chance.get("none", 0.0)
    return (_parameter(one, free, 1) if isinstance(free, str) else free) > 0.001


def _half(one: RiskModel) -> tuple[float, float] | None:
    if one.locus == "mitochondrial":
        return 1.0, 1.0
    return None if one.locus == "copies" else (0.499, 0.6)


def _anything(_: RiskModel) -> None:
    return None


EXPECTED: dict[str, Callable[[RiskModel], tuple[float, float] | None]] = {
    "mother carries": _half,
    "father carries": _anything,
    "both tested free, one ill": _after_new,
    "healthy parents, one ill": _anything,
    "healthy, no age": _anything,
    "nothing known": _anything,
}


def main() -> int:
    """Print the counts; exit with 1 where something contradicts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", action="store_true", help="list every contradiction")
    arguments = parser.parse_args()
    leads, wrong, listed = scan_pages()
    for query, n in leads.most_common():
        print(f"{n:6} {query}")
    for kind, n in wrong.items():
        print(f"WRONG {n:6} {kind}")
    for row in itertools.chain(listed if arguments.list else (), faults := list(check_models())):
        print(*row, sep="\t")
    print(f"{sum(wrong.values())} contradictions, {len(faults)} of {len(models())} models at fault")
    return bool(wrong or faults)


if __name__ == "__main__":
    sys.exit(main())
