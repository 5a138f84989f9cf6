"""Keeping people safe: blocks, reports, decisions, appeals."""
