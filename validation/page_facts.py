"""Look on every disease page for facts that mislead: one count a kind, and what was found.

    python -m validation.page_facts [--home DIR] [--every N] [--show N]

Kinds: a gene called a cause that a source calls something else; no cause though a form has one;
people who were not asked counted as having a sign; a publication counted twice; contradictory
inheritance, or none although the forms have it; sons told like daughters; a chance where nothing
is handed on; treatments nobody read; names that are former, hurtful, of another disease or none;
"rare" without a list; traits as diseases; one title on two pages; signs that are none; ages of
onset that contradict each other unsaid.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import pairwise

import django

from rarekin.api.diseases import lookup
from rarekin.api.diseases.findings import described_by_disease
from rarekin.api.diseases.rollup import entries_below
from rarekin.api.making.release import current
from rarekin.knowledge.name_kinds import kind_of_name, level_by_title
from rarekin.knowledge.names import name_key
from rarekin.knowledge.tumours import is_tumour
from rarekin.model.citations import Checked
from rarekin.model.disease import Level, NameKind, Section
from rarekin.model.genes import GeneRole, role_of
from rarekin.model.identifiers import Curie

Faults = Iterator[str]
_FAR_APART = ("1 in 2 ", "1 in 4 ")


def genes_called_causes(page: lookup.DiseasePage) -> Faults:
    """Yield genes that are called a cause although every source that says why says otherwise."""
    from rarekin.web.atlas.pages.linked_data import linked_data
    from rarekin.web.atlas.telling.compose import which_genes

    roles: dict[str, set[GeneRole]] = defaultdict(set)
    for link in page.genes:
        roles[link.symbol].add(role_of(link.relation))
    innocent = {
        symbol
        for symbol, said in roles.items()
        if said - {GeneRole.UNSTATED} and GeneRole.CAUSE not in said
    }
    data = json.loads(str(linked_data(page, ())))
    named = {cause["name"] for cause in data.get("cause", ())}
    causing = " ".join(
        s.text for s in which_genes(page) if "cause it:" in s.text and "not" not in s.text
    )
    for symbol in sorted(innocent):
        if symbol in named or symbol in causing.replace(",", " ").replace(".", " ").split():
            yield symbol


def no_cause_though_a_form_has_one(page: lookup.DiseasePage) -> Faults:
    """Yield forms whose gene the page does not tell."""
    if page.genes or page.form_genes or page.chromosome:
        return
    release = current()
    for form in entries_below(release, release.number_of(page.ref.id)):
        links = release.genes_of(form)
        numbered = {link.symbol for link in links if link.disease.startswith("OMIM:")}
        n_entries = len({link.disease for link in links if link.disease.startswith("OMIM:")})
        is_stated = any(role_of(link.relation) is GeneRole.CAUSE for link in links)
        if is_stated or len(numbered) == 1 == n_entries:
            yield str(release.disease_ids()[form])
            return


def not_asked_counted(page: lookup.DiseasePage) -> Faults:
    """Yield signs that everybody asked had, where the publication describes more people."""
    everybody = described_by_disease(current()).get(page.ref.id, {})
    for finding in page.findings:
        for row in finding.rows:
            n_all = sum(everybody.get(work, 0) for work in row.references)
            is_silent = row.denominator and row.numerator == row.denominator < n_all
            if is_silent and (finding.denominator or 0) < n_all and not _denies(finding, row):
                yield f"{finding.label} {finding.numerator}/{finding.denominator}, {n_all} people"
                break


def _denies(finding: lookup.AnnotatedFinding, row: object) -> bool:
    """Tell whether another row of the same works says who lacked the sign."""
    works = set(row.references)  # type: ignore[attr-defined]
    return any(
        r.denominator and r.numerator != r.denominator and works & set(r.references)
        for r in finding.rows
    )


def counted_twice(page: lookup.DiseasePage) -> Faults:
    """Yield signs whose people are the sum of two readings of the same publication."""
    for finding in page.findings:
        by_work: dict[str, dict[str, int]] = defaultdict(Counter)
        rows = [r for r in finding.rows if r.denominator]
        for row in rows:
            if len(row.references) == 1 and row.references[0].startswith("PMID:"):
                by_work[row.references[0]][row.source] += row.denominator or 0
        twice = sum(sum(n.values()) - max(n.values()) for n in by_work.values())
        if twice and (finding.n_asked or 0) > sum(r.denominator or 0 for r in rows) - twice:
            yield finding.label


def contradictory_inheritance(page: lookup.DiseasePage) -> Faults:
    """Yield what contradicts itself, or promises a chance where the change is nearly always new."""
    from rarekin.api.family.leads import models_of
    from rarekin.web.atlas.telling.compose import how_it_is_inherited
    from rarekin.web.atlas.telling.passing_on import family_of

    text = " ".join(s.text for s in how_it_is_inherited(page))
    if all(chance in text for chance in _FAR_APART):
        yield "two chances side by side"
    # A chance in some families, where changes in a tumour are new, promises nothing to others:
    # then no picture and no way to a computed chance may promise it either.
    is_for_all = "In some families" not in text
    leads_on = family_of(page) or models_of(page)
    if "1 in 2 " in text and (page.chromosome or page.modes.is_mostly_new):
        if is_for_all:
            yield "a chance for a change that is nearly always new"
        elif leads_on:
            yield "a chance of some families drawn or computed for all"
    if page.modes.gives_no_chance and (leads_on or any(c in text for c in _FAR_APART)):
        yield "a chance where nobody can give one"
    if not text and page.modes.of_forms:
        yield "none said although the forms have one"


_RECESSIVE = ("1 in 4", "one in four", "25 in 100", "both parents", "both copies", "recessive")
_DOMINANT = ("1 in 2", "one in two", "half", "50 in 100", "dominant")
_SAID_OF = {"recessive": _RECESSIVE, "dominant": _DOMINANT, "new": ("new", *_DOMINANT)}


def written_against_the_mode(page: lookup.DiseasePage) -> Faults:
    """Yield chances that are drawn beside a written text that does not speak of them."""
    from rarekin.web.atlas.telling.passing_on import family_of

    facts = page.facts.get(Section.INHERITANCE, ())
    text = " ".join(f.text for f in facts if f.text and not f.quoted).casefold()
    words = _SAID_OF.get(family_of(page), ())
    if text and words and not any(word in text for word in words):
        yield f"{family_of(page)} beside: {text[:80]}"


def treatments_nobody_read(page: lookup.DiseasePage) -> Faults:
    """Yield medical actions shown as treatment unread, and warnings that deny an abstaining."""
    from rarekin.web.atlas.sections.care import actions_on_record
    from rarekin.web.atlas.sections.marks import Marks

    unread = {
        str(f.value.get("label", "")).casefold()
        for f in page.facts.get(Section.TREATMENT, ())
        if f.kind == "treatment" and f.checked is not Checked.READ
    }
    for statement in actions_on_record(page, Marks(page.sources)):
        for row in statement.rows:
            if any(label and str(row[0]).casefold().startswith(label) for label in unread):
                yield str(row[0])
    for fact in page.facts.get(Section.SAFETY, ()):
        if fact.kind == "treatment" and "avoid" in fact.text.casefold():
            yield fact.text


def names_that_are_none(page: lookup.DiseasePage) -> Faults:
    """Yield names shown as names in use that are former, hurtful or no names."""
    for name in page.names:
        if name.language == "en" and name.kind.is_current and name.text != page.ref.label:
            kind, _text = kind_of_name(name.text, page.ref.label)
            if kind:
                yield f"{name.text} ({kind.value})"


@cache
def _ids_by_title(version: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for id_, label in current().rows("SELECT id, label FROM disease"):
        found[name_key(label)].add(str(id_))
    return found


def names_of_others(page: lookup.DiseasePage) -> Faults:
    """Yield names given as names in use that are the title of another disease."""
    titles = _ids_by_title(current().version)
    for name in page.names:
        shown = name.kind in (NameKind.EXACT, NameKind.ABBREVIATION) and name.language == "en"
        whose = titles.get(name_key(name.text), set())
        if shown and name.source != "curated" and whose and page.ref.id not in whose:
            yield f"{name.text}: {min(whose)}"


_LOST = re.compile(
    r"[^.]*\b(?:lethal(?:ity)?[^.]{0,40}\bmales?|males?[^.]{0,80}(?:lethal|die before birth"
    r"|before or soon after birth)|only (?:in )?females|exclusively (?:in )?females)\b[^.]*\.",
    re.IGNORECASE,
)
_ON_X_TERMS = frozenset({"HP:0001417", "HP:0001423"})


def lost_sons_unsaid(page: lookup.DiseasePage) -> Faults:
    """Yield X-linked diseases that a text calls lethal in males, told as if sons were alike."""
    leading = page.modes.leading
    if leading is None or leading.term not in _ON_X_TERMS or page.sons or page.modes.seldom:
        return
    facts = [f for group in page.facts.values() for f in group if f.quoted and f.text]
    if found := next((m[0] for f in facts if (m := _LOST.search(f.text))), ""):
        yield " ".join(found.split())[:120]


_SELDOM_HANDED_ON = re.compile(
    r"\b(?:infection|infectious|embryopathy|fetopathy|poisoning|intoxication|acquired"
    r"|fetal alcohol|drug-induced|teratogen\w*)\b",
    re.IGNORECASE,
)


def chance_where_none_is_handed_on(page: lookup.DiseasePage) -> Faults:
    """Yield pictures and calculators of tumours, infections, poisons, and of no gene on record."""
    from rarekin.api.family.leads import models_of
    from rarekin.web.atlas.telling.passing_on import family_of

    general = [one.slug for one in models_of(page) if not one.diseases and not one.genes]
    title = page.ref.english
    is_of_outside = _SELDOM_HANDED_ON.search(title) and not page.causal_genes
    if (family_of(page) or general) and (is_tumour(title) or is_of_outside):
        yield f"{family_of(page)} {general}"
    if page.rests_on_families and (family_of(page) or general):
        yield f"no gene on record: {family_of(page)} {general}"


def hurtful_titles(page: lookup.DiseasePage) -> Faults:
    """Yield titles that hurt, for which no source has another."""
    if kind_of_name(page.ref.label, "")[0] is NameKind.HURTFUL:
        yield page.ref.label


def rare_without_a_list(page: lookup.DiseasePage) -> Faults:
    """Yield the sentence that says so."""
    from rarekin.web.atlas.telling.compose import what_kind

    first = what_kind(page)[0].text
    if "rare disease" in first.replace(page.ref.label, "") and not page.is_rare:
        yield first


def traits_as_diseases(page: lookup.DiseasePage) -> Faults:
    """Yield entries whose title says that they are no disease."""
    if page.ref.level.is_disease:
        in_orphanet = [Curie("ORPHA:1")] if any("ORPHA:" in m.object for m in page.ids) else []
        found = level_by_title(page.ref.label, Level.UNKNOWN, in_orphanet, len(page.findings))
        if found is not Level.UNKNOWN:
            yield page.ref.label


def signs_that_are_none(page: lookup.DiseasePage) -> Faults:
    """Yield signs nobody has, broader ones denied beside a narrower one, the disease itself."""
    ontology = current().ontology
    called = name_key(page.ref.label)
    present: set[int] = set()
    for finding in page.findings:
        if finding.excluded:
            continue
        present.update(ontology.ancestors(ontology.index_of[finding.term]).tolist())
        if finding.frequency == 0 or finding.numerator == 0:
            yield f"nobody: {finding.label}"
        if name_key(finding.label) == called:
            yield f"itself: {finding.label}"
    for finding in page.findings:
        if finding.excluded and ontology.index_of[finding.term] in present:
            yield f"denied beside a narrower one: {finding.label}"


_ONE_SEX_WORDS = ("cryptorchidism", "hypospadias", "micropenis", "amenorrhea", "azoospermia")


def shares_of_the_wrong_people(page: lookup.DiseasePage) -> Faults:
    """Yield signs of one sex that are told as a share of everybody."""
    for finding in page.findings:
        if not finding.sex and any(w in finding.label.casefold() for w in _ONE_SEX_WORDS):
            yield finding.label


def onset_disputed_unsaid(page: lookup.DiseasePage) -> Faults:
    """Yield ages that contradict each other where the page does not say who says what."""
    from rarekin.web.atlas.telling.compose import when_it_begins

    if page.onset_is_disputed and len(when_it_begins(page)) < len(page.onset_accounts):
        yield "unsaid"


CHECKS: dict[str, Callable[[lookup.DiseasePage], Faults]] = {
    "3 gene called a cause": genes_called_causes,
    "4 no cause though a form has one": no_cause_though_a_form_has_one,
    "8 who was not asked counted as having it": not_asked_counted,
    "9 a publication counted twice": counted_twice,
    "10 contradictory inheritance": contradictory_inheritance,
    "10 written text against the mode": written_against_the_mode,
    "12 treatment nobody read": treatments_nobody_read,
    "13 name that is none": names_that_are_none,
    "13 title of another disease as a name": names_of_others,
    "13 hurtful title": hurtful_titles,
    "10 sons told like daughters": lost_sons_unsaid,
    "10 chance where nothing is handed on": chance_where_none_is_handed_on,
    "14 rare without a list": rare_without_a_list,
    "14 trait as a disease": traits_as_diseases,
    "16 sign that is none": signs_that_are_none,
    "16 share of the wrong people": shares_of_the_wrong_people,
    "17 onset disputed unsaid": onset_disputed_unsaid,
}


_ON_X = {"HP:0001417", "HP:0001419", "HP:0001423"}
_ON_OTHERS = {"HP:0000006", "HP:0000007"}


def modes_against_the_gene(pages: Iterable[lookup.DiseasePage]) -> Iterator[str]:
    """Yield diseases whose mode puts their only gene on another chromosome than others do."""
    told: dict[str, list[tuple[bool, lookup.DiseasePage]]] = defaultdict(list)
    for page in pages:
        leading, genes = page.modes.leading, page.causal_genes
        if leading is not None and len(genes) == 1 and leading.term in _ON_X | _ON_OTHERS:
            told[genes[0].symbol].append((leading.term in _ON_X, page))
    for symbol, said in told.items():
        n_on_x = sum(is_on_x for is_on_x, _page in said)
        if 0 < n_on_x < len(said):
            seldom = 2 * n_on_x <= len(said)
            is_even = 2 * n_on_x == len(said)
            for _one, page in (pair for pair in said if is_even or pair[0] == seldom):
                yield f"{page.ref.id} {page.ref.label}: {symbol}"


def same_titles() -> Iterator[str]:
    """Yield titles that two entries bear."""
    rows = sorted(
        (" ".join(label.casefold().split()), id_)
        for id_, label in current().rows("SELECT id, label FROM disease")
    )
    for (title, one), (next_title, other) in pairwise(rows):
        if title == next_title:
            yield f"{title}: {one}, {other}"


def count(every: int) -> tuple[dict[str, list[str]], int]:
    """Return what was found by kind, and how many pages were read."""
    found: dict[str, list[str]] = {kind: [] for kind in CHECKS}
    ids = lookup.disease_ids()[::every]
    pages = []
    for id_ in ids:
        page = lookup.disease(id_)
        pages.append(page)
        for kind, check in CHECKS.items():
            found[kind] += [f"{id_} {page.ref.label}: {fault}" for fault in check(page)]
    found["10 mode against the gene"] = list(modes_against_the_gene(pages))
    found["15 one title on two pages"] = list(same_titles())
    return found, len(ids)


def main() -> int:
    """Read the pages and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--show", type=int, default=5)
    options = parser.parse_args()
    if options.home:
        os.environ["RAREKIN_HOME"] = options.home
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rarekin.web.settings")
    django.setup()
    found, n_pages = count(options.every)
    print(f"release {current().version}, {n_pages} pages")
    for kind, faults in found.items():
        n_of = len({fault.partition(":")[0] + fault.partition(":")[2][:7] for fault in faults})
        print(f"{kind}: {len(faults)} on {min(n_of, len(faults))} pages")
        for fault in faults[: options.show]:
            print(f"    {fault}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
