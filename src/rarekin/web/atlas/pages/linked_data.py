"""A page described for search engines (schema.org)."""

from __future__ import annotations

import json
from collections.abc import Sequence

from django.utils.safestring import SafeString, mark_safe

from rarekin.api.diseases.lookup import DiseasePage

_SIGNS = 20
_GENES = 20


def linked_data(page: DiseasePage, also_called: Sequence[str]) -> SafeString:
    """Describe a disease as a ``MedicalCondition``, safe inside a script element.

    Parameters
    ----------
    page
        What the release knows.
    also_called
        Its other names.

    Returns
    -------
    json
        Without any character that could end the element.
    """
    codes = [
        {
            "@type": "MedicalCode",
            "codingSystem": id_.partition(":")[0],
            "codeValue": id_.partition(":")[2],
        }
        for id_ in dict.fromkeys([page.ref.id, *(m.object for m in page.ids)])
    ]
    symbols = [gene.symbol for gene in page.causal_genes][:_GENES]
    present = [f.label for f in page.findings if not f.excluded][:_SIGNS]
    body: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "MedicalCondition",
        "name": page.ref.label,
        "alternateName": list(also_called),
        "code": codes,
        "signOrSymptom": [{"@type": "MedicalSignOrSymptom", "name": label} for label in present],
        "cause": [{"@type": "MedicalCause", "name": symbol} for symbol in symbols],
    }
    text = json.dumps({k: v for k, v in body.items() if v}, ensure_ascii=False)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return mark_safe(text)  # noqa: S308 - escaped above
