"""What the terms of the sources mean in plain words: body systems, inheritance, onset, course.

Meanings follow the definitions of the Human Phenotype Ontology, restated in our own words
(Gargano et al. 2024, doi:10.1093/nar/gkad1005).
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from rarekin.model.disease import Level, NameKind
from rarekin.model.identifiers import Curie
from rarekin.web.shell.phrases import gettext_lazy as _

Words = dict[Curie, str | Promise]


def _table(rows: dict[str, str | Promise]) -> Words:
    return {Curie(id_): words for id_, words in rows.items()}


SYSTEMS = _table(
    {
        "HP:0033127": _("bones, joints and muscles"),
        "HP:0040064": _("arms, legs, hands and feet"),
        "HP:0001574": _("skin, hair and nails"),
        "HP:0000152": _("head, face and neck"),
        "HP:0000478": _("eyes and seeing"),
        "HP:0000598": _("ears and hearing"),
        "HP:0000707": _("brain, nerves and development"),
        "HP:0001626": _("heart and blood vessels"),
        "HP:0002086": _("lungs and breathing"),
        "HP:0045027": _("chest"),
        "HP:0025031": _("stomach, bowels and liver"),
        "HP:0000119": _("kidneys, bladder and sex organs"),
        "HP:0000769": _("breasts"),
        "HP:0000818": _("hormones"),
        "HP:0001939": _("metabolism and blood values"),
        "HP:0001871": _("blood and bone marrow"),
        "HP:0002715": _("immune system"),
        "HP:0002664": _("tumours and growths"),
        "HP:0001507": _("growth"),
        "HP:0001197": _("pregnancy and birth"),
        "HP:0001608": _("voice"),
        "HP:0025142": _("general health"),
        "HP:0025354": _("cells under the microscope"),
    }
)

INHERITANCE = _table(
    {
        "HP:0000006": _(
            "One changed copy of the gene is enough. It comes from a parent, or is new in the"
            " person. Each child of a person with the change has a chance of 1 in 2 to inherit"
            " it. Doctors say “autosomal dominant”."
        ),
        "HP:0000007": _(
            "Both copies of the gene must be changed. As a rule each parent carries one changed"
            " copy and is well; then each child has a chance of 1 in 4 to get both."
            " Doctors say “autosomal recessive”."
        ),
        "HP:0001417": _(
            "The gene lies on the X chromosome. Men have one X and women two. Women are often"
            " affected too, mostly more mildly. A man hands the change on to all his daughters and"
            " to none of his sons. Doctors say “X-linked”."
        ),
        "HP:0001419": _(
            "The gene lies on the X chromosome. As a rule boys and men with the change have the"
            " disease. Girls and women who carry it can be well, or have signs, mild or serious:"
            " ask whether they should be examined. Of the children of a woman who carries it each"
            " inherits it with a chance of 1 in 2. A man who has it hands it on to all his"
            " daughters and to none of his sons. Doctors say “X-linked recessive”."
        ),
        "HP:0001423": _(
            "The gene lies on the X chromosome, and one changed copy can be enough, in girls and"
            " women too. It comes from a parent, or is new in the person. A man hands the change"
            " on to all his daughters and to none of his sons. Sons and daughters with the change"
            " can be ill in different ways. Doctors say “X-linked dominant”."
        ),
        "HP:0001450": _("The gene lies on the Y chromosome, so it passes from fathers to sons."),
        "HP:0001427": _(
            "The change lies in the mitochondria, the power plants of the cell. Children get"
            " them from their mother, not from their father."
        ),
        "HP:0003745": _("As a rule only one person in a family has it. Doctors say “sporadic”."),
        "HP:0025352": _(
            "As a rule the change is new in the person: neither parent has it in the blood."
            " Doctors say “de novo”."
        ),
        "HP:0001442": _(
            "As a rule the change arises after conception, so that only some cells of the body"
            " have it. Doctors say “somatic mosaicism”."
        ),
        "HP:0001426": _(
            "It does not follow the simple rule of one gene passed from parent to child."
        ),
        "HP:0010982": _(
            "It is not handed on from parent to child as such. Many genes each raise the chance a"
            " little, and other things act together with them. Doctors say “polygenic”."
        ),
        "HP:0010983": _("A few genes act together. Doctors say “oligogenic”."),
        "HP:0010984": _("Changes in two genes act together. Doctors say “digenic”."),
        "HP:0001466": _(
            "A piece of a chromosome with several neighbouring genes is lost or doubled."
        ),
        "HP:0003743": _(
            "It can begin earlier, or be more severe, from one generation to the next."
            " Doctors say “anticipation”."
        ),
        "HP:0003744": _(
            "It can begin earlier from one generation to the next, above all when it comes from"
            " the father."
        ),
        "HP:0003829": _(
            "Not everybody who has the change gets the disease. Doctors say"
            " “incomplete penetrance”."
        ),
        "HP:4000158": _("Almost everybody who has the change gets the disease."),
        "HP:0003831": _("The chance to get the disease grows with age."),
        "HP:0001470": _("It shows in one sex only, though both can carry the change."),
        "HP:0001475": _("It shows in boys and men only, though both sexes can carry the change."),
        "HP:0034344": _(
            "It shows in girls and women only, though both sexes can carry the change."
        ),
        "HP:0012275": _(
            "The change causes the disease only when it comes from the father: the copy from the"
            " mother is silent. Doctors say “maternal imprinting”."
        ),
        "HP:0012274": _(
            "The change causes the disease only when it comes from the mother: the copy from the"
            " father is silent. Doctors say “paternal imprinting”."
        ),
        "HP:0032382": _("Both copies of a chromosome can come from the same parent."),
        "HP:0032384": _("The same copy of a chromosome can be present twice, from one parent."),
    }
)

# In the order of age. Each fits after "The first signs can appear ...".
ONSET = _table(
    {
        "HP:0030674": _("before birth"),
        "HP:0011460": _("before birth"),
        "HP:0011461": _("before birth"),
        "HP:0034199": _("in the third month of pregnancy"),
        "HP:0034198": _("in the middle third of pregnancy"),
        "HP:0034197": _("in the last third of pregnancy"),
        "HP:0003577": _("at birth"),
        "HP:0003623": _("in the first four weeks of life"),
        "HP:0003593": _("in the first year of life"),
        "HP:0410280": _("before the age of 16"),
        "HP:0011463": _("between the ages of 1 and 5"),
        "HP:0003621": _("between the ages of 5 and 15"),
        "HP:0003581": _("in adult life"),
        "HP:0011462": _("between the ages of 16 and 40"),
        "HP:0025708": _("between the ages of 16 and 19"),
        "HP:0025709": _("between the ages of 19 and 25"),
        "HP:0025710": _("between the ages of 25 and 40"),
        "HP:0003596": _("between the ages of 40 and 60"),
        "HP:0003584": _("after the age of 60"),
    }
)

# Orphanet's classes of age. Each fits after "The first signs can appear ...".
ONSET_CLASSES: dict[str, str | Promise] = {
    "Antenatal": _("before birth"),
    "Neonatal": _("in the first four weeks of life"),
    "Infancy": _("in the first two years of life"),
    "Childhood": _("between the ages of 2 and 11"),
    "Adolescent": _("between the ages of 12 and 18"),
    "Adult": _("between the ages of 19 and 65"),
    "Elderly": _("after the age of 65"),
    "All ages": _("at any age"),
}

COURSE = _table(
    {
        "HP:0003676": _("It gets worse over time. Doctors say “progressive”."),
        "HP:0003677": _("It gets worse slowly."),
        "HP:0003678": _("It can get worse fast."),
        "HP:0003680": _("As a rule it does not get worse over time."),
        "HP:0003682": _("How fast it changes differs from person to person."),
        "HP:0003587": _("As a rule it begins slowly, so that the start is easy to miss."),
        "HP:0031796": _("It can go away and come back."),
        "HP:0025303": _("It comes in episodes, with better times between them."),
        "HP:0003828": _("It can differ much from person to person, even in one family."),
    }
)

DEATHS = _table(
    {
        "HP:0034241": _("before birth"),
        "HP:0005268": _("before birth"),
        "HP:0003826": _("at birth"),
        "HP:0003811": _("in the first four weeks of life"),
        "HP:0001522": _("in the first year of life"),
        "HP:0003819": _("in childhood"),
        "HP:0011421": _("in the teenage years"),
        "HP:0100613": _("in early adult life"),
        "HP:0033764": _("in middle age"),
    }
)

LEVELS: dict[Level, str | Promise] = {
    Level.GROUP: pgettext_lazy("kind of entry", "group of diseases"),
    Level.DISORDER: pgettext_lazy("kind of entry", "disease"),
    Level.SUBTYPE: pgettext_lazy("kind of entry", "form of a disease"),
    Level.TRAIT: pgettext_lazy("kind of entry", "trait, not a disease"),
    Level.SUSCEPTIBILITY: pgettext_lazy("kind of entry", "raised chance of a disease"),
    Level.UNKNOWN: pgettext_lazy("kind of entry", "disease"),
}

NAME_KINDS: dict[NameKind, str | Promise] = {
    NameKind.LABEL: _("main name"),
    NameKind.EXACT: _("same meaning"),
    NameKind.ABBREVIATION: _("short form"),
    NameKind.LAY: _("everyday name"),
    NameKind.FORMER: _("former name"),
    NameKind.HURTFUL: _("hurtful name, no longer used"),
    NameKind.RELATED: _("related name"),
    NameKind.NOT_A_NAME: _("listed by a source, not a name of the disease"),
}

PREDICATES: dict[str, str | Promise] = {
    "skos:exactMatch": _("the same disease"),
    "skos:narrowMatch": _("a narrower entry"),
    "skos:broadMatch": _("a broader entry"),
    "skos:closeMatch": _("a close entry"),
    "oboInOwl:hasDbXref": _("a related entry"),
}
