"""Ask another program for genotype chances: random families with loops, answered by pyAgrum.

Writes the families and pyAgrum's answers to ``tests/truth/inheritance/pyagrum.json``, which a
test compares with our engine. pyAgrum is no dependency: make an environment for it. ::

    python -m venv /somewhere && /somewhere/bin/pip install pyagrum
    /somewhere/bin/python validation/inheritance_oracle.py tests/truth/inheritance/pyagrum.json

The networks are built allele by allele from the laws of inheritance written out here; nothing
of the product is imported.
"""

from __future__ import annotations

import itertools
import json
import math
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyagrum  # type: ignore[import-not-found]

N_FAMILIES = 12
MOST_PEOPLE = 12
COPY_ALLELES = ("0", "1D", "1", "2")
Alleles = tuple[int | None, int | None, bool]


@dataclass(frozen=True)
class Law:
    """One locus: its alleles, its parameters, and the chance of each allele in a gamete."""

    kind: str
    values: dict[str, float]
    n_alleles: int
    p_allele: list[float]
    p_mosaic: float
    states: list[Alleles]
    gamete: Callable[[str, Alleles], list[float]]


def gamete_of_two(values: dict[str, float]) -> Callable[[str, Alleles], list[float]]:
    """Return the law of a gene that is changed or not."""

    def gamete(parent: str, state: Alleles) -> list[float]:
        paternal, maternal, is_mosaic = state
        kept = values.get(f"transmission_{parent}", 0.5)
        if paternal is None:  # a man's only X
            p = float(maternal == 1)
        elif paternal == maternal:
            p = float(paternal == 1)
        else:
            p = kept
        if is_mosaic and not paternal and not maternal:
            p = values["mosaic_share"]
        p += (1 - p) * values.get(f"mutation_rate_{parent}", 0.0)
        return [1 - p, p]

    return gamete


def gamete_of_copies(values: dict[str, float]) -> Callable[[str, Alleles], list[float]]:
    """Return the law of a gene with none, one or two copies on a chromosome."""

    def gamete(parent: str, state: Alleles) -> list[float]:
        lost = values[f"deletion_rate_{parent}"]
        p = [0.0] * 4
        for allele in state[:2]:
            assert allele is not None
            if COPY_ALLELES[allele] in {"1D", "1"}:
                p[0] += lost / 2
                p[allele] += (1 - lost) / 2
            else:
                p[allele] += 1 / 2
        return p

    return gamete


def two_alleles(kind: str, chance: random.Random) -> Law:
    """Make up parameters of a gene that is changed or not."""
    values = {
        "carrier_frequency": round(chance.uniform(0.01, 0.4), 3),
        "mutation_rate_father": round(chance.uniform(0, 0.05), 4),
        "mutation_rate_mother": round(chance.uniform(0, 0.05), 4),
    }
    if kind in {"skewed", "mosaic"}:
        values["transmission_mother"] = 0.59
        values["transmission_father"] = 0.47
    p_mosaic = 0.0
    if kind == "mosaic":
        r, share = round(chance.uniform(0.05, 0.3), 3), round(chance.uniform(0.05, 0.5), 3)
        values |= {"new_from_mosaic": r, "mosaic_share": share}
        new = max(values["mutation_rate_father"], values["mutation_rate_mother"])
        p_mosaic = r * new / ((1 - r) * share)
    q = (1 - math.sqrt(1 - 2 * values["carrier_frequency"])) / 2
    states: list[Alleles] = [(0, 0, False), (1, 0, False), (0, 1, False), (1, 1, False)]
    if kind == "x":
        states = [(None, 0, False), (None, 1, False), *states]
    if kind == "mosaic":
        states.append((0, 0, True))
    return Law(kind, values, 2, [1 - q, q], p_mosaic, states, gamete_of_two(values))


def four_alleles(chance: random.Random) -> Law:
    """Make up parameters of a gene with none, one or two copies on a chromosome."""
    values = {
        "frequency_0": round(chance.uniform(0.01, 0.2), 3),
        "frequency_1d": round(chance.uniform(0.001, 0.1), 3),
        "frequency_2": round(chance.uniform(0.01, 0.3), 3),
        "deletion_rate_father": round(chance.uniform(0, 0.05), 4),
        "deletion_rate_mother": round(chance.uniform(0, 0.05), 4),
    }
    a, b, d = values["frequency_0"], values["frequency_1d"], values["frequency_2"]
    states: list[Alleles] = [(i, j, False) for i, j in itertools.product(range(4), repeat=2)]
    p_allele = [a, b, 1 - a - b - d, d]
    return Law("copies", values, 4, p_allele, 0.0, states, gamete_of_copies(values))


def make_family(chance: random.Random, n_people: int) -> list[dict[str, Any]]:
    """Make up people; any earlier man and woman may be parents, so loops are frequent."""
    people: list[dict[str, Any]] = []
    for i in range(n_people):
        sex = "male" if i == 0 else "female" if i == 1 else chance.choice(("male", "female"))
        men = [p["id"] for p in people if p["sex"] == "male"]
        women = [p["id"] for p in people if p["sex"] == "female"]
        person: dict[str, Any] = {"id": f"p{i}", "sex": sex}
        if i > 1 and chance.random() < 0.75:
            person |= {"father": chance.choice(men[-4:]), "mother": chance.choice(women[-4:])}
        people.append(person)
    return people


def n_loops(people: list[dict[str, Any]]) -> int:
    """Count the edges of people and couples beyond those of a forest."""
    couples = {(p["father"], p["mother"]) for p in people if "father" in p}
    root: dict[Any, Any] = {x: x for x in [p["id"] for p in people] + list(couples)}

    def find(x: Any) -> Any:
        while root[x] != x:
            x = root[x]
        return x

    edges = [(c, parent) for c in couples for parent in c]
    edges += [((p["father"], p["mother"]), p["id"]) for p in people if "father" in p]
    loops = 0
    for a, b in edges:
        if find(a) == find(b):
            loops += 1
        root[find(a)] = find(b)
    return loops


def fits(state: Alleles, sex: str, law: Law) -> bool:
    """Whether somebody of this sex can be in this state."""
    return law.kind != "x" or (state[0] is None) == (sex == "male")


def make_evidence(people: list[dict[str, Any]], law: Law, chance: random.Random) -> None:
    """Make up what is recorded about each person, as a likelihood of each state."""
    for person in people:
        fitting = [float(fits(state, person["sex"], law)) for state in law.states]
        row = [0.0 if chance.random() < 0.1 else round(chance.uniform(0.05, 1), 3) for _ in fitting]
        row = [value * fit for value, fit in zip(row, fitting, strict=True)]
        is_told = chance.random() < 0.6 and any(row)
        person["likelihood"] = row if is_told else fitting


def parts(sex: str, law: Law) -> list[str]:
    """Name the nodes that make up a person's state."""
    names = ["mat"] if law.kind == "x" and sex == "male" else ["pat", "mat"]
    return [*names, "mos"] if law.kind == "mosaic" else names


def network(people: list[dict[str, Any]], law: Law) -> Any:
    """Build the Bayesian network allele by allele."""
    net = pyagrum.BayesNet()
    sex_of = {p["id"]: p["sex"] for p in people}
    for person in people:
        id_ = person["id"]
        for part in parts(person["sex"], law):
            size = 2 if part == "mos" else law.n_alleles
            net.add(pyagrum.RangeVariable(f"{id_}_{part}", "", 0, size - 1))
        net.add(pyagrum.RangeVariable(id_, "", 0, len(law.states) - 1))
        for part in parts(person["sex"], law):
            net.addArc(f"{id_}_{part}", id_)
        fill_state(net, person, law)
        for part in parts(person["sex"], law):
            fill_part(net, person, part, sex_of, law)
    return net


def values_of(names: list[str], law: Law) -> Iterator[dict[str, int]]:
    """Go through every combination of a person's nodes."""
    sizes = [2 if n == "mos" else law.n_alleles for n in names]
    for combination in itertools.product(*map(range, sizes)):
        yield dict(zip(names, combination, strict=True))


def state_of(value: dict[str, int]) -> Alleles:
    """Return the state that a person's nodes make up."""
    paternal, maternal = value.get("pat"), value["mat"]
    is_mosaic = bool(value.get("mos")) and paternal == 0 and maternal == 0
    return paternal, maternal, is_mosaic


def fill_state(net: Any, person: dict[str, Any], law: Law) -> None:
    """Say which state follows from the nodes of one person."""
    table = net.cpt(person["id"])
    names = parts(person["sex"], law)
    for value in values_of(names, law):
        i_state = law.states.index(state_of(value))
        where = {f"{person['id']}_{n}": v for n, v in value.items()}
        table[where] = [float(i == i_state) for i in range(len(law.states))]


def fill_part(
    net: Any, person: dict[str, Any], part: str, sex_of: dict[str, str], law: Law
) -> None:
    """Say how likely one allele is, given the parent it comes from."""
    name = f"{person['id']}_{part}"
    if part == "mos":
        net.cpt(name).fillWith([1 - law.p_mosaic, law.p_mosaic])
        return
    if "father" not in person:
        net.cpt(name).fillWith(law.p_allele)
        return
    role = "father" if part == "pat" else "mother"
    parent = person[role]
    names = parts(sex_of[parent], law)
    for each in names:
        net.addArc(f"{parent}_{each}", name)
    for value in values_of(names, law):
        where = {f"{parent}_{n}": v for n, v in value.items()}
        net.cpt(name)[where] = law.gamete(role, state_of(value))


def answer(people: list[dict[str, Any]], law: Law) -> dict[str, Any] | None:
    """Let pyAgrum compute everybody's chances; None where the evidence is impossible."""
    engine = pyagrum.LazyPropagation(network(people, law))
    engine.setEvidence({p["id"]: p["likelihood"] for p in people})
    try:
        engine.makeInference()
        log_p = math.log(engine.evidenceProbability())
        # Of a state that is the only one possible pyAgrum hands back the likelihood as it came.
        rows = [engine.posterior(p["id"]).tolist() for p in people]
        posterior = [[v / sum(row) for v in row] for row in rows]
    except (pyagrum.IncompatibleEvidence, ValueError):
        return None
    return {
        "kind": law.kind,
        "values": law.values,
        "people": people,
        "log_likelihood": float(f"{log_p:.14g}"),
        "posterior": [[float(f"{v:.13g}") for v in row] for row in posterior],
    }


def main(path: str) -> None:
    """Write families and answers."""
    chance = random.Random(20260101)
    found: list[dict[str, Any]] = []
    for kind in ("autosomal", "skewed", "mosaic", "x", "copies"):
        made: list[dict[str, Any]] = []
        while len(made) < N_FAMILIES:
            law = four_alleles(chance) if kind == "copies" else two_alleles(kind, chance)
            people = make_family(chance, chance.randint(4, MOST_PEOPLE))
            if len(made) < N_FAMILIES - 3 and not n_loops(people):
                continue
            make_evidence(people, law, chance)
            got = answer(people, law)
            if got is not None:
                made.append(got | {"loops": n_loops(people)})
        found += made
    text = ",\n".join(json.dumps(one, separators=(",", ":")) for one in found)
    head = json.dumps({"program": f"pyAgrum {pyagrum.__version__}"})[:-1]
    Path(path).write_text(f'{head}, "families": [\n{text}\n]}}\n', "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
