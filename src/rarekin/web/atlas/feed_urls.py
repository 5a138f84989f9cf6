"""Addresses for machines: the same in every language."""

from __future__ import annotations

from django.urls import path

from rarekin.web.atlas import feeds

app_name = "feeds"
urlpatterns = [
    path("sitemap.xml", feeds.sitemap_index, name="sitemap-index"),
    path("sitemap-<int:number>.xml", feeds.sitemap, name="sitemap"),
    path("changes.rss", feeds.changes, name="changes"),
]
