"""Make ``focus.tsv``: which disease each page of MedQuAD is about.

    python -m rarekin.sources.medquad.recipe identity.tsv.gz MIRROR > focus.tsv

Needs the identity table of this package and a mirror folder with MedQuAD and Mondo's mappings
to UMLS and GARD (``medquad/*.tar.gz``, ``mondo/*.sssom.tsv.gz``).

A page is about the disease whose label or synonym is its title, where there is one such disease,
or one that its UMLS concept or GARD number confirms. A page whose title nobody knows is taken
where UMLS and GARD agree, or where one of its synonyms is a label and UMLS or GARD agrees.
Neither a UMLS concept nor a GARD number is believed alone: concepts are often broader than the
page, and GARD has given old numbers to other diseases. The collection has lost every letter that
is not ASCII ("Alstrm syndrome"): such a title is compared with names that have lost theirs.
What somebody read and decided stands in ``decided.tsv``; the rest is left out.
"""

from __future__ import annotations

import gzip
import re
import sys
import tarfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files as package_files
from pathlib import Path
from xml.etree import ElementTree as ET

from rarekin.sources.medquad.parse import Page, read_page
from rarekin.sources.medquad.subjects import fold

_GARD = re.compile(r"/gard/(\d+)/")
_DECIDED = "decided.tsv"
Numbers = set[str]


@dataclass
class Known:
    """What leads to a disease.

    Attributes
    ----------
    labels, names
        MONDO numbers by folded label, and by folded label or synonym.
    maimed
        MONDO numbers by folded label or synonym without its letters that are not ASCII.
    umls, gard
        MONDO numbers by concept and by GARD number.
    """

    labels: dict[str, Numbers] = field(default_factory=lambda: defaultdict(set))
    names: dict[str, Numbers] = field(default_factory=lambda: defaultdict(set))
    maimed: dict[str, Numbers] = field(default_factory=lambda: defaultdict(set))
    umls: dict[str, Numbers] = field(default_factory=lambda: defaultdict(set))
    gard: dict[str, Numbers] = field(default_factory=lambda: defaultdict(set))


def decide(page: Page, concepts: Iterable[str], known: Known) -> tuple[str, str] | None:
    """Decide which disease a page is about.

    Parameters
    ----------
    page
        The page.
    concepts
        Its UMLS concepts.
    known
        What leads to a disease.

    Returns
    -------
    disease, how
        Identifier and ``name``, ``name+id``, ``ids`` or ``synonym+id``; None where unsure.

    Examples
    --------
    >>> known = Known()
    >>> known.names["marfan syndrome"].add("7947")
    >>> decide(Page("GARD/1", "Marfan syndrome", (), "", ()), (), known)
    ('MONDO:0007947', 'name')
    """
    if decided := _decided().get(page.key):
        return decided, "by hand"
    number = _GARD.search(page.url)
    by_gard = known.gard.get(str(int(number[1])), set()) if number else set()
    by_concept: Numbers = set().union(*(known.umls.get(c, set()) for c in concepts))
    key = fold(page.focus)
    by_name = known.labels.get(key) or known.names.get(key) or known.maimed.get(key, set())
    by_synonym: Numbers = set().union(*(known.labels.get(fold(s), set()) for s in page.synonyms))
    by_id = by_gard | by_concept
    for found, how in (
        (by_name & by_id, "name+id"),
        (by_name, "name"),
        (by_gard & by_concept, "ids"),
        (by_synonym & by_id, "synonym+id"),
    ):
        if len(found) == 1 and not (by_name and how not in ("name", "name+id")):
            return f"MONDO:{next(iter(found)).zfill(7)}", how
    return None


@lru_cache(1)
def _decided() -> Mapping[str, str]:
    text = package_files(__package__).joinpath(_DECIDED).read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines()[2:])
    return {page: disease for page, disease, _why in rows}


def read_identity(lines: Iterable[str]) -> Known:
    """Read labels, synonyms and mappings from the identity table.

    Parameters
    ----------
    lines
        Of ``identity.tsv``.

    Returns
    -------
    known
        To be completed with newer mappings.
    """
    known = Known()
    for line in lines:
        if line.startswith(("#", "id\t")):
            continue
        number, label, _level, _parents, exact, xref, synonyms = line.rstrip("\n").split("\t")
        known.labels[fold(label)].add(number)
        for name in (label, *filter(None, synonyms.split("|"))):
            known.names[fold(name)].add(number)
            if not name.isascii():
                known.maimed[fold(name.encode("ascii", "ignore").decode())].add(number)
        for table, prefix, ids in ((known.umls, "UMLS:", exact), (known.gard, "GARD:", xref)):
            for id_ in ids.split():
                if id_.startswith(prefix):
                    table[id_.removeprefix(prefix)].add(number)
    return known


def _add_mappings(table: dict[str, Numbers], path: Path, live: Numbers) -> None:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = (line.rstrip("\n").split("\t") for line in file if not line.startswith("#"))
        head = next(rows)
        i_subject, i_object = head.index("subject_id"), head.index("object_id")
        for row in rows:
            number = str(int(row[i_subject].partition(":")[2]))
            local = row[i_object].partition(":")[2]
            if number in live:
                table[str(int(local)) if local.isdigit() else local].add(number)


def _pages(path: Path) -> Iterator[tuple[Page, tuple[str, ...]]]:
    with tarfile.open(path) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.name.endswith(".xml") else None
            if file is not None:
                data = file.read()
                page = read_page(member.name, data)
                concepts = tuple(c.text or "" for c in ET.fromstring(data).iter("CUI"))  # noqa: S314
                yield page, concepts


def make_table(identity: Path, mirror: Path) -> tuple[list[str], Mapping[str, int]]:
    """Make the lines of ``focus.tsv``.

    Parameters
    ----------
    identity
        ``identity.tsv.gz``.
    mirror
        The mirror folder.

    Returns
    -------
    lines, counts
        The table, and how many pages were decided in which way.
    """
    with gzip.open(identity, "rt", encoding="utf-8") as file:
        known = read_identity(file)
    live = set().union(*known.names.values())
    mappings = mirror / "mondo"
    _add_mappings(known.umls, mappings / "mondo_exactmatch_umls.sssom.tsv.gz", live)
    _add_mappings(known.gard, mappings / "mondo_hasdbxref_gard.sssom.tsv.gz", live)
    counts: Counter[str] = Counter()
    lines = []
    for name in ("2_GARD_QA", "3_GHR_QA"):
        for page, concepts in _pages(mirror / "medquad" / f"{name}.tar.gz"):
            found = decide(page, concepts, known)
            counts[found[1] if found else "left out"] += 1
            if found:
                lines.append(f"{page.key}\t{found[0]}\t{found[1]}")
    return sorted(lines), counts


if __name__ == "__main__":
    table, tally = make_table(Path(sys.argv[1]), Path(sys.argv[2]))
    sys.stderr.write(f"{dict(tally)}\n")
    sys.stdout.write("#diseases of MedQuAD's pages, made by recipe.py\npage\tdisease\thow\n")
    sys.stdout.write("\n".join(table) + "\n")
