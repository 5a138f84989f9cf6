"""The written pages without their translations."""

from pathlib import Path

PAGES = Path(__file__).parents[1] / "src/rarekin/sources/curated/pages"


def english_pages(folder: Path = PAGES) -> list[Path]:
    """List the files, by name."""
    return [path for path in sorted(folder.glob("*.toml")) if path.name.count(".") == 1]
