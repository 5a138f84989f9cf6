"""Figures of the models, typed in a second time from the sources and compared by machine."""

import ast
import csv
import operator
from math import comb
from pathlib import Path

import pytest

from rarekin.api.family.risk import model
from rarekin.model.case import Sex

HERE = Path(__file__).parent


def rows_of(name):
    with (HERE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


ROWS = rows_of("figures.tsv")
# Sources that could be read again, by another hand and on another day.
AGAIN = rows_of("read_again.tsv")
# Written down from the abstract by somebody who had not seen the model's figure, then compared.
BLIND = rows_of("read_blind.tsv")


def at_least(k, n, p):
    return sum(comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(k, n + 1))


def _where(holds):
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def exact_low(k, n):
    """Clopper and Pearson 1934: as many or more had a chance of 2.5 % there."""
    return _where(lambda p: at_least(k, n, p) > 0.025)


def exact_high(k, n):
    """The same from above: as few or fewer had a chance of 2.5 %."""
    return _where(lambda p: 1 - at_least(k + 1, n, p) < 0.025)


FUNCTIONS = {"exact_low": exact_low, "exact_high": exact_high}

OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def worked_out(text):
    def value(node):
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.Call):
            return FUNCTIONS[node.func.id](*map(value, node.args))
        return OPERATORS[type(node.op)](value(node.left), value(node.right))

    return value(ast.parse(text, mode="eval").body)


def in_the_model(row):
    one = model(row["model"])
    name, *path = row["figure"].split(".")
    if name == "comparison":
        return one.comparisons[0].values[path[0]]
    if name != "curve":
        parameter = one.parameter(name)
        if not path:
            return parameter.default
        return getattr(parameter, path[0])[("low", "high").index(path[1])]
    phenotype = next(p for p in one.phenotypes if p.slug == path[0])
    sexes = {"men": Sex.MALE, "women": Sex.FEMALE}
    curve = phenotype.of_sex(sexes.get(path[1], Sex.UNKNOWN)).curve
    return dict(curve)[float(row["as"].split("@")[1])]


@pytest.mark.parametrize("row", ROWS, ids=lambda r: f"{r['model']}-{r['figure']}")
def test_figure__is_the_published_one(row):
    assert in_the_model(row) == pytest.approx(worked_out(row["as"].split("@")[0]), rel=0.02)


@pytest.mark.parametrize("row", AGAIN, ids=lambda r: f"{r['model']}-{r['figure']}")
def test_figure__read_again_is_the_same(row):
    assert in_the_model(row) == pytest.approx(worked_out(row["as"].split("@")[0]), rel=0.02)


@pytest.mark.parametrize("row", BLIND, ids=lambda r: f"{r['model']}-{r['figure']}")
def test_figure__read_without_seeing_it_is_the_same(row):
    assert in_the_model(row) == pytest.approx(worked_out(row["as"].split("@")[0]), rel=0.02)


def test_exact_interval__of_none_and_of_all():
    # The rule of three: none of n leaves 1 - .025^(1/n).
    assert exact_high(0, 20) == pytest.approx(1 - 0.025 ** (1 / 20))
    assert exact_low(20, 20) == pytest.approx(0.025 ** (1 / 20))
