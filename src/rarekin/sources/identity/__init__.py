"""Disease identity: Mondo ids, names, is-a and mappings as a compact table of our own making."""
