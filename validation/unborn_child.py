"""Find written pages that name a medicine which can harm an unborn child and do not say so.

    python validation/unborn_child.py

The medicines, and the pages that may leave the sentence out with the reason, are in
``unborn_child.toml``. A page says it where one statement names the medicine and a pregnancy,
an unborn child or contraception.
"""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

LISTED = Path(__file__).with_name("unborn_child.toml")
PAGES = Path(__file__).parents[1] / "src/rarekin/sources/curated/pages"
_PLACES = {"summary", "treatment", "followup", "living", "first_steps"}
_SAID = re.compile(r"pregnan|unborn|contracep|birth control|birth defect", re.IGNORECASE)


@dataclass(frozen=True)
class Silent:
    """A page that names a medicine without its harm; `allowed` says why it may."""

    page: str
    medicine: str
    sentence: str
    allowed: str


def silent_pages(paths: Iterable[Path]) -> Iterator[Silent]:
    """Yield what English pages name and leave unsaid."""
    listed = tomllib.loads(LISTED.read_text(encoding="utf-8"))
    named = {k: re.compile(words, re.IGNORECASE) for k, words in listed["medicines"].items()}
    reasons = {(row["page"], row["medicine"]): row["why"] for row in listed["allowed"]}
    for path in paths:
        facts = [
            fact
            for fact in tomllib.loads(path.read_text(encoding="utf-8"))["fact"]
            if "text" in fact
        ]
        for medicine, words in named.items():
            told = [fact for fact in facts if words.search(fact["text"])]
            used = [fact["text"] for fact in told if fact["section"] in _PLACES]
            if used and not any(_SAID.search(fact["text"]) for fact in told):
                why = reasons.get((path.stem, medicine), "")
                yield Silent(path.stem, medicine, used[0], why)


def english_pages(folder: Path = PAGES) -> list[Path]:
    """List the written pages without their translations."""
    return [path for path in sorted(folder.glob("*.toml")) if path.name.count(".") == 1]


def main() -> int:
    """Print what is unsaid without a reason; return how many."""
    found = list(silent_pages(english_pages()))
    unsaid = [one for one in found if not one.allowed]
    for one in unsaid:
        print(f"{one.page}: {one.medicine}: {one.sentence}")
    print(f"{len(unsaid)} unsaid; {len(found) - len(unsaid)} with a reason")
    return len(unsaid)


if __name__ == "__main__":
    sys.exit(bool(main()))
