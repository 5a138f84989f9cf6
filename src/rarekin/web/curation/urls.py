"""Addresses of the suggestions."""

from __future__ import annotations

from django.urls import path

from rarekin.web.curation import curator_views, views

app_name = "curation"

urlpatterns = [
    path("suggest", views.suggest, name="suggest"),
    path("suggest/sent", views.sent, name="sent"),
    path("suggest/confirm/<str:token>", views.confirm, name="confirm"),
    path("me/suggestions", views.mine, name="mine"),
    path("host/suggestions", views.review, name="review"),
    path("host/contributions", curator_views.accepted, name="accepted"),
    path("host/contributions/hpoa", curator_views.export, name="export"),
]
