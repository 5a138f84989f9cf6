"""The ranking model written down as plainly as possible: dictionaries and loops."""

import math

from rarekin.model.case import Case
from rarekin.model.disease import Annotation
from rarekin.model.ontology import Ontology
from rarekin.rank.parameters import RankParameters

CLASSES = {"HP:0040280": 1.0, "HP:0040281": 0.895, "HP:0040282": 0.545, "HP:0040283": 0.17,
           "HP:0040284": 0.025, "HP:0040285": 0.0}  # fmt: skip


def share(a: Annotation) -> float | None:
    if a.excluded:
        return 0.0
    return a.frequency if a.frequency is not None else CLASSES.get(a.frequency_term)


def one_frequency(rows: list[Annotation], p: RankParameters) -> float:
    counted = [a for a in rows if a.denominator]
    shares = [s for a in rows if not a.denominator and (s := share(a)) is not None]
    silent = any(share(a) is None for a in rows if not a.denominator)
    seen = sum(0 if a.excluded else min(a.numerator or 0, a.denominator) for a in counted)
    seen += p.class_weight * sum(shares)
    of = sum(a.denominator for a in counted) + p.class_weight * len(shares)
    if not (seen or silent):
        return 0.0
    f = (seen + p.pseudo_count / 2) / (of + p.pseudo_count) if of else p.frequency_missing
    return min(f, 0.99)


def pooled(annotations: list[Annotation], canonical: dict, p: RankParameters) -> dict:
    groups: dict = {}
    for a in annotations:
        if a.aspect == "P":
            groups.setdefault((canonical.get(a.disease, a.disease), a.term), []).append(a)
    result: dict = {}
    for (disease, term), rows in groups.items():
        f = one_frequency(rows, p)
        if f > 0:
            result.setdefault(disease, {})[term] = f
    return result


def nearest(term: str, above: dict, used: set, background: dict) -> str:
    if term in used:
        return term
    return min((a for a in above[term] if a in used), key=background.__getitem__)


def cosine(one: dict, other: dict, information) -> float:
    shared = one.keys() & other.keys()
    both = sum(information(t) * math.sqrt(one[t] * other[t]) for t in shared)
    lengths = [math.sqrt(sum(information(t) * f for t, f in x.items())) for x in (one, other)]
    return both / (lengths[0] * lengths[1]) if both > 0 else 0.0


def mean_of_others(held: dict, information, d: str, term: str) -> float:
    weight = {e: cosine(held[d], held[e], information) ** 2 for e in held if e != d}
    total = sum(weight.values())
    return sum(w * held[e].get(term, 0.0) for e, w in weight.items()) / total if total else 0.0


class World:
    """What the annotations alone decide: findings in use, how common they are, who is alike."""

    def __init__(self, ontology: Ontology, stated: dict, p: RankParameters) -> None:
        ids = ontology.ids
        self.p = p
        self.above = {t: [ids[i] for i in ontology.ancestors(k)] for k, t in enumerate(ids)}
        self.parents = {t: [ids[i] for i in ontology.parents(k)] for k, t in enumerate(ids)}
        self.held = self.with_ancestors(stated)
        self.used = {t for own in self.held.values() for t in own}
        n_diseases = len(self.held)
        self.background = {
            t: max(sum(own.get(t, 0.0) for own in self.held.values()) / n_diseases,
                   p.background_floor)
            for t in self.used
        }  # fmt: skip

    def with_ancestors(self, profiles: dict) -> dict:
        held: dict = {d: {} for d in profiles}
        for d, own in profiles.items():
            for term, f in own.items():
                for a in self.above[term]:
                    held[d][a] = max(held[d].get(a, 0.0), f)
        return held

    def nearest(self, term: str) -> str:
        return nearest(term, self.above, self.used, self.background)

    def information(self, t: str) -> float:
        return max(-math.log(self.background[t]), 0.0)

    def ratio(self, own: dict, term: str) -> float:
        if term in own:
            return own[term] / self.background[term]
        factors = {t: self.p.decay if t in own else self.p.decay_further
                   for t in self.parents[term]}  # fmt: skip
        return max((factors[t] * self.ratio(own, t) for t in self.parents[term]), default=0.0)

    def reports(self, case: Case) -> set:
        """Terms that a case reports, with all above them."""
        return {a for t in case.present for a in self.above[self.nearest(t)]}

    def with_cases(self, own: dict, cases: list[Case]) -> dict:
        """What annotations hold, moved towards what cases report."""
        p, n = self.p, len(cases)
        w = n / (n + p.case_weight)
        seen: dict = {}
        for case in cases:
            for term in self.reports(case):
                seen[term] = seen.get(term, 0) + 1 / n
        return {
            t: (1 - w) * own.get(t, 0.0)
            + w * n / (n + 1) * min(p.case_scale * seen.get(t, 0.0), 0.99)
            for t in own.keys() | seen.keys()
        }

    def scores(self, held: dict, annotated: dict, present: list) -> dict[str, float]:
        p = self.p
        terms = {self.nearest(term) for term in present}

        def one(d: str, q: str) -> float:
            borrowed = p.borrow * mean_of_others(self.held, self.information, d, q)
            share = max(self.ratio(held[d], q), borrowed / self.background[q])
            mentioned = math.log(1 - p.p_mention * held[d].get(q, 0.0))
            return math.log((1 - p.noise) * share + p.noise) - mentioned

        return {
            d: sum(math.log(1 - p.p_mention * held[d].get(t, 0.0)) for t in own)
            + sum(one(d, q) for q in terms)
            for d, own in annotated.items()
        }


class Release:
    """A world into which published cases have been compiled."""

    def __init__(
        self, ontology: Ontology, rows: list[Annotation], canonical: dict, p: RankParameters,
        cases: list[Case] = (),
    ) -> None:  # fmt: skip
        stated = [a for a in rows if a.source != "phenopacket_store"]
        self.annotated = pooled(stated, canonical, p)
        self.p = p
        self.canonical = canonical
        self.world = World(ontology, self.annotated, p)
        own: dict = {d: [] for d in self.annotated}
        for case in cases:
            named = {canonical.get(d, d) for d in case.diseases}
            if len(named) == 1 and case.present and not own.keys().isdisjoint(named):
                own[named.pop()].append(case)
        papers = {d: {r for c in some for r in c.references} for d, some in own.items()}
        new = [
            a for a in stated
            if not (a.denominator and a.references
                    and set(a.references) <= papers.get(canonical.get(a.disease, a.disease), set()))
        ]  # fmt: skip
        kept = self.world.with_ancestors({d: {} for d in own} | pooled(new, canonical, p))
        self.held = {
            d: self.world.with_cases(kept[d], some) if some else self.world.held[d]
            for d, some in own.items()
        }

    def scores(self, present: list) -> dict[str, float]:
        return self.world.scores(self.held, self.annotated, present)
