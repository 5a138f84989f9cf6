"""Everyday words for findings, as data by language: `<language>.tsv` and `<language>.toml`."""
