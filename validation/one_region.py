"""Find approvals that written pages tell for the United States only, or for Europe only.

    python -m validation.one_region

A parent elsewhere must not take it that nothing is approved where they live. A statement tells
both sides, or says that none was found; what may stay has its reason in ``one_region.toml``,
and what nobody looked up is counted there as open.
"""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from validation.english_pages import english_pages

LISTED = Path(__file__).with_name("one_region.toml")
OPEN = "open"
_ALLOWS = re.compile(r"\b(approved|approval|licensed|authori[sz]ed|label for)\b")
_STATES = re.compile(r"United States|\bUS\b|\bFDA\b|American")
_EUROPE = re.compile(r"Europe|\bEMA\b|\bEU\b|United Kingdom|Britain|England|Germany|France")


@dataclass(frozen=True)
class OneSided:
    """A statement about one side; `allowed` says why it may stay."""

    page: str
    sentence: str
    allowed: str


def one_sided(paths: Iterable[Path]) -> Iterator[OneSided]:
    """Yield the statements that tell an approval of one side only."""
    rows = tomllib.loads(LISTED.read_text(encoding="utf-8"))["allowed"]
    for path in paths:
        for fact in tomllib.loads(path.read_text(encoding="utf-8"))["fact"]:
            text = fact.get("text", "")
            if not _ALLOWS.search(text) or bool(_STATES.search(text)) is bool(_EUROPE.search(text)):
                continue
            why = (
                row["why"]
                for row in rows
                if row["page"] == path.stem and text.startswith(row["begins"])
            )
            yield OneSided(path.stem, text, next(why, ""))


def main() -> int:
    """Print what is one-sided without a reason; return how many."""
    found = list(one_sided(english_pages()))
    bare = [one for one in found if not one.allowed]
    for one in bare:
        print(f"{one.page}: {one.sentence}")
    n_open = sum(one.allowed.startswith(OPEN) for one in found)
    print(f"{len(bare)} one-sided; {len(found) - len(bare)} with a reason, {n_open} of them open")
    return len(bare)


if __name__ == "__main__":
    sys.exit(bool(main()))
