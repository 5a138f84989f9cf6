"""Addresses of the hosting."""

from __future__ import annotations

from django.urls import path

from rarekin.web.hosting import pages

app_name = "hosting"

urlpatterns = [path("host/keepers", pages.keepers, name="keepers")]
