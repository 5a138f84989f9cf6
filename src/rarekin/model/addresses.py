"""Web addresses of catalogues' pages, read as the identifiers they stand for."""

from __future__ import annotations

import re

_LONGEST = 500
_ADDRESS = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#]\S*)", re.IGNORECASE)
_PAGES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), prefix)
    for pattern, prefix in (
        (r"omim\.org/phenotypicSeries/PS(\d+)", "OMIMPS"),
        (r"omim\.org/(?:entry|clinicalSynopsis|geneMap)/(\d+)", "OMIM"),
        (r"identifiers\.org/(?:omim|mim)[:/](\d+)", "OMIM"),
        (r"orpha(?:net)?\.\w+/.*?(?:disease/detail/|[?&](?:Expert|disease_?id|lng=\w+&Expert)=)"
         r"(\d+)", "ORPHA"),
        (r"rarediseases\.info\.nih\.gov/\w+/(\d+)", "GARD"),
        (r"disease-ontology\.org/term/DOID:(\d+)", "DOID"),
        (r"ncbi\.nlm\.nih\.gov/medgen/(C[N\d]\d+)", "UMLS"),
        (r"ncbi\.nlm\.nih\.gov/medgen/(\d+)", "MEDGEN"),
        (r"ncbi\.nlm\.nih\.gov/gene/(\d+)", "NCBIGene"),
        (r"id\.who\.int/icd/entity/(\d+)", "ICD11.FOUNDATION"),
        (r"icd\.who\.int/.*/foundation/\w+#(?:http://id\.who\.int/icd/entity/)?(\d+)",
         "ICD11.FOUNDATION"),
        (r"pubmed\.ncbi\.nlm\.nih\.gov/(\d+)", "PMID"),
        (r"meshb?\.nlm\.nih\.gov/record/ui\?ui=([CD]\d+)", "MESH"),
    )
)  # fmt: skip
_WRITTEN_OUT = re.compile(
    r"(?<![A-Za-z])(MONDO|HP|ORPHA|Orphanet|OMIM|MIM|GARD|DOID|MAXO|HGNC)(?::|_|%3A)(\d+)(?!\w)",
    re.IGNORECASE,
)


def id_in_address(text: str) -> str:
    """Return the identifier whose page an address opens.

    Parameters
    ----------
    text
        Anything a person pasted.

    Returns
    -------
    id
        As ``PREFIX:LOCAL``, not yet checked; empty where the text is no address we know.

    Examples
    --------
    >>> id_in_address("https://omim.org/entry/173900")
    'OMIM:173900'
    >>> id_in_address("https://www.orpha.net/en/disease/detail/2762?name=x")
    'ORPHA:2762'
    >>> id_in_address("https://hpo.jax.org/browse/term/HP:0001250"), id_in_address("a b")
    ('HP:0001250', '')
    """
    stripped = text.strip()
    if len(stripped) > _LONGEST or not _ADDRESS.fullmatch(stripped):
        return ""
    for page, prefix in _PAGES:
        if found := page.search(stripped):
            return f"{prefix}:{found[1]}"
    written = _WRITTEN_OUT.findall(stripped)
    return ":".join(written[-1]) if written else ""
