"""What the criteria commands print as JSON."""

from __future__ import annotations

import dataclasses
from typing import Any

from rarekin.api import criteria as door
from rarekin.api.criteria import Evaluation, Near, Outcome, Role, Ways
from rarekin.model.issues import Issue


def near_json(one: Near) -> dict[str, Any]:
    """Return one set that comes close, ready for JSON."""
    return {
        "criteria": one.criteria_set.id,
        "title": one.criteria_set.title,
        "kind": one.criteria_set.kind.value,
        "outcome": one.outcome.value,
        "text": one.text,
        "level": one.level.name if one.level else None,
        "present": [item.name for item in one.present],
        "pointing": [item.name for item in one.pointing],
        "alerts": list(one.alerts),
        "n_answers": one.to_met.size,
        "ways": [dict(way) for way in one.to_met.ways],
        "notes": list(door.notes_of(one.criteria_set)),
    }


def _ways_json(ways: Ways) -> list[dict[str, bool]]:
    return [dict(way) for way in ways.ways]


def evaluation_json(found: Evaluation, issues: tuple[Issue, ...]) -> dict[str, Any]:
    """Return one person checked against one set, ready for JSON."""
    chosen = found.criteria_set
    return {
        "criteria": chosen.id,
        "title": chosen.title,
        "kind": chosen.kind.value,
        "outcome": found.outcome.value,
        "text": found.text,
        "level": found.level.name if found.level else None,
        "verdicts": [
            {"name": v.name, "title": v.title, "outcome": v.outcome.value, "text": v.text}
            for v in found.verdicts
        ],
        "lookalikes": [
            v.name
            for v in found.verdicts
            if v.rule.role is Role.LOOKALIKE and v.outcome is Outcome.MET
        ],
        "alerts": list(found.alerts),
        "notes": list(found.notes),
        "rules": [
            {
                "name": g.name,
                "title": g.title,
                "outcome": g.outcome.value,
                "present": g.n_present,
                "unknown": g.n_unknown,
            }
            for g in found.groups
        ],
        "items": [
            {
                "name": i.name,
                "title": i.title,
                "state": i.state.value,
                "because": list(i.because),
                "conflict": i.conflict,
            }
            for i in found.items
        ],
        "supporting": {
            "present": found.supporting.n_present,
            "unknown": found.supporting.n_unknown,
            "total": found.supporting.n_total,
        },
        "missing": [
            {
                "name": m.name,
                "ask": m.item.ask,
                "if_present": m.if_present.text,
                "if_excluded": m.if_excluded.text,
            }
            for m in found.missing
        ],
        "settled_by": {
            "met": _ways_json(door.settles(found, holds=True)),
            "not_met": _ways_json(door.settles(found, holds=False)),
        },
        "overturned_by": _ways_json(door.overturns(found)),
        "issues": [dataclasses.asdict(issue) for issue in issues],
    }
