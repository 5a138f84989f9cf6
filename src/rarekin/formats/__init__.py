"""Bytes to model and back, one file per standard."""
