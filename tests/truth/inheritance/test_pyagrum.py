import json
from pathlib import Path

import numpy as np
import pytest

from rarekin.model.case import Sex
from rarekin.model.family import Family
from rarekin.model.person import Person
from rarekin.risk.copies import make_copies_locus
from rarekin.risk.inference import infer
from rarekin.risk.locus import make_locus
from rarekin.risk.pedigree import make_pedigree

ANSWERS = json.loads((Path(__file__).parent / "pyagrum.json").read_text("utf-8"))["families"]


def locus_of(answer):
    if answer["kind"] == "copies":
        return make_copies_locus(answer["values"])
    return make_locus("x" if answer["kind"] == "x" else "autosomal", answer["values"])


@pytest.mark.parametrize(
    "answer",
    [pytest.param(a, id=f"{a['kind']}-{i}-{a['loops']}-loops") for i, a in enumerate(ANSWERS)],
)
def test_chances_equal_those_of_another_program(answer):
    people = [
        Person(p["id"], Sex(p["sex"]), p.get("mother"), p.get("father")) for p in answer["people"]
    ]
    family = Family(tuple(people))
    locus, pedigree = locus_of(answer), make_pedigree(family)
    assert pedigree.has_loops() == bool(answer["loops"])
    likelihood = np.array([p["likelihood"] for p in answer["people"]])
    found = infer(family, pedigree, [locus], likelihood[None])
    assert found.log_likelihood[0] == pytest.approx(answer["log_likelihood"], abs=1e-9)
    np.testing.assert_allclose(found.posterior[0], answer["posterior"], rtol=0, atol=1e-9)
