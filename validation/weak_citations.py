"""Find what written pages and other curated files cite from sites that nothing should rest on.

Answers of machines, copies of texts that have an owner, encyclopedias anybody can edit, content
farms, and press where an agency has a page: the sites are in ``hosts_not_accepted.toml``, with the
few citations of them that are allowed, and why. ``written_pages.py`` counts and refuses them
on pages; a test refuses them in every curated file.
"""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

HOSTS = Path(__file__).with_name("hosts_not_accepted.toml")


@dataclass(frozen=True)
class Weak:
    """A citation of a site that no page should rest on."""

    page: str
    cite: str
    host: str
    kind: str
    allowed: str


def weak_citations(paths: Iterable[Path]) -> Iterator[Weak]:
    """Yield the citations of sites that are not accepted; `Weak.allowed` says why one may stay."""
    listed = tomllib.loads(HOSTS.read_text(encoding="utf-8"))
    kinds = {host: kind for kind, hosts in listed["kinds"].items() for host in hosts}
    reasons = {(row["page"], row["cite"]): row["why"] for row in listed["allowed"]}
    for path in paths:
        works = tomllib.loads(path.read_text(encoding="utf-8")).get("cite", {})
        if not isinstance(works, dict):  # the declaration of the source lists works, none cited
            continue
        for cite, work in works.items():
            labels = (urlsplit(work.get("url", "")).hostname or "").rstrip(".").split(".")
            ends = (".".join(labels[i:]) for i in range(len(labels)))
            host = next((end for end in ends if end in kinds), None)
            if host:
                why = reasons.get((path.stem, cite), "")
                yield Weak(path.stem, cite, host, kinds[host], why)
