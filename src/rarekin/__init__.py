"""Rarekin: every rare disease's page, and each section of it computes."""

__version__ = "0.1.0"
