import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rarekin.rank.trees import LEAVES, SPLITS, Trees

N_COLUMNS, N_GROUPS, N_ANSWERS = 4, 3, 2**SPLITS


def trees_at_random(random: np.random.Generator, n: int) -> Trees:
    """Questions from a small stock, so that trees share them, and some that nobody passes."""
    stock = np.append(random.integers(-3, 4, 5), -np.inf).astype(np.float32)
    return Trees(
        random.integers(0, N_COLUMNS, n * SPLITS),
        random.choice(stock, n * SPLITS),
        random.integers(0, LEAVES, (n, N_ANSWERS), np.uint8),
        random.integers(-9, 10, (n, LEAVES)).astype(np.float32),
        random.integers(-9, 10, (n, LEAVES, N_GROUPS)).astype(np.float32),
    )


def leaf_of(trees: Trees, tree: int, line: np.ndarray) -> int:
    """One split after the other, as the class describes them."""
    answers = 0
    for i in range(SPLITS):
        split = tree * SPLITS + i
        if line[trees.column[split]] <= trees.threshold[split]:
            answers += 2**i
    return int(trees.leaf[tree, answers])


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 9), st.integers(1, 7))
def test_trees__add_up_the_leaves_found_one_split_at_a_time(seed, n, n_lines) -> None:
    random = np.random.default_rng(seed)
    trees = trees_at_random(random, n)
    # Whole numbers, so that values fall on thresholds too.
    columns = random.integers(-4, 5, (n_lines, N_COLUMNS)).astype(np.float32)
    leaves = [[leaf_of(trees, tree, line) for tree in range(n)] for line in columns]
    scores = [sum(trees.value[t, leaf] for t, leaf in enumerate(own)) for own in leaves]
    shares = [sum(trees.share[t, leaf] for t, leaf in enumerate(own)) for own in leaves]
    np.testing.assert_array_equal(trees.scores(columns), scores)
    np.testing.assert_array_equal(trees.shares(columns), shares)
