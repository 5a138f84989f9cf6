"""Random families of eleven kinds, for drawing."""

import random
from dataclasses import replace

from rarekin.model.case import Sex
from rarekin.model.family import Family
from rarekin.model.partnership import Partnership
from rarekin.model.person import Person


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.people = []
        self.partners = []

    def change(self, person, **fields):
        at = next(i for i, p in enumerate(self.people) if p.id == person.id)
        self.people[at] = replace(self.people[at], **fields)

    def new(self, sex=None, father=None, mother=None):
        sex = sex or self.random.choice((Sex.MALE, Sex.FEMALE))
        person = Person(f"{len(self.people)}", sex, father=father, mother=mother)
        self.people.append(person)
        return person

    def kids(self, a, b, n):
        father, mother = (a, b) if a.sex is Sex.MALE else (b, a)
        return [self.new(None, father.id, mother.id) for _ in range(n)]

    def spouse(self, person):
        return self.new(Sex.FEMALE if person.sex is Sex.MALE else Sex.MALE)

    def some(self, most=3):
        return self.random.randint(1, most)

    def pair(self):
        return self.new(Sex.MALE), self.new(Sex.FEMALE)


def kid_of(maker, pair, sex):
    father, mother = pair
    return maker.new(sex, father.id, mother.id)


def tree(m, size):
    front = m.kids(*m.pair(), m.some())
    while len(m.people) < size and front:
        here = front.pop(m.random.randrange(len(front)))
        front += m.kids(here, m.spouse(here), m.some(4))
        if not front:
            front += m.kids(*m.pair(), 2)


def patchwork(m):
    for _ in range(m.random.randint(3, 9)):
        men = [p for p in m.people if p.sex is Sex.MALE] or [m.new(Sex.MALE)]
        women = [p for p in m.people if p.sex is Sex.FEMALE] or [m.new(Sex.FEMALE)]
        a = m.random.choice(men) if m.random.random() < 0.6 else m.new(Sex.MALE)
        b = m.random.choice(women) if m.random.random() < 0.6 else m.new(Sex.FEMALE)
        if not related(m, a, b):
            m.kids(a, b, m.some(2))


def related(m, a, b):
    return bool(line(m, a) & line(m, b))


def line(m, person):
    """Return somebody and everybody above."""
    by, found, queue = {p.id: p for p in m.people}, set(), [person.id]
    while queue:
        i = queue.pop()
        if i not in found:
            found.add(i)
            queue += [q for q in (by[i].father, by[i].mother) if q]
    return found


def three_partners(m):
    centre = kid_of(m, m.pair(), m.random.choice((Sex.MALE, Sex.FEMALE)))
    for _ in range(3):
        kids = m.kids(centre, m.spouse(centre), m.some(2))
        if m.random.random() < 0.4:
            m.kids(kids[0], m.spouse(kids[0]), 1)


def exchange(m):
    one, two = m.pair(), m.pair()
    n = m.random.randint(2, 3)
    for _ in range(n):
        a, b = kid_of(m, one, Sex.MALE), kid_of(m, two, Sex.FEMALE)
        if m.random.random() < 0.5:
            a, b = kid_of(m, one, Sex.FEMALE), kid_of(m, two, Sex.MALE)
        m.kids(a, b, m.some(2))


def uncle_niece(m):
    pair = m.pair()
    uncle, sib = kid_of(m, pair, Sex.MALE), kid_of(m, pair, Sex.FEMALE)
    for _ in range(m.random.randint(0, 2)):
        kid_of(m, pair, None)
    niece = kid_of(m, (m.spouse(sib), sib), Sex.FEMALE)
    m.kids(uncle, niece, m.some(2))


def cousins(m):
    pair = m.pair()
    sibs = [kid_of(m, pair, None) for _ in range(m.random.randint(2, 4))]
    a, b = m.random.sample(sibs, 2)
    one, two = m.spouse(a), m.spouse(b)
    m.kids(a, one, m.some(2))
    m.kids(b, two, m.some(2))
    c = m.new(Sex.MALE, *parents(a, one))
    d = m.new(Sex.FEMALE, *parents(b, two))
    m.kids(a, one, m.random.randint(0, 1))
    m.kids(c, d, m.some(2))


def parents(a, b):
    return (a.id, b.id) if a.sex is Sex.MALE else (b.id, a.id)


def double_cousins(m):
    one, two = m.pair(), m.pair()
    a, b = kid_of(m, one, Sex.MALE), kid_of(m, two, Sex.FEMALE)
    c, d = kid_of(m, one, Sex.FEMALE), kid_of(m, two, Sex.MALE)
    x = m.new(Sex.MALE, a.id, b.id)
    y = m.new(Sex.FEMALE, d.id, c.id)
    m.kids(a, b, m.random.randint(0, 1))
    if m.random.random() < 0.7:
        m.kids(x, y, m.some(2))


def loops(m, in_line=False):
    """Marriages between anybody; nobody with who descends from them, unless that is wanted."""
    for _ in range(m.random.randint(4, 12)):
        men = [p for p in m.people if p.sex is Sex.MALE] or [m.new(Sex.MALE)]
        women = [p for p in m.people if p.sex is Sex.FEMALE] or [m.new(Sex.FEMALE)]
        a, b = m.random.choice(men), m.random.choice(women)
        if not in_line and (a.id in line(m, b) or b.id in line(m, a)):
            a = m.random.choice((a, m.new(Sex.MALE)))
            b = m.new(Sex.FEMALE)
        m.kids(a, b, m.some(2))


def every_mark(m):
    """A family with all that the standard draws besides descent."""
    front = m.kids(*m.pair(), m.random.randint(2, 4))
    for _ in range(m.random.randint(3, 7)):
        here = m.random.choice(front)
        mate = m.spouse(here)
        MARKS[m.random.choice(list(MARKS))](m, here, mate)
        front.remove(here)
        if not front:
            break


def marked_childless(m, here, mate):
    why = m.random.choice(("choice", "infertility"))
    m.partners.append(Partnership(here.id, mate.id, m.random.random() < 0.5, why))


def marked_same_sex(m, here, mate):
    m.change(mate, sex=here.sex)
    m.partners.append(Partnership(here.id, mate.id))


def marked_adopted(m, here, mate):
    kids = m.kids(here, mate, m.random.randint(0, 2))
    child = m.new()
    m.change(child, adopted="in", raised_by=(here.id, mate.id))
    if not kids:
        m.partners.append(Partnership(here.id, mate.id))


def marked_donor(m, here, mate):
    m.partners.append(Partnership(here.id, mate.id))
    donor = m.spouse(here)
    m.change(donor, role="donor")
    m.kids(here, donor, m.some(2))


def marked_born_together(m, here, mate):
    kids = m.kids(here, mate, m.random.randint(2, 4))
    n_together = m.random.randint(2, len(kids))
    kind = m.random.choice(("identical", "fraternal", "unknown", "two and one"))
    for n, kid in enumerate(kids[:n_together]):
        same = {"sex": kids[0].sex, "twin_group": "t"} if n < 2 else {}
        group = {"birth_group": f"b{kid.father}"}
        if kind == "identical":
            group = {"sex": kids[0].sex, "twin_group": f"t{kid.father}"}
        elif kind == "fraternal":
            group["fraternal"] = True
        elif kind == "two and one":
            group |= same | ({"twin_group": f"t{kid.father}"} if same else {})
        m.change(kid, **group)


def marked_losses(m, here, mate):
    for kid in m.kids(here, mate, m.some(4)):
        if m.random.random() < 0.7:
            loss = m.random.choice(("", "miscarriage", "termination", "ectopic", "stillbirth"))
            m.change(kid, unborn=True, deceased=True, loss=loss)


def marked_parted(m, here, mate):
    m.kids(here, mate, m.some(2))
    m.partners.append(Partnership(here.id, mate.id, separated=True))
    m.kids(here, m.spouse(here), m.some(2))


MARKS = {
    "childless": marked_childless,
    "same sex": marked_same_sex,
    "adopted": marked_adopted,
    "donor": marked_donor,
    "born together": marked_born_together,
    "losses": marked_losses,
    "parted": marked_parted,
}
KINDS = {
    "patchwork": patchwork,
    "three partners": three_partners,
    "exchange marriages": exchange,
    "uncle and niece": uncle_niece,
    "cousins": cousins,
    "double cousins": double_cousins,
    "loops": loops,
    "loops, parents with their descendants too": lambda m: loops(m, in_line=True),
    "every mark": every_mark,
    "60 people": lambda m: tree(m, 60),
    "300 people": lambda m: tree(m, 300),
}


def make(kind, seed):
    maker = Maker(f"{kind}-{seed}")
    KINDS[kind](maker)
    return Family(tuple(maker.people), partners=tuple(maker.partners))
