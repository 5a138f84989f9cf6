"""Genotype probabilities of a small family by listing every combination of alleles."""

from itertools import product


def enumerate_family(parents, likelihood, *, q=0.0, mutation=(0.0, 0.0), transmission=(0.5, 0.5)):
    """Return posteriors over (paternal, maternal) allele pairs and the total probability.

    parents: list of (father, mother) indices or None; likelihood: per person a function of
    (paternal, maternal) with alleles 0 and 1; all in plain Python.
    """
    pairs = [(0, 0), (1, 0), (0, 1), (1, 1)]
    total = 0.0
    sums = [[0.0] * 4 for _ in parents]
    for chosen in product(range(4), repeat=len(parents)):
        p = 1.0
        for i, couple in enumerate(parents):
            own = pairs[chosen[i]]
            if couple is None:
                for allele in own:
                    p *= q if allele else 1 - q
            else:
                for side in (0, 1):
                    gives = _gives(pairs[chosen[couple[side]]], transmission[side], mutation[side])
                    p *= gives if own[side] else 1 - gives
            p *= likelihood[i](*own)
        total += p
        for i, g in enumerate(chosen):
            sums[i][g] += p
    return [[value / total if total else 0.0 for value in row] for row in sums], total


def _gives(pair, transmission, mutation):
    before = {0: 0.0, 1: transmission, 2: 1.0}[sum(pair)]
    return before + (1 - before) * mutation
