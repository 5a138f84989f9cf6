"""Answers of the door as JSON-ready values."""

from __future__ import annotations

from rarekin.knowledge.codec import to_plain

__all__ = ["to_plain"]
