"""Words of tables of families: headings as other programs and languages call them, yes and no."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

# The letters and digits alone count, without accents.
_NAMES_OF = {
    "family": "family famid familyid pedid pedigree pedigreeid kindred ped famille familia familie",
    "id": "id iid indid individ individualid individual person personid subject subjectid "
    "sampleid sample indiv identifiant individu personne identificador individuo persona",
    "father": "father fatherid fathid pat paternalid dad dadid fa patid pere padre vater",
    "mother": "mother motherid mothid mat maternalid mom mum momid mo matid mere madre mutter",
    "sex": "sex gender sexe sexo geschlecht",
    "affected": "affected aff phenotype pheno pheno1 phen status affectedstatus affection "
    "affectionstatus disease trait atteint atteinte malade afectado afectada enfermo betroffen",
    "age": "age ageyears currentage edad alter",
    "onset": "onset onsetage ageonset ageatonset agedebut agededebut edadinicio edaddeinicio",
    "deceased": "dead deceased died decede fallecido muerto verstorben",
    "proband": "proband target index isproband casindex casoindice",
    "twin": "mztwin twin twingroup twins monozygotictwin jumeau gemelo",
    "number": "number howmany numpersons nombrepersonnes cuantos",
    "label": "label name displayname nom nombre",
    "unborn": "unborn pregnancy grossesse embarazo",
    "test": "test genetest genetictest tested",
    "carrier": "carrier porteur portador",
    "linkage-proband": "",
    "birth_group": "birthgroup bornwith",
    "fraternal": "fraternal dizygotic",
    "loss": "loss",
    "gender": "genderidentity",
    "adopted": "adopted",
    "raised_by": "raisedby adoptiveparents",
    "carried_by": "carriedby surrogate",
    "role": "role",
    "consultand": "consultand",
}
_HEADINGS = {word: name for name, words in _NAMES_OF.items() for word in words.split()}

_YES = "1 y yes true 2 d x oui si ja"
_NO = "0 n no false na nan 9 non nein"
FLAGS = dict.fromkeys(_YES.split(), True) | dict.fromkeys(("", *_NO.split()), False)
"""What a column of yes and no may hold."""
_DEAD = "dead deceased died decede decedee fallecido fallecida muerto muerta"
_ALIVE = "alive living vivant vivante vivo viva"
DEAD = dict.fromkeys(_DEAD.split(), True) | dict.fromkeys(_ALIVE.split(), False)
"""What a column of deaths may hold besides."""


def folded(text: str) -> str:
    """Return the letters and digits of a cell, small and without accents.

    Examples
    --------
    >>> folded("Décédé "), folded("Paternal ID")
    ('decede', 'paternalid')
    """
    plain = unicodedata.normalize("NFKD", text.lower())
    return re.sub(r"[^a-z0-9]", "", plain)


def column_of(row: Sequence[str]) -> list[str]:
    """Return what each cell of a heading line names; empty where that is nothing we know.

    Examples
    --------
    >>> column_of(["Famille", "Père", "shoe size"])
    ['family', 'father', '']
    """
    words = [folded(cell) for cell in row]
    # FID is the family in PLINK, the father in a LINKAGE file that names the family otherwise.
    family_named = any(_HEADINGS.get(word) == "family" for word in words)
    local = _HEADINGS | {"fid": "father" if family_named else "family", "mid": "mother"}
    return [local.get(word, "") for word in words]
