"""Find written pages that name a medicine and leave out what it can do.

    python -m validation.silent_medicines

Harm to an unborn child is listed in ``unborn_child.toml``, the danger nobody on it may miss in
``medicine_danger.toml``: the medicines, what a page says of each, in the statement that names it or
anywhere, and the pages that may leave it out with the reason.
"""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from validation.english_pages import english_pages

UNBORN_CHILD = Path(__file__).with_name("unborn_child.toml")
DANGER = Path(__file__).with_name("medicine_danger.toml")


@dataclass(frozen=True)
class Silent:
    """A page that names a medicine without its harm; `allowed` says why it may."""

    page: str
    medicine: str
    sentence: str
    allowed: str


def silent_pages(paths: Iterable[Path], file: Path) -> Iterator[Silent]:
    """Yield what English pages name and leave unsaid of the medicines of one list."""
    listed = tomllib.loads(file.read_text(encoding="utf-8"))
    places = set(listed["places"])
    reasons = {(row["page"], row["medicine"]): row["why"] for row in listed["allowed"]}
    rows = {name: {**listed.get("each", {}), **row} for name, row in listed["medicines"].items()}
    for path in paths:
        facts = [
            fact
            for fact in tomllib.loads(path.read_text(encoding="utf-8"))["fact"]
            if "text" in fact
        ]
        for medicine, row in rows.items():
            words = re.compile(row["words"], re.IGNORECASE)
            said = re.compile(row["said"], re.IGNORECASE)
            told = [fact for fact in facts if words.search(fact["text"])]
            used = [fact["text"] for fact in told if fact["section"] in places]
            heard = facts if row["where"] == "page" else told
            if used and not any(said.search(fact["text"]) for fact in heard):
                why = reasons.get((path.stem, medicine), "")
                yield Silent(path.stem, medicine, used[0], why)


def main() -> int:
    """Print what is unsaid without a reason; return how many."""
    n_unsaid = 0
    for file in (UNBORN_CHILD, DANGER):
        found = list(silent_pages(english_pages(), file))
        unsaid = [one for one in found if not one.allowed]
        for one in unsaid:
            print(f"{one.page}: {one.medicine}: {one.sentence}")
        print(f"{file.stem}: {len(unsaid)} unsaid; {len(found) - len(unsaid)} with a reason")
        n_unsaid += len(unsaid)
    return n_unsaid


if __name__ == "__main__":
    sys.exit(bool(main()))
