"""Addresses of the clinic."""

from __future__ import annotations

from django.urls import path

from rarekin.web.clinic import (
    accuracy_views,
    criteria_views,
    family_paper,
    family_views,
    find_views,
)

app_name = "clinic"
urlpatterns = [
    path("find", find_views.find, name="find"),
    path("about/accuracy", accuracy_views.show, name="accuracy"),
    path("find/suggest", find_views.suggest, name="find-suggest"),
    path("find/save", find_views.save, name="find-save"),
    path("find/open", find_views.open_file, name="find-open"),
    path("criteria", criteria_views.index, name="criteria"),
    path("criteria/<path:slug>/export/<str:form>", criteria_views.export, name="criteria-export"),
    path("criteria/<path:slug>", criteria_views.criteria, name="criteria-set"),
    path("family", family_views.family, name="family"),
    path("family/save", family_views.save, name="family-save"),
    path("family/picture", family_paper.picture, name="family-picture"),
    path("family/open", family_views.open_file, name="family-open"),
]
