"""Facts that a good page states about 40 diseases: where does ours say each of them?

    python validation/known_facts.py            one line per disease, then the share
    python validation/known_facts.py --table    every fact with the section that says it

``tests/truth/page_facts_40/facts.tsv`` names for each fact the words by which it is recognised: it
tells where to look and cannot judge the sentence. Only what is seen without opening a fold counts
as said at once; the rest is counted apart.
"""

from __future__ import annotations

import csv
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from html import unescape
from pathlib import Path

FACTS = Path(__file__).resolve().parents[1] / "tests" / "truth" / "page_facts_40" / "facts.tsv"
_FOLD = re.compile(r"<details.*?</details>", re.DOTALL)
_INNER = re.compile(r"<details(?:(?!<details).)*?</details>", re.DOTALL)
_PART = re.compile(
    r'<(?:section class="[^"]*"(?: id="(?P<id>\w+)")?|div class="(?P<lead>lead)")(?P<body>.*?)'
    r"(?:</section>|</form>)",
    re.DOTALL,
)


def _text(html: str) -> str:
    html = re.sub(r"<(script|style|svg).*?</\1>", " ", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def parts_of(html: str) -> Iterator[tuple[str, str, str]]:
    """Yield the parts of a page with what is seen at once, and with everything."""
    for part in _PART.finditer(html):
        name = part["id"] or part["lead"] or "before anything else"
        whole = open_ = part["body"]
        while (shorter := _INNER.sub(" ", open_)) != open_:
            open_ = shorter
        yield name, _text(open_), _text(whole)


def rows() -> list[dict[str, str]]:
    """Return the table of facts."""
    with FACTS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def where_said(html: str, said: str) -> tuple[str, str]:
    """Return the part that says a fact at once, and the part that says it at all."""
    pattern = re.compile(said, re.IGNORECASE if said.lower() == said else 0)
    at_once = behind = ""
    for name, open_, whole in parts_of(html):
        if name in ("sources", "missing", "organisations", "people"):
            continue
        at_once = at_once or (name if pattern.search(open_) else "")
        behind = behind or (name if pattern.search(whole) else "")
    return at_once, behind


def count() -> dict[str, list[tuple[str, str, str]]]:
    """Return for each disease its facts with the parts that say them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rarekin.web.settings")
    os.environ.setdefault("RAREKIN_SYNC", "off")
    import django

    django.setup()
    from rarekin.api.diseases import lookup
    from rarekin.web.atlas.drawing.article import article_html
    from rarekin.web.atlas.pages.disease_page import view_of

    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    pages: dict[str, str] = {}
    for row in rows():
        id_ = row["disease"]
        if id_ not in pages:
            pages[id_] = article_html(view_of(lookup.disease(id_)))
        found[row["label"]].append((row["fact"], *where_said(pages[id_], row["said"])))
    return found


def main() -> None:
    """Print the table."""
    told: Counter[str] = Counter()
    for label, facts in count().items():
        told["facts"] += len(facts)
        told["at once"] += sum(bool(at_once) for _fact, at_once, _behind in facts)
        told["anywhere"] += sum(bool(behind) for _fact, _at_once, behind in facts)
        if "--table" in sys.argv:
            for fact, at_once, behind in facts:
                print(
                    f"| {label} | {fact} | {at_once or (behind and f'{behind}, folded') or '–'} |"
                )
        else:
            said = sum(bool(at_once) for _fact, at_once, _behind in facts)
            print(f"{label:<36} {said} of {len(facts)} at once")
    share = {
        key: f"{told[key]} ({told[key] / told['facts']:.0%})" for key in ("at once", "anywhere")
    }
    print(f"{told['facts']} facts; at once {share['at once']}, anywhere {share['anywhere']}")


if __name__ == "__main__":
    main()
