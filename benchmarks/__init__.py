"""Named scenarios; each module's ``scenarios()`` yields (scenario, size, metric, value, unit)."""
