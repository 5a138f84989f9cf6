"""Make ``conditions.tsv``: which disease each page of MedlinePlus Genetics is about.

    python -m rarekin.sources.medlineplus_genetics.recipe FOCUS MIRROR > conditions.tsv

``FOCUS`` is the table of MedQuAD's pages, read and confirmed by name and number; ``MIRROR`` has
``medquad/3_GHR_QA.tar.gz``, where each of them names its address. The addresses have kept their
last part since the collection was made in 2017.
"""

from __future__ import annotations

import re
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

_ADDRESS = re.compile(r'id="(\d+)"[^>]*url="https?://ghr\.nlm\.nih\.gov/condition/([^"/]+)"')


def rows(focus: str, archive: Path) -> Iterator[tuple[str, str]]:
    """Yield the last part of each address with the disease it is about.

    Parameters
    ----------
    focus
        Text of the table.
    archive
        ``3_GHR_QA.tar.gz``.

    Yields
    ------
    slug, disease
        In the order of the slugs.
    """
    known = dict(line.split("\t")[:2] for line in focus.splitlines() if line.startswith("GHR/"))
    found = {}
    with tarfile.open(archive) as pages:
        for member in pages:
            file = pages.extractfile(member) if member.name.endswith(".xml") else None
            match = _ADDRESS.search(file.read(4000).decode("utf-8", "replace")) if file else None
            if match and f"GHR/{match[1]}" in known:
                found[match[2]] = known[f"GHR/{match[1]}"]
    yield from sorted(found.items())


if __name__ == "__main__":
    table = Path(sys.argv[1]).read_text("utf-8")
    found = rows(table, Path(sys.argv[2]) / "medquad" / "3_GHR_QA.tar.gz")
    head = "#disease of each page of MedlinePlus Genetics, made by recipe.py\npage\tdisease\n"
    sys.stdout.write(head + "".join(f"{slug}\t{disease}\n" for slug, disease in found))
