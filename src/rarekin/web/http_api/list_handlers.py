"""Long lists in parts, and many cases at once."""

from __future__ import annotations

import json
from collections.abc import Sequence

from rarekin.api.diseases import lists
from rarekin.api.diseases.naming import named
from rarekin.api.making.release import current
from rarekin.api.ranking.rank_lines import rank_lines
from rarekin.errors import InputError
from rarekin.web.http_api import bodies, replies


def diseases(_: str, query: bodies.ListQuery) -> replies.DiseasesReply:
    """Return one part of the list of all diseases."""
    found = lists.all_diseases(query.level)
    start = start_of(query.after, [ref.id for ref in found])
    part = found[start : start + query.limit]
    return replies.DiseasesReply(
        release=current().version,
        n_diseases=len(found),
        diseases=tuple(
            replies.DiseaseBrief.model_validate(named(ref, query.language)) for ref in part
        ),
        next=part[-1].id if part and start + len(part) < len(found) else None,
    )


def genes(_: str, query: bodies.PageQuery) -> replies.GenesReply:
    """Return one part of the list of all genes."""
    found = lists.all_genes()
    start = start_of(query.after, [symbol for symbol, _, _ in found])
    part = found[start : start + query.limit]
    return replies.GenesReply(
        release=current().version,
        n_genes=len(found),
        genes=tuple(replies.GeneBrief(symbol=s, hgnc=h, n_diseases=n) for s, h, n in part),
        next=part[-1][0] if part and start + len(part) < len(found) else None,
    )


def rank_batch(_: str, body: bodies.BatchBody) -> replies.BatchReply:
    """Rank many cases; one that cannot be read does not stop the others."""
    lines = [json.dumps(case).encode() for case in body.cases]
    ranked = rank_lines(lines, top=body.top, explain=body.explain, genes=body.genes)
    rankings = []
    for line in ranked:
        record = json.loads(line.text)
        for issue in record["issues"]:
            issue["where"] = _in_cases(issue["where"])
        rankings.append(replies.RankedCase.model_validate(record))
    return replies.BatchReply(release=current().version, rankings=tuple(rankings))


def _in_cases(where: str) -> str:
    """Return a place of a batch as one of the body: ``line 3, a.b`` is ``cases[2].a.b``."""
    line, _, inner = where.partition(", ")
    place = f"cases[{int(line.removeprefix('line ')) - 1}]"
    return f"{place}.{inner}" if inner else place


def start_of(after: str, ids: Sequence[str]) -> int:
    """Return where the part of a list behind an entry begins.

    Parameters
    ----------
    after
        The last entry of the part before; empty for the first part.
    ids
        Of the whole list.

    Returns
    -------
    start
        Index into the list.

    Raises
    ------
    InputError
        If the list has no such entry.
    """
    if not after:
        return 0
    if after not in ids:
        raise InputError(
            f"{after[:80]!r} is not in this list.",
            hint="Give `next` of the answer before, or leave `after` out to start anew.",
            where="after",
        )
    return ids.index(after) + 1
