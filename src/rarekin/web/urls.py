"""Every address of the site."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from rarekin.web.http_api import openapi, page
from rarekin.web.shell import installing

handler400 = "rarekin.web.shell.views.bad_request"
handler403 = "rarekin.web.shell.views.refused"
handler404 = "rarekin.web.shell.views.not_found"
handler500 = "rarekin.web.shell.views.failed"

urlpatterns = [
    path("", include("rarekin.web.shell.urls")),
    path("", include("rarekin.web.atlas.feed_urls")),
    path("api/v1/", include("rarekin.web.http_api.urls")),
    path("openapi.json", openapi.document),
    *i18n_patterns(
        path("saved", installing.saved, name="saved"),
        path("", include("rarekin.web.accounts.urls")),
        path("", include("rarekin.web.atlas.urls")),
        path("", include("rarekin.web.clinic.urls")),
        path("", include("rarekin.web.community.urls")),
        path("", include("rarekin.web.curation.urls")),
        path("", include("rarekin.web.hosting.urls")),
        path("api", page.show, name="api"),
        prefix_default_language=False,
    ),
]
