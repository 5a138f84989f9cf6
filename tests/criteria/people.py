"""The catalogue as tests want it, and made-up people whose records say something of its items."""

from dataclasses import replace
from importlib.resources import files

from rarekin.criteria.cases import read_cases
from rarekin.criteria.expression import truth
from rarekin.criteria.hgvs import codon_of
from rarekin.criteria.inference import built_in
from rarekin.criteria.matching import match, truths
from rarekin.criteria.reading import read_set
from rarekin.criteria.twins import read_twin
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
TWINS = {
    path: read_twin((CATALOG / f"{path}.blind.toml").read_text("utf-8"), SETS[path])
    for path in PATHS
}

# Around every limit on an age that a set of the catalogue knows.
AGES = (None, 0.5, 2.0, 5.0, 7.9, 8.0, 12.0, 17.9, 18.0, 19.9, 20.0, 30.0, 39.9, 40.0, 41.0, 50.0)
AGES += (51.0, 60.0)


NEAR = {}


def near_to(id_, hpo):
    if (id_, id(hpo)) not in NEAR:
        i_term = hpo.index_of[id_]
        above = hpo.ancestors(i_term).tolist()
        NEAR[id_, id(hpo)] = (i_term, *above, *hpo.descendants(i_term).tolist())
    return NEAR[id_, id(hpo)]


def random_findings(items, hpo, chance):
    terms = {t for i in items for t in (*i.terms, *i.suggests, *i.against, *i.except_terms)}
    p_seen = chance.choice((0.05, 0.15, 0.35))
    for term in sorted(terms, key=lambda one: (one.id, one.label)):
        if chance.random() < p_seen:
            i_seen = chance.choice(near_to(term.id, hpo))
            state = chance.choice((State.PRESENT, State.EXCLUDED))
            modifiers = chance.choice(((), (), ("HP:0003676",)))
            yield Finding(
                hpo.ids[i_seen], state, chance.choice((None, 0.5, 3.0)), modifiers=modifiers
            )


def random_variants(items, chance, p_found):
    wanted = [item.variant for item in items if item.variant]
    changes = {c for one in wanted for c in (*one.except_changes, *one.only_changes)}
    changes |= {f"p.Gly{codon_of(change)}Trp" for change in changes}
    changes |= {"", "p.Gly5Arg", "c.100C>T p.Arg34Ter"}
    for gene in sorted({gene for one in wanted for gene in one.genes}):
        if chance.random() < p_found:
            yield Variant(
                gene,
                chance.choice(("P", "LP", "VUS", "none")),
                chance.choice(("", "heterozygous", "mosaic")),
                chance.choice(list(ParentalOrigin)),
                chance.choice(sorted(changes)),
            )


def random_quantities(items, chance, p_found):
    limits = {}
    for item in items:
        for limit in item.thresholds:
            limits.setdefault(item.measure, set()).add(limit.value)
    for measure, values in sorted(limits.items()):
        if chance.random() < p_found:
            near = chance.choice(sorted(values)) + chance.choice((-1.0, -0.01, 0.0, 0.01, 1.0))
            yield measure, chance.choice((near, near, float(chance.randrange(12))))


def random_case(criteria_set, hpo, chance, twin=None):
    """Make up a person on whom two transcriptions of a set could come apart, if they do."""
    items = (*criteria_set.items, *(twin.items if twin else ()))
    names = [item.name for item in criteria_set.items]
    p_answered, p_yes, p_found = chance.random(), chance.random(), chance.random()
    p_answered *= chance.choice((0.2, 1.0))
    findings = random_findings(items, hpo, chance) if p_found < 0.7 else ()
    return Case(
        "random",
        findings=tuple({finding.term: finding for finding in findings}.values()),
        sex=chance.choice(list(Sex)),
        age_years=chance.choice(AGES),
        onset_years=chance.choice((None, None, 0.5, 3.0)),
        variants=tuple(random_variants(items, chance, p_found)),
        answers={
            name: State.PRESENT if chance.random() < p_yes else State.EXCLUDED
            for name in names
            if chance.random() < p_answered
        },
        quantities=dict(random_quantities(items, chance, p_found)),
    )


def pushed(case, criteria_set):
    """Answer what the main rule asks so that it holds; the rest of somebody stays as it was."""
    signs = criteria_set.main.when.polarities
    own = {name: sign for name, sign in signs.items() if name in criteria_set.by_name}
    wanted = {1: State.PRESENT, -1: State.EXCLUDED}
    answers = {name: wanted[sign] for name, sign in own.items() if sign}
    return replace(case, answers={**case.answers, **answers})


def turning_points(criteria_set, verdict, hpo, chance, n_walks=60):
    """Yield what is known around points where any single item can turn a verdict."""
    names = [item.name for item in criteria_set.items]
    worked = [w.case for w in CASES[criteria_set.id]]
    for i_walk in range(n_walks):
        someone = chance.choice(worked)
        known = {name: chance.random() < chance.random() for name in names}
        if i_walk % 2:
            seen = truths(match(criteria_set, someone, hpo)[0])
            known = {name: seen[name] or False for name in names}
        else:
            someone = Case("me", sex=chance.choice(list(Sex)), age_years=chance.choice(AGES))
        known = {**built_in(criteria_set, someone), **known}
        wanted = truth(verdict.when, known)
        # Add what does no harm, then take away what is not needed, in any order.
        for to in (wanted is not False, wanted is False):
            for name in chance.sample(names, k=len(names)):
                other = {**known, name: to}
                known = other if truth(verdict.when, other) is wanted else known
        yield known
        for name in names:
            yield {**known, name: not known[name]}
