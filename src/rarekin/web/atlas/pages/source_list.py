"""The page of sources: what the release has of each, and how it stands on this machine."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise

from rarekin.api.keeping.sources_page import SourceState, source_states
from rarekin.api.making.last_sync import last_sync
from rarekin.model.disease import Section
from rarekin.web.atlas.keeping import kept
from rarekin.web.shell.phrases import gettext_lazy as _
from rarekin.web.shell.sections import HEADINGS

_KINDS: dict[str, str | Promise] = {
    "Annotation": _("statements about signs, course and inheritance"),
    "Case": _("published cases"),
    "Disease": _("diseases"),
    "Fact": _("facts"),
    "GeneLink": _("links to genes"),
    "IdMapping": _("numbers of other catalogues"),
    "Name": _("names"),
    "Organisation": _("organisations"),
    "Term": _("terms"),
}


def answer(request: HttpRequest) -> HttpResponse:
    """Send the page; it changes with the release and with each sync.

    Parameters
    ----------
    request
        Its headers decide about compression and freshness.

    Returns
    -------
    response
        The same for everybody.
    """
    done = last_sync()
    key = ("sources", done.finished if done else None)
    return kept.kept(request, key, "atlas/sources.html", _context)


def _context() -> dict[str, object]:
    state = source_states()
    failed = state.last_sync.problems.get("build", "") if state.last_sync else ""
    return {
        "state": state,
        "build_problem": failed,
        "sources": [_shown(source) for source in state.sources],
    }


def _shown(source: SourceState) -> dict[str, object]:
    return {
        "info": source.info,
        "fills": [HEADINGS[Section(name)] for name in source.info.fills],
        "rows": [(_KINDS[kind], n) for kind, n in source.info.rows if kind in _KINDS],
        "files": source.files,
        "sync_problem": source.sync_problem,
    }
