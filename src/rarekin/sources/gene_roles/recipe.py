"""Make ``gene_roles.tsv.gz`` from ORPHApackets.

    python -m rarekin.sources.gene_roles.recipe orphapacket/json.tar.gz > gene_roles.tsv.gz

ORPHApackets of 2025-12-09 (1.3.42 / 4.1.8), Orphanet, Inserm, CC BY 4.0,
https://github.com/Orphanet/orphapacket. We keep the number of each entry, the symbols of its
genes and the kind of each link in Orphanet's own words; nothing else, and nothing changed.

HPO's file of genes and diseases, which a fresh machine reads, leaves the kind of link out: there
a modifier looks like a cause, and where an entry has several genes none can be called one.
"""

from __future__ import annotations

import gzip
import json
import sys
import tarfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from rarekin.sources.gene_roles.parse import COLUMNS

HEADER = (
    "#What genes do in diseases: Orphanet (ORPHApackets 1.3.42 / 4.1.8), Inserm, CC BY 4.0\n"
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
        for row in packet.get("Genes") or ():
            gene = row["Gene"]
            key = int(packet["ORPHAcode"]), str(gene["DisorderGeneAssociationType"])
            found[key].add(str(gene["Symbol"]))
    rows = (
        f"{entry}\t{kind}\t{' '.join(sorted(found[entry, kind]))}\n"
        for entry, kind in sorted(found)
    )
    table = HEADER + "\t".join(COLUMNS) + "\n" + "".join(rows)
    return gzip.compress(table.encode(), 9, mtime=0)


def main() -> None:
    """Write the table to standard output."""
    with tarfile.open(Path(sys.argv[1])) as archive:
        members = [m for m in archive if m.isfile() and m.name.endswith(".json")]
        streams = (archive.extractfile(member) for member in members)
        sys.stdout.buffer.write(make_table(s.read() for s in streams if s is not None))


if __name__ == "__main__":
    main()
