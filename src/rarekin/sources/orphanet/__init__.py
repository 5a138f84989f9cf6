"""Orphanet: what a rare disease is, how it begins, how it is inherited, how many have it."""
