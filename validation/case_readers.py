"""Does the quick reader of batches say what the careful one says? Over all published cases.

    python -m validation.case_readers [--data ../shared/data]

Each published phenopacket is read as it is, and again with each of its features damaged in the
ways that turn up in real files. Counted are cases where the two readers part, and cases that
the quick one leaves to the careful one.
"""

import argparse
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rarekin.api.diseases.terms import read_case
from rarekin.api.making.release import current
from rarekin.formats.plain_phenopacket import read_plain

DAMAGE: tuple[dict[str, Any], ...] = (
    {"negated": True},
    {"excluded": "true"},
    {"excluded": None},
    {"isExcluded": True},
    {"type": {"label": "Seizure"}},
    {"type": {"id": "hp:1250"}},
    {"type": {"id": "HP:0000118"}},
    {"onset": {"age": {"iso8601duration": "3Y"}}},
    {"severity": {"id": "HP:0012828"}},
)


def variants(packet: dict[str, Any], n: int) -> Iterator[dict[str, Any]]:
    """The packet, and the packet with one feature damaged."""
    yield packet
    features = packet.get("phenotypicFeatures", [])
    if features:
        i = n % len(features)
        damaged = [*features]
        damaged[i] = features[i] | DAMAGE[n % len(DAMAGE)]
        yield packet | {"phenotypicFeatures": damaged}


def parts(packet: dict[str, Any], usable: dict[str, int]) -> tuple[bool, bool]:
    """Whether the quick reader takes a packet, and whether the careful one differs then."""
    plain = read_plain(packet, usable)
    if plain is None:
        return False, False
    case, issues = read_case(packet)
    same = (plain.id, plain.present, plain.sex, plain.diseases, plain.issues) == (
        case.id, case.present, case.sex, case.diseases, issues
    )  # fmt: skip
    return True, not same


def scan(lines: Iterator[bytes]) -> tuple[int, int, int]:
    """Return the packets read, those read quickly, and those read differently."""
    usable = dict.fromkeys(map(str, current().ontology.findings), 1)
    n_read, n_quick, n_parted = 0, 0, 0
    for n, line in enumerate(lines):
        for packet in variants(json.loads(line), n):
            quick, parted = parts(packet, usable)
            n_read, n_quick, n_parted = n_read + 1, n_quick + quick, n_parted + parted
    return n_read, n_quick, n_parted


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    path = options.parse_args().data / "phenopacket-store" / "cases.jsonl.gz"
    with gzip.open(path) as lines:
        n_read, n_quick, n_parted = scan(iter(lines))
    print(f"{n_read} packets, {n_quick} read quickly, {n_parted} read differently")


if __name__ == "__main__":
    main()
