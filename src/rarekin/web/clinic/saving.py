"""The signs as a file on the person's own device: a GA4GH phenopacket, and back.

"Not sure" is what a phenopacket says by not listing a sign. It has no place for free words:
only where the person asks do they travel as an external reference in the file's metadata.
"""

from __future__ import annotations

import json
from dataclasses import replace

from django.utils import timezone

from rarekin.api.export import ONSET, WORDS, case_phenopacket
from rarekin.model.case import Case
from rarekin.web.clinic.person_choices import onset_classes
from rarekin.web.clinic.signs_form import MAX_CHARACTERS, SignsForm, from_case


def phenopacket(form: SignsForm, *, has_words: bool) -> bytes:
    """Return the form as a phenopacket, version 2.

    Parameters
    ----------
    form
        Signs taken off the list are left out.
    has_words
        Whether the person wants their own words in the file.

    Returns
    -------
    json
        UTF-8.
    """
    case = replace(form.case(), id="person")
    return case_phenopacket(case, timezone.now(), form.words if has_words else "")


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
        With signs, sex, age, beginning and words.
    """
    form = from_case(case)
    words, onset = _own(content, WORDS), _own(content, ONSET)
    form = replace(form, words=words[:MAX_CHARACTERS])
    return replace(form, onset=onset) if onset in onset_classes() else form


def _own(content: bytes, id_: str) -> str:
    try:
        packet = json.loads(content)
        references = packet["metaData"]["externalReferences"]
        found = [r["description"] for r in references if r["id"] == id_]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    return found[0] if found and isinstance(found[0], str) else ""
