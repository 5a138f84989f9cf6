"""What curated files rest on: no machine, no copy, no encyclopedia anybody can edit."""

import tomllib
from pathlib import Path

from validation.weak_citations import HOSTS, weak_citations

CURATED = Path("src/rarekin/sources/curated").absolute()


def _page(folder: Path, **urls: str) -> Path:
    path = folder / "a-page.toml"
    cites = (f'[cite.{key}]\ntitle = "A work"\nurl = "{url}"\n' for key, url in urls.items())
    path.write_text("\n".join(cites), encoding="utf-8")
    return path


def test_scan__finds_a_listed_host_and_its_subdomains_only(tmp_path):
    page = _page(
        tmp_path,
        upload="https://www.scribd.com/document/1",
        tongue="https://ar.scribd.com/document/1",
        dotted="https://scribd.com./document/1",
        other="https://notscribd.com/document/1",
        inside="https://www.nhs.uk/conditions/?from=scribd.com",
    )
    found = {weak.cite for weak in weak_citations([page])}
    assert found == {"upload", "tongue", "dotted"}


def test_curated_files__rest_on_no_weak_site_but_those_allowed_with_a_reason():
    files = [path for path in CURATED.rglob("*.toml") if path.name.count(".") == 1]
    assert {"pages", "curated"} <= {path.parent.name for path in files}
    weak = list(weak_citations(files))
    assert [(one.page, one.cite, one.host) for one in weak if not one.allowed] == []
    listed = tomllib.loads(HOSTS.read_text(encoding="utf-8"))["allowed"]
    still = {(one.page, one.cite) for one in weak}
    assert [row for row in listed if (row["page"], row["cite"]) not in still] == []
    assert all(len(row["why"].split()) > 2 for row in listed)
