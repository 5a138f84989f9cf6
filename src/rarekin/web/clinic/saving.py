"""The signs as a file on the person's own device: a GA4GH phenopacket, and back.

"Not sure" is what a phenopacket says by not listing a sign. It has no place for free words,
so they travel as an external reference in the file's metadata, which other programs skip.
"""

from __future__ import annotations

import json
from dataclasses import replace

from django.utils import timezone

from rarekin.api.release import current
from rarekin.model.case import Case, Sex
from rarekin.web.clinic.signs_form import MAX_CHARACTERS, Answer, SignsForm, from_case

_WORDS = "rarekin:words"


def phenopacket(form: SignsForm) -> dict[str, object]:
    """Return the form as a phenopacket, version 2.

    Parameters
    ----------
    form
        Signs taken off the list are left out.

    Returns
    -------
    packet
        Ready for JSON.
    """
    subject: dict[str, object] = {"id": "person", "sex": _SEX[form.sex]}
    if form.age_years is not None:
        age = {"age": {"iso8601duration": _duration(form.age_years)}}
        subject["timeAtLastEncounter"] = age
    metadata: dict[str, object] = {
        "created": timezone.now().isoformat(timespec="seconds"),
        "createdBy": "Rarekin",
        "phenopacketSchemaVersion": "2.0",
        "resources": [
            {
                "id": "hp",
                "name": "Human Phenotype Ontology",
                "url": "http://purl.obolibrary.org/obo/hp.owl",
                "version": current().version,
                "namespacePrefix": "HP",
                "iriPrefix": "http://purl.obolibrary.org/obo/HP_",
            }
        ],
    }
    if form.words.strip():
        metadata["externalReferences"] = [{"id": _WORDS, "description": form.words}]
    return {
        "id": "person",
        "subject": subject,
        "phenotypicFeatures": [
            {
                "type": {"id": s.term, "label": s.label},
                **({"excluded": True} if s.answer is Answer.EXCLUDED else {}),
            }
            for s in form.listed
            if s.answer is not Answer.UNKNOWN
        ],
        "metaData": metadata,
    }


def restore(case: Case, content: bytes) -> SignsForm:
    """Fill the form from a file that was read.

    Parameters
    ----------
    case
        What the reader made of it.
    content
        The file, for the words in its metadata.

    Returns
    -------
    form
        With signs, sex, age and words.
    """
    form = from_case(case)
    return replace(form, words=_words(content)[:MAX_CHARACTERS])


_SEX = {Sex.FEMALE: "FEMALE", Sex.MALE: "MALE", Sex.UNKNOWN: "UNKNOWN_SEX"}


def _duration(age_years: float) -> str:
    months = round(age_years * 12)
    years, months = divmod(months, 12)
    return "P" + (f"{years}Y" if years or not months else "") + (f"{months}M" if months else "")


def _words(content: bytes) -> str:
    try:
        packet = json.loads(content)
        references = packet["metaData"]["externalReferences"]
        found = [r["description"] for r in references if r["id"] == _WORDS]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    return found[0] if found and isinstance(found[0], str) else ""
