"""Which diseases explain these findings: one case, many cases, and how often it is right."""
