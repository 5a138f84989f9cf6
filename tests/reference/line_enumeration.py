"""Chances of a small family with states of any kind, by listing every combination of states.

Nothing of the engine is used: states, who can pass what, and how ill each is are given as plain
Python by the test.
"""

from itertools import product


def enumerate_states(parents, founder, passes, likelihood):
    """Return posteriors over states and the total probability.

    parents: list of (father, mother) indices or None; founder: list per person of the chance of
    each state; passes(father_state, mother_state, child_state, child) -> chance;
    likelihood: per person a list over states.
    """
    n_states = len(likelihood[0])
    sums = [[0.0] * n_states for _ in parents]
    total = 0.0
    for chosen in product(range(n_states), repeat=len(parents)):
        p = 1.0
        for i, couple in enumerate(parents):
            if couple is None:
                p *= founder[i][chosen[i]]
            else:
                p *= passes(chosen[couple[0]], chosen[couple[1]], chosen[i], i)
            p *= likelihood[i][chosen[i]]
            if p == 0.0:
                break
        total += p
        for i, state in enumerate(chosen):
            sums[i][state] += p
    return [[value / total for value in row] for row in sums], total
