"""Is a disease page the same in every process, whatever order sets are read in?

    python validation/same_pages.py [--every 11]

Renders every n-th page in two processes with different hash seeds and names those that differ:
workers must tell one thing, and a page that is kept must be the one that would be made anew.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[1]


def rendered(every: int) -> dict[str, str]:
    """Return a digest of every n-th page, by the id of its disease."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rarekin.web.settings")
    django.setup()
    from django.utils import translation

    from rarekin.api.diseases import lookup
    from rarekin.model.disease import Section
    from rarekin.web.atlas.drawing.article import article_html
    from rarekin.web.atlas.pages import disease_page
    from rarekin.web.shell import panels
    from rarekin.web.shell.phrases import one_language

    # What other apps add speaks of people and needs their database.
    for panel in [panel for section in Section for panel in panels.panels_in(section)]:
        panels.unregister(panel.name)
    with translation.override("en"), one_language():
        return {
            id_: hashlib.sha256(
                article_html(disease_page.view_of(lookup.disease(id_))).encode()
            ).hexdigest()
            for id_ in lookup.disease_ids()[::every]
        }


def that_differ(every: int) -> tuple[int, list[str]]:
    """Return how many pages were rendered, and those that two processes render differently."""
    command = [sys.executable, __file__, "--every", str(every), "--digests"]
    running = [
        subprocess.Popen(
            command, env=os.environ | {"PYTHONHASHSEED": seed}, stdout=subprocess.PIPE, cwd=ROOT
        )
        for seed in ("1", "2")
    ]
    one, other = (json.loads(process.communicate()[0]) for process in running)
    return len(one), [id_ for id_ in one if one[id_] != other.get(id_)]


def main() -> None:
    """Print what differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=11)
    parser.add_argument("--digests", action="store_true", help="print digests of one process")
    chosen = parser.parse_args()
    if chosen.digests:
        print(json.dumps(rendered(chosen.every)))
        return
    n_pages, different = that_differ(chosen.every)
    print(f"{n_pages:,} pages in two processes: {len(different)} differ {different[:5]}")
    sys.exit(1 if different else 0)


if __name__ == "__main__":
    main()
