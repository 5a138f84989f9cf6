"""Addresses of the knowledge base."""

from __future__ import annotations

from django.urls import path

from rarekin.web.atlas import browse_views, views

app_name = "atlas"
urlpatterns = [
    path("", views.home, name="home"),
    path("search", views.search, name="search"),
    path("search/suggest", views.suggest, name="suggest"),
    path("disease/<str:name>", views.disease, name="disease"),
    path("disease/<str:name>/card", views.card, name="card"),
    path("disease/<str:name>/doctor", views.doctor, name="doctor"),
    path("compare", views.compare, name="compare"),
    path("finding/<str:name>", views.finding, name="finding"),
    path("gene/<str:symbol>", views.gene, name="gene"),
    path("browse", browse_views.index, name="browse"),
    path("browse/<str:term>", browse_views.system, name="system"),
    path("organisations", browse_views.organisations, name="organisations"),
    path("help", browse_views.help_by_country, name="help"),
    path("organisation/<slug:key>", browse_views.organisation, name="organisation"),
    path("sources", views.sources, name="sources"),
    path("about", views.about, name="about"),
]
