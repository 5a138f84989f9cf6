"""Addresses of the API, straight from its table of routes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from django.urls import URLPattern, path, re_path

from rarekin.web.http_api import dispatch, downloads, openapi
from rarekin.web.http_api.routes import ROUTES

app_name = "http_api"


def _patterns() -> Iterator[URLPattern]:
    # Routes of one address stand next to each other in the table; the more specific comes first.
    for template, routes in groupby(ROUTES, key=lambda route: route.path):
        address = template.replace("{id}", "<path:subject>")
        name = template.replace("/{id}", "-one").replace("/", "-")
        yield path(address, dispatch.view_of(tuple(routes)), name=name)


urlpatterns = [
    path("openapi.json", openapi.document, name="openapi"),
    path("releases/<str:version>/download/<str:name>", downloads.download, name="download"),
    *_patterns(),
    re_path("", dispatch.not_found),
]
