"""What every source is, by its own declaration, as text for the reference documentation."""

from __future__ import annotations

from collections.abc import Iterator

from rarekin.sources.declaration import Declaration, FileDeclaration, declarations

__all__ = ["sources_markdown"]


def sources_markdown() -> str:
    """Describe every source that a release can be made from.

    Returns
    -------
    text
        Markdown: a table of all sources, then one part for each. The same on every machine.

    Examples
    --------
    >>> "### hpo: Human Phenotype Ontology" in sources_markdown()
    True
    """
    known = tuple(declarations().values())
    lines = ["| source | title | licence | handed on | on a fresh machine | fills |"]
    lines.append("|---|---|---|---|---|---|")
    lines += [_row(source) for source in known]
    for source in known:
        lines += _part(source)
    return "\n".join(lines)


def _row(source: Declaration) -> str:
    cells = (
        f"[{source.name}](#{_anchor(source)})",
        source.title,
        source.licence.name,
        "yes" if source.licence.redistribute else "no",
        "yes" if source.default else "after a sync",
        ", ".join(source.fills),
    )
    return f"| {' | '.join(cells)} |"


def _heading(source: Declaration) -> str:
    return f"{source.name}: {source.title}"


def _anchor(source: Declaration) -> str:
    kept = "".join(c for c in _heading(source).lower() if c.isalnum() or c in " -_")
    return kept.replace(" ", "-")


def _part(source: Declaration) -> Iterator[str]:
    yield f"\n### {_heading(source)}\n"
    yield f"- Publisher: {_linked(source.publisher, source.homepage)}"
    yield f"- Licence: {_linked(source.licence.name, source.licence.url)}; {_terms(source)}"
    if source.attribution:
        yield f"- Credit: {source.attribution}"
    for work in source.cite:
        yield f"- Cite for {work.why or 'the data'}: {_linked(work.title, work.link)}"
    for file in source.files:
        yield f"- File `{file.name}`{' (optional)' if file.optional else ''}: {_origin(file)}"
    rows = ", ".join(f"{n:,} {kind}" for kind, n in source.expect.min_rows.items())
    if rows:
        drop = f"{100 * source.expect.max_drop:g} %"
        yield f"- Refused with fewer than {rows}, or if more than {drop} of a kind vanish"


def _terms(source: Declaration) -> str:
    handed = "may be handed on" if source.licence.redistribute else "is not handed on"
    quoted = "may be quoted" if source.licence.quote else "are not quoted"
    return f"the data {handed}, sentences {quoted}"


def _linked(text: str, address: str) -> str:
    return f"[{text}]({address})" if address else text


def _origin(file: FileDeclaration) -> str:
    places = []
    if file.url:
        places.append(f"<{file.url}> ({'met live' if file.tried else 'not yet tried'})")
    if file.packaged:
        places.append(f"packaged as `{file.packaged}`")
    if file.mirror:
        places.append(f"in a mirror `{file.mirror}`")
    return "; ".join(places)
