"""The JSON of open-pedigree, as PhenoTips keeps it: a graph of people, couples and children."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rarekin.formats.family_gathering import Gathering, Read, listed
from rarekin.model.case import Sex, State
from rarekin.model.partnership import Partnership
from rarekin.model.person import AFFECTED, MOST_IN_ONE, GeneticTest, Person, Phenotype, TestResult
from rarekin.model.sentences import sentence

Object = Mapping[str, object]


def read_open_pedigree(document: Object) -> Read:
    """Read a family of open-pedigree (PhenoTips).

    Parameters
    ----------
    document
        With ``GG``, the list of its points: people, partnerships and the children of each.

    Returns
    -------
    families, issues
        Person 0 is the proband.

    Examples
    --------
    >>> (family,), _ = read_open_pedigree({"GG": [{"id": 0, "prop": {"gender": "F"}}]})
    >>> family.people[0].sex, family.people[0].proband
    (<Sex.FEMALE: 'female'>, True)
    """
    found = Gathering()
    points = {_name(p): p for p in listed(document, "GG") if _name(p)}
    to = {id_: [str(e.get("to")) for e in listed(p, "outedges")] for id_, p in points.items()}
    people = {
        id_: drawn_person(id_, p, f"GG[{n}]", found)
        for n, (id_, p) in enumerate(points.items())
        if not _NO_PERSON & p.keys()
    }
    for id_, point in points.items():
        if not _RELATION & point.keys():
            continue
        parents = [people[i] for i in people if id_ in _reached(i, to, people)]
        children = [i for i in _reached(id_, to, people) if i in people]
        for child in children:
            people[child] = _under(people[child], parents, id_, found)
        _couple(_properties(point), parents, bool(children), found)
    for person in people.values():
        found.add("family", person)
    return found.read()


_RELATION = frozenset({"rel", "relationship"})
_NO_PERSON = _RELATION | {"chhub", "hub", "haschhub", "virt", "virtual"}
_LOSSES = {"stillborn": "stillbirth", "miscarriage": "miscarriage", "aborted": "termination"}
# Presymptomatic: carries a change that will show, and is well so far.
_CARRIERS = {"carrier": TestResult.HETEROZYGOUS, "presymptomatic": TestResult.POSITIVE}
_CHILDLESS = {"childless": "choice", "infertile": "infertility"}


def _name(point: Object) -> str:
    """Return what a point is called by its edges: a number, or a name in files made by hand."""
    return str(point["id"]) if "id" in point else str(point.get("name") or "")


def _properties(point: Object) -> Object:
    prop = point.get("prop", point.get("properties"))
    return prop if isinstance(prop, Mapping) else {}


def _couple(prop: Object, parents: Sequence[Person], has_children: bool, found: Gathering) -> None:
    """Note a couple without children, one that parted, or two of one sex."""
    if len(parents) != 2:
        return
    one, other = parents
    parted = prop.get("broken") is True
    childless = _CHILDLESS.get(str(prop.get("childlessStatus") or ""), "")
    related = "relatives" if prop.get("consangr") == "Y" else ""
    is_same = one.sex is other.sex and one.sex is not Sex.UNKNOWN
    if parted or childless or related or is_same or not has_children:
        tie = Partnership(one.id, other.id, parted, "" if has_children else childless, related)
        found.partners.setdefault("family", []).append(tie)


def _reached(start: str, to: Mapping[str, Sequence[str]], people: Mapping[str, Person]) -> set[str]:
    """Follow edges, through the points that only bend a line, to the next that mean something."""
    found: set[str] = set()
    queue = list(to.get(start, []))
    while queue:
        here = queue.pop()
        if here in found:
            continue
        found.add(here)
        if here not in people:
            queue += to.get(here, [])
    return found


def named_in(diseases: object) -> list[str]:
    """Return the names of diseases: of a list, of one, of objects with an id or a name.

    Examples
    --------
    >>> named_in(["603235", {"id": "x", "name": "gout"}]), named_in("gout"), named_in(None)
    (['603235', 'gout'], ['gout'], [])
    """
    several = diseases if isinstance(diseases, list) else [diseases]
    told = (
        d.get("name") or d.get("label") or d.get("id") if isinstance(d, Mapping) else d
        for d in several
    )
    return [str(d) for d in told if d not in (None, "", False)]


def _number(told: object) -> int:
    """Read how many people a symbol stands for; a word or a share is one."""
    return int(told) if isinstance(told, int) and 0 < told <= MOST_IN_ONE else 1


def drawn_person(id_: str, point: Object, where: str, found: Gathering) -> Person:
    """Read what is said of one person."""
    said_of = _properties(point)
    life = str(said_of.get("lifeStatus") or "alive")
    twins = "" if said_of.get("twinGroup") is None else str(said_of["twinGroup"])
    status = str(said_of.get("adoptedStatus") or ("in" if said_of.get("isAdopted") else ""))
    adopted = {"adoptedin": "in", "in": "in", "adoptedout": "out", "out": "out"}.get(
        status.lower(), ""
    )
    for key in ("dob", "dod", "comments", "hpoTerms", "candidateGenes", "fName", "lName"):
        if said_of.get(key):
            found.leave_out(sentence("the field %(key)s", key=key), where)
    had = {d: Phenotype(State.PRESENT) for d in named_in(said_of.get("disorders"))}
    carrier = str(said_of.get("carrierStatus") or "")
    had |= {AFFECTED: Phenotype(State.PRESENT)} if carrier == "affected" and not had else {}
    return Person(
        id_,
        found.sex(said_of.get("gender", point.get("gender", said_of.get("sex"))), where),
        deceased=life in ("deceased", "stillborn", "aborted", "miscarriage"),
        unborn=life in ("unborn", "stillborn", "aborted", "miscarriage"),
        phenotypes=had,
        tests=(GeneticTest(_CARRIERS[carrier]),) if carrier in _CARRIERS else (),
        twin_group=twins if said_of.get("monozygotic") else "",
        birth_group="" if said_of.get("monozygotic") else twins,
        loss=_LOSSES.get(life, ""),
        adopted=adopted,
        proband=id_ == "0",
        label=str(said_of.get("externalID") or ""),
        number=_number(said_of.get("numPersons")),
    )


def _under(child: Person, parents: Sequence[Person], relation: str, found: Gathering) -> Person:
    # Groups of twins are counted anew below each couple.
    child = replace(
        child,
        twin_group=child.twin_group and f"{relation}-{child.twin_group}",
        birth_group=child.birth_group and f"{relation}-{child.birth_group}",
    )
    fathers = [p.id for p in parents if p.sex is Sex.MALE]
    mothers = [p.id for p in parents if p.sex is Sex.FEMALE]
    if child.adopted == "in" or max(len(fathers), len(mothers)) > 1:
        if child.adopted != "in":
            found.warning(
                f"GG {child.id}",
                sentence(
                    "%(child)s is the child of two women or two men here; who gave the egg and "
                    "who the sperm is not said.",
                    child=repr(child.id),
                ),
                sentence("Name the genetic mother and father, as far as they are known."),
            )
        return replace(child, raised_by=tuple(p.id for p in parents))
    for p in parents:
        if p.sex is Sex.UNKNOWN:
            found.warning(
                f"GG {p.id}",
                sentence(
                    "The parent %(parent)s of %(child)s has no sex.",
                    parent=repr(p.id),
                    child=repr(child.id),
                ),
                sentence("Say whether it is the mother or the father."),
            )
    return replace(child, father=next(iter(fathers), None), mother=next(iter(mothers), None))
