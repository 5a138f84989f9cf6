"""``/api``: what programs can ask this site, told to people, with examples that run."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from rarekin.api.keeping.releases import release_summary
from rarekin.api.making.release import current
from rarekin.web.http_api.dispatch import MAX_BODY_BYTES
from rarekin.web.http_api.examples import address_of, curl_of
from rarekin.web.http_api.meter import METER
from rarekin.web.http_api.routes import ROUTES, Route

_GROUPS = (
    (gettext_lazy("Look something up"), ("search", "diseases", "ids", "findings", "genes")),
    (gettext_lazy("From words and signs to diseases"), ("terms", "rank")),
    (gettext_lazy("Published criteria"), ("criteria",)),
    (gettext_lazy("Families"), ("risk", "families")),
    (gettext_lazy("Where all of it comes from"), ("sources", "releases")),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """One address with its example.

    Attributes
    ----------
    name
        Method and path.
    summary
        What it answers; English, as in the published document.
    command
        For a shell.
    link
        Where a browser can open the example; empty where it has to be sent.
    """

    name: str
    summary: str
    command: str
    link: str


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show every address with an example of this site."""
    site = settings.SITE_URL or request.build_absolute_uri("/").rstrip("/")
    context = {
        "site": site,
        "groups": [(title, [_shown(r, site) for r in ROUTES if r.path.split("/")[0] in first])
                   for title, first in _GROUPS],
        "python": _PYTHON.format(site=site),
        "per_minute": int(METER.per_minute),
        "most_mebibytes": MAX_BODY_BYTES // 1024**2,
        "release": release_summary(current().version),
        "rows": _promises(),
    }  # fmt: skip
    return render(request, "http_api/api.html", context)


def _shown(route: Route, site: str) -> Shown:
    method, path = route.method, route.path
    link = address_of(method, path) if method == "GET" else ""
    name = f"{method} /api/v1/{path}"
    return Shown(name, route.summary, curl_of(method, path, site), link)


def _promises() -> tuple[str, ...]:
    return (
        _("What you send is neither kept nor logged. Send no names."),
        _("No key and no account is needed, and any web page may ask."),
        _("Every answer names the knowledge release it rests on, so that it can be repeated."),
        _("What is wrong is said with its place and with what to do."),
        _("No answer is a diagnosis."),
    )


_PYTHON = """\
import json, urllib.request

def ask(path, body=None):
    data = None if body is None else json.dumps(body).encode()
    headers = {{"Content-Type": "application/json"}}
    request = urllib.request.Request("{site}/api/v1/" + path, data, headers)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)

found = ask("terms", {{"text": "hard lumps under the skin, no seizures"}})
signs = [m["term"] for m in found["mentions"] if m["state"] == "present"]
for disease in ask("rank", {{"terms": signs, "top": 5}})["diseases"]:
    print(disease["rank"], disease["name"])
"""
