"""The ontologies a phenopacket uses, declared in its metadata as the schema demands.

GA4GH Phenopackets 2.0, MetaData: one resource for each ontology or terminology whose terms are
used (doi:10.1038/s41587-022-01357-4).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

OWN = "rarekin"
"""Prefix of what only Rarekin has a name for."""

_OBO = "http://purl.obolibrary.org/obo"
_RESOURCES: dict[str, tuple[str, str, str, str]] = {
    "HP": ("hp", "Human Phenotype Ontology", f"{_OBO}/hp.owl", f"{_OBO}/HP_"),
    "MONDO": ("mondo", "Mondo Disease Ontology", f"{_OBO}/mondo.owl", f"{_OBO}/MONDO_"),
    "GENO": ("geno", "Genotype Ontology", f"{_OBO}/geno.owl", f"{_OBO}/GENO_"),
    "NCIT": ("ncit", "NCI Thesaurus", f"{_OBO}/ncit.owl", f"{_OBO}/NCIT_"),
    "DOID": ("doid", "Human Disease Ontology", f"{_OBO}/doid.owl", f"{_OBO}/DOID_"),
    "OMIM": ("omim", "Online Mendelian Inheritance in Man", "https://www.omim.org",
             "https://www.omim.org/entry/"),
    "ORPHA": ("ordo", "Orphanet Rare Disease Ontology", "http://www.orpha.net/ORDO",
              "http://www.orpha.net/ORDO/Orphanet_"),
    "OMIMPS": ("omimps", "OMIM phenotypic series", "https://www.omim.org/phenotypicSeriesTitles",
               "https://www.omim.org/phenotypicSeries/PS"),
    "DECIPHER": ("decipher", "DECIPHER syndromes", "https://www.deciphergenomics.org",
                 "https://www.deciphergenomics.org/syndrome/"),
    "HGNC": ("hgnc", "HUGO Gene Nomenclature Committee", "https://www.genenames.org",
             "https://www.genenames.org/data/gene-symbol-report/#!/hgnc_id/HGNC:"),
    "LOINC": ("loinc", "Logical Observation Identifiers Names and Codes", "https://loinc.org",
              "https://loinc.org/"),
    "GARD": ("gard", "Genetic and Rare Diseases Information Center",
             "https://rarediseases.info.nih.gov", "https://rarediseases.info.nih.gov/diseases/"),
    OWN: (OWN, "Items of published criteria as Rarekin names them",
          "https://pypi.org/project/rarekin/", "https://pypi.org/project/rarekin/#"),
}  # fmt: skip


def iri_prefix(prefix: str) -> str:
    """Return what stands before the local part in the address of an identifier.

    Parameters
    ----------
    prefix
        Of a CURIE.

    Returns
    -------
    start
        Empty where none is known here.

    Examples
    --------
    >>> iri_prefix("MONDO"), iri_prefix("NORD")
    ('http://purl.obolibrary.org/obo/MONDO_', '')
    """
    return _RESOURCES[prefix][3] if prefix in _RESOURCES else ""


def resources(packet: object, versions: Mapping[str, str]) -> list[dict[str, str]]:
    """Declare every ontology whose identifiers stand in a phenopacket.

    Parameters
    ----------
    packet
        The phenopacket without its metadata.
    versions
        Release of each ontology by prefix; what is not listed is declared as ``unknown``.

    Returns
    -------
    resources
        By prefix, each once.

    Examples
    --------
    >>> packet = {"phenotypicFeatures": [{"type": {"id": "HP:0001250"}}]}
    >>> [(r["id"], r["version"]) for r in resources(packet, {"HP": "2025-01-16"})]
    [('hp', '2025-01-16')]
    """
    used = sorted({prefix for prefix in _prefixes(packet) if prefix in _RESOURCES})
    return [
        {
            "id": _RESOURCES[prefix][0],
            "name": _RESOURCES[prefix][1],
            "url": _RESOURCES[prefix][2],
            "version": versions.get(prefix, "unknown"),
            "namespacePrefix": prefix,
            "iriPrefix": _RESOURCES[prefix][3],
        }
        for prefix in used
    ]


def _prefixes(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name in ("id", "valueId") and isinstance(inner, str):
                yield inner.partition(":")[0] if ":" in inner else ""
            yield from _prefixes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _prefixes(inner)
