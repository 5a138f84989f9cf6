"""Figures of the models, typed in a second time from the sources and compared by machine."""

import ast
import csv
import operator
from pathlib import Path

import pytest

from rarekin.api.family.risk import model
from rarekin.model.case import Sex

PATH = Path(__file__).parent / "figures.tsv"
with PATH.open(encoding="utf-8") as file:
    ROWS = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))

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
