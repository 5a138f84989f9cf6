"""Look through the HTML of every disease page for what misled readers once.

Each kind is a pattern over the finished page, so that it sees what a reader sees, whatever made
it. Prints how many pages of the release that serves have each fault, with an example; ends with 1
where any is left.
"""

import argparse
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator

import django

from rarekin.api.diseases import lookup
from rarekin.api.telling.forms import forms_of
from rarekin.model.disease import Section

CALM = re.compile(r"Hardly anything has to be decided today")
WORLD = re.compile(
    r"None of our sources|nobody has followed enough people|We know of no|It may be unknown"
    r"|We have not kept"
)
ROW = re.compile(r'<div class="how-often">(.*?)</div></li>|<div class="how-often">(.*?)</div>')
SIDE = re.compile(r'<div class="side">(.*?)</div>')
PERCENT = re.compile(r'<span class="num">[\d.,\s]+%</span>')
COUNTED = re.compile(r"people counted|a source states")
HANDFUL = re.compile(
    r"the only person counted|all [1-4] people counted|\b[0-4] of [1-4] people counted"
)
FROM_A_CLASS = re.compile(r"about (\d+ in 10|1 in [\d,]+) people|everybody counted")
RESTS_ON = re.compile(r"counted|named by one list|a source states")
LOOSE_MARK = re.compile(
    r'(?<!class="glued">)<button type="button" class="term"[^>]*>[^<]*</button>[.,;:!?)]'
)
NOT_A_SEIZURE = re.compile(r'(?:must|to|not|can) <button[^>]*class="term"[^>]*>fits?<')
NOT_AN_ABBREVIATION = re.compile(r'class="term"[^>]*>(?:HOS|CTS|Ct|ct|ho|Ho|MRi)<')
TUMOUR_REGRESSION = re.compile(r'class="term"[^>]*>regression</button>[^<]{0,20}of the tumou?r')
QUOTE = re.compile(r"<blockquote.*?</blockquote>", re.DOTALL)
SECOND_BADGE = re.compile(r'</span>\d+</a><a href="#')
EMPTY_LINK = re.compile(r"<a [^>]*></a>")
NO_CRITERIA = re.compile(r"no published criteria.*?/criteria/", re.DOTALL | re.IGNORECASE)
MANY_NAMED = re.compile(r"\b(?:[5-9]|\d\d+) genes are named with it")
UNCONDITIONAL = re.compile(r"has a chance of 1 in 2 to inherit it\. Doctors say")
SOMETHING = re.compile(r'href="/(?:finding|gene)/|class="(?:table stacked|shared forms)"')
MINUTE = re.compile(r'<p class="minute">(.*?)</p>', re.DOTALL)
MARK = re.compile(r'<span class="source">.*?</(?:a|button)>(?: <time.*?</time>)?</span>', re.DOTALL)
ALONE = re.compile(
    r"[^.]* is a (?:rare )?disease\.(?: \d+ forms? of it ha(?:s|ve) a page\.)?", re.DOTALL
)


def rows_from_classes(html: str) -> int:
    """Count rows of signs with a percentage that nobody counted."""
    rows = (first or second for first, second in ROW.findall(html))
    return sum(bool(PERCENT.search(row)) and not COUNTED.search(row) for row in rows)


def lookalikes_without_basis(html: str) -> int:
    """Count shares in look-alikes that do not say what they rest on."""
    sides = SIDE.findall(html)
    return sum(bool(FROM_A_CLASS.search(side)) and not RESTS_ON.search(side) for side in sides)


def broken_quotations(html: str) -> int:
    """Count texts without their commas between quotation marks."""
    return sum("lacks the commas" in q and "“" in q for q in QUOTE.findall(html))


def one_rule_for_many_genes(html: str) -> int:
    """Tell whether a chance of 1 in 2 holds for all though many genes are named and no cause."""
    return int(bool(MANY_NAMED.search(html)) and bool(UNCONDITIONAL.search(html)))


def says_only_its_kind(html: str) -> int:
    """Tell whether a page opens with "X is a rare disease." alone, though it knows more."""
    opening = MINUTE.search(html)
    said = re.sub(r"<[^>]+>", "", MARK.sub("", opening[1])) if opening else ""
    return int(bool(ALONE.fullmatch(said.strip())) and bool(SOMETHING.search(html)))


def is_empty_with_forms(html: str, page: lookup.DiseasePage) -> int:
    """Tell whether a page shows neither signs, genes nor forms though its forms have data."""
    return int(not SOMETHING.search(html) and forms_of(page).has_data)


KINDS: dict[str, Callable[[str], int]] = {
    "1 false calm": lambda html: len(CALM.findall(html)),
    "2 speaks for the world": lambda html: len(WORLD.findall(html)),
    "6 a class as a percentage": rows_from_classes,
    "6 look-alike without basis": lookalikes_without_basis,
    "7 a share of under five people": lambda html: len(HANDFUL.findall(html)),
    "10 a chance of 1 in 2 where many genes are named": one_rule_for_many_genes,
    "18 punctuation may break off": lambda html: len(LOOSE_MARK.findall(html)),
    "18 wrong sense": lambda html: sum(
        len(p.findall(html)) for p in (NOT_A_SEIZURE, NOT_AN_ABBREVIATION, TUMOUR_REGRESSION)
    ),
    "19 quotation without commas": broken_quotations,
    "20 several badges at one statement": lambda html: len(SECOND_BADGE.findall(html)),
    "20 invisible link": lambda html: len(EMPTY_LINK.findall(html)),
    "20 no criteria above a criteria link": lambda html: len(NO_CRITERIA.findall(html)),
    "says only that it is a disease": says_only_its_kind,
}


def faults(html: str, page: lookup.DiseasePage) -> Iterator[tuple[str, int]]:
    """Yield the kinds of fault on a page, with how often each occurs.

    Parameters
    ----------
    html
        The finished page.
    page
        What it is made from.

    Yields
    ------
    kind, times
        Only those that occur.
    """
    for kind, count in KINDS.items():
        if times := count(html):
            yield kind, times
    if times := is_empty_with_forms(html, page):
        yield "5 empty though it has forms", times


def main() -> None:
    """Print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="look at every n-th disease")
    chosen = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rarekin.web.settings")
    django.setup()
    from django.utils import translation

    from rarekin.web.atlas.drawing.article import article_html
    from rarekin.web.atlas.pages import disease_page
    from rarekin.web.shell import panels
    from rarekin.web.shell.phrases import one_language

    # What other apps add speaks of people and needs their database.
    for panel in [panel for section in Section for panel in panels.panels_in(section)]:
        panels.unregister(panel.name)
    pages, times = Counter[str](), Counter[str]()
    examples: dict[str, str] = {}
    ids = lookup.disease_ids()[:: chosen.every]
    started = time.monotonic()
    with translation.override("en"), one_language():
        for id_ in ids:
            page = lookup.disease(id_)
            for kind, n in faults(article_html(disease_page.view_of(page)), page):
                pages[kind] += 1
                times[kind] += n
                examples.setdefault(kind, id_)
    print(f"{len(ids):,} pages in {time.monotonic() - started:.0f} s")
    for kind in sorted({*KINDS, *pages}):
        print(f"  {kind}: {pages[kind]:,} pages, {times[kind]:,} times {examples.get(kind, '')}")
    sys.exit(1 if pages else 0)


if __name__ == "__main__":
    main()
