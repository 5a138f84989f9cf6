"""From Orphanet's classes to model records: signs, how often, from which age, how inherited.

What a class means is written in "Procedural document: Epidemiology of rare diseases in Orphanet"
and "Orphanet nomenclature production" (https://www.orphadata.com/docs/).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from rarekin.errors import InputError
from rarekin.model.disease import Annotation, Fact, Section
from rarekin.model.identifiers import Curie, parse_curie, prefix_of
from rarekin.sources.orphanet.wording import SOURCE

_INHERITANCE = {
    "Autosomal dominant": "HP:0000006",
    "Autosomal recessive": "HP:0000007",
    "X-linked recessive": "HP:0001419",
    "X-linked dominant": "HP:0001423",
    "Y-linked": "HP:0001450",
    "Mitochondrial inheritance": "HP:0001427",
    "Multigenic/multifactorial": "HP:0001426",
    "Oligogenic": "HP:0010983",
    "Semi-dominant": "HP:0032113",
}
_AGES = {
    "Antenatal": "before birth",
    "Neonatal": "in the first weeks of life",
    "Infancy": "in infancy",
    "Childhood": "in childhood",
    "Adolescent": "in the teens",
    "Adult": "in adult life",
    "Elderly": "in old age",
}
_FREQUENCIES = {
    "Obligate (100%)": "HP:0040280",
    "Very frequent (99-80%)": "HP:0040281",
    "Frequent (79-30%)": "HP:0040282",
    "Occasional (29-5%)": "HP:0040283",
    "Very rare (<4-1%)": "HP:0040284",
    "Excluded (0%)": "HP:0040285",
}


def inheritance(disease: Curie, modes: Iterable[str]) -> list[Annotation]:
    """Turn modes of inheritance into HPO rows; "unknown" and "not applicable" say nothing.

    Parameters
    ----------
    disease, modes
        Whose, and Orphanet's words.

    Returns
    -------
    rows
        Of aspect ``I``.

    Examples
    --------
    >>> [row.term for row in inheritance(Curie("ORPHA:1"), ["Autosomal dominant", "Unknown"])]
    ['HP:0000006']
    """
    return [
        Annotation(disease, Curie(_INHERITANCE[mode]), SOURCE, aspect="I")
        for mode in dict.fromkeys(modes)
        if mode in _INHERITANCE
    ]


def finding(disease: Curie, term: str, frequency: str) -> Annotation:
    """Turn a finding with Orphanet's class of frequency into an HPO row.

    Parameters
    ----------
    disease, term, frequency
        Whose, which HPO term, and Orphanet's words; a class that is not known says nothing.

    Returns
    -------
    row
        Of aspect ``P``; it rests on the entry itself, as HPO's own annotations state it.

    Raises
    ------
    InputError
        If the term is no identifier of HPO.

    Examples
    --------
    >>> row = finding(Curie("ORPHA:1"), "HP:0001382", "Frequent (79-30%)")
    >>> row.frequency_term, row.references
    ('HP:0040282', ('ORPHA:1',))
    """
    id_ = parse_curie(term)
    if prefix_of(id_) != "HP":
        raise InputError(f"{id_} is no HPO term.", hint="Findings are terms such as HP:0001382.")
    known = _FREQUENCIES.get(frequency)
    return Annotation(
        disease,
        id_,
        SOURCE,
        frequency_term=Curie(known) if known else None,
        references=(disease,),
    )


def onset(disease: Curie, ages: Iterable[str], as_of: datetime.date | None) -> Fact | None:
    """Say when the first signs appear, in Orphanet's classes of age.

    They stay a fact of their own: Orphanet's childhood ends at 11 years and HPO's childhood
    onset at 5, so that one is not the other.

    Parameters
    ----------
    disease, ages
        Whose, and Orphanet's classes.
    as_of
        Date of the data.

    Returns
    -------
    fact
        None where no class is known.

    Examples
    --------
    >>> onset(Curie("ORPHA:2762"), ["Childhood", "Infancy"], None).text
    'The first signs can appear in infancy or in childhood.'
    """
    told = set(ages)
    classes = [age for age in _AGES if age in told]
    if "All ages" in told:
        classes, words = ["All ages"], ["at any age"]
    else:
        words = [_AGES[age] for age in classes]
    if not words:
        return None
    shown = " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))
    return Fact(
        disease,
        Section.SIGNS,
        "onset",
        SOURCE,
        text=f"The first signs can appear {shown}.",
        value={"classes": classes},
        as_of=as_of,
    )
