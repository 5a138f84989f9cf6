"""Find written pages that name a medicine and leave out the danger nobody on it may miss.

    python -m validation.medicine_danger

The medicines, what a page says of each, and the pages that may leave it out with the reason,
are in ``medicine_danger.toml``. Harm to an unborn child is looked for by ``unborn_child.py``.
"""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from validation.unborn_child import Silent, english_pages

LISTED = Path(__file__).with_name("medicine_danger.toml")
_PLACES = {"summary", "treatment", "followup"}


def silent_pages(paths: Iterable[Path]) -> Iterator[Silent]:
    """Yield what English pages name and leave unsaid."""
    listed = tomllib.loads(LISTED.read_text(encoding="utf-8"))
    reasons = {(row["page"], row["medicine"]): row["why"] for row in listed["allowed"]}
    for path in paths:
        facts = [
            fact
            for fact in tomllib.loads(path.read_text(encoding="utf-8"))["fact"]
            if "text" in fact
        ]
        for medicine, row in listed["medicines"].items():
            words = re.compile(row["words"], re.IGNORECASE)
            said = re.compile(row["said"], re.IGNORECASE)
            told = [fact for fact in facts if words.search(fact["text"])]
            used = [fact["text"] for fact in told if fact["section"] in _PLACES]
            heard = facts if row["where"] == "page" else told
            if used and not any(said.search(fact["text"]) for fact in heard):
                why = reasons.get((path.stem, medicine), "")
                yield Silent(path.stem, medicine, used[0], why)


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
