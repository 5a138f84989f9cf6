"""Immutable releases: join what sources say, store it, check it, open it, search it."""
