"""Whose site this is, and what waits for whoever looks after it."""
