"""Mondo's current mappings, is-a edges and retired classes, as its monthly release states them."""
