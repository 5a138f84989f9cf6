"""The ranking model written down as plainly as possible: dictionaries and loops."""

import math

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
    cases = [a for a in counted if a.source == "phenopacket_store"]
    stated = [a for a in counted if a not in cases]
    shares = [s for a in rows if not a.denominator and (s := share(a)) is not None]
    silent = any(share(a) is None for a in rows if not a.denominator)

    def n_with(some: list[Annotation]) -> float:
        return sum(0 if a.excluded else min(a.numerator or 0, a.denominator) for a in some)

    seen = n_with(stated) + p.class_weight * sum(shares)
    of = sum(a.denominator for a in stated) + p.class_weight * len(shares)
    if not (seen or silent or n_with(cases)):
        return 0.0
    f = (seen + p.pseudo_count / 2) / (of + p.pseudo_count) if of else p.frequency_missing
    case_of = sum(a.denominator for a in cases)
    if case_of:
        f = (n_with(cases) + p.case_weight * f) / (case_of + p.case_weight)
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


def scores(
    ontology: Ontology, profiles: dict, present: list, p: RankParameters
) -> dict[str, float]:
    ids = ontology.ids
    above = {t: [ids[i] for i in ontology.ancestors(k)] for k, t in enumerate(ids)}
    parents = {t: [ids[i] for i in ontology.parents(k)] for k, t in enumerate(ids)}
    held: dict = {d: {} for d in profiles}
    for d, own in profiles.items():
        for term, f in own.items():
            for a in above[term]:
                held[d][a] = max(held[d].get(a, 0.0), f)
    used = {t for own in held.values() for t in own}
    background = {
        t: max(sum(own.get(t, 0.0) for own in held.values()) / len(held), p.background_floor)
        for t in used
    }

    def ratio(d: str, term: str) -> float:
        if term in held[d]:
            return held[d][term] / background[term]
        factors = {t: p.decay if t in held[d] else p.decay_further for t in parents[term]}
        return max((factors[t] * ratio(d, t) for t in parents[term]), default=0.0)

    def information(t: str) -> float:
        return max(-math.log(background[t]), 0.0)

    terms = {nearest(term, above, used, background) for term in present}
    return {
        d: sum(math.log(1 - p.p_mention * f) for f in own.values())
        + sum(
            math.log(
                (1 - p.noise)
                * max(
                    ratio(d, q), p.borrow * mean_of_others(held, information, d, q) / background[q]
                )
                + p.noise
            )
            - math.log(1 - p.p_mention * held[d].get(q, 0.0))
            for q in terms
        )
        for d, own in profiles.items()
    }
