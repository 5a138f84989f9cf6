from rarekin.criteria.checking import evaluate
from rarekin.criteria.evaluation import Evaluation
from rarekin.criteria.reading import read_set
from rarekin.criteria.sets import CriteriaSet
from rarekin.model.case import Case, State
from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Ontology, Term

HEAD = """
slug = "toy"
edition = "me-2020"
title = "Toy disease"
kind = "diagnostic"
diseases = ["MONDO:0000001"]
summary = "A toy."
status = "read"
hpo_release = "2025-01-16"
"""


def c(number: int) -> Curie:
    return Curie(f"HP:{number:07d}")


# 1 All > 2 Bone > (3 Skin bone, 4 Muscle bone > 5 Thigh bone); 1 > 6 Progressive; 1 > 7 Face
TREE = Ontology.from_terms(
    [
        Term(c(1), "All", "toy"),
        Term(c(2), "Bone", "toy", parents=(c(1),)),
        Term(c(3), "Skin bone", "toy", parents=(c(2),)),
        Term(c(4), "Muscle bone", "toy", parents=(c(2),), alt_ids=(c(44),)),
        Term(c(5), "Thigh bone", "toy", parents=(c(4),)),
        Term(c(3676), "Progressive", "toy", parents=(c(1),)),
        Term(c(7), "Face", "toy", parents=(c(1),)),
    ]
)


def toy(when: str = "", items: str = "", more: str = "", listed: str = "") -> CriteriaSet:
    """Build a set whose items are the listed names and whatever else is written out."""
    plain = "".join(
        f'[item.{name}]\ntitle = "{name}"\nask = "{name}?"\nexplain = "{name}."\n'
        for name in listed.split()
    )
    main = f'[[verdict]]\nname = "toy"\ntitle = "Toy"\nrole = "main"\nwhen = "{when}"\n'
    return read_set(HEAD + plain + items + (main if when else "") + more)


def answers(**given: bool) -> dict[str, State]:
    return {name: State.PRESENT if yes else State.EXCLUDED for name, yes in given.items()}


def outcome(criteria_set: CriteriaSet, case: Case | None = None, **given: bool) -> str:
    return check(criteria_set, case, **given).outcome.value


def check(criteria_set: CriteriaSet, case: Case | None = None, **given: bool) -> Evaluation:
    return evaluate(criteria_set, case or Case("me", answers=answers(**given)), TREE)
