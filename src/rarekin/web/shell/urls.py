"""Addresses without a language: for machines."""

from __future__ import annotations

from django.urls import path

from rarekin.web.shell import installing, views

app_name = "shell"
urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("manifest.webmanifest", installing.manifest, name="manifest"),
    path("worker.js", installing.worker, name="worker"),
]
