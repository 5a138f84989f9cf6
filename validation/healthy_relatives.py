"""Every model against small families with somebody who was examined and is well.

Whatever the model: being well never raises somebody's own chance, never ends in "certainly ill"
where by that age nearly everybody would have been, and a letter never clears anybody whom only
health speaks for.

    .venv/bin/python validation/healthy_relatives.py
"""

import sys
from collections import Counter
from collections.abc import Iterator
from itertools import product

from rarekin.api.family.family_answers import letter
from rarekin.api.family.risk import family_risk, models, read_family
from rarekin.errors import InputError

ILL = {"mother": ("mo",), "father": ("fa",), "both parents": ("mo", "fa"), "brother": ("bro",)}
AGES = (None, 5, 40, 70)
CLEARS = "As far as we know, you do not carry it."


def family(ill, sex, age, state):
    def person(id_, sex, **more):
        told = {"affected": "present"} if id_ in ill else {}
        return {"id": id_, "sex": sex, "phenotypes": told, **more}

    parents = {"mother": "mo", "father": "fa"}
    me = {"id": "me", "sex": sex, "proband": True, **parents}
    if age is not None:
        me["age_years"] = age
    if state:
        me["phenotypes"] = {"affected": {"state": state}}
    people = [person("mo", "female"), person("fa", "male"), me]
    if "bro" in ill:
        people.append(person("bro", "male", **parents))
    return read_family({"people": people})[0]


def chances(risk):
    return [p for p in risk.phenotypes if p.state.value == "excluded"]


def faults_of(slug, ill, sex, age) -> Iterator[str]:
    """Yield what is wrong with one model and one family."""
    try:
        healthy = family_risk(family(ill, sex, age, "excluded"), slug)
        unsaid = family_risk(family(ill, sex, age, ""), slug)
    except InputError:
        return  # said to contradict itself
    me, before = healthy.person("me"), unsaid.person("me")
    by_slug = {p.slug: p for p in before.phenotypes}
    for p in chances(me):
        low = p.between.low if p.between else (p.p_lifetime or 0.0)
        by_now = None if age is None else unsaid.chance_by("me", p.slug, age)
        if low > 0.99 and (by_now is None or by_now > 0.9):
            yield "certainly ill"
        if p.p_at_most > by_slug[p.slug].p_at_most + 0.02:
            yield "health raises the chance"
    if CLEARS in letter(healthy, "me") and before.p_carrier > 0.01:
        yield "cleared by health alone"


def scan(ages=AGES, sexes=("male", "female"), ill=ILL) -> Iterator[tuple[str, str, str]]:
    """Yield model, family and fault."""
    for model, who, sex, age in product(models(), ill, sexes, ages):
        for fault in faults_of(model.slug, ill[who], sex, age):
            yield model.slug, f"{who} ill, {sex} of {age} well", fault


def main():
    found = list(scan())
    for row in found:
        print(*row, sep="\t")
    print(len(found), "faults:", dict(Counter(fault for _, _, fault in found)))
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
