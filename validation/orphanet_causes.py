"""Make ``causes.tsv.gz`` from ORPHApackets.

    python -m validation.orphanet_causes orphapacket/json.tar.gz > causes.tsv.gz

ORPHApackets of 2025-12-09 (1.3.42 / 4.1.8), Orphanet, Inserm, CC BY 4.0,
https://github.com/Orphanet/orphapacket. We keep the number of each entry, the symbols of its
genes with the kind of each link in Orphanet's own words, its modes of inheritance as terms
of HPO, and its classes of age at onset; nothing else.

HPO's file of genes and diseases, which a fresh machine reads, leaves the kind of link out: there
a modifier looks like a cause, and where an entry has several genes none can be called one. Its
modes of inheritance are OMIM's alone, one for each entry, and at times that of a single family;
its ages at onset are often those of a handful of people.
"""

from __future__ import annotations

import gzip
import json
import sys
import tarfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rarekin.knowledge.onset import CLASS_YEARS
from rarekin.model.identifiers import Curie
from rarekin.sources.orphanet.signs import inheritance
from rarekin.sources.orphanet_causes.parse import COLUMNS, MODE, ONSET

HEADER = (
    "#Causes of diseases: Orphanet (ORPHApackets 1.3.42 / 4.1.8), Inserm, CC BY 4.0\n"
    "#version: 2025-12-09\n"
)


def make_table(packets: Iterable[bytes]) -> bytes:
    r"""Make the table.

    Parameters
    ----------
    packets
        JSON documents, one for each entry.

    Returns
    -------
    table
        Gzipped, the same bytes for the same input.

    Examples
    --------
    >>> gene = {"Gene": {"Symbol": "SBDS", "DisorderGeneAssociationType": "Disease-causing"}}
    >>> packet = json.dumps({"Orphapacket": {"ORPHAcode": "811", "Genes": [gene]}}).encode()
    >>> gzip.decompress(make_table([packet])).decode().splitlines()[-1].split("\t")
    ['811', 'Disease-causing', 'SBDS']
    """
    found: dict[tuple[int, str], set[str]] = defaultdict(set)
    for data in packets:
        packet = json.loads(data)["Orphapacket"]
        entry = int(packet["ORPHAcode"])
        for row in packet.get("Genes") or ():
            gene = row["Gene"]
            found[entry, str(gene["DisorderGeneAssociationType"])].add(str(gene["Symbol"]))
        for mode in inheritance(Curie(f"ORPHA:{entry}"), _values(packet, "TypeOfInheritance")):
            found[entry, MODE].add(mode.term)
        for age in _values(packet, "AverageAgeOfOnset"):
            if age in CLASS_YEARS:
                found[entry, ONSET].add(age.replace(" ", "_"))
    rows = ("\t".join((str(key[0]), key[1], " ".join(sorted(found[key])))) for key in sorted(found))
    table = HEADER + "\t".join(COLUMNS) + "\n" + "\n".join(rows) + "\n"
    return gzip.compress(table.encode(), 9, mtime=0)


def _values(packet: Mapping[str, object], kind: str) -> Iterator[str]:
    """Yield Orphanet's words; a dictionary stands for a list whose rows are not wrapped."""
    told = packet.get(f"{kind}s") or ()
    rows = told[kind] if isinstance(told, dict) else told
    if isinstance(rows, list):
        for row in rows:
            yield str(row.get(kind, row)["value"])


def main() -> None:
    """Write the table to standard output."""
    with tarfile.open(Path(sys.argv[1])) as archive:
        members = [m for m in archive if m.isfile() and m.name.endswith(".json")]
        streams = (archive.extractfile(member) for member in members)
        sys.stdout.buffer.write(make_table(s.read() for s in streams if s is not None))


if __name__ == "__main__":
    main()
