"""Relations of the GA4GH Kinship Ontology: read in either direction, and written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from rarekin.formats.family_gathering import Gathering, listed, with_twins
from rarekin.formats.packet_people import code_of
from rarekin.model.case import Sex
from rarekin.model.family import Family
from rarekin.model.partnership import Partnership
from rarekin.model.person import Person
from rarekin.model.sentences import sentence

Object = Mapping[str, object]

_NAMES = {
    "mother": ("KIN:027", "isBiologicalMotherOf"),
    "father": ("KIN:028", "isBiologicalFatherOf"),
    "egg": ("KIN:038", "isOvumDonorOf"),
    "sperm": ("KIN:004", "isSpermDonorOf"),
    "carrier": ("KIN:005", "isGestationalCarrierOf"),
    "adoptive": ("KIN:022", "isAdoptiveParentOf"),
    "identical": ("KIN:010", "isMonozygoticMultipleBirthSiblingOf"),
    "fraternal": ("KIN:011", "isPolyzygoticMultipleBirthSiblingOf"),
    "together": ("KIN:009", "isMultipleBirthSiblingOf"),
    "partner": ("KIN:026", "isPartnerOf"),
    "kin": ("KIN:030", "isConsanguineousPartnerOf"),
    "parted": ("KIN:050", "isSeparatedPartnerOf"),
    "parted kin": ("KIN:051", "isSeparatedConsanguineousPartnerOf"),
}
_KINDS = {code: kind for kind, (code, _) in _NAMES.items()}
_KINDS |= {"KIN:003": "parent", "KIN:033": "parent", "KIN:006": "egg", "KIN:021": "adoptive"}
_TURNED = {
    "KIN:032": "parent",
    "KIN:034": "parent",
    "KIN:040": "father",
    "KIN:041": "mother",
    "KIN:042": "egg",
    "KIN:043": "egg",
    "KIN:044": "sperm",
    "KIN:039": "carrier",
}
"""Relations that are told from the child."""

_FIELDS = ("relation", "relationship", "biological_relationship", "social_relationship")
_WORDS = {"monozygotic": "identical", "dizygotic": "fraternal", "polyzygotic": "fraternal"}


class Kinship:
    """People whose relations are read one by one.

    Attributes
    ----------
    people
        By id; changed by what is read.
    partners
        Couples found.
    """

    def __init__(self, people: dict[str, Person], found: Gathering) -> None:
        self.people, self.found = people, found
        self.partners: list[Partnership] = []
        self._identical: list[tuple[str, str]] = []
        self._together: list[tuple[str, str]] = []

    def read(self, document: Object) -> list[Person]:
        """Read every relation of a document; return the people in their order."""
        for i_link, link in enumerate(listed(document, "relationships")):
            where = f"relationships[{i_link}]"
            one, other = (_end(link, name) for name in ("individual", "relative"))
            missing = [i for i in (one, other) if i not in self.people]
            if missing:
                self.found.error(
                    where,
                    sentence("%(missing)s is not among the individuals.", missing=repr(missing[0])),
                    sentence("Add that individual."),
                )
                continue
            for code in _codes(link):
                self._take(code, one, other, where)
        people = with_twins(self.people.values(), self._identical)
        born = with_twins([Person(p.id) for p in people], self._together)
        return [
            replace(p, birth_group=b.twin_group.replace("twins", "born"))
            for p, b in zip(people, born, strict=True)
        ]

    def _take(self, code: str, one: str, other: str, where: str) -> None:
        kind = _KINDS.get(code) or _WORDS.get(code, "")
        if code in _TURNED:
            kind, one, other = _TURNED[code], other, one
        if kind == "parent":
            known = {Sex.FEMALE: "mother", Sex.MALE: "father"}
            kind = known.get(self.people[one].sex, "")
        steps: dict[str, Callable[[str, str, str], None]] = {
            **dict.fromkeys(("mother", "father", "egg", "sperm"), self._parent),
            **dict.fromkeys(("partner", "kin", "parted", "parted kin"), self._couple),
            **dict.fromkeys(("fraternal", "together"), self._born),
            "identical": lambda _kind, a, b: self._identical.append((a, b)),
            "carrier": self._carried,
            "adoptive": self._raised,
        }
        if kind in steps:
            steps[kind](kind, one, other)
            return
        self.found.warning(
            where,
            sentence(
                "The relation %(code)s between %(one)s and %(other)s is not read.",
                code=repr(code),
                one=repr(one),
                other=repr(other),
            ),
            sentence("Only genetic mothers, fathers and identical twins change a chance here."),
        )

    def _couple(self, kind: str, one: str, other: str) -> None:
        related = "relatives" if "kin" in kind else ""
        self.partners.append(Partnership(one, other, "parted" in kind, related=related))

    def _born(self, kind: str, one: str, other: str) -> None:
        self._together.append((one, other))
        if kind == "fraternal":
            self._change(one, fraternal=True)
            self._change(other, fraternal=True)

    def _raised(self, _kind: str, one: str, other: str) -> None:
        self._change(other, raised_by=(*self.people[other].raised_by, one))

    def _carried(self, _kind: str, one: str, other: str) -> None:
        self._change(other, carried_by=one)
        self._change(one, role="surrogate")

    def _parent(self, kind: str, one: str, other: str) -> None:
        is_mother = kind in ("mother", "egg")
        sex = Sex.FEMALE if is_mother else Sex.MALE
        self._change(other, **{"mother" if is_mother else "father": one})
        if self.people[one].sex is Sex.UNKNOWN:
            self._change(one, sex=sex)
        if kind in ("egg", "sperm"):
            self._change(one, role="donor")

    def _change(self, id_: str, **fields: object) -> None:
        self.people[id_] = replace(self.people[id_], **fields)  # type: ignore[arg-type]


def _end(link: Object, name: str) -> str:
    """Return one of the two people, under any of the names in use."""
    return str(next((link[k] for k in (name, f"{name}_id", f"{name}Id") if link.get(k)), ""))


def _codes(link: Object) -> Iterator[str]:
    """Yield every relation a link tells."""
    told = [link[f] for f in _FIELDS if link.get(f)]
    for value in told:
        yield from map(code_of, value if isinstance(value, list) else [value])
    twins = link.get("twin_group")
    yield from map(str, twins if isinstance(twins, list) else [twins] if twins else [])
    if link.get("consanguinity") is True:
        yield _NAMES["kin"][0]
    if not told and not twins and not link.get("consanguinity"):
        yield ""


def relations_of(family: Family) -> list[dict[str, object]]:
    """Write every relation of a family.

    Parameters
    ----------
    family
        Any family.

    Returns
    -------
    relations
        In the form Phenopackets use.

    Examples
    --------
    >>> couple = Family((Person("a"), Person("b")), partners=(Partnership("a", "b", True),))
    >>> relations_of(couple)[0]["relation"]["label"]
    'isSeparatedPartnerOf'
    """
    found: list[tuple[str, str, str]] = []
    for p in family.people:
        for parent, kind, donor in ((p.mother, "mother", "egg"), (p.father, "father", "sperm")):
            if parent is not None:
                gave = parent in family.by_id and family.by_id[parent].role == "donor"
                found.append((parent, donor if gave else kind, p.id))
        found += [(p.carried_by, "carrier", p.id)] if p.carried_by else []
        found += [(other, "adoptive", p.id) for other in p.raised_by]
    found += _born_together(family)
    for tie in family.partners:
        kind = " ".join(
            w for w, is_so in (("parted", tie.separated), ("kin", tie.related)) if is_so
        )
        found.append((tie.one, kind or "partner", tie.other))
    return [
        {
            "individualId": one,
            "relation": dict(zip(("id", "label"), _NAMES[kind], strict=True)),
            "relativeId": other,
        }
        for one, kind, other in found
    ]


def _born_together(family: Family) -> list[tuple[str, str, str]]:
    first: dict[tuple[str, str], Person] = {}
    found = []
    for p in family.people:
        for field in ("twin_group", "birth_group"):
            group = getattr(p, field)
            other = first.setdefault((field, group), p) if group else p
            if other is p:
                continue
            loose = "fraternal" if p.fraternal and other.fraternal else "together"
            found.append((other.id, "identical" if field == "twin_group" else loose, p.id))
    return found
