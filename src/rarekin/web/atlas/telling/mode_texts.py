"""What each way of passing on means, in sentences."""

from __future__ import annotations

from django.utils.functional import Promise

from rarekin.model.disease import Seldom
from rarekin.web.shell.phrases import gettext_lazy

DOMINANT_AND_NEW: str | Promise = gettext_lazy(
    "One changed copy is enough to cause it. Often the change is new in the child and neither"
    " parent has it; a test of the parents can tell. Doctors say “autosomal dominant”."
)

DOMINANT_ALONE: str | Promise = gettext_lazy(
    "One changed copy of the gene is enough to cause it. Doctors say “autosomal dominant”."
)

LOST_OR_DOUBLED: dict[str, str | Promise] = {
    "missing": gettext_lazy("A piece of a chromosome with several neighbouring genes is lost."),
    "doubled": gettext_lazy("A piece of a chromosome with several neighbouring genes is doubled."),
}

SOME_CELLS_BESIDES: str | Promise = gettext_lazy(
    "The change can also arise after conception, so that only some cells of the body have it."
    " Doctors say “somatic mosaicism”."
)

WHY_SELDOM: dict[Seldom, str | Promise] = {
    Seldom.SINGLE: gettext_lazy("Most people who have it are the only one in their family."),
    Seldom.UNEXPLAINED: gettext_lazy(
        "What causes it is not known, or several things act together."
    ),
}

# A chromosome too many can come from the egg or sperm, and be lost again in some cells.
SOME_CELLS_OF_ALL: str | Promise = gettext_lazy(
    "Often only some cells of the body have the change. Doctors say “somatic mosaicism”."
)

RECESSIVE_OR_NEW: str | Promise = gettext_lazy(
    "Lists call it “autosomal recessive”: both copies of a gene would be changed. But as a rule"
    " only one person in a family has it, so that one new change may be the cause. Only a test of"
    " the person and the parents can tell; without it nobody can give a chance."
)

SONS_ARE_LOST: str | Promise = gettext_lazy(
    "The gene lies on the X chromosome, and one changed copy is enough. Of the children of a"
    " woman with the change each inherits it with a chance of 1 in 2. Daughters then have the"
    " disease, mildly or severely; most sons with the change are lost before birth. Doctors say"
    " “X-linked dominant”."
)

SONS_ARE_GRAVER: str | Promise = gettext_lazy(
    "The gene lies on the X chromosome, and one changed copy is enough. Of the children of a"
    " woman with the change each inherits it with a chance of 1 in 2. Daughters then have the"
    " disease, mildly or severely; sons are as a rule much more severely ill, and many of them die"
    " before or soon after birth. Doctors say “X-linked dominant”."
)

SONS_ARE_SPARED: str | Promise = gettext_lazy(
    "The gene lies on the X chromosome. Unlike in most such diseases it is girls and women with"
    " the change who are ill; boys and men with it are well or have few signs, and hand it on to"
    " each daughter and to no son. Of the children of a woman with the change each inherits it"
    " with a chance of 1 in 2. Doctors say “X-linked”."
)

MANY_LIVE_AS_GIRLS: str | Promise = gettext_lazy(
    "The gene lies on the X chromosome. Who has the change together with one X and one Y"
    " chromosome has the disease, and many of them live as girls and women. With two X chromosomes"
    " one carries it and is mostly well. Of the children of somebody who carries it each inherits"
    " the change with a chance of 1 in 2. Doctors say “X-linked recessive”."
)

NEW_IN_GIRLS: str | Promise = gettext_lazy(
    "One changed copy of a gene on the X chromosome is enough. As a rule the change is new in the"
    " child and neither parent has it. Nearly everybody born with it is a girl: most boys with the"
    " change are lost before birth. Doctors say “X-linked dominant”."
)

X_AND_NEW: str | Promise = gettext_lazy(
    "The gene lies on the X chromosome, and one changed copy is enough to cause it. Often the"
    " change is new in the child and neither parent has it; a test of the parents can tell."
    " Doctors say “X-linked dominant”."
)

RAISES_THE_CHANCE: str | Promise = gettext_lazy(
    "A change in one copy of a gene can raise the chance to fall ill; it does not decide alone, and"
    " many who have it stay well. Each child of a person with the change has a chance of 1 in 2 to"
    " inherit the change, not the disease."
)

GENE_NOT_KNOWN: str | Promise = gettext_lazy(
    "The gene is not known. In families it passes on as if one changed copy were enough: each child"
    " of a person who has it has a chance of 1 in 2 to inherit it. Doctors say “autosomal"
    " dominant”."
)

REPEATS_ON_X: str | Promise = gettext_lazy(
    "The gene lies on the X chromosome. The change is a stretch of repeats that can grow when a"
    " mother hands it on. It comes from a parent, who can carry it and be well. Each child of a"
    " woman who carries it inherits that copy with a chance of 1 in 2. A man hands it on to all his"
    " daughters and to none of his sons. Women and men can be ill in different ways. Doctors say"
    " “X-linked dominant”."
)

WOMEN_STAY_WELL: str | Promise = gettext_lazy(
    "The gene lies on the X chromosome. Boys and men with the change have the disease; girls and"
    " women who carry it stay well, with few exceptions. Of the children of a woman who carries it"
    " each inherits the change with a chance of 1 in 2. A man who has it hands it on to all his"
    " daughters and to none of his sons. Doctors say “X-linked recessive”."
)

BY_PARENT: str | Promise = gettext_lazy(
    "One changed copy can be enough, but whether it makes ill depends on which parent it comes"
    " from. No one chance holds for all families: what caused it in a person must be known first."
)

PIECE_OFTEN_NEW: str | Promise = gettext_lazy(
    "Often such a change is new in the child. Sometimes a parent has it too, or carries"
    " chromosomes of another shape; a test of the parents can tell."
)

WHOLE_IS_NEW: str | Promise = gettext_lazy(
    "As a rule the chromosome too many arises anew when an egg or a sperm is made, or soon after"
    " conception. It does not come from a parent who has it too."
)

SHAPE_OF_A_PARENT: str | Promise = gettext_lazy(
    "In a few families a parent carries chromosomes of another shape; the chromosome test of the"
    " person who is ill shows whether the parents should be tested."
)

FROM_A_PARENT: str | Promise = gettext_lazy(
    "One changed copy of the gene is enough. As a rule it comes from a parent, who may have fewer"
    " signs or fall ill later. Each child of a person with the change has a chance of 1 in 2 to"
    " inherit it. Doctors say “autosomal dominant”."
)

IN_DISEASED_CELLS: str | Promise = gettext_lazy(
    "As a rule this change of the chromosomes arises later in life, in the diseased cells only. It"
    " does not come from the parents and is not handed on."
)

RAISED_CHANCE: str | Promise = gettext_lazy(
    "What is handed on is a raised chance of tumours, not a tumour: how high it is, and which"
    " checks help, differs with the gene. Women and men hand it on alike."
)

DEPENDS_ON_THE_GENE: str | Promise = gettext_lazy(
    "It depends on the gene: in some people one changed copy is enough (“autosomal dominant”), in"
    " others both copies must be changed (“autosomal recessive”). Only a test of the person and the"
    " parents tells which chance holds in a family."
)
