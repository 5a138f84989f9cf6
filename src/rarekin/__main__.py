"""Lets ``python -m rarekin`` do what ``rarekin`` does."""

from rarekin.cli.main import main

main()
