"""The catalogue as tests want it, and made-up people whose records say something of its items."""

import tomllib
from importlib.resources import files

from rarekin.criteria.cases import read_cases
from rarekin.criteria.reading import read_set
from rarekin.model.case import Case, Finding, ParentalOrigin, Sex, State, Variant

CATALOG = files("rarekin.criteria") / "catalog"
PATHS = sorted(
    f"{folder.name}/{file.name.removesuffix('.cases.toml')}"
    for folder in CATALOG.iterdir()
    for file in folder.iterdir()
    if file.name.endswith(".cases.toml")
)
SETS = {path: read_set((CATALOG / f"{path}.toml").read_text("utf-8")) for path in PATHS}
CASES = {path: read_cases((CATALOG / f"{path}.cases.toml").read_text("utf-8")) for path in PATHS}
TWINS = {path: CATALOG / f"{path}.blind.toml" for path in PATHS}
BLIND = {p: tomllib.loads(f.read_text("utf-8")) for p, f in TWINS.items() if f.is_file()}


def random_findings(criteria_set, hpo, chance):
    for item in criteria_set.items:
        for term in (*item.terms, *item.suggests, *item.against):
            if chance.random() < 0.35:
                i_term = hpo.index_of[term.id]
                near = chance.choice((*hpo.ancestors(i_term), *hpo.descendants(i_term)))
                state = chance.choice((State.PRESENT, State.EXCLUDED))
                yield Finding(hpo.ids[near], state, chance.choice((None, 0.5, 3.0)))


def random_case(criteria_set, hpo, chance):
    items = criteria_set.items
    p_answered, p_yes, p_found = chance.random(), chance.random(), chance.random()
    findings = random_findings(criteria_set, hpo, chance) if p_found < 0.6 else ()
    return Case(
        "random",
        findings=tuple({finding.term: finding for finding in findings}.values()),
        sex=chance.choice(list(Sex)),
        age_years=chance.choice((None, 0.5, 2.0, 12.0, 19.0, 20.0, 40.0, 60.0)),
        variants=tuple(
            Variant(
                gene,
                chance.choice(("P", "LP", "VUS", "none")),
                chance.choice(("", "mosaic")),
                chance.choice(list(ParentalOrigin)),
            )
            for gene in sorted({g for item in items if item.variant for g in item.variant.genes})
            if chance.random() < p_found
        ),
        answers={
            item.name: State.PRESENT if chance.random() < p_yes else State.EXCLUDED
            for item in items
            if chance.random() < p_answered
        },
        quantities={
            item.measure: float(chance.randrange(12))
            for item in items
            if item.thresholds and chance.random() < p_found
        },
    )
