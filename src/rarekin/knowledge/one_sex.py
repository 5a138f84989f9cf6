"""Diseases of which only one sex falls ill, though both can carry the change."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rarekin.model.identifiers import Curie

# Only where the title begins so: a syndrome that harms the ovaries too is one of both sexes.
_OF_MEN = re.compile(
    r"(?:spermatogenic failure|(?:obstructive )?azoospermia|\w*zoospermia|male infertility"
    r"|(?:familial )?prostate ca|prostate cancer|congenital bilateral (?:absence|aplasia) of vas"
    r"|vas deferens|testicular germ cell|familial male-limited|young syndrome"
    r"|46,XY (?!.*syndrome$))",
    re.IGNORECASE,
)
_OF_WOMEN = re.compile(
    r"(?:oocyte|zygotic|preimplantation embryo|premature ovarian|ovarian (?:failure|dysgenesis"
    r"|insufficiency|hyperstimulation|cancer)|(?:complete )?hydatidiform|female infertility"
    r"|endometrial cancer|pre-?eclampsia|acute fatty liver of pregnancy|mullerian aplasia"
    r"|(?:intrahepatic )?cholestasis,? (?:intrahepatic, )?of pregnancy|46,XX (?:ovarian"
    r"|gonadal) dysgenesis)",
    re.IGNORECASE,
)
_SAID = frozenset(map(Curie, ("HP:0001475", "HP:0034344")))
"""That it shows in boys and men only, or in girls and women only."""


def only_sex_ill(title: str, said: Iterable[Curie]) -> str:
    """Tell which sex alone falls ill, by the title and where no source says so itself.

    Parameters
    ----------
    title
        English title of the disease.
    said
        Terms that qualify its inheritance.

    Returns
    -------
    sex
        ``male`` or ``female``; empty where both can, or where the record itself says it.

    Examples
    --------
    >>> only_sex_ill("spermatogenic failure 16", ()), only_sex_ill("Marfan syndrome", ())
    ('male', '')
    """
    if _SAID.intersection(said):
        return ""
    if _OF_MEN.match(title):
        return "male"
    return "female" if _OF_WOMEN.match(title) else ""
