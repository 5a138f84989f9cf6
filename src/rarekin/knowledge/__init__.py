"""Immutable releases: build, check, diff, open, search."""
